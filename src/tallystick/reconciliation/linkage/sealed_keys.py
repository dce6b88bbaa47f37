"""Linking without seeing: rows as composite keys, and pairs by the kinds of keys that they share.

A key joins several particulars, so that few people share one. A row has keys of every kind: several of a kind that goes
by single names, none where something is missing. Whether both rows *have* a day, a number or an agency is a key of its
own, made of the person: two rows of one person share it, and nobody else's rows do. Who compares sees only which
keys are equal, never what they are made of. Must not know how keys are blinded.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice
from math import exp

from .dates import ordinal
from .names import kin
from .particulars import Particulars
from .resolve import SAME_FROM, Decided, Pair, resolve

VERSION = "keys/2"
_MOST = 300
"""Rows that share a key: one that more share says nothing."""
_MOST_NAMES = 4
_WINDOWS = (("days", 8, 0), ("later days", 8, 4), ("weeks", 48, 0), ("later weeks", 48, 24))
"""Spans of days that overlap by half: rows a few days apart share one of two neighbours."""

Parts = tuple[str | int, ...]
_Whole = Mapping[str, Sequence[Parts]]

_SPANS = tuple(name for name, _, _ in _WINDOWS)
_OF_A_PERSON = ("", "dated", "file", "agency given", "agency", "office", *_SPANS)
_BIRTH_NAME, _NAMES, _BIRTH, _FILE = "birth, name", "two names", "birth", "file number"
_FURTHER = {_BIRTH_NAME: ("event given",), _NAMES: ("birth given",), _FILE: ("birth given",), _BIRTH: ()}
_SEVERAL = frozenset({_BIRTH_NAME, _NAMES})


def _kinds() -> Iterator[tuple[str, int]]:
    """Every kind of key, and how many keys of it a row can have."""
    for base, further in _FURTHER.items():
        for besides in (*_OF_A_PERSON, *further):
            if (base, besides) != (_FILE, "file"):
                yield _named(base, besides), _MOST_NAMES if base in _SEVERAL else 1
    yield from ((f"two names, {part} of birth", _MOST_NAMES) for part in ("year", "month", "day"))
    yield from ((f"name, {besides}, {span}", _MOST_NAMES) for besides in ("year", "agency") for span in _SPANS[:2])
    yield from (("event number", 1), ("event number begins, birth", 1), ("event number ends, birth", 1))
    yield from (("file number begins, birth", 1), ("file number ends, birth", 1))
    yield from (("file number begins, name", _MOST_NAMES), ("file number ends, name", _MOST_NAMES))
    yield from (("birth, day", 1), ("marks, day", 1))


def _named(base: str, besides: str) -> str:
    return f"{base}; {besides}" if besides else base


KINDS: Mapping[str, int] = dict(_kinds())
SLOTS: tuple[str, ...] = tuple(chain.from_iterable([kind] * count for kind, count in KINDS.items()))
"""The kind of each key of a row, in their order: every row has as many, whatever it holds."""


def keys(row: Particulars, forms: Mapping[str, str]) -> tuple[str | None, ...]:
    """The keys of a row in the order of SLOTS; None where there is none."""
    made: defaultdict[str, list[str]] = defaultdict(list)
    for kind, parts in _parts(row, forms):
        text = "\x1f".join((VERSION, kind, *map(str, parts)))
        if all(parts) and text not in made[kind]:
            made[kind].append(text)
    return tuple(
        key for kind, count in KINDS.items() for key in (*made[kind][:count], *[None] * (count - len(made[kind])))
    )


def _parts(row: Particulars, forms: Mapping[str, str]) -> Iterator[tuple[str, Parts]]:
    """What each key is made of; a part that is missing is 0 or empty."""
    names = _names(row, forms)
    pairs = [" ".join(sorted(pair)) for pair in islice(combinations(names, 2), _MOST_NAMES)]
    birth, number = _birth(row), f"{row.a_number:09}" if row.a_number else ""
    year, month, day = row.birth // 10000, row.birth // 100 % 100, row.birth % 100
    for name in names:
        yield from _of_person(_BIRTH_NAME, (birth, name), row)
        yield from (("file number begins, name", (number[:6], name)), ("file number ends, name", (number[3:], name)))
        for span, days, later in _WINDOWS[:2]:
            window = _window(row, days, later)
            yield f"name, year, {span}", (name, year, window)
            yield f"name, agency, {span}", (name, row.agency, window)
    for pair in pairs:
        yield from _of_person(_NAMES, (pair,), row)
        yield from (
            ("two names, year of birth", (pair, year)),
            ("two names, month of birth", (pair, year, month)),
            ("two names, day of birth", (pair, month, day)),
        )
    yield from _of_person(_BIRTH, (birth,), row)
    yield from _of_person(_FILE, (number,), row)
    long = row.event_no if len(row.event_no) >= 8 else ""
    yield from (("event number", (row.event_no,)), ("event number begins, birth", (long[:-3], birth)))
    yield from (("event number ends, birth", (long[-6:], birth)), ("birth, day", (birth, _day(row))))
    yield from (("file number begins, birth", (number[:5], birth)), ("file number ends, birth", (number[4:], birth)))
    yield "marks, day", (year, row.sex, row.country, row.agency, _day(row))


def _of_person(base: str, person: Parts, row: Particulars) -> Iterator[tuple[str, Parts]]:
    """A person's key by itself, with each thing that the row gives besides, and with the spans of its day."""
    day = _day(row)
    given = {
        "": True,
        "dated": day,
        "file": row.a_number and base != _FILE,
        "agency given": row.agency,
        "event given": row.event_no and base == _BIRTH_NAME,
        "birth given": _birth(row) and base in {_NAMES, _FILE},
    }
    yield from ((_named(base, besides), person) for besides, there in given.items() if there)
    yield from ((_named(base, "agency"), (*person, row.agency)), (_named(base, "office"), (*person, row.office)))
    for name, days, later in _WINDOWS:
        yield _named(base, name), (*person, _window(row, days, later))


def _window(row: Particulars, days: int, later: int) -> int:
    """The number of the span of so many days in which the day of the request lies; 0 without a day."""
    day = _day(row)
    return (day + later) // days if day else 0


def _names(row: Particulars, forms: Mapping[str, str]) -> list[str]:
    """The names' families, surnames first; their places are left out: an exchange changes nothing."""
    words = [kin(word, forms) for word in (*row.surnames, *row.given)]
    return list(dict.fromkeys(word for word in words if word))[:_MOST_NAMES]


def _birth(row: Particulars) -> str:
    """Year, and day and month in the order of their size: an exchange changes nothing. Empty without a whole day."""
    month, day = row.birth // 100 % 100, row.birth % 100
    return f"{row.birth // 10000} {min(month, day)} {max(month, day)}" if day else ""


def _day(row: Particulars) -> int:
    return ordinal(row.day) if row.day % 100 else 0


@dataclass(frozen=True, slots=True)
class KeyWeights:
    """How much each kind of key says, once when it is shared and again when several are (log odds), and the start."""

    version: str
    start: float
    kinds: Mapping[str, tuple[float, float]]


def load_key_weights(text: str) -> KeyWeights:
    """The weights that a TOML file holds."""
    data = tomllib.loads(text)
    return KeyWeights(data["version"], data["start"], {kind: (one[0], one[1]) for kind, one in data["kinds"].items()})


def match(
    first: Sequence[Sequence[Hashable]], second: Sequence[Sequence[Hashable]], weights: KeyWeights
) -> list[Decided]:
    """Which rows are the same request; a row is its tokens in the order of SLOTS, the second's are numbered on."""
    side = len(first)
    pairs = []
    again = []
    for (one, other), shared in sorted(sharing([*first, *second]).items()):
        chance = _chance(shared, weights)
        if (one < side) is (other < side):
            if chance >= SAME_FROM:
                again.append((one, other))
        else:
            pairs.append(Pair(one, other, chance))
    return [one for one in resolve(pairs, again) if one.sure]


def sharing(rows: Sequence[Sequence[Hashable]]) -> dict[tuple[int, int], Counter[str]]:
    """For each pair of rows that share a key, how many keys of each kind they share."""
    made: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    holders: defaultdict[tuple[str, Hashable], list[int]] = defaultdict(list)
    for at, tokens in enumerate(rows):
        for kind, token in zip(SLOTS, tokens, strict=True):
            holders[kind, token].append(at)
    for (kind, _), several in holders.items():
        if 1 < len(several) <= _MOST:
            for pair in combinations(several, 2):
                made[pair][kind] += 1
    return made


def _chance(shared: Mapping[str, int], weights: KeyWeights) -> float:
    """The chance that two rows are the same request, from the kinds of keys that they share (logistic)."""
    odds = weights.start
    for kind, count in shared.items():
        once, again = weights.kinds[kind]
        odds += once + (again if count > 1 else 0.0)
    return 1 / (1 + exp(-odds)) if odds > -30 else 0.0
