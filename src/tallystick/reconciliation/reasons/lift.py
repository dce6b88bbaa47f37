"""What the sender itself wrote when it closed a row: lift reasons of the releases, as reasons of ours.

A blank is never read as anything: it may mean still open, refused or not updated (facts/forms_and_data.md §B.2).
"""

from __future__ import annotations

import re

from tallystick.model.reasons import Reason

_WORDS = re.compile(r"[a-z]+")
_CLOSED = frozenset(
    {
        "case closed",
        "prosecutorial discretion",
        "not amenable to removal",
        "noncitizen not amenable to removal",
        "alien not amenable to removal",
        "alien not subject to deportation",
        "usc or presumptive claim to us citizenship",
        "united states citizen interviewed",
        "judicial review",
    }
)
_BEGINNINGS = {
    "duplicate": Reason.DUPLICATE,
    "superseding": Reason.SUPERSEDED,
    "superseded": Reason.SUPERSEDED,
    "no longer in": Reason.PERSON_NOT_HERE,
}


def lift_reason(text: str) -> Reason | None:
    """The reason that a lift reason gives, or None when it gives none of ours (booked in, declined, blank ...)."""
    key = " ".join(_WORDS.findall(text.casefold()))
    if key in _CLOSED:
        return Reason.CLOSED_BY_SENDER
    return next((reason for beginning, reason in _BEGINNINGS.items() if key.startswith(beginning)), None)


def gives_way(text: str) -> bool:
    """Whether the sender itself calls the row a repetition, so that another row of the same key is the request."""
    return lift_reason(text) in {Reason.DUPLICATE, Reason.SUPERSEDED}
