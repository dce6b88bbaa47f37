"""The levels of many pairs at once: what ``linkage/compare.py`` says of one pair, over columns of numbers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from tallystick.reconciliation.linkage.compare import ALIKE, PLACES
from tallystick.reconciliation.linkage.levels import (
    FIELDS,
    LEVELS,
    SLIPS,
    Agree,
    Birth,
    Day,
    Given,
    Number,
    Place,
    Surname,
)

from .columns import Coded
from .words import Numbers, Words

Levels = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
_SLIPS = np.array(sorted(SLIPS))
_BASES = np.array([len(LEVELS[field]) for field in FIELDS])
_STEPS = np.append(1, np.cumprod(_BASES)[:-1])
_PLACES = np.array([[PLACES.get((agency, office), Place.OTHER) for office in Agree] for agency in Agree], np.uint8)
_ENOUGH_LETTERS = 3 * (1 - (1 - ALIKE) / 0.6) - 1 - 1e-6
_CHUNK = 250_000


def patterns(rows: Coded, left: Numbers, right: Numbers) -> npt.NDArray[np.int32]:
    """One number for the levels of each pair of rows in all fields; ``levels_of`` takes it apart again."""
    if not len(left):
        return np.zeros(0, np.int32)
    starts = range(0, len(left), _CHUNK)
    with ThreadPoolExecutor(2) as pool:
        chunks = pool.map(lambda at: _patterns(rows, left[at : at + _CHUNK], right[at : at + _CHUNK]), starts)
        return np.concatenate(list(chunks))


def levels_of(numbers: npt.NDArray[np.int32]) -> Levels:
    """The levels behind pattern numbers: one row for each field."""
    return np.stack([numbers // step % base for step, base in zip(_STEPS, _BASES, strict=True)]).astype(np.uint8)


def counted(numbers: Numbers) -> tuple[Numbers, npt.NDArray[np.intp]]:
    """The distinct pattern numbers in order, and how often each comes."""
    counts = np.bincount(numbers, minlength=1)
    distinct = np.flatnonzero(counts)
    return distinct.astype(np.int32), counts[distinct]


def _patterns(rows: Coded, left: Numbers, right: Numbers) -> npt.NDArray[np.int32]:
    parts = (
        _number(rows.a_number[left], rows.a_number[right]),
        _agree(rows.event_no[left], rows.event_no[right]),
        *_names(rows, left, right),
        _birth(rows.birth[left], rows.birth[right]),
        _agree(rows.sex[left], rows.sex[right]),
        _agree(rows.country[left], rows.country[right]),
        _day(rows, left, right),
        _place(rows, left, right),
    )
    made = np.zeros(len(left), np.int32)
    for part, step in zip(parts, _STEPS, strict=True):
        made += part.astype(np.int32) * np.int32(step)
    return made


def _agree(one: Any, other: Any) -> Levels:
    made = np.where(one == other, Agree.SAME, Agree.OTHER).astype(np.uint8)
    made[(one == 0) | (other == 0)] = Agree.MISSING
    return made


def _place(rows: Coded, left: Numbers, right: Numbers) -> Levels:
    agency = _agree(rows.agency[left], rows.agency[right])
    return _PLACES[agency, _agree(rows.office[left], rows.office[right])]


def _number(one: Numbers, other: Numbers) -> Levels:
    made = _agree(one, other)
    differ = np.flatnonzero(made == Agree.OTHER)
    near = np.isin(np.abs(one[differ] - other[differ]), _SLIPS)
    made[differ] = np.where(near, Number.NEAR, Number.OTHER)
    return made


def _birth(one: Numbers, other: Numbers) -> Levels:
    made = _agree(one, other)
    differ = np.flatnonzero(made == Agree.OTHER)
    made[differ] = _births_apart(one[differ], other[differ])
    return made


def _births_apart(one: Numbers, other: Numbers) -> Levels:
    year, month, day = one // 10000, one // 100 % 100, one % 100
    year_2, month_2, day_2 = other // 10000, other // 100 % 100, other % 100
    same_year = year == year_2
    parts = same_year.astype(np.uint8) + (month == month_2) + (day == day_2)
    exchanged = same_year & (month == day_2) & (day == month_2)
    whole = (one % 10000 != 0) & (other % 10000 != 0)
    slip = whole & (exchanged | np.isin(np.abs(one - other), _SLIPS))
    bare_year = same_year & (_only_year(one) | _only_year(other))
    return np.select(
        [bare_year, slip, parts == 2, same_year],
        [Birth.YEAR_GIVEN, Birth.SLIP, Birth.TWO_PARTS, Birth.YEAR],
        Birth.OTHER,
    ).astype(np.uint8)


def _only_year(days: Numbers) -> Flags:
    rest = days % 10000
    only: Flags = (rest == 0) | (rest == 101)
    return only


def _day(rows: Coded, left: Numbers, right: Numbers) -> Levels:
    one, other = rows.day_at[left], rows.day_at[right]
    apart = np.abs(one - other)
    made = np.select(
        [apart == 0, apart <= 3, apart <= 10, apart <= 40],
        [Day.SAME, Day.DAYS_3, Day.DAYS_10, Day.DAYS_40],
        Day.FAR,
    ).astype(np.uint8)
    far = np.flatnonzero(made == Day.FAR)
    made[far] = _days_far(rows.day[left[far]], rows.day[right[far]])
    made[(one == 0) | (other == 0)] = Day.MISSING
    return made


def _days_far(one: Numbers, other: Numbers) -> Levels:
    births = _births_apart(one, other)
    return np.where(births == Birth.SLIP, Day.SLIP, Day.FAR).astype(np.uint8)


def _names(rows: Coded, left: Numbers, right: Numbers) -> tuple[Levels, Levels]:
    given, middle = rows.given[left], rows.middle[left]
    given_2, middle_2 = rows.given[right], rows.middle[right]
    surname, second = rows.surname[left], rows.second[left]
    surname_2, second_2 = rows.surname[right], rows.second[right]
    first = _given(rows, left, right, (given, middle, given_2, middle_2))
    last = _surname(rows, left, right, (surname, second, surname_2, second_2))
    apart = np.flatnonzero((first == Given.OTHER) | (last == Surname.OTHER))
    crossed = _any_equal(given[apart], surname_2[apart], second_2[apart])
    crossed |= _any_equal(given_2[apart], surname[apart], second[apart])
    first[apart] = np.where(crossed & (first[apart] == Given.OTHER), Given.EXCHANGED, first[apart])
    last[apart] = np.where(crossed & (last[apart] == Surname.OTHER), Surname.EXCHANGED, last[apart])
    return first, last


def _any_equal(word: Numbers, one: Numbers, other: Numbers) -> Flags:
    equal: Flags = (word > 0) & ((word == one) | (word == other))
    return equal


def _given(rows: Coded, left: Numbers, right: Numbers, words: tuple[Numbers, ...]) -> Levels:
    given, middle, given_2, middle_2 = words
    book = rows.words
    made = np.full(len(left), Given.OTHER, np.uint8)
    apart = np.flatnonzero(given != given_2)
    made[apart] = _given_apart(rows, left[apart], right[apart], tuple(word[apart] for word in words))
    equal = np.flatnonzero(given == given_2)
    one, other = middle[equal], middle_2[equal]
    alone = (one == 0) | (other == 0)
    initial = (book.short[one] | book.short[other]) & (book.initial[one] == book.initial[other])
    same = (one == other) | (~alone & (initial | (book.kin[one] == book.kin[other])))
    made[equal] = np.where(same, Given.SAME, np.where(alone, Given.FIRST, Given.FIRST_ONLY))
    made[(given == 0) | (given_2 == 0)] = Given.MISSING
    return made


def _given_apart(rows: Coded, left: Numbers, right: Numbers, words: tuple[Numbers, ...]) -> Levels:
    given, middle, given_2, middle_2 = words
    book = rows.words
    kin = book.kin[given] == book.kin[given_2]
    initial = (book.short[given] | book.short[given_2]) & (book.initial[given] == book.initial[given_2])
    moved = ((given == middle_2) & (given > 0)) | ((middle == given_2) & (given_2 > 0))
    moved |= rows.given_whole[left] == rows.given_whole[right]
    made = np.select([moved, kin, initial], [Given.MOVED, Given.KIN, Given.INITIAL], Given.OTHER).astype(np.uint8)
    rest = np.flatnonzero((made == Given.OTHER) & (given > 0) & (given_2 > 0))
    made[rest[_alike(book, given[rest], given_2[rest])]] = Given.SIMILAR
    return made


def _surname(rows: Coded, left: Numbers, right: Numbers, words: tuple[Numbers, ...]) -> Levels:
    surname, second, surname_2, second_2 = words
    same_first, same_second = surname == surname_2, second == second_2
    made = np.full(len(left), Surname.OTHER, np.uint8)
    made[same_first & same_second] = Surname.SAME
    rest = np.flatnonzero(~(same_first & same_second))
    made[rest] = _surname_apart(rows, left[rest], right[rest], tuple(word[rest] for word in words))
    made[(surname == 0) | (surname_2 == 0)] = Surname.MISSING
    return made


def _surname_apart(rows: Coded, left: Numbers, right: Numbers, words: tuple[Numbers, ...]) -> Levels:
    surname, second, surname_2, second_2 = words
    book = rows.words
    whole = rows.surname_whole[left] == rows.surname_whole[right]
    crossed, crossed_2 = surname == second_2, second == surname_2
    single = (second == 0) | (second_2 == 0)
    shared = (surname == surname_2) | crossed | crossed_2 | ((second == second_2) & (second > 0))
    kin_first = book.kin[surname] == book.kin[surname_2]
    kin = kin_first & (single | (book.kin[second] == book.kin[second_2]))
    made = np.select(
        [whole | (crossed & crossed_2), shared & single, kin, shared],
        [Surname.REARRANGED, Surname.ONE_OF_TWO, Surname.KIN, Surname.ONE_DIFFERS],
        Surname.OTHER,
    ).astype(np.uint8)
    _similar_second(book, made, words)
    rest = np.flatnonzero(made == Surname.OTHER)
    alike = _alike(book, surname[rest], surname_2[rest])
    made[rest] = np.where(kin_first[rest], Surname.KIN, np.where(alike, Surname.SIMILAR, Surname.OTHER))
    return made


def _similar_second(book: Words, made: Levels, words: tuple[Numbers, ...]) -> None:
    """Of two surnames one is the same: whether the other is a letter or two apart."""
    surname, second, surname_2, second_2 = words
    first_shared = np.flatnonzero((made == Surname.ONE_DIFFERS) & (surname == surname_2))
    second_shared = np.flatnonzero((made == Surname.ONE_DIFFERS) & (second == second_2))
    made[first_shared[_alike(book, second[first_shared], second_2[first_shared])]] = Surname.SIMILAR
    made[second_shared[_alike(book, surname[second_shared], surname_2[second_shared])]] = Surname.SIMILAR


def _alike(book: Words, one: Numbers, other: Numbers) -> Flags:
    """Whether words are a letter or two apart; only those are looked at whose letters allow it."""
    made = np.zeros(len(one), np.bool_)
    near = np.flatnonzero(_may_be_alike(book, one, other))
    left = [book.text[word] for word in one[near].tolist()]
    right = [book.text[word] for word in other[near].tolist()]
    made[near] = cpdist(left, right, scorer=JaroWinkler.normalized_similarity, dtype=np.float32, workers=2) >= ALIKE
    return made


def _may_be_alike(book: Words, one: Numbers, other: Numbers) -> Flags:
    """Whether enough letters could match.

    Jaro's similarity must be 0.8, for a common start adds at most two fifths of what is missing to 1; so the shares of
    matching letters of both words must add up to 1.4.
    """
    letters, letters_2 = book.letters[one], book.letters[other]
    length, length_2 = book.length[one], book.length[other]
    matching = np.minimum(
        length - np.bitwise_count(letters & ~letters_2), length_2 - np.bitwise_count(letters_2 & ~letters)
    )
    enough: Flags = matching * (length + length_2) >= _ENOUGH_LETTERS * length * length_2
    return enough
