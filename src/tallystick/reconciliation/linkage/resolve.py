"""Who belongs to whom: rows that were sent again stand together as a group, and groups are paired one to one.

A pairing is sure when nothing else comes near it; what is not sure goes to a person, with at most three candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import log2

from .assignment import assign

SAME_FROM = 0.5
"""The chance from which a pair is taken for the same request."""
REVIEW_FROM = 0.1
"""The chance from which a pair is shown to a person."""
MARGIN = 1.0
"""Bits by which a pair must be better than its rivals to be sure."""
CANDIDATES = 3
_LARGEST = 60
"""Groups of one side that are still paired exactly; more than these are paired best first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of list A and a row of list B that may be the same request, and the chance that they are."""

    a: int
    b: int
    chance: float


@dataclass(frozen=True, slots=True)
class Decided:
    """A pair that belongs together (``sure``), or one for a person; ``by_group``: others of its group were alike."""

    a: int
    b: int
    chance: float
    sure: bool
    by_group: bool = False


def resolve(pairs: Sequence[Pair], sent_again: Iterable[tuple[int, int]]) -> list[Decided]:
    """Every pair that is decided or to be reviewed; ``sent_again`` joins rows of one list that are the same request.

    Rows of the two lists must be numbered apart.
    """
    group = _leaders(sent_again)
    best: dict[tuple[int, int], float] = {}
    direct = {(pair.a, pair.b): pair.chance for pair in pairs}
    members: defaultdict[int, set[int]] = defaultdict(set)
    for row, leader in group.items():
        members[leader].add(row)
    for pair in pairs:
        ends = group.get(pair.a, pair.a), group.get(pair.b, pair.b)
        best[ends] = max(best.get(ends, 0.0), pair.chance)
        members[ends[0]].add(pair.a)
        members[ends[1]].add(pair.b)
    decided: list[Decided] = []
    for edges in _components(best):
        decided += _decide(edges, members, direct)
    return decided


def _decide(
    edges: Mapping[tuple[int, int], float], members: Mapping[int, set[int]], direct: Mapping[tuple[int, int], float]
) -> Iterator[Decided]:
    """One knot of groups that have to do with each other."""
    chosen = _chosen(edges)
    rivals = _near(edges, chosen)
    settled = {end for ends in chosen if ends not in rivals for end in ends}
    for ends in chosen:
        yield from _spread(ends, edges[ends], members, direct, sure=ends not in rivals)
    shown: defaultdict[int, int] = defaultdict(int)
    for ends in sorted(edges, key=lambda one: -edges[one]):
        if ends in chosen or edges[ends] < REVIEW_FROM or settled & set(ends):
            continue
        if max(shown[ends[0]], shown[ends[1]]) < CANDIDATES:
            shown[ends[0]] += 1
            shown[ends[1]] += 1
            yield from _spread(ends, edges[ends], members, direct, sure=False)


def _chosen(edges: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The groups that are paired."""
    good = {ends: _bits(chance) for ends, chance in edges.items() if chance >= SAME_FROM}
    rows, columns = sorted({a for a, _ in good}), sorted({b for _, b in good})
    if max(len(rows), len(columns)) > _LARGEST:
        return _best_first(good)
    if len(good) == 1:
        return list(good)
    gains = [[good.get((row, column), 0.0) for column in columns] for row in rows]
    return [(rows[row], columns[column]) for row, column in assign(gains)]


def _best_first(good: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    taken: set[int] = set()
    chosen = []
    for ends in sorted(good, key=lambda one: (-good[one], one)):
        if not taken & set(ends):
            taken |= set(ends)
            chosen.append(ends)
    return chosen


def _near(edges: Mapping[tuple[int, int], float], chosen: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Chosen pairs that another pair of the same group comes near to, unless that one is better off elsewhere."""
    place = {end: ends for ends in chosen for end in ends}
    near = set()
    for ends, chance in edges.items():
        held = [place[end] for end in ends if end in place]
        if ends in place.values() or len(held) == 2:
            continue
        near |= {one for one in held if _bits(chance) > _bits(edges[one]) - MARGIN}
    return near


def _bits(chance: float) -> float:
    """Log2 odds, a little above 0 at SAME_FROM so that an even chance still counts for something."""
    bounded = min(chance, 1 - 1e-12)
    return log2(bounded / (1 - bounded)) + 1e-6 if bounded > 0 else -40.0


def _spread(
    ends: tuple[int, int],
    chance: float,
    members: Mapping[int, set[int]],
    direct: Mapping[tuple[int, int], float],
    *,
    sure: bool,
) -> Iterator[Decided]:
    """Every row of one group with every row of the other."""
    for a, b in product(sorted(members[ends[0]]), sorted(members[ends[1]])):
        own = direct.get((a, b))
        yield Decided(a, b, chance if own is None else own, sure, by_group=own is None or own < SAME_FROM <= chance)


def _components(best: Mapping[tuple[int, int], float]) -> Iterator[dict[tuple[int, int], float]]:
    """The pairs of groups, those together that have a group in common by way of any others."""
    leader = _leaders(best)
    knots: defaultdict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for ends, chance in best.items():
        knots[leader[ends[0]]][ends] = chance
    yield from knots.values()


def _leaders(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each linked row one row that stands for all that hang together (union-find)."""
    above: dict[int, int] = {}

    def top(row: int) -> int:
        while (over := above.setdefault(row, row)) != row:
            above[row] = above[over]
            row = above[row]
        return row

    for one, other in links:
        left, right = top(one), top(other)
        if left != right:
            above[max(left, right)] = min(left, right)
    return {row: top(row) for row in above}
