"""Why a unit stands on one side only: the closed list of reasons, their order and their evidence grades.

Every unit has exactly one primary reason: the first of ``ORDER`` that its evidence supports. The order is part of the
published method, because it changes the sizes of the bars. docs/reasons.md explains each one in plain words, with the
evidence that it needs.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Primary reasons (facts/users.md §1.6). The value is the code that files and pages show."""

    IN_BOTH = "B0"
    REGISTERED_LATER = "T1L"
    OTHER_PERIOD = "U2"
    SAME_NAME_ELSEWHERE = "A2"
    OTHER_AGENCY = "A1"
    OTHER_KIND = "K1"
    DUPLICATE = "D1"
    SUPERSEDED = "D2"
    NEVER_HERE = "A3"
    PERSON_NOT_HERE = "C1"
    CLOSED_BY_SENDER = "U3"
    TRANSMISSION_FAILED = "T2"
    ARRIVED_NOT_REGISTERED = "T1"
    WITHOUT_PAPER = "T3"
    NOT_IN_LINE_LOG = "T4"
    OTHER_SENDER = "R1"
    KEYED_WRONG = "E1"
    OTHER_UNIT = "U1"
    NOT_ESTABLISHED = "X0"


class Grade(StrEnum):
    """How a reason is evidenced."""

    BOTH_SIDES = "A"
    CORROBORATED = "B"
    ONE_SIDE = "C"
    NONE = "D"


ORDER: tuple[Reason, ...] = tuple(Reason)
"""The published order of precedence for a unit of list A (the counterpart's list): first supported reason wins."""

ORDER_B: tuple[Reason, ...] = (
    Reason.IN_BOTH,
    Reason.OTHER_PERIOD,
    Reason.OTHER_SENDER,
    Reason.KEYED_WRONG,
    Reason.OTHER_UNIT,
    Reason.NOT_ESTABLISHED,
)
"""The same for a request that stands in the register (list B) only."""
