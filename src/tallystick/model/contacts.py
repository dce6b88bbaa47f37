"""The closed vocabularies of contacts between agencies, and of the moments of a custody. Values never change meaning.

A contact is a request for, or a giving of, information or help, with or without paper. Cooperation in a criminal matter
is told apart from civil immigration enforcement.
"""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """Who began it."""

    ASKED_BY_THEM = "asked_by_them"
    ASKED_BY_US = "asked_by_us"
    UNASKED = "unasked"


class ContactKind(StrEnum):
    """What was asked for or given."""

    INFORMATION = "information"
    INTERVIEW = "interview"
    ACCESS = "access"
    OPERATION = "operation"
    TRANSFER = "transfer"
    QUERY = "query"
    TASK_FORCE = "task_force"
    OTHER = "other"


class Counterpart(StrEnum):
    """The other agency."""

    ICE_ERO = "ice_ero"
    ICE_HSI = "ice_hsi"
    CBP = "cbp"
    LESC = "lesc"
    OTHER_FEDERAL = "other_federal"
    OTHER = "other"


class Matter(StrEnum):
    """Civil immigration enforcement, or the kind of crime that was worked on together."""

    CIVIL = "civil"
    TRAFFICKING = "trafficking"
    CHILD_EXPLOITATION = "child_exploitation"
    DRUGS = "drugs"
    WEAPONS = "weapons"
    CYBERCRIME = "cybercrime"
    OTHER_CRIME = "other_crime"

    @property
    def criminal(self) -> bool:
        """Whether it is a criminal matter."""
        return self is not Matter.CIVIL


class ContactNumber(StrEnum):
    """What may be counted in one contact; each is a number of its own."""

    PERSONS = "persons"
    ARRESTS = "arrests"
    IMMIGRATION_ARRESTS = "immigration_arrests"


class CustodyMoment(StrEnum):
    """The moments of a custody that laws ask for."""

    WOULD_BE_RELEASED = "would_be_released"
    BAIL_POSTED = "bail_posted"
    LEFT_CUSTODY = "left_custody"
    HOLD_BEGAN = "hold_began"
    HOLD_ENDED = "hold_ended"
