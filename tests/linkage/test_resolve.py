"""Groups, one-to-one pairing and what a person is shown."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tallystick.reconciliation.linkage.assignment import assign
from tallystick.reconciliation.linkage.resolve import CANDIDATES, Pair, resolve

TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9).map(float), min_size=width, max_size=width), min_size=1, max_size=5
    )
)
PAIRS = st.lists(
    st.builds(Pair, st.integers(0, 7), st.integers(100, 107), st.floats(0.01, 1.0)),
    unique_by=lambda one: (one.a, one.b),
)
AGAIN = st.lists(
    st.one_of(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.tuples(st.integers(100, 107), st.integers(100, 107))),
    max_size=6,
)


@given(TABLES)
def test_no_other_pairing_gains_more(gains: list[list[float]]) -> None:
    pairs = assign(gains)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(gains[row][column] for row, column in pairs) == _best(gains)


def _best(gains: list[list[float]]) -> float:
    if len(gains) > len(gains[0]):
        gains = [list(column) for column in zip(*gains, strict=True)]
    columns = range(len(gains[0]))
    return max(
        sum(gains[row][column] for row, column in enumerate(order)) for order in permutations(columns, len(gains))
    )


@given(PAIRS, AGAIN)
def test_groups_are_paired_one_to_one_and_whole(pairs: list[Pair], again: list[tuple[int, int]]) -> None:
    decided = [one for one in resolve(pairs, again) if one.sure]
    partners: dict[int, set[int]] = {}
    for one in decided:
        partners.setdefault(one.a, set()).add(one.b)
    groups = {frozenset(rows) for rows in partners.values()}
    assert sum(map(len, groups)) == len(set().union(*groups))
    assert len({(one.a, one.b) for one in decided}) == len(decided)


@given(PAIRS, AGAIN)
def test_the_order_of_the_pairs_does_not_matter(pairs: list[Pair], again: list[tuple[int, int]]) -> None:
    assert set(resolve(pairs, again)) == set(resolve(pairs[::-1], again[::-1]))


def test_every_row_of_a_group_goes_with_every_row_of_its_partner() -> None:
    decided = resolve([Pair(0, 100, 0.99), Pair(1, 101, 0.9)], [(0, 1), (100, 101)])
    assert {(one.a, one.b, one.sure) for one in decided} == {(a, b, True) for a in (0, 1) for b in (100, 101)}
    assert {(one.a, one.b) for one in decided if one.by_group} == {(0, 101), (1, 100)}


def test_two_that_are_as_good_go_to_a_person() -> None:
    decided = resolve([Pair(0, 100, 0.8), Pair(0, 101, 0.8)], [])
    assert [one.sure for one in decided] == [False, False]


def test_a_person_sees_three_candidates_at_most() -> None:
    decided = resolve([Pair(0, 100 + at, 0.3) for at in range(9)], [])
    assert len(decided) == CANDIDATES
    assert not any(one.sure for one in decided)


def test_what_is_better_elsewhere_is_no_rival() -> None:
    decided = resolve([Pair(0, 100, 0.99), Pair(1, 101, 0.99), Pair(0, 101, 0.98)], [])
    assert {(one.a, one.b) for one in decided if one.sure} == {(0, 100), (1, 101)}
