"""Linking without seeing: rows as composite keys, and pairs by the kinds of keys that they share.

A key joins several particulars, so that few people share one; a row has one key of every kind, none where something is
missing. Who compares sees only which keys are equal, never what they are made of. Must not know how keys are blinded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import combinations

from .dates import ordinal
from .names import kin
from .particulars import Particulars
from .resolve import SAME_FROM, Decided, Pair, resolve

VERSION = "keys/1"
_ENOUGH = 3.25
"""Points from which two rows are the same request."""

Parts = tuple[str | int, ...]


def _span(row: Particulars, days: int = 8, later: int = 0) -> int:
    """The number of the span of so many days in which the day of the request lies; 0 without a day."""
    return (ordinal(row.day) + later) // days + 1 if row.day % 100 else 0


def _surname(row: Particulars, forms: Mapping[str, str]) -> str:
    return kin(row.surnames[0], forms) if row.surnames else ""


def _given(row: Particulars, forms: Mapping[str, str]) -> str:
    return kin(row.given[0], forms) if row.given else ""


def _both_names(row: Particulars, forms: Mapping[str, str]) -> str:
    """First given name and first surname in the order of the alphabet: an exchange changes nothing."""
    words = sorted((_surname(row, forms), _given(row, forms)))
    return " ".join(words) if all(words) else ""


def _second(row: Particulars, forms: Mapping[str, str]) -> str:
    return kin(row.surnames[1], forms) if len(row.surnames) > 1 else ""


def _moved_surname(row: Particulars, forms: Mapping[str, str]) -> str:
    """The second surname, or the only one: what is left when the first was dropped."""
    return _second(row, forms) or _surname(row, forms)


Maker = Callable[[Particulars, Mapping[str, str]], Parts]
KINDS: dict[str, tuple[float, bool, Maker]] = {
    "event number": (6.0, True, lambda row, _: (row.event_no,)),
    "file number": (2.0, False, lambda row, _: (row.a_number,)),
    "file number, days": (2.5, True, lambda row, _: (row.a_number, _span(row))),
    "file number, later days": (2.5, True, lambda row, _: (row.a_number, _span(row, 8, 4))),
    "birth, surname": (1.5, False, lambda row, forms: (row.birth, _surname(row, forms))),
    "birth, last surname": (1.0, False, lambda row, forms: (row.birth, _moved_surname(row, forms))),
    "birth, given": (1.5, False, lambda row, forms: (row.birth, _given(row, forms))),
    "birth, names": (1.0, False, lambda row, forms: (row.birth, _both_names(row, forms))),
    "birth, days": (2.0, True, lambda row, _: (row.birth, _span(row))),
    "birth, later days": (2.0, True, lambda row, _: (row.birth, _span(row, 8, 4))),
    "birth, agency, weeks": (1.0, True, lambda row, _: (row.birth, row.agency, _span(row, 48))),
    "birth, agency, later weeks": (1.0, True, lambda row, _: (row.birth, row.agency, _span(row, 48, 24))),
    "names, year": (0.5, False, lambda row, forms: (_both_names(row, forms), row.birth // 10000)),
    "names, days": (2.0, True, lambda row, forms: (_both_names(row, forms), _span(row))),
    "names, later days": (2.0, True, lambda row, forms: (_both_names(row, forms), _span(row, 8, 4))),
    "surname, agency, days": (1.0, True, lambda row, forms: (_surname(row, forms), row.agency, _span(row))),
    "surname, agency, later days": (1.0, True, lambda row, forms: (_surname(row, forms), row.agency, _span(row, 8, 4))),
    "given, agency, days": (1.0, True, lambda row, forms: (_given(row, forms), row.agency, _span(row))),
    "given, agency, later days": (1.0, True, lambda row, forms: (_given(row, forms), row.agency, _span(row, 8, 4))),
}
"""Each kind's points, whether it speaks of the request and not only of the person, and how its key is made."""

_POINTS = tuple(points for points, _, _ in KINDS.values())
_OF_REQUEST = tuple(of_request for _, of_request, _ in KINDS.values())


def keys(row: Particulars, forms: Mapping[str, str]) -> tuple[str | None, ...]:
    """One key of each kind in the order of KINDS; None where a part is missing."""
    made = ((kind, maker(row, forms)) for kind, (_, _, maker) in KINDS.items())
    return tuple(_text(kind, parts) if all(parts) else None for kind, parts in made)


def _text(kind: str, parts: Parts) -> str:
    return "\x1f".join((VERSION, kind, *map(str, parts)))


def match(first: Sequence[Sequence[Hashable]], second: Sequence[Sequence[Hashable]]) -> list[Decided]:
    """Which rows are the same request; a row is its tokens in the order of KINDS, the second's are numbered on."""
    rows = [*first, *second]
    side = len(first)
    pairs = []
    again = []
    for (one, other), shared in sorted(_sharing(rows).items()):
        chance = _chance(shared)
        if (one < side) is (other < side):
            if chance >= SAME_FROM:
                again.append((one, other))
        elif chance:
            pairs.append(Pair(one, other, chance))
    return [one for one in resolve(pairs, again) if one.sure]


def _sharing(rows: Sequence[Sequence[Hashable]]) -> dict[tuple[int, int], set[int]]:
    """For each pair of rows the kinds of keys that they share."""
    made: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for kind, holders in _holders(rows):
        for pair in combinations(holders, 2):
            made[pair].add(kind)
    return made


def _holders(rows: Sequence[Sequence[Hashable]]) -> Iterator[tuple[int, list[int]]]:
    for kind in range(len(KINDS)):
        holders: defaultdict[Hashable, list[int]] = defaultdict(list)
        for at, tokens in enumerate(rows):
            holders[tokens[kind]].append(at)
        yield from ((kind, several) for several in holders.values() if len(several) > 1)


def _chance(shared: set[int]) -> float:
    """What stands for a chance: half of it where the points are just enough and something speaks of the request."""
    points = sum(_POINTS[kind] for kind in shared)
    if not any(_OF_REQUEST[kind] for kind in shared):
        return 0.0
    return points / (points + _ENOUGH)
