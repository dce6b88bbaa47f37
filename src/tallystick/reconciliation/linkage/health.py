"""Whether a column belongs to its rows: where all else says "the same", a column that hardly ever agrees does not.

A column that was sorted or shuffled apart from its rows would turn true pairs away; it is set aside, and that is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from .levels import FIELDS, Agree, Birth, Day, Field, Given, Number, Pattern, Place, Surname

AGREES: dict[Field, dict[int, int]] = {
    Field.A_NUMBER: {Number.SAME: 3, Number.NEAR: 0},
    Field.EVENT_NO: {Agree.SAME: 3},
    Field.GIVEN: {Given.SAME: 2, Given.FIRST: 2, Given.FIRST_ONLY: 1, Given.KIN: 1, Given.MOVED: 1, Given.SIMILAR: 1},
    Field.SURNAME: {Surname.SAME: 2, Surname.REARRANGED: 2, Surname.ONE_OF_TWO: 1, Surname.KIN: 1, Surname.SIMILAR: 1},
    Field.BIRTH: {Birth.SAME: 3, Birth.SLIP: 1},
    Field.DAY: {Day.SAME: 1, Day.DAYS_3: 1},
    Field.PLACE: {Place.SAME: 1},
}
"""What an agreement counts; a level that is not listed counts nothing."""


CERTAIN = 6
"""Points of the other fields from which a pair is certain enough to judge a column by."""
FEWEST = 5
"""Certain pairs that a judgement needs."""
SPOILED = 0.2
"""A column that agrees in less than this share of them is set aside."""


def spoiled(counts: Mapping[tuple[int, ...], int]) -> tuple[Field, ...]:
    """The fields whose column does not belong to its rows; ``counts`` are the pairs by their levels."""
    return tuple(field for field in AGREES if _is_spoiled(field, counts))


def _is_spoiled(field: Field, counts: Mapping[tuple[int, ...], int]) -> bool:
    place = FIELDS.index(field)
    agree = certain = 0
    for levels, count in counts.items():
        if levels[place] and _points(levels, field) >= CERTAIN:
            certain += count
            agree += count * (levels[place] in AGREES[field])
    return certain >= FEWEST and agree < SPOILED * certain


def _points(levels: tuple[int, ...], without_field: Field) -> int:
    return sum(
        AGREES[field].get(level, 0)
        for field, level in zip(FIELDS, levels, strict=True)
        if field in AGREES and field is not without_field
    )


def tells_person(levels: tuple[int, ...]) -> bool:
    """Whether two rows agree in what tells a person: more than days and places, which many share."""
    return sum(AGREES[field].get(levels[FIELDS.index(field)], 0) for field in _OF_A_PERSON) >= _TELLS_PERSON


def names_differ(levels: tuple[int, ...]) -> bool:
    """Whether neither name agrees in anything, and no number says that it is one person all the same."""
    given, surname, a_number, event_no = (levels[FIELDS.index(field)] for field in _NAMES_AND_NUMBERS)
    by_number = a_number == Number.SAME or event_no == Agree.SAME
    return (given, surname) == (Given.OTHER, Surname.OTHER) and not by_number


def born_apart(levels: tuple[int, ...]) -> bool:
    """Whether the birth dates differ outright and no number says that it is one person all the same."""
    birth, a_number, event_no = (levels[FIELDS.index(field)] for field in (Field.BIRTH, Field.A_NUMBER, Field.EVENT_NO))
    return birth == Birth.OTHER and a_number not in {Number.SAME, Number.NEAR} and event_no != Agree.SAME


_NAMES_AND_NUMBERS = (Field.GIVEN, Field.SURNAME, Field.A_NUMBER, Field.EVENT_NO)
_OF_A_PERSON = (Field.A_NUMBER, Field.EVENT_NO, Field.GIVEN, Field.SURNAME, Field.BIRTH)
_TELLS_PERSON = 3


def without(pattern: Pattern, aside: tuple[Field, ...]) -> Pattern:
    """The pattern as if the fields set aside were not given."""
    if not aside:
        return pattern
    return Pattern(tuple(0 if field in aside else level for field, level in zip(FIELDS, pattern.levels, strict=True)))
