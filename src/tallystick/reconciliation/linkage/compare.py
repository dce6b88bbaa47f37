"""The levels at which two rows agree, field by field. ``bulk/comparing.py`` says the same over columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rapidfuzz.distance import JaroWinkler

from .dates import ordinal
from .levels import Agree, Birth, Day, Given, Number, Pattern, Place, Surname, digits_apart
from .names import kin
from .particulars import Particulars

ALIKE = 0.88
"""Jaro-Winkler similarity from which two words are "a letter or two apart"."""


def compare(one: Particulars, other: Particulars, forms: Mapping[str, str]) -> Pattern:
    """The levels of all fields, in the order of FIELDS."""
    given, surname = _given(one, other, forms), _surname(one, other, forms)
    if given is Given.OTHER or surname is Surname.OTHER:
        crossed = _crossed(one, other) or _crossed(other, one)
        given = Given.EXCHANGED if crossed and given is Given.OTHER else given
        surname = Surname.EXCHANGED if crossed and surname is Surname.OTHER else surname
    levels = (
        number_level(one.a_number, other.a_number),
        agree_level(one.event_no, other.event_no),
        given,
        surname,
        birth_level(one.birth, other.birth),
        agree_level(one.sex, other.sex),
        agree_level(one.country, other.country),
        day_level(one.day, other.day),
        place_level(one, other),
    )
    return Pattern(levels)


def _crossed(one: Particulars, other: Particulars) -> bool:
    """Whether the first given name of the one is a surname of the other."""
    return bool(one.given) and one.given[0] in other.surnames


def agree_level(one: str | int, other: str | int) -> Agree:
    """Whether two values are the same."""
    if not one or not other:
        return Agree.MISSING
    return Agree.SAME if one == other else Agree.OTHER


def number_level(one: int, other: int) -> Number:
    """How far two file numbers agree."""
    if not one or not other:
        return Number.MISSING
    if one == other:
        return Number.SAME
    return Number.NEAR if digits_apart(one, other) else Number.OTHER


def birth_level(one: int, other: int) -> Birth:
    """How far two dates of birth (YYYYMMDD, or YYYY0000) agree."""
    if not one or not other:
        return Birth.MISSING
    if one == other:
        return Birth.SAME
    (year, month, day), (year_2, month_2, day_2) = _parts(one), _parts(other)
    if year == year_2 and (_only_year(one) or _only_year(other)):
        return Birth.YEAR_GIVEN
    exchanged = (year, month, day) == (year_2, day_2, month_2)
    if one % 10000 and other % 10000 and (exchanged or digits_apart(one, other)):
        return Birth.SLIP
    if (year == year_2) + (month == month_2) + (day == day_2) == 2:
        return Birth.TWO_PARTS
    return Birth.YEAR if year == year_2 else Birth.OTHER


def day_level(one: int, other: int) -> Day:
    """How far apart two days of a request (YYYYMMDD) lie."""
    if not one % 100 or not other % 100:
        return Day.MISSING
    apart = abs(_day_at(one) - _day_at(other))
    for most, level in ((0, Day.SAME), (3, Day.DAYS_3), (10, Day.DAYS_10), (40, Day.DAYS_40)):
        if apart <= most:
            return level
    return Day.SLIP if birth_level(one, other) is Birth.SLIP else Day.FAR


PLACES = {
    (Agree.SAME, Agree.SAME): Place.SAME,
    (Agree.SAME, Agree.MISSING): Place.AGENCY_ALONE,
    (Agree.SAME, Agree.OTHER): Place.AGENCY,
    (Agree.MISSING, Agree.SAME): Place.OFFICE_ALONE,
    (Agree.OTHER, Agree.SAME): Place.OFFICE,
    (Agree.MISSING, Agree.MISSING): Place.MISSING,
}
"""The level of the place by those of agency and office; all others are OTHER."""


def place_level(one: Particulars, other: Particulars) -> Place:
    """How far agency and office agree."""
    return PLACES.get((agree_level(one.agency, other.agency), agree_level(one.office, other.office)), Place.OTHER)


_day_at = cache(ordinal)


def _parts(number: int) -> tuple[int, int, int]:
    return number // 10000, number // 100 % 100, number % 100


def _only_year(number: int) -> bool:
    return number % 10000 in {0, 101}


def _given(one: Particulars, other: Particulars, forms: Mapping[str, str]) -> Given:
    if not one.given or not other.given:
        return Given.MISSING
    first, first_2 = one.given[0], other.given[0]
    if first == first_2:
        return _middle(one.given[1:], other.given[1:], forms)
    if first in other.given[1:] or first_2 in one.given[1:] or one.given_whole == other.given_whole:
        return Given.MOVED
    if kin(first, forms) == kin(first_2, forms):
        return Given.KIN
    if _initial(first, first_2):
        return Given.INITIAL
    return Given.SIMILAR if alike(first, first_2) else Given.OTHER


def _middle(one: tuple[str, ...], other: tuple[str, ...], forms: Mapping[str, str]) -> Given:
    if one == other:
        return Given.SAME
    if not one or not other:
        return Given.FIRST
    same = _initial(one[0], other[0]) or kin(one[0], forms) == kin(other[0], forms)
    return Given.SAME if same else Given.FIRST_ONLY


def _initial(one: str, other: str) -> bool:
    return 1 in {len(one), len(other)} and one[0] == other[0]


def _surname(one: Particulars, other: Particulars, forms: Mapping[str, str]) -> Surname:
    if not one.surnames or not other.surnames:
        return Surname.MISSING
    if one.surnames == other.surnames:
        return Surname.SAME
    if one.surname_whole == other.surname_whole or one.surnames == other.surnames[::-1]:
        return Surname.REARRANGED
    return _surnames_apart(one.surnames, other.surnames, forms)


def _surnames_apart(one: tuple[str, ...], other: tuple[str, ...], forms: Mapping[str, str]) -> Surname:
    single = len(one) == 1 or len(other) == 1
    shared = bool(set(one) & set(other))
    if shared and single:
        return Surname.ONE_OF_TWO
    kin_first = kin(one[0], forms) == kin(other[0], forms)
    if kin_first and (single or kin(one[1], forms) == kin(other[1], forms)):
        return Surname.KIN
    if shared:
        rest = one[1:] + other[1:] if one[0] == other[0] else one[:1] + other[:1]
        straight = one[0] == other[0] or one[1] == other[1]
        return Surname.SIMILAR if straight and alike(*rest) else Surname.ONE_DIFFERS
    if kin_first:
        return Surname.KIN
    return Surname.SIMILAR if alike(one[0], other[0]) else Surname.OTHER


def alike(one: str, other: str) -> bool:
    """Whether two words are a letter or two apart."""
    return JaroWinkler.normalized_similarity(one, other) >= ALIKE
