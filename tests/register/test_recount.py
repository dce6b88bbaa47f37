"""A published count, counted again by anybody from the opened fields alone."""

from __future__ import annotations

import pytest

from register.making import ORIGIN, Life, Published, a_year, openings_json
from tallystick.model.errors import ProofFails
from tallystick.model.words import Asked, EntryKind, FormKind
from tallystick.register import canonical, openings, recount


def _count(life: Life, year: int = 2025, size: int | None = None) -> tuple[int, ...]:
    return recount.count(life.told(), year=year, size=len(life.events) if size is None else size).entries


def test_a_hold_counts_in_the_year_of_its_own_leaf() -> None:
    life = Life()
    of = life.request(2024)
    life.confirm(of)  # confirmed in 2025
    assert (_count(life, 2024), _count(life, 2025)) == ((of,), ())


@pytest.mark.parametrize("asked", [Asked.NOTICE, Asked.TRANSFER, Asked.NOTHING])
def test_what_asks_no_hold_is_not_counted(asked: Asked) -> None:
    life = Life()
    life.request(asked=asked)
    assert _count(life) == ()


def test_the_last_confirmation_or_correction_decides() -> None:
    life = Life()
    of = life.request()
    life.confirm(of, Asked.NOTICE, form=FormKind.I247N)
    assert _count(life) == ()
    life.correct(of, now=EntryKind.REQUEST, form=FormKind.I247A)
    assert _count(life) == (of,)
    life.correct(of, now=EntryKind.NOT_A_REQUEST)
    assert _count(life) == ()


def test_lateness_withdrawal_and_outcome_change_nothing() -> None:
    life = Life()
    of = life.request()
    life.late(0)
    life.withdraw(of)
    life.dispose(of, {})
    life.erase(of)
    assert _count(life) == (of,)


def test_a_copy_and_a_paper_of_another_kind_do_not_count_until_corrected() -> None:
    life = Life()
    of = life.request()
    copy = life.classify(life.arrive(), EntryKind.COPY_OF, of=of)
    cover = life.classify(life.arrive(), EntryKind.NOT_A_REQUEST)
    assert _count(life) == (of,)
    life.correct(cover, now=EntryKind.REQUEST)
    life.correct(copy, now=EntryKind.REQUEST)
    assert _count(life) == (of, copy, cover)


def test_a_count_at_an_earlier_size_stays_what_it_was() -> None:
    life = a_year()
    before = [_count(life, size=size) for size in range(len(life.events) + 1)]
    life.correct(1, now=EntryKind.NOT_A_REQUEST)
    assert [_count(life, size=size) for size in range(len(before))] == before


def test_too_few_openings_prove_nothing() -> None:
    with pytest.raises(ProofFails, match="only 2 of 3"):
        recount.count(a_year().told()[:2], year=2025, size=3)


def test_openings_are_written_and_read_back() -> None:
    keeper = Published.of(a_year())
    found = openings.read(openings_json(keeper.opened))
    assert (found.origin, found.policy, found.size) == (ORIGIN, "A", len(keeper.leaves))
    assert found.leaves == tuple(keeper.opened)
    assert found.told() == tuple(keeper.life.told())


GOOD = {"origin": ORIGIN, "size": 0, "policy": "A", "fields": [], "leaves": []}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        canonical.pack({**GOOD, "size": 1}),
        canonical.pack({**GOOD, "size": "many"}),
        canonical.pack({**GOOD, "leaves": 7}),
        canonical.pack({**GOOD, "size": 1, "leaves": [[{"value": "x", "salt": "00"}]]}),
        canonical.pack({**GOOD, "size": 1, "fields": ["kind"], "leaves": [[{"value": "x", "salt": "zz"}]]}),
        canonical.pack({"origin": ORIGIN}),
    ],
)
def test_a_file_that_is_no_openings_is_refused(data: bytes) -> None:
    with pytest.raises(ProofFails):
        openings.read(data)


def test_openings_that_tell_too_little_are_refused() -> None:
    few = openings.read(canonical.pack({**GOOD, "size": 1, "leaves": [[]]}))
    with pytest.raises(ProofFails, match="not opened in kind"):
        few.told()
