"""How far two rows agree in one particular: the levels of each, in the order in which they are tried, and their words.

Level 0 is always "not given on one side": it says nothing for or against. The small linker and the bulk linker both
speak in these levels, so that one table of weights serves both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Field(StrEnum):
    """A particular that two rows are compared in."""

    A_NUMBER = "a_number"
    EVENT_NO = "event_no"
    GIVEN = "given"
    SURNAME = "surname"
    BIRTH = "birth"
    SEX = "sex"
    COUNTRY = "country"
    DAY = "day"
    PLACE = "place"


class Agree(IntEnum):
    """Sex, country, event number: the same or not."""

    MISSING = 0
    SAME = 1
    OTHER = 2


class Number(IntEnum):
    """File numbers; NEAR is one digit or one exchanged pair of digits apart."""

    MISSING = 0
    SAME = 1
    NEAR = 2
    OTHER = 3


class Given(IntEnum):
    """Given names: the first two words of first and middle name."""

    MISSING = 0
    SAME = 1
    FIRST = 2
    FIRST_ONLY = 3
    KIN = 4
    INITIAL = 5
    MOVED = 6
    SIMILAR = 7
    EXCHANGED = 8
    OTHER = 9


class Surname(IntEnum):
    """Surnames: the first two words without particles."""

    MISSING = 0
    SAME = 1
    REARRANGED = 2
    ONE_OF_TWO = 3
    ONE_DIFFERS = 4
    KIN = 5
    SIMILAR = 6
    EXCHANGED = 7
    OTHER = 8


class Birth(IntEnum):
    """Dates of birth; SLIP is one digit, one exchanged pair of digits, or day and month exchanged."""

    MISSING = 0
    SAME = 1
    SLIP = 2
    TWO_PARTS = 3
    YEAR_GIVEN = 4
    YEAR = 5
    OTHER = 6


class Day(IntEnum):
    """Days of the request: how many days they lie apart; SLIP is further than a month but one digit."""

    MISSING = 0
    SAME = 1
    DAYS_3 = 2
    DAYS_10 = 3
    DAYS_40 = 4
    SLIP = 5
    FAR = 6


class Place(IntEnum):
    """Agency and office together, for one mostly tells the other; *_ALONE: the other is not given on one side."""

    MISSING = 0
    SAME = 1
    AGENCY_ALONE = 2
    AGENCY = 3
    OFFICE_ALONE = 4
    OFFICE = 5
    OTHER = 6


LEVELS: dict[Field, type[IntEnum]] = {
    Field.A_NUMBER: Number,
    Field.EVENT_NO: Agree,
    Field.GIVEN: Given,
    Field.SURNAME: Surname,
    Field.BIRTH: Birth,
    Field.SEX: Agree,
    Field.COUNTRY: Agree,
    Field.DAY: Day,
    Field.PLACE: Place,
}
"""The fields in the order of every pattern, each with its levels."""

FIELDS = tuple(LEVELS)

_GIVEN_WORDS: dict[int, str] = {
    Given.SAME: "given names the same",
    Given.FIRST: "first name the same, a middle name only on one side",
    Given.FIRST_ONLY: "first name the same, middle names differ",
    Given.KIN: "first name in another form of the same name",
    Given.INITIAL: "first name against its initial",
    Given.MOVED: "given names moved or written together",
    Given.SIMILAR: "given name a letter or two apart",
    Given.EXCHANGED: "given name stands where the other has the surname",
    Given.OTHER: "given names differ",
}
_SURNAME_WORDS: dict[int, str] = {
    Surname.SAME: "surnames the same",
    Surname.REARRANGED: "surnames in another order or written together",
    Surname.ONE_OF_TWO: "one of two surnames left out",
    Surname.ONE_DIFFERS: "one surname the same, the other differs",
    Surname.KIN: "surname in another spelling of the same name",
    Surname.SIMILAR: "surname a letter or two apart",
    Surname.EXCHANGED: "surname stands where the other has the given name",
    Surname.OTHER: "surnames differ",
}
_BIRTH_WORDS: dict[int, str] = {
    Birth.SAME: "birth dates the same",
    Birth.SLIP: "birth dates a digit or an exchange of day and month apart",
    Birth.TWO_PARTS: "birth dates agree in two of year, month and day",
    Birth.YEAR_GIVEN: "birth year the same, no day on one side",
    Birth.YEAR: "birth year the same",
    Birth.OTHER: "birth dates differ",
}
_DAY_WORDS: dict[int, str] = {
    Day.SAME: "same day of the request",
    Day.DAYS_3: "days of the request at most 3 apart",
    Day.DAYS_10: "days of the request at most 10 apart",
    Day.DAYS_40: "days of the request at most 40 apart",
    Day.SLIP: "days of the request one digit apart",
    Day.FAR: "days of the request more than 40 apart",
}
_PLACE_WORDS: dict[int, str] = {
    Place.SAME: "agency and office the same",
    Place.AGENCY_ALONE: "agency the same",
    Place.AGENCY: "agency the same, office differs",
    Place.OFFICE_ALONE: "office the same",
    Place.OFFICE: "office the same, agency differs",
    Place.OTHER: "agency or office differs",
}
_NUMBER_WORDS: dict[int, str] = {
    Number.SAME: "file number the same",
    Number.NEAR: "file number one digit apart",
    Number.OTHER: "file numbers differ",
}


def _agree_words(noun: str) -> dict[int, str]:
    return {Agree.SAME: f"{noun} the same", Agree.OTHER: f"{noun} differs"}


WORDS: dict[Field, dict[int, str]] = {
    Field.A_NUMBER: _NUMBER_WORDS,
    Field.EVENT_NO: _agree_words("event number"),
    Field.GIVEN: _GIVEN_WORDS,
    Field.SURNAME: _SURNAME_WORDS,
    Field.BIRTH: _BIRTH_WORDS,
    Field.SEX: _agree_words("sex"),
    Field.COUNTRY: _agree_words("country"),
    Field.DAY: _DAY_WORDS,
    Field.PLACE: _PLACE_WORDS,
}
"""What a level of a field says in a reason."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One level for each field, in the order of FIELDS."""

    levels: tuple[int, ...]

    def words(self) -> str:
        """What agrees and what does not, in words; fields that one side does not give are left out."""
        said = [WORDS[field][level] for field, level in zip(FIELDS, self.levels, strict=True) if level]
        return "; ".join(said) or "nothing to compare"


def digits_apart(one: int, other: int) -> bool:
    """Whether two numbers differ by one digit or by one exchange of neighbours (by their difference alone)."""
    return abs(one - other) in SLIPS


SLIPS = frozenset(factor * digit * 10**place for factor in (1, 9) for digit in range(1, 10) for place in range(9))
"""Differences of two numbers that one wrong digit (d x 10^p) or one exchanged pair (9 x d x 10^p) makes."""
