"""Reasons for a request that stands in the register and in no row of list A. Must not look at list A."""

from __future__ import annotations

import re

from tallystick.model.lists import Registered
from tallystick.model.period import Period
from tallystick.model.reasons import Grade, Reason
from tallystick.reconciliation.case import Claim

_OTHER_SENDERS = re.compile(r"\bCBP\b|BORDER PATROL|CUSTOMS AND BORDER|PORT OF ENTRY")
_COUNTERPART = re.compile(r"\bERO\b|\bICE\b|IMMIGRATION AND CUSTOMS ENFORCEMENT")


def claims_of_request(request: Registered, period: Period) -> tuple[Claim, ...]:
    """Every reason that the request supports, in the published order."""
    claims = []
    if request.prepared and request.prepared not in period:
        words = f"request {request.number} bears the prepared day {request.prepared}, outside the period"
        claims.append(Claim(Reason.OTHER_PERIOD, Grade.CORROBORATED, words))
    sender = request.sender.upper()
    if _OTHER_SENDERS.search(sender) and not _COUNTERPART.search(sender):
        words = f"request {request.number} was sent FROM {request.sender}"
        claims.append(Claim(Reason.OTHER_SENDER, Grade.CORROBORATED, words))
    return tuple(claims)
