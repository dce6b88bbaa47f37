"""The rules by which a count is made, each with a name: a number is printed with its rule.

Which rows are one request, which day decides whether a request belongs to the period, and the published order of
reasons with its digest. Must not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from tallystick.model.lists import Registered
from tallystick.model.period import Period
from tallystick.model.reasons import ORDER, ORDER_B
from tallystick.model.words import Asked

METHOD = "reconciliation/3"
"""The version of the published method; it changes when the same inputs could give another statement."""


class DuplicateRule(StrEnum):
    """Which rows of a list repeat another one (facts/forms_and_data.md §B.2). Rows without an identifier never do."""

    NONE = "none"
    SENDER = "sender"
    DAY = "day"
    EPISODE = "episode"
    NEWEST = "newest"


class PeriodEvent(StrEnum):
    """The day of a request that decides whether it belongs to the period: three dates, never one."""

    PREPARED = "prepared"
    RECEIVED = "received"
    REGISTERED = "registered"


DUPLICATE_WORDS = {
    DuplicateRule.NONE: "no row repeats another",
    DuplicateRule.SENDER: "rows that the sender itself calls duplicates",
    DuplicateRule.DAY: "the same person and the same prepared day",
    DuplicateRule.EPISODE: "the same person, form and facility, each at most a day after the one before",
    DuplicateRule.NEWEST: "every row of a person but the newest",
}
EVENT_WORDS = {
    PeriodEvent.PREPARED: "by the prepared day",
    PeriodEvent.RECEIVED: "by the day of receipt",
    PeriodEvent.REGISTERED: "by the day of registration",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one statement. Both defaults are those of the published method."""

    duplicates: DuplicateRule = DuplicateRule.DAY
    event: PeriodEvent = PeriodEvent.RECEIVED


def order_digest(rules: Rules) -> str:
    """SHA-256 of the method: its version, the order of reasons on either side and the rules chosen, one a line."""
    lines = (METHOD, " ".join(ORDER), " ".join(ORDER_B), rules.duplicates.value, rules.event.value)
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def event_day(request: Registered, event: PeriodEvent) -> date | None:
    """The day of a request's event; None when its paper bears no prepared day."""
    match event:
        case PeriodEvent.PREPARED:
            return request.prepared
        case PeriodEvent.RECEIVED:
            return request.received
        case PeriodEvent.REGISTERED:
            return request.registered


def counted_by(requests: Iterable[Registered], event: PeriodEvent, period: Period) -> tuple[Registered, ...]:
    """The requests as another event would count them; by receipt they stay as the filed report counted them."""
    if event is PeriodEvent.RECEIVED:
        return tuple(requests)
    return tuple(replace(request, in_filed_figure=_counts(request, event, period)) for request in requests)


def _counts(request: Registered, event: PeriodEvent, period: Period) -> bool:
    day = event_day(request, event)
    return request.asked is Asked.HOLD and not request.late and day is not None and day in period
