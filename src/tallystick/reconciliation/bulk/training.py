"""Weights learned from two large lists themselves: expectation maximisation on the counts of patterns.

The chances for strangers are not learned but counted, on pairs drawn at random; the other classes start from the
shipped weights. What tells a person is shared by them (a name is written as well for one request as for another); what
tells a request is learned for each. No labels, no cut-off set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from numpy.random import default_rng

from tallystick.reconciliation.linkage.levels import FIELDS, LEVELS, Agree, Birth, Day, Field, Number
from tallystick.reconciliation.linkage.weights import SPEAKING, Chances, Kind, Weights

from .columns import Coded
from .comparing import Levels, counted, levels_of, patterns

Floats = npt.NDArray[np.float64]

ENOUGH_PAIRS = 500
"""True pairs expected of the lists below which the shipped weights are used as they are."""
_OF_THE_REQUEST = frozenset({Field.EVENT_NO, Field.DAY, Field.PLACE})
_SHARED_BY_RELATIVES = (Field.SURNAME, Field.COUNTRY, Field.DAY, Field.PLACE)
"""What relatives have in common whose requests come together; others are as easily told apart as strangers."""
_OWN_OF_RELATIVES = (Field.A_NUMBER, Field.BIRTH, Field.SEX)
"""What tells relatives apart: twins share the birth date, families registered together have neighbouring file numbers.

Their given names are not learned: pairs that differ in them are seldom looked at."""
_ROUNDS = 30
_SETTLED = 1e-4
_RANDOM_PAIRS = 300_000
_SHIPPED_COUNTS = 3_000.0
"""How many random pairs the shipped chances for "other person" count as, where the lists have few."""
_LEARNED_COUNTS = 20.0
"""How many true pairs the shipped chances of the other classes count as."""
_MOST: dict[Field, dict[int, float]] = {
    Field.DAY: {Day.DAYS_40: 0.015, Day.SLIP: 0.005, Day.FAR: 0.005},
    Field.A_NUMBER: {Number.OTHER: 0.02},
    Field.BIRTH: {Birth.OTHER: 0.02},
}
"""Most that one request's rows may differ: without the caps other requests and relatives would be learned as it."""
_SAME_BY_CHANCE = 1e-8
"""The chance that two people have the same file or event number."""
_AGAIN, _RELATIVE = (0.01, 1.0), (0.001, 0.2)
"""Between what the two are looked for: pairs for each pair of the same request."""


def learn(rows: Coded, numbers: npt.NDArray[np.int32], start: Weights, seed: int = 1) -> Weights:
    """Weights for these lists; ``numbers`` are the patterns of all candidate pairs across the lists."""
    distinct, counts = counted(numbers)
    levels = levels_of(distinct)
    weights = replace(start, chances={**start.chances, Kind.APART: _by_chance(rows, start, seed)})
    possible = float(rows.rows_a) * (rows.rows - rows.rows_a)
    smaller = min(rows.rows_a, rows.rows - rows.rows_a)
    for _ in range(_ROUNDS):
        expected = _expected(levels, weights, possible, smaller) * counts
        before = weights.share
        weights = _maximised(levels, expected, weights, start, smaller)
        if abs(weights.share - before) < _SETTLED:
            break
    return replace(weights, version=f"learned from these lists, starting from {start.version}")


def bits(levels: Levels, weights: Weights) -> Floats:
    """Log2 odds of patterns against two strangers, before any prior: one row for each class of SPEAKING."""
    apart = weights.chances[Kind.APART]
    return np.stack([_sum_bits(levels, weights.chances[kind], apart) for kind in SPEAKING])


def priors(weights: Weights) -> Floats:
    """How common the classes of SPEAKING are for each pair of the same request."""
    return np.array([1.0, weights.again, weights.relative])


def _sum_bits(levels: Levels, of_kind: Chances, apart: Chances) -> Floats:
    total = np.zeros(levels.shape[1])
    for at, field in enumerate(FIELDS):
        total += np.log2(np.array(of_kind[field]) / np.array(apart[field]))[levels[at]]
    return total


def _expected(levels: Levels, weights: Weights, possible: float, smaller: int) -> Floats:
    """The chance of each pattern to be of each class of SPEAKING."""
    odds = (
        np.exp2(np.minimum(bits(levels, weights), 500))
        * (priors(weights) * weights.share * smaller / possible)[:, None]
    )
    shares: Floats = odds / (1 + odds.sum(axis=0))
    return shares


def _maximised(levels: Levels, expected: Floats, now: Weights, start: Weights, smaller: int) -> Weights:
    same, again, relative = expected
    chances: dict[Kind, dict[Field, tuple[float, ...]]] = {kind: dict(now.chances[kind]) for kind in SPEAKING}
    for at, field in enumerate(FIELDS):
        for kind, weight in ((Kind.SAME, same), (Kind.AGAIN, again)):
            counted = weight if field in _OF_THE_REQUEST else same + again
            shares = _shares(levels[at], counted, start.chances[kind][field])
            chances[kind][field] = shares if kind is Kind.AGAIN and field is Field.DAY else _capped(shares, field)
    chances[Kind.AGAIN][Field.EVENT_NO] = start.chances[Kind.AGAIN][Field.EVENT_NO]
    chances[Kind.RELATIVE] |= {field: chances[Kind.SAME][field] for field in _SHARED_BY_RELATIVES}
    chances[Kind.RELATIVE] |= {
        field: _shares(levels[FIELDS.index(field)], relative, start.chances[Kind.RELATIVE][field])
        for field in _OWN_OF_RELATIVES
    }
    chances[Kind.RELATIVE][Field.A_NUMBER] = (1.0, _SAME_BY_CHANCE, *chances[Kind.RELATIVE][Field.A_NUMBER][2:])
    of_same = max(float(same.sum()), 1.0)
    return replace(
        now,
        chances={**now.chances, **chances},
        share=min(max(of_same / smaller, 0.01), 1.5),
        again=float(np.clip(again.sum() / of_same, *_AGAIN)),
        relative=float(np.clip(relative.sum() / of_same, *_RELATIVE)),
    )


def _shares(levels: npt.NDArray[np.uint8], weight: Floats, start: tuple[float, ...]) -> tuple[float, ...]:
    """How the weight is spread over the levels that say something."""
    counted = np.bincount(levels, weight, minlength=len(start))[1:] + _LEARNED_COUNTS * np.array(start[1:])
    return (1.0, *(counted / counted.sum()).tolist())


def _capped(shares: tuple[float, ...], field: Field) -> tuple[float, ...]:
    most = _MOST.get(field, {})
    return tuple(min(share, most.get(level, 1.0)) for level, share in enumerate(shares))


def _by_chance(rows: Coded, start: Weights, seed: int) -> Chances:
    """How often each level comes about between two rows drawn at random."""
    random = default_rng(seed)
    left = random.integers(0, rows.rows_a, _RANDOM_PAIRS, dtype=np.int32)
    right = random.integers(rows.rows_a, rows.rows, _RANDOM_PAIRS, dtype=np.int32)
    levels = levels_of(patterns(rows, left, right))
    shipped = start.chances[Kind.APART]
    made: dict[Field, tuple[float, ...]] = {}
    for at, field in enumerate(FIELDS):
        counted = np.bincount(levels[at], minlength=len(LEVELS[field]))[1:] + _SHIPPED_COUNTS * np.array(
            shipped[field][1:]
        )
        made[field] = (1.0, *(counted / counted.sum()).tolist())
    return {**made, **_numbers_by_chance(made)}


def _numbers_by_chance(made: Mapping[Field, tuple[float, ...]]) -> dict[Field, tuple[float, ...]]:
    _, _, near, _ = made[Field.A_NUMBER]
    file_numbers = {Number.SAME: _SAME_BY_CHANCE, Number.NEAR: near, Number.OTHER: 1 - near}
    event_numbers = {Agree.SAME: _SAME_BY_CHANCE, Agree.OTHER: 1 - _SAME_BY_CHANCE}
    return {
        Field.A_NUMBER: (1.0, *(file_numbers[level] for level in sorted(file_numbers))),
        Field.EVENT_NO: (1.0, *(event_numbers[level] for level in sorted(event_numbers))),
    }
