"""How much each level of agreement says: the chances of a level in three classes of pairs, and what follows for a pair.

The classes: the same request; the same person, but another request; another person. A pair's weight is the sum over
its fields of log2(chance in a class / chance for another person) (Fellegi and Sunter 1969). Another person is a
stranger or a relative: relatives share surname, country and sometimes the day and the place, strangers only by chance.
Small lists use the shipped, versioned table ``data/weights.toml``; large lists start from it and learn their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp2, log2

from .levels import FIELDS, LEVELS, Field, Pattern


class Kind(StrEnum):
    """What two rows may be to each other."""

    SAME = "same request"
    AGAIN = "same person, other request"
    RELATIVE = "other person, of the same family"
    APART = "other person"


SPEAKING = (Kind.SAME, Kind.AGAIN, Kind.RELATIVE)
"""The classes that are weighed against strangers."""

Chances = Mapping[Field, tuple[float, ...]]
"""The chance of each level of a field; level 0, not given, is 1 in every class and says nothing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The chances in each class, and how common the classes are.

    ``share`` is the expected part of the shorter list's rows that the other list has too; ``again`` and ``relative``
    say how many such pairs there are for each pair of the same request.
    """

    version: str
    chances: Mapping[Kind, Chances]
    share: float
    again: float
    relative: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """Log2 odds of a pair against two strangers: as the same request, as the same person's other one, as relatives."""

    same: float
    again: float
    relative: float

    @property
    def chance(self) -> float:
        """The probability that the pair is the same request."""
        same, again, relative = (exp2(min(odds, 500.0)) for odds in (self.same, self.again, self.relative))
        return same / (1.0 + same + again + relative)


def prior(weights: Weights, rows_a: int, rows_b: int) -> Weighed:
    """The log2 odds of a pair before anything is compared."""
    expected = log2(weights.share * min(rows_a, rows_b) / (rows_a * rows_b))
    return Weighed(expected, expected + log2(weights.again), expected + log2(weights.relative))


def alone_together(shares: tuple[float, float]) -> float:
    """How much likelier a pair is the same request when neither of its rows has a partner otherwise.

    ``shares`` are the parts of both lists' rows that have one. A row whose request the other list has would mostly be
    paired already, so two rows of different requests seldom stay alone both; two of one request always do.
    """
    first, second = (min(share, _MOST_PAIRED) for share in shares)
    return 1.0 / ((1.0 - first) * (1.0 - second))


_MOST_PAIRED = 0.8

Scale = tuple[tuple[tuple[float, ...], ...], ...]
"""Bits by class of SPEAKING, field and level."""


def scale(weights: Weights) -> Scale:
    """The log2 of every chance over that for strangers."""
    apart = weights.chances[Kind.APART]
    return tuple(
        tuple(
            tuple(log2(one / other) for one, other in zip(weights.chances[kind][field], apart[field], strict=True))
            for field in FIELDS
        )
        for kind in SPEAKING
    )


def weigh(pattern: Pattern, bits: Scale, before: Weighed, rarity: float = 0.0) -> Weighed:
    """The log2 odds of a pair; ``rarity`` is what the values themselves add by being rarer than others, in bits."""
    same, again, relative = (
        rarity + sum(of_field[level] for of_field, level in zip(of_kind, pattern.levels, strict=True))
        for of_kind in bits
    )
    return Weighed(before.same + same, before.again + again, before.relative + relative)


def altered(weights: Weights, text: str, part: str) -> Weights:
    """The weights with what one part of a table in TOML says otherwise: its version, classes, fields and shares."""
    data = tomllib.loads(text)
    said = data[part]
    chances = {
        kind: {**weights.chances[kind]}
        | {Field(field): (1.0, *map(float, values)) for field, values in said.get(kind.name.lower(), {}).items()}
        for kind in Kind
    }
    _check(chances)
    return Weights(
        f"{weights.version}, {part} {data['version']}",
        chances,
        float(said.get("share", weights.share)),
        float(said.get("again_for_each", weights.again)),
        float(said.get("relative_for_each", weights.relative)),
    )


def load_weights(text: str) -> Weights:
    """The weights of a table in TOML: for each class and field the chances of levels 1, 2 ... in their order."""
    data = tomllib.loads(text)
    chances = {kind: {field: (1.0, *map(float, data[kind.name.lower()][field])) for field in FIELDS} for kind in Kind}
    _check(chances)
    return Weights(
        str(data["version"]),
        chances,
        float(data["share"]),
        float(data["again_for_each"]),
        float(data["relative_for_each"]),
    )


def _check(chances: Mapping[Kind, Chances]) -> None:
    for kind, of_kind in chances.items():
        for field, values in of_kind.items():
            if len(values) != len(LEVELS[field]) or min(values) <= 0:
                raise ValueError(f"{kind}, {field}: {len(LEVELS[field]) - 1} chances above 0 are wanted")
