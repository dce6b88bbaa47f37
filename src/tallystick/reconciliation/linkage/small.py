"""Two small lists linked at the level of the request, with the shipped weights.

Loads nothing but rapidfuzz; the statement links by it too. Large lists of anybody's go to ``bulk/linking.py``, which
says the same by columns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

from .compare import compare
from .dates import ordinal
from .health import born_apart, names_differ, spoiled, tells_person, without
from .levels import FIELDS, Agree, Day, Field, Given, Pattern, Surname
from .particulars import Particulars
from .resolve import REVIEW_FROM, SAME_FROM, Decided, Pair, resolve
from .weights import Kind, Weighed, Weights, alone_together, prior, scale, weigh

MOST_PAIRS = 20_000
"""Rows of one list times rows of the other up to which lists are small."""
_SENT_AGAIN = 0.05
_WORTH_KEEPING = 0.02
"""The chance from which a pair is kept: it may grow when both rows stay alone."""
_NEARLY, _SURE = 8.0, 1e-6
"""How many times as unlikely a row's second best partner may be and still be as good as its best."""
_OTHERS_WITHIN = 6.0
"""How much commoner a person's other requests are beside a re-sent row than beside a partner in the other list."""
_COUNTS_AS = 400
"""How many rows the shipped commonness of a name counts as, beside the lists' own rows."""
_MOST_BITS = 4.0
_FIRST_SAME = (Given.SAME, Given.FIRST, Given.FIRST_ONLY)
_GIVEN_AT, _SURNAME_AT = FIELDS.index(Field.GIVEN), FIELDS.index(Field.SURNAME)
_COUNTRY_AT, _DAY_AT = FIELDS.index(Field.COUNTRY), FIELDS.index(Field.DAY)


@dataclass(frozen=True, slots=True)
class Said:
    """A pair as it goes out: rows by their place in their own list, the chance, and its levels (None: by group)."""

    a: int
    b: int
    chance: float
    sure: bool
    pattern: Pattern | None


@dataclass(frozen=True, slots=True)
class SmallLinked:
    """The pairs, and the fields that were set aside because their column does not belong to its rows."""

    pairs: tuple[Said, ...]
    set_aside: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of two lists before their rows are compared; rows of the second list follow those of the first.

    ``met``: the pairs worth comparing (None: those that have anything in common); ``repeated``: pairs of rows of one
    list that are one request; ``groups``: the lists in which others are looked for; ``giving_way``: rows that are
    nobody's request when another row could be it.
    """

    met: Iterable[tuple[int, int]] | None = None
    repeated: tuple[tuple[int, int], ...] = ()
    groups: tuple[bool, bool] = (True, True)
    giving_way: frozenset[int] = frozenset()


def link_small(
    first: Sequence[Particulars],
    second: Sequence[Particulars],
    forms: Mapping[str, str],
    weights: Weights,
    known: Known | None = None,
) -> SmallLinked:
    """Link two lists; the order of the answer is that of the rows."""
    known = known or Known()
    rows = [*first, *second]
    sides = range(len(first)), range(len(first), len(rows))
    met = _meeting(rows, *sides) if known.met is None else known.met
    patterns = {(a, b): compare(rows[a], rows[b], forms) for a, b in met}
    aside = spoiled(Counter(pattern.levels for pattern in patterns.values()))
    bench = _Bench(rows, forms, weights, aside)
    before = prior(weights, len(first) or 1, len(second) or 1)
    pairs = []
    for (a, b), pattern in patterns.items():
        chance = bench.weighed(a, b, pattern, before).chance
        if chance >= _WORTH_KEEPING and not (rows[a].empty or rows[b].empty):
            pairs.append(Pair(a, b, chance))
    apart = {ends for ends, pattern in patterns.items() if born_apart(without(pattern, aside).levels)}
    pairs = _left_over(_without_giving_way(pairs, known.giving_way), sides, apart)
    grouped = [side for side, wanted in zip(sides, known.groups, strict=True) if wanted]
    again = [
        *known.repeated,
        *(one for side in grouped for one in bench.sent_again(side)),
        *(one for one in bench.sharing(pairs) if any(one[0] in side for side in grouped)),
    ]
    decided = sorted(resolve(pairs, again), key=lambda one: (one.a, one.b))
    return SmallLinked(tuple(_said(one, rows, len(first), patterns, aside) for one in decided), aside)


def _left_over(pairs: list[Pair], sides: tuple[range, range], apart: set[tuple[int, int]]) -> list[Pair]:
    """The pairs that a person should see, or more; those whose rows both have no partner are likelier for that.

    Not those that were born ``apart``: who differs in the birth date is no likelier for being left over.
    """
    paired = {end for pair in pairs if pair.chance >= SAME_FROM for end in (pair.a, pair.b)}
    first, second = (sum(row in paired for row in side) / max(len(side), 1) for side in sides)
    factor = alone_together((first, second))
    made = []
    for pair in pairs:
        alone = pair.a not in paired and pair.b not in paired
        alone = alone and (pair.a, pair.b) not in apart
        odds = pair.chance / max(1 - pair.chance, 1e-12) * (factor if alone else 1.0)
        if odds >= REVIEW_FROM / (1 - REVIEW_FROM):
            made.append(Pair(pair.a, pair.b, odds / (1 + odds) if alone else pair.chance))
    return made


def _without_giving_way(pairs: list[Pair], giving_way: frozenset[int]) -> list[Pair]:
    held = {pair.b for pair in pairs if pair.a not in giving_way and pair.chance >= SAME_FROM}
    return [pair for pair in pairs if pair.a not in giving_way or pair.b not in held]


def _said(
    decided: Decided,
    rows: Sequence[Particulars],
    rows_a: int,
    patterns: Mapping[tuple[int, int], Pattern],
    aside: tuple[Field, ...],
) -> Said:
    two_people = rows[decided.a].two_people or rows[decided.b].two_people
    pattern = None if decided.by_group else without(patterns[decided.a, decided.b], aside)
    return Said(decided.a, decided.b - rows_a, decided.chance, decided.sure and not two_people, pattern)


class _Bench:
    """The rows of both lists and all that a pair of them is weighed by.

    How common a name, country or day is: the lists' own counts beside the shipped expectation.
    """

    def __init__(
        self, rows: Sequence[Particulars], forms: Mapping[str, str], weights: Weights, aside: tuple[Field, ...]
    ) -> None:
        self.rows = rows
        self.forms = forms
        self.weights = weights
        self.aside = aside
        self.scale = scale(weights)
        apart = weights.chances[Kind.APART]
        self.given_expected = sum(apart[Field.GIVEN][level] for level in _FIRST_SAME)
        self.surname_expected = apart[Field.SURNAME][Surname.ONE_OF_TWO]
        self.country_expected = apart[Field.COUNTRY][Agree.SAME]
        self.day_expected = apart[Field.DAY][Day.SAME]
        self.country = Counter(row.country for row in rows)
        self.day = Counter(row.day for row in rows)
        self.given = Counter(row.given[0] for row in rows if row.given)
        self.surname = Counter(row.surnames[0] for row in rows if row.surnames)

    def weighed(self, one: int, other: int, pattern: Pattern, before: Weighed) -> Weighed:
        """The log2 odds of two rows, the fields set aside left out."""
        return weigh(
            without(pattern, self.aside), self.scale, before, self._rarity(self.rows[one], self.rows[other], pattern)
        )

    def sent_again(self, side: range) -> Iterator[tuple[int, int]]:
        """Rows of one list that are the same request, sent again."""
        before = self._before(log2(2 * _SENT_AGAIN / max(len(side), 1)))
        for one, other in _meeting(self.rows, side, side):
            if one < other and self._same(one, other, before):
                yield one, other

    def sharing(self, pairs: Sequence[Pair]) -> Iterator[tuple[int, int]]:
        """Rows of one list that are alike and whose likeliest partner in the other is the same."""
        least: dict[int, float] = {}
        for pair in pairs:
            for end in (pair.a, pair.b):
                least[end] = min(least.get(end, 1.0), 1 - pair.chance)
        partners: defaultdict[int, list[int]] = defaultdict(list)
        for pair in pairs:
            if pair.chance >= SAME_FROM:
                for end, partner in ((pair.a, pair.b), (pair.b, pair.a)):
                    if 1 - pair.chance <= least[end] * _NEARLY + _SURE:
                        partners[partner].append(end)
        before = self._before(-1.0, 1.0)
        for shared in partners.values():
            for one, other in combinations(sorted(shared), 2):
                if self._same(one, other, before):
                    yield one, other

    def _before(self, same: float, others: float = _OTHERS_WITHIN) -> Weighed:
        again = self.weights.again * others
        return Weighed(same, same + log2(again), same + log2(self.weights.relative))

    def _same(self, one: int, other: int, before: Weighed) -> bool:
        pattern = compare(self.rows[one], self.rows[other], self.forms)
        if not tells_person(pattern.levels) or names_differ(pattern.levels):
            return False
        if born_apart(without(pattern, self.aside).levels):
            return False
        return self.weighed(one, other, pattern, before).chance > SAME_FROM

    def _rarity(self, one: Particulars, other: Particulars, pattern: Pattern) -> float:
        """What common names take away from a weight, in bits."""
        taken = 0.0
        if pattern.levels[_GIVEN_AT] in _FIRST_SAME:
            taken += self._commoner(self.given[one.given[0]], self.given_expected)
        if pattern.levels[_SURNAME_AT] == Surname.SAME:
            count = max(self.surname[one.surnames[0]], self.surname[other.surnames[0]])
            taken += self._commoner(count, self.surname_expected)
        if pattern.levels[_COUNTRY_AT] == Agree.SAME:
            taken += self._commoner(self.country[one.country], self.country_expected)
        if pattern.levels[_DAY_AT] == Day.SAME:
            taken += self._commoner(self.day[one.day], self.day_expected)
        return taken

    def _commoner(self, count: int, expected: float) -> float:
        """A pair that shares a value holds it at least twice: only what is beyond makes it common."""
        share = (max(count - 2, 0) + _COUNTS_AS * expected) / (len(self.rows) + _COUNTS_AS)
        return max(-_MOST_BITS, min(0.0, log2(expected / share)))


def _meeting(rows: Sequence[Particulars], left: range, right: range) -> Iterator[tuple[int, int]]:
    """Pairs that have anything in common by which one could know the person or the request."""
    keys = _keys if len(left) * len(right) <= MOST_PAIRS else _narrow_keys
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    for other in right:
        for key in keys(rows[other]):
            holders[key].append(other)
    for one in left:
        met = {other for key in keys(rows[one]) for other in holders.get(key, ())}
        yield from ((one, other) for other in sorted(met))


def _keys(row: Particulars) -> Iterator[Hashable]:
    """Numbers, birth date, words of the name, and two overlapping spans of days around the day of the request."""
    yield from _numbers(row)
    yield from (("word", word) for word in {*row.given, *row.surnames})
    yield from _spans(row)


def _narrow_keys(row: Particulars) -> Iterator[Hashable]:
    """For longer lists a word of the name only beside another one, or beside the days."""
    yield from _numbers(row)
    words = sorted({*row.given, *row.surnames})
    yield from combinations(words, 2)
    yield from ((word, span) for word in words for span in _spans(row))


def _numbers(row: Particulars) -> Iterator[Hashable]:
    for kind, value in (("number", row.a_number), ("event", row.event_no), ("birth", row.birth)):
        if value:
            yield kind, value


def _spans(row: Particulars) -> Iterator[Hashable]:
    if row.day % 100:
        day = ordinal(row.day)
        yield "span", day // 8
        yield "later span", (day + 4) // 8
