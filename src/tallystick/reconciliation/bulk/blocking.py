"""Which pairs of rows are worth comparing: those that share one of several keys, each of two or three particulars.

Narrow keys bring nearly every true pair at little cost; wide keys are for rows that the narrow ones left alone. A key
that very many rows share (a day that stands for "unknown") tells nothing and is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import polars as pl

from .columns import Coded
from .words import Numbers, Wide

Pairs = tuple[Numbers, Numbers]
Key = Callable[[Coded], Sequence[Wide]]
"""Gives columns of key numbers; rows pair when any column of the one meets any of the other; 0 is none."""

_MOST_ROWS = 250
"""Rows of one side that may share a narrow key."""
_MOST_ROWS_WIDE = 60
BUCKETS = 22
"""Bits of the number of buckets in which keys are counted, at most; shorter lists take fewer."""
_MOST_DAYS = 40
"""How far apart the days of a request and of its repetition are looked for."""


def _joined(*parts: tuple[npt.NDArray[np.integer], int]) -> Wide:
    """Several particulars as one number; 0 where any is missing."""
    key = np.zeros(len(parts[0][0]), np.int64)
    there = np.ones(len(key), np.bool_)
    for values, bits in parts:
        key = (key << bits) | values
        there &= values != 0
    return np.where(there, key, 0)


def _surnames(rows: Coded) -> tuple[Numbers, Numbers]:
    return rows.surname, np.where(rows.second == rows.surname, 0, rows.second)


def _year(rows: Coded) -> Numbers:
    return rows.birth // 10000


def _kin_given(rows: Coded) -> Numbers:
    return np.where(rows.given > 0, rows.words.kin[rows.given] + 1, 0)


def _kin_surname(rows: Coded) -> Numbers:
    return np.where(rows.surname > 0, rows.words.kin[rows.surname] + 1, 0)


def _weeks(rows: Coded) -> tuple[Numbers, Numbers]:
    """Two overlapping spans of eight days: rows at most four days apart share one of them."""
    there = rows.day_at > 0
    return np.where(there, rows.day_at // 8 * 2, 0), np.where(there, (rows.day_at + 4) // 8 * 2 + 1, 0)


def _any_word(rows: Coded) -> tuple[Numbers, ...]:
    return rows.given, rows.middle, *_surnames(rows)


_BIRTH, _WORD, _WEEK, _YEAR, _PLACE = 25, 21, 18, 11, 20
"""Bits that a particular takes in a key."""


def by_file_number(rows: Coded) -> list[Wide]:
    """File number."""
    return [rows.a_number.astype(np.int64)]


def by_event_number(rows: Coded) -> list[Wide]:
    """Event number."""
    return [rows.event_no]


def by_birth_and_surname(rows: Coded) -> list[Wide]:
    """Birth date and either surname."""
    return [_joined((rows.birth, _BIRTH), (word, _WORD)) for word in _surnames(rows)]


def by_birth_and_given(rows: Coded) -> list[Wide]:
    """Birth date and the family of the given name."""
    return [_joined((rows.birth, _BIRTH), (_kin_given(rows), _WORD))]


def by_names_and_week(rows: Coded) -> list[Wide]:
    """The families of both names and the week of the request."""
    names = (_kin_surname(rows), _WORD), (_kin_given(rows), _WORD)
    return [_joined(*names, (week, _WEEK)) for week in _weeks(rows)]


def by_names_and_year(rows: Coded) -> list[Wide]:
    """Both names and the year of birth."""
    return [_joined((rows.surname, _WORD), (rows.given, _WORD), (_year(rows), _YEAR))]


def by_word_agency_and_week(rows: Coded) -> list[Wide]:
    """Any word of the name, agency and week of the request."""
    place = (rows.agency, _PLACE)
    return [_joined((word, _WORD), place, (week, _WEEK)) for word in _any_word(rows) for week in _weeks(rows)]


def by_birth_and_week(rows: Coded) -> list[Wide]:
    """Birth date and week of the request."""
    return [_joined((rows.birth, _BIRTH), (week, _WEEK)) for week in _weeks(rows)]


def by_word_week_and_year(rows: Coded) -> list[Wide]:
    """First given name or surname, week of the request and year of birth."""
    year = (_year(rows), _YEAR)
    return [_joined((word, _WORD), (week, _WEEK), year) for word in (rows.given, rows.surname) for week in _weeks(rows)]


def by_year_agency_and_week(rows: Coded) -> list[Wide]:
    """Year of birth, agency and week of the request, for redacted lists that give no more of a person."""
    redacted = (rows.birth > 0) & (rows.birth % 10000 == 0) & (rows.given == 0) & (rows.surname == 0)
    if not max(redacted[: rows.rows_a].mean(), redacted[rows.rows_a :].mean()) > _MOSTLY:
        return [np.zeros(rows.rows, np.int64)]
    return [_joined((_year(rows), _YEAR), (rows.agency, _PLACE), (week, _WEEK)) for week in _weeks(rows)]


_MOSTLY = 0.5
"""The share of rows that give a year of birth alone and no name from which a list is a redacted one."""

NARROW: tuple[Key, ...] = (
    by_file_number,
    by_event_number,
    by_birth_and_surname,
    by_birth_and_given,
    by_names_and_week,
    by_names_and_year,
)
WIDE: tuple[Key, ...] = (by_word_agency_and_week, by_birth_and_week, by_word_week_and_year, by_year_agency_and_week)
REPEATED: tuple[Key, ...] = (
    by_file_number,
    by_event_number,
    by_birth_and_surname,
    by_names_and_week,
    by_word_agency_and_week,
)
"""Keys by which a row that was sent again is looked for in its own list."""


def across(rows: Coded) -> Pairs:
    """Pairs of a row of list A and a row of list B that share a narrow key."""
    sides = [_sides(rows)]
    return _unique(_each(NARROW, lambda key: _meeting(key(rows), sides, _MOST_ROWS)), rows)


def across_wide(rows: Coded, alone: npt.NDArray[np.bool_]) -> Pairs:
    """Pairs across the lists that share a wide key, one of them a row that is ``alone``."""
    first, second = _sides(rows)
    sides = [(first[alone[first]], second), (first[~alone[first]], second[alone[second]])]
    return _unique(_each(WIDE, lambda key: _likely(rows, _meeting(key(rows), sides, _MOST_ROWS_WIDE))), rows)


def within(rows: Coded, alone: npt.NDArray[np.bool_]) -> Pairs:
    """Pairs within either list that share a key, one of them a row that is ``alone``, their days not far apart."""
    sides = [(side[alone[side]], side) for side in _sides(rows)]

    def met(key: Key) -> Pairs:
        left, right = _meeting(key(rows), sides, _MOST_ROWS_WIDE)
        near = (left != right) & (np.abs(rows.day_at[left] - rows.day_at[right]) <= _MOST_DAYS)
        one, other = _likely(rows, (left[near], right[near]))
        return np.minimum(one, other), np.maximum(one, other)

    return _unique(_each(REPEATED, met), rows)


def _each(keys: Sequence[Key], work: Callable[[Key], Pairs]) -> list[Pairs]:
    """The work on every key, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, keys))


def _sides(rows: Coded) -> tuple[Numbers, Numbers]:
    places = np.arange(rows.rows, dtype=np.int32)
    return places[: rows.rows_a], places[rows.rows_a :]


def _meeting(keys: Sequence[Wide], sides: Sequence[Pairs], most: int) -> Pairs:
    """Every pair of a row of the one and a row of the other of two sides that have a key in common."""
    met = [_met(keys, first, second, most) for first, second in sides]
    every = pl.concat(met)
    return every["left"].to_numpy(), every["right"].to_numpy()


def _met(keys: Sequence[Wide], first: Numbers, second: Numbers, most: int) -> pl.DataFrame:
    """As ``_meeting``; keys that cannot meet, or that more than ``most`` rows of a side share, go before the join.

    Keys are counted in buckets: two that fall into one bucket are counted together, which loses next to nothing.
    """
    left_key, left = _keyed(keys, first)
    right_key, right = _keyed(keys, second)
    bits = min(BUCKETS, max(len(left_key), len(right_key)).bit_length() + 1)
    left_bucket, right_bucket = bucket(left_key, bits), bucket(right_key, bits)
    left_count = np.bincount(left_bucket, minlength=1 << bits)
    right_count = np.bincount(right_bucket, minlength=1 << bits)
    meets = (left_count > 0) & (right_count > 0) & (left_count <= most) & (right_count <= most)
    kept_left, kept_right = meets[left_bucket], meets[right_bucket]
    one = pl.DataFrame({"key": left_key[kept_left], "left": left[kept_left]})
    other = pl.DataFrame({"key": right_key[kept_right], "right": right[kept_right]})
    return one.join(other, on="key").select("left", "right")


def _keyed(keys: Sequence[Wide], places: Numbers) -> tuple[Wide, Numbers]:
    """Keys that are there, beside their rows."""
    every = np.concatenate([key[places] for key in keys])
    there = np.flatnonzero(every)
    return every[there], np.tile(places, len(keys))[there]


def bucket(key: Wide, bits: int = BUCKETS) -> Wide:
    """A key's bucket: the highest bits of its product with an odd number."""
    mixed = key.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)


def _likely(rows: Coded, pairs: Pairs) -> Pairs:
    """Of pairs by a wide key those that share more than any two rows would: the rest is not worth comparing."""
    left, right = pairs
    points = 2 * _same(rows.birth // 100, left, right)
    points += _same(rows.birth % 10000, left, right).astype(np.int8)
    points += _same(_year(rows), left, right)
    points += 2 * _same(_kin_given(rows), left, right)
    points += 2 * _same(_kin_surname(rows), left, right)
    points += 3 * _same(rows.a_number, left, right)
    points += 2 * _crossed(rows, left, right)
    points += _same(rows.words.initial[rows.given], left, right)
    points += _same(rows.words.initial[rows.surname], left, right)
    points += np.abs(rows.day_at[left] - rows.day_at[right]) <= 4
    nameless = (rows.given == 0) & (rows.surname == 0)
    points += 2 * (nameless[left] | nameless[right]).astype(np.int8)
    kept = points >= 3
    return left[kept], right[kept]


def _same(values: npt.NDArray[np.integer], left: Numbers, right: Numbers) -> npt.NDArray[np.int8]:
    one = values[left]
    same: npt.NDArray[np.int8] = ((one == values[right]) & (one != 0)).astype(np.int8)
    return same


def _crossed(rows: Coded, left: Numbers, right: Numbers) -> npt.NDArray[np.int8]:
    """Whether the given name of either row is a surname of the other."""
    given, given_2 = rows.given[left], rows.given[right]
    one = (given != 0) & ((given == rows.surname[right]) | (given == rows.second[right]))
    other = (given_2 != 0) & ((given_2 == rows.surname[left]) | (given_2 == rows.second[left]))
    crossed: npt.NDArray[np.int8] = (one | other).astype(np.int8)
    return crossed


def _unique(made: Sequence[Pairs], rows: Coded) -> Pairs:
    """The pairs of all keys, each once, in order."""
    keys = np.sort(np.concatenate([left.astype(np.int64) * rows.rows + right for left, right in made]))
    every = keys[np.append(True, keys[1:] != keys[:-1])] if keys.size else keys
    return (every // rows.rows).astype(np.int32), (every % rows.rows).astype(np.int32)
