"""The fates of an invented year as tables: how many, who makes them, and which reasons are true of each.

Must not know how a reason is proved.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from tallystick.model.reasons import Reason

from . import arrivals, elsewhere
from .words import Fate
from .workshop import Workshop

PREPARED: Final = 214
REGISTERED: Final = 17
_LEAST_NEVER_SENT: Final = 26

RANGES: Final[dict[Fate, tuple[int, int]]] = {
    Fate.LAST_YEAR: (1, 2),
    Fate.OTHER_SENDER: (1, 2),
    Fate.FOUND_LATE: (18, 24),
    Fate.NEXT_YEAR: (2, 3),
    Fate.OTHER_STATE: (7, 10),
    Fate.SHERIFF: (12, 15),
    Fate.COURT: (4, 6),
    Fate.MARSHALS: (5, 7),
    Fate.CAMPUS: (3, 5),
    Fate.HOLDROOM: (2, 4),
    Fate.NOTICE_ONLY: (8, 11),
    Fate.BOX_2: (3, 4),
    Fate.PERSON_LEFT: (11, 14),
    Fate.CLOSED: (13, 16),
    Fate.FAILED_CALL: (6, 9),
    Fate.OUT_OF_ORDER: (3, 5),
    Fate.NOT_REGISTERED: (11, 15),
    Fate.BY_TELEPHONE: (3, 4),
    Fate.IN_PERSON: (2, 4),
    Fate.DUPLICATE: (8, 11),
    Fate.SUPERSEDED: (5, 7),
}
MAKERS: Final[dict[Fate, Callable[[Workshop, int], None]]] = {
    Fate.REGISTERED: arrivals.registered,
    Fate.FOUND_LATE: arrivals.found_late,
    Fate.NEXT_YEAR: arrivals.next_year,
    Fate.LAST_YEAR: arrivals.last_year,
    Fate.OTHER_SENDER: arrivals.other_sender,
    Fate.NOT_REGISTERED: arrivals.not_registered,
    Fate.FAILED_CALL: arrivals.failed_call,
    Fate.OUT_OF_ORDER: arrivals.out_of_order,
    Fate.BY_TELEPHONE: arrivals.by_telephone,
    Fate.IN_PERSON: arrivals.in_person,
    Fate.OTHER_STATE: elsewhere.other_state,
    Fate.SHERIFF: elsewhere.sheriff,
    Fate.COURT: elsewhere.court,
    Fate.MARSHALS: elsewhere.marshals,
    Fate.CAMPUS: elsewhere.campus,
    Fate.HOLDROOM: elsewhere.holdroom,
    Fate.NOTICE_ONLY: elsewhere.notice_only,
    Fate.BOX_2: elsewhere.box_2,
    Fate.PERSON_LEFT: elsewhere.person_left,
    Fate.CLOSED: elsewhere.closed,
    Fate.NEVER_SENT: elsewhere.never_sent,
    Fate.DUPLICATE: elsewhere.duplicate,
    Fate.SUPERSEDED: elsewhere.superseded,
}
"""In the order of making: a repeated or superseded request needs the one it repeats."""

_ARRIVED: Final = frozenset({Fate.REGISTERED, Fate.FOUND_LATE, Fate.NEXT_YEAR, Fate.NOT_REGISTERED})
_TRUE_REASONS: Final[dict[Fate, frozenset[Reason]]] = {
    fate: frozenset(reasons)
    for fate, *reasons in (
        (Fate.REGISTERED, Reason.IN_BOTH),
        (Fate.FOUND_LATE, Reason.REGISTERED_LATER, Reason.CLOSED_BY_SENDER),
        (Fate.NEXT_YEAR, Reason.OTHER_PERIOD),
        (Fate.NOT_REGISTERED, Reason.ARRIVED_NOT_REGISTERED),
        (Fate.OTHER_STATE, Reason.SAME_NAME_ELSEWHERE),
        (Fate.SHERIFF, Reason.OTHER_AGENCY),
        (Fate.COURT, Reason.OTHER_AGENCY),
        (Fate.MARSHALS, Reason.OTHER_AGENCY),
        (Fate.CAMPUS, Reason.OTHER_AGENCY),
        (Fate.HOLDROOM, Reason.OTHER_AGENCY),
        (Fate.NOTICE_ONLY, Reason.OTHER_KIND),
        (Fate.BOX_2, Reason.OTHER_KIND),
        (Fate.DUPLICATE, Reason.DUPLICATE),
        (Fate.SUPERSEDED, Reason.SUPERSEDED),
        (Fate.PERSON_LEFT, Reason.PERSON_NOT_HERE),
        (Fate.CLOSED, Reason.CLOSED_BY_SENDER),
        (Fate.FAILED_CALL, Reason.TRANSMISSION_FAILED),
        (Fate.OUT_OF_ORDER, Reason.TRANSMISSION_FAILED),
        (Fate.BY_TELEPHONE, Reason.WITHOUT_PAPER),
        (Fate.IN_PERSON, Reason.WITHOUT_PAPER),
        (Fate.NEVER_SENT,),
    )
}


def draw_counts(rng: random.Random) -> dict[Fate, int]:
    """How many units of each fate: 214 rows prepared in the year, 17 requests registered in time."""
    counts = {fate: rng.randint(*bounds) for fate, bounds in RANGES.items()}
    register_only = counts[Fate.LAST_YEAR] + counts[Fate.OTHER_SENDER]
    counts[Fate.REGISTERED] = REGISTERED - register_only
    counts[Fate.NEVER_SENT] = PREPARED - (sum(counts.values()) - register_only)
    return counts if counts[Fate.NEVER_SENT] >= _LEAST_NEVER_SENT else draw_counts(rng)


def is_true(fate: Fate, reason: Reason) -> bool:
    """Whether a reason says nothing untrue of a unit with that fate ("not established" never does)."""
    if reason is Reason.NOT_ESTABLISHED or reason in _TRUE_REASONS[fate]:
        return True
    return reason is Reason.NOT_IN_LINE_LOG and fate not in _ARRIVED
