"""Two large lists linked at the level of the request, by columns of numbers. The steps bear their numbers below.

1. both lists as numbers; 2. pairs by narrow keys, compared; 3. weights, learned when there is enough to learn from;
4. rows left alone: pairs by wide keys; 5. rows sent again within a list; 6. groups paired one to one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from tallystick.reconciliation.linkage.health import spoiled
from tallystick.reconciliation.linkage.levels import FIELDS, Agree, Birth, Field, Number
from tallystick.reconciliation.linkage.particulars import is_given
from tallystick.reconciliation.linkage.resolve import REVIEW_FROM, SAME_FROM
from tallystick.reconciliation.linkage.weights import Weights, alone_together

from .blocking import Pairs, across, across_wide, within
from .columns import Coded, code, without
from .comparing import counted, levels_of, patterns
from .grouping import Found, Scored, joined, resolved
from .rarity import Rarity
from .training import ENOUGH_PAIRS, bits, learn, priors
from .words import Numbers

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_SENT_AGAIN = 0.05
"""The expected share of a list's rows that repeat another row of it."""
_JUDGED_PATTERNS = 2000
_NEARLY, _SURE = 8.0, 1e-6
"""How many times as unlikely a row's second best partner may be and still be as good as its best."""
_OTHERS_WITHIN = 6.0
"""How much commoner a person's other requests are beside a re-sent row than beside a partner in the other list."""
_WORTH_KEEPING = 0.02
"""The chance from which a pair is kept: it may grow when both rows stay alone."""
_HOPELESS = -16.0
"""Log2 odds below which the rarity of what is shared cannot lift a pair any more."""


@dataclass(frozen=True, slots=True)
class Fate:
    """Where the rows of one list went; all but ``two_people`` add up to its rows.

    ``unread`` are cells that say something and cannot be read, by their column.
    """

    paired: int
    to_review: int
    nothing_to_compare: int
    without_partner: int
    two_people: int
    unread: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Linked:
    """What came of two lists: pairs of rows, each numbered from 0 in its own list, and the weights that spoke.

    ``set_aside``: fields whose column did not belong to its rows; ``fates``: where both lists' rows went.
    """

    found: Found
    weights: Weights
    set_aside: tuple[Field, ...]
    fates: tuple[Fate, Fate]


def link(first: pl.DataFrame, second: pl.DataFrame, forms: Mapping[str, str], shipped: Weights) -> Linked:
    """Link two lists; columns named as in COLUMNS, all of text."""
    rows = code(first, second, forms)
    unread = _unread(first, rows, slice(0, rows.rows_a)), _unread(second, rows, slice(rows.rows_a, rows.rows))
    pairs = across(rows)
    numbers = patterns(rows, *pairs)
    aside = spoiled(_most_common(numbers))
    if aside:
        rows = without(rows, aside)
        pairs = across(rows)
        numbers = patterns(rows, *pairs)
    enough = _clear_pairs(numbers, shipped, rows) >= ENOUGH_PAIRS
    weights = learn(rows, numbers, shipped) if enough else shipped
    rarity = Rarity(rows, weights)
    scored = _scored(rows, pairs, numbers, weights, rarity)
    more = across_wide(rows, _alone(rows, scored))
    scored = joined(scored, _scored(rows, more, patterns(rows, *more), weights, rarity))
    again = _sent_again(rows, weights, rarity, scored, _alone(rows, scored))
    scored = _left_over(rows, scored)
    found = resolved(scored, again, rows.rows)
    found = replace(found, sure=found.sure & ~rows.two_people[found.left] & ~rows.two_people[found.right])
    fates = (
        _fate(rows, found, slice(0, rows.rows_a), unread[0]),
        _fate(rows, found, slice(rows.rows_a, rows.rows), unread[1]),
    )
    return Linked(replace(found, right=found.right - rows.rows_a), weights, aside, fates)


def _unread(listed: pl.DataFrame, rows: Coded, side: slice) -> dict[str, int]:
    values = {"a_number": rows.a_number, "dob": rows.birth, "event_date": rows.day}
    counts = {}
    for column, of_both in values.items():
        if column in listed.columns:
            texts = listed[column].filter(pl.Series(of_both[side] == 0)).value_counts()
            counts[column] = sum(count for text, count in texts.iter_rows() if is_given(text))
    return counts


def _fate(rows: Coded, found: Found, side: slice, unread: Mapping[str, int]) -> Fate:
    paired, named = np.zeros(rows.rows, np.bool_), np.zeros(rows.rows, np.bool_)
    for ends in (found.left, found.right):
        named[ends] = True
        paired[ends[found.sure]] = True
    return Fate(
        paired=int(paired[side].sum()),
        to_review=int((named & ~paired)[side].sum()),
        nothing_to_compare=int((rows.empty & ~named)[side].sum()),
        without_partner=int((~rows.empty & ~named)[side].sum()),
        two_people=int(rows.two_people[side].sum()),
        unread=unread,
    )


def _most_common(numbers: Numbers) -> dict[tuple[int, ...], int]:
    """The commonest patterns and how often each comes: enough to judge the columns by."""
    distinct, counts = counted(numbers)
    order = np.argsort(-counts, kind="stable")[:_JUDGED_PATTERNS]
    levels = levels_of(distinct[order]).T.tolist()
    return {tuple(of_one): int(count) for of_one, count in zip(levels, counts[order], strict=True)}


def _scored(rows: Coded, pairs: Pairs, numbers: Numbers, weights: Weights, rarity: Rarity) -> Scored:
    """Those pairs across the lists that a person should see, or more."""
    smaller, possible = min(rows.rows_a, rows.rows - rows.rows_a), rows.rows_a * (rows.rows - rows.rows_a)
    odds, kept = _odds(pairs, numbers, weights, rarity, weights.share * smaller / possible)
    chance = odds[0] / (1 + odds.sum(axis=0))
    worth = chance >= _WORTH_KEEPING
    at = kept[worth]
    return Scored(pairs[0][at], pairs[1][at], chance[worth], numbers[at])


def _alone(rows: Coded, scored: Scored) -> Flags:
    """Rows that have no partner yet, and something to find one by."""
    alone = ~rows.empty
    good = scored.chance >= SAME_FROM
    alone[scored.left[good]] = False
    alone[scored.right[good]] = False
    return alone


def _left_over(rows: Coded, scored: Scored) -> Scored:
    """The pairs that a person should see, or more; those whose rows both have no partner are likelier for that.

    Not those that were born apart: who differs in the birth date is no likelier for being left over.
    """
    alone = np.ones(rows.rows, np.bool_)
    good = scored.chance >= SAME_FROM
    alone[scored.left[good]] = False
    alone[scored.right[good]] = False
    paired = 1 - alone[: rows.rows_a].mean(), 1 - alone[rows.rows_a :].mean()
    both = alone[scored.left] & alone[scored.right] & ~_born_apart(scored.pattern)
    odds = scored.chance * alone_together(paired) / np.maximum(1 - scored.chance, 1e-12)
    chance = np.where(both, odds / (1 + odds), scored.chance)
    kept = chance >= REVIEW_FROM
    return Scored(scored.left[kept], scored.right[kept], chance[kept], scored.pattern[kept])


def _born_apart(patterns: Numbers) -> Flags:
    """As ``linkage.health.born_apart``."""
    levels = levels_of(patterns)
    birth, a_number, event_no = (levels[FIELDS.index(field)] for field in (Field.BIRTH, Field.A_NUMBER, Field.EVENT_NO))
    by_number = np.isin(a_number, (Number.SAME, Number.NEAR)) | (event_no == Agree.SAME)
    apart: Flags = (birth == Birth.OTHER) & ~by_number
    return apart


def _clear_pairs(numbers: npt.NDArray[np.int32], weights: Weights, rows: Coded) -> int:
    """How many pairs the shipped weights alone would call the same request."""
    distinct, counts = counted(numbers)
    same, again, relative = bits(levels_of(distinct), weights)
    needed = np.log2(max(rows.rows_a, rows.rows - rows.rows_a)) + 2
    return int(counts[(same > needed) & (same > again) & (same > relative)].sum())


def _odds(
    pairs: Pairs, numbers: npt.NDArray[np.int32], weights: Weights, rarity: Rarity, prior: float
) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Odds of the pairs that come near to being one person, for each class of SPEAKING, and which pairs they are."""
    distinct, _ = counted(numbers)
    place = np.zeros(int(distinct.max(initial=0)) + 1, np.int32)
    place[distinct] = np.arange(len(distinct), dtype=np.int32)
    at = place[numbers]
    levels = levels_of(distinct)
    said = bits(levels, weights) + np.log2(priors(weights) * prior)[:, None]
    kept = np.flatnonzero((said[0] > _HOPELESS)[at])
    added = rarity.bits(pairs[0][kept], pairs[1][kept], levels[:, at[kept]])
    return np.exp2(np.minimum(said[:, at[kept]] + added, 300)), kept


def _sent_again(rows: Coded, weights: Weights, rarity: Rarity, scored: Scored, alone: Flags) -> Pairs:
    """Rows of one list that are the same request: those that share a partner, and lone rows beside any other."""
    sharing = [
        _neighbours(*_favourites(scored.left, scored.right, scored.chance, rows.rows)),
        _neighbours(*_favourites(scored.right, scored.left, scored.chance, rows.rows)),
    ]
    shared = np.concatenate([one for one, _ in sharing]), np.concatenate([other for _, other in sharing])
    beside = within(rows, alone)
    one, other = [], []
    for pairs, prior, others in ((shared, 0.5, 1.0), (beside, 2 * _SENT_AGAIN / max(rows.rows_a, 1), _OTHERS_WITHIN)):
        numbers = patterns(rows, *pairs)
        (same, again, relative), kept = _odds(pairs, numbers, weights, rarity, prior)
        joined = kept[(same > 1 + others * again + relative) & ~_born_apart(numbers[kept])]
        one.append(pairs[0][joined])
        other.append(pairs[1][joined])
    return np.concatenate(one), np.concatenate(other)


def _favourites(members: Numbers, partners: Numbers, chance: Floats, rows: int) -> Pairs:
    """Rows beside the partners that are nearly the likeliest for them."""
    worst = (1 - chance).astype(np.float64)
    best = np.ones(rows)
    np.minimum.at(best, members, worst)
    kept = (chance >= SAME_FROM) & (worst <= best[members] * _NEARLY + _SURE)
    return members[kept], partners[kept]


def _neighbours(members: Numbers, partners: Numbers) -> Pairs:
    """Rows that follow each other among those with the same partner."""
    order = np.lexsort((members, partners))
    one, other = order[:-1], order[1:]
    together = partners[one] == partners[other]
    return members[one[together]], members[other[together]]
