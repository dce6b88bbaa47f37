"""An auditor's run: sealed, one a period, asked once, decided with a name, undone, sampled, signed off, erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from desk import request

from agencies import AUDITOR, AUTHOR, CLERK
from audit.lists import listed, row
from tallystick.model.errors import NotAllowed, NotReady, NotThere, UnknownHeadings, WrongUse
from tallystick.model.lists import Column
from tallystick.model.period import parse_period
from tallystick.model.reasons import Reason
from tallystick.model.words import CopyKind
from tallystick.services.audit import begin, decide, explain, sign
from tallystick.services.audit.begin import Dropped
from tallystick.services.audit.workspace import FOLDER, What, find
from tallystick.services.desk.looks import was_looked_at
from tallystick.services.home import Home
from tallystick.services.inspect import Held
from tallystick.services.keeping.copies import copies
from tallystick.services.outside import rhythm
from tallystick.services.statement.files import PRINTED

YEAR = parse_period("2025")
TWINS = (row(), row(facility="HARBORTON POLICE DEPT DISTRICT 1"))
"""Two rows that agree with one request in every mark: nobody can be linked without a person."""


@pytest.fixture
def register(home: Home) -> Home:
    home.settings.scope = "city"
    return home


def drop(home: Home, *lists: Held, why: str = "", **evidence: Held) -> None:
    files = {What.LIST: lists} | {What(name): (held,) for name, held in evidence.items()}
    begin.begin(home, AUDITOR, YEAR, Dropped(files), why=why)


def run(home: Home, *rows: tuple[str, ...]) -> explain.Explained:
    """Drop a list, confirm its columns, and explain it."""
    drop(home, listed(*rows))
    begin.confirm_columns(home, AUDITOR, YEAR)
    return explain.explained(home, AUDITOR, YEAR)


def reasons(home: Home) -> list[str]:
    units = explain.explained(home, AUDITOR, YEAR).found.statement.units
    return [unit.reason.value for unit in units if unit.side == "A"]


def test_every_row_has_a_reason_or_is_not_established(register: Home) -> None:
    request(register)
    made = run(register, row(), row(sex="F", state="OHIO"), row(sex="F", lift_reason="Case closed"), row(sex="F"))
    assert reasons(register) == ["B0", "A2", "U3", "X0"]
    assert made.waiting == ()


def test_a_list_is_sealed_before_it_is_read_and_no_word_of_it_lies_open(register: Home) -> None:
    run(register, row(citizenship="ATLANTIS"))
    files = [path for path in (register.path / FOLDER).rglob("*") if path.is_file()]
    assert len(files) == 3
    assert [path.name for path in files if b"ATLANTIS" in path.read_bytes()] == []
    kept = [one for one in copies(register) if one.what is CopyKind.IMPORTED_LIST]
    assert [one.sha256 for one in kept] == list(find(register, "2025").digests)


def test_a_list_that_cannot_be_read_is_sealed_all_the_same(register: Home) -> None:
    drop(register, Held("list.xlsx", b"PK nonsense"))
    assert begin.taken_for(register, AUDITOR, YEAR).question is not None
    assert len(find(register, "2025").inside.files) == 1


def test_the_same_list_again_changes_nothing(register: Home) -> None:
    drop(register, listed(row()))
    first = find(register, "2025")
    run_again, same = begin.begin(register, AUDITOR, YEAR, Dropped({What.LIST: [listed(row(), name="copy.csv")]}))
    assert (same, run_again, len(copies(register))) == (True, first, 1)


def test_another_list_for_the_period_needs_a_reason_and_both_digests_stay(register: Home) -> None:
    drop(register, listed(row()))
    with pytest.raises(WrongUse, match="another"):
        drop(register, listed(row(sex="F")))
    drop(register, listed(row(), row(sex="F")), why="the other party sent a corrected file")
    now = find(register, "2025")
    assert (now.number, now.why, len(copies(register))) == (2, "the other party sent a corrected file", 2)
    begin.confirm_columns(register, AUDITOR, YEAR)
    notes = explain.explained(register, AUDITOR, YEAR).found.statement.notes
    assert any("1 the same, 0 changed, 1 added, 0 gone" in note for note in notes)


def test_an_unknown_heading_is_asked_about_once_and_remembered(register: Home) -> None:
    drop(register, listed(row(), more=("Mystery",)))
    asked = begin.taken_for(register, AUDITOR, YEAR)
    assert (asked.headings, asked.inspected) == (("Mystery",), None)
    with pytest.raises(UnknownHeadings):
        begin.confirm_columns(register, AUDITOR, YEAR)
    taken = begin.say(register, AUDITOR, YEAR, {"Mystery": Column.IGNORED})
    assert taken.question is None
    later = parse_period("2024")
    begin.begin(register, AUDITOR, later, Dropped({What.LIST: [listed(row(), more=("Mystery",))]}))
    assert begin.taken_for(register, AUDITOR, later).question is None


def test_nothing_is_explained_before_the_columns_are_confirmed(register: Home) -> None:
    drop(register, listed(row()))
    with pytest.raises(NotReady):
        explain.explained(register, AUDITOR, YEAR)


def test_a_row_that_could_be_a_request_waits_with_its_candidates_side_by_side(register: Home) -> None:
    entry = request(register)
    made = run(register, *TWINS)
    assert (reasons(register), len(made.waiting)) == (["X0", "X0"], 2)
    seen = explain.look_at(register, AUDITOR, YEAR, made.waiting[0])
    (one,) = seen.candidates
    assert one.request.entry == entry
    assert {"prepared", "birth", "sex", "citizenship", "asked"} <= set(one.agreeing)
    assert (seen.place, seen.of, seen.following) == (1, 3, made.waiting[1])
    assert was_looked_at((entry,))


def test_three_candidates_at_most_are_shown_the_most_alike_first(register: Home) -> None:
    for number, day in enumerate(("2025-03-06", "2025-03-05", "2025-03-04", "2025-03-03", "2025-03-03")):
        request(register, f"paper {number}".encode(), prepared=day, name=f"SUBJECT {number}", file_no=f"A00000{number}")
    made = run(register, row())
    days = [one.days_apart for one in explain.look_at(register, AUDITOR, YEAR, made.waiting[0]).candidates]
    assert days == [0, 0, 1]


def test_picking_a_candidate_puts_the_row_in_both_and_the_evidence_says_what_agrees(register: Home) -> None:
    request(register)
    first = run(register, *TWINS).waiting[0]
    number = explain.look_at(register, AUDITOR, YEAR, first).candidates[0].request.number
    decide.pick(register, AUDITOR, YEAR, first, number)
    assert reasons(register) == ["B0", "X0"]
    unit = next(one for one in explain.explained(register, AUDITOR, YEAR).found.statement.units if one.key == first)
    assert "birth, sex, citizenship" in unit.why
    assert unit.decided_by == AUDITOR.user


def test_a_number_that_was_not_shown_cannot_be_picked(register: Home) -> None:
    request(register)
    first = run(register, *TWINS).waiting[0]
    with pytest.raises(WrongUse, match="none of the candidates"):
        decide.pick(register, AUDITOR, YEAR, first, "H9-2025-0099")


def test_none_of_them_leaves_the_row_not_established_and_decided(register: Home) -> None:
    request(register)
    made = run(register, *TWINS)
    decide.none_of_them(register, AUDITOR, YEAR, made.waiting[0])
    after = explain.explained(register, AUDITOR, YEAR)
    assert made.waiting[0] not in after.open_keys
    assert after.waiting == made.waiting[1:], "the other row still waits: a person says which it is"


def test_a_reason_needs_evidence_in_words(register: Home) -> None:
    made = run(register, row(prepared="2025-05-01"))
    (key,) = made.open_keys
    with pytest.raises(WrongUse, match="evidence"):
        decide.give_reason(register, AUDITOR, YEAR, key, "C1", because=" ")
    with pytest.raises(WrongUse, match="no reason"):
        decide.give_reason(register, AUDITOR, YEAR, key, "B0", because="because")
    decide.give_reason(register, AUDITOR, YEAR, key, "C1", because="docket seen")
    assert reasons(register) == [Reason.PERSON_NOT_HERE.value]


def test_decisions_are_taken_back_one_by_one_and_nothing_is_overwritten(register: Home) -> None:
    made = run(register, row(prepared="2025-05-01"), row(prepared="2025-06-01"))
    for key in made.open_keys:
        decide.give_reason(register, AUDITOR, YEAR, key, "C1", because="docket seen")
    assert decide.undo(register, AUDITOR, YEAR) == made.open_keys[1]
    assert decide.undo(register, AUDITOR, YEAR) == made.open_keys[0]
    with pytest.raises(NotReady):
        decide.undo(register, AUDITOR, YEAR)
    assert (reasons(register), len(find(register, "2025").inside.decisions)) == (["X0", "X0"], 4)


def test_the_sample_is_drawn_by_the_seed_that_is_shown(register: Home) -> None:
    run(register, *(row(prepared=f"2025-05-{day:02d}") for day in range(1, 31)))
    first = sign.draw(register, AUDITOR, YEAR)
    assert (len(first.rows), first.seed) == (25, find(register, "2025").inside.seed)
    sign.set_seed(register, AUDITOR, YEAR, "drawn by lot in public")
    second = sign.draw(register, AUDITOR, YEAR)
    assert second.rows != first.rows
    assert sign.draw(register, AUDITOR, YEAR) == second
    assert sign.working_paper(register, AUDITOR, YEAR)[:2] == b"PK"
    assert sign.working_paper(register, AUDITOR, YEAR, PRINTED)[:5] == b"%PDF-"
    with pytest.raises(NotThere):
        sign.working_paper(register, AUDITOR, YEAR, "../run.json")


def test_signed_off_nothing_changes_and_an_author_releases_the_edition_without_rows(register: Home) -> None:
    request(register)
    made = run(register, row(), row(prepared="2025-05-01"))
    with pytest.raises(NotThere):
        sign.release_signed(register, AUTHOR, YEAR)
    sign.sign_off(register, AUDITOR, YEAR)
    with pytest.raises(NotReady):
        decide.give_reason(register, AUDITOR, YEAR, made.open_keys[0], "C1", because="docket seen")
    with pytest.raises(NotReady):
        drop(register, listed(row(sex="F")), why="too late")
    assert sign.waiting_for_release(register) == ("2025",)
    with pytest.raises(NotAllowed):
        sign.release_signed(register, AUDITOR, YEAR)
    folder = sign.release_signed(register, AUTHOR, YEAR)
    assert b'"units"' not in (folder / "statement.json").read_bytes()
    assert sign.waiting_for_release(register) == ()


def test_the_list_is_erased_after_its_last_day_and_the_digests_stay(register: Home) -> None:
    run(register, row())
    until = sign.sign_off(register, AUDITOR, YEAR).until
    asked = register.local_day(register.clock()) + timedelta(days=register.settings.audit_days)
    assert until == asked
    later = register.clock() + timedelta(days=register.settings.audit_days)
    register.clock = lambda: later
    assert sign.erase_due(register) == []
    register.clock = lambda: later + timedelta(days=2)
    assert any("2025" in said for said in rhythm.keep(register))
    gone = find(register, "2025")
    assert (gone.erased, len(gone.digests), len(gone.paper)) == (True, 1, 64)
    assert list((register.path / FOLDER).rglob("*.sealed")) == []
    assert register.keys.get(gone.slot) is None
    with pytest.raises(NotThere, match="erased"):
        explain.explained(register, AUDITOR, YEAR)


def test_a_list_that_nobody_signs_off_is_erased_too(register: Home) -> None:
    run(register, row())
    later = register.clock() + timedelta(days=begin.UNSIGNED_DAYS + 2)
    register.clock = lambda: later
    assert sign.erase_due(register) == ["2025"]


def test_evidence_that_is_no_evidence_is_refused_and_the_run_stays_as_it_was(register: Home) -> None:
    before = run(register, row()).run
    with pytest.raises(Exception, match=r"journal|columns|heading"):
        begin.add_evidence(register, AUDITOR, YEAR, Dropped({What.CUSTODY: [Held("a.csv", b"x,y\n1,2\n")]}))
    assert find(register, "2025") == before


@pytest.mark.parametrize("actor", [CLERK, AUTHOR], ids=["clerk", "author"])
def test_nobody_but_an_auditor_gives_a_list_or_sees_a_row(register: Home, actor) -> None:
    run(register, row())
    with pytest.raises(NotAllowed):
        begin.begin(register, actor, YEAR, Dropped({What.LIST: [listed(row())]}))
    with pytest.raises(NotAllowed):
        explain.explained(register, actor, YEAR)


def test_a_run_is_its_auditor_s_own_until_it_is_shared(register: Home) -> None:
    run(register, row())
    other = replace(AUDITOR, user="another auditor")
    opening = (
        lambda: explain.explained(register, other, YEAR),
        lambda: begin.taken_for(register, other, YEAR),
        lambda: begin.begin(register, other, YEAR, Dropped({What.LIST: [listed(row())]})),
        lambda: begin.begin(register, other, YEAR, Dropped({What.LIST: [listed(row(sex="F"))]}), why="mine is newer"),
        lambda: sign.working_paper(register, other, YEAR),
        lambda: sign.sign_off(register, other, YEAR),
        lambda: begin.share(register, other, YEAR, shared=True),
    )
    for act in opening:
        with pytest.raises(NotAllowed, match="can share it"):
            act()
    begin.share(register, AUDITOR, YEAR, shared=True)
    assert explain.explained(register, other, YEAR).run.by == AUDITOR.user
    with pytest.raises(NotAllowed):
        begin.share(register, other, YEAR, shared=False)
    begin.begin(register, other, YEAR, Dropped({What.LIST: [listed(row(sex="F"))]}), why="a newer list")
    found = find(register, "2025")
    assert (found.by, found.shared, found.number) == (AUDITOR.user, True, 2), "it stays whose it was"
    begin.share(register, AUDITOR, YEAR, shared=False)
    with pytest.raises(NotAllowed):
        begin.taken_for(register, other, YEAR)


def test_files_of_one_run_cannot_be_moved_into_another(register: Home, tmp_path: Path) -> None:
    drop(register, listed(row()))
    run_of = find(register, "2025")
    moved = register.path / FOLDER / "2024"
    (register.path / FOLDER / "2025").rename(moved)
    text = (moved / "run.json").read_text().replace('"2025"', '"2024"')
    (moved / "run.json").write_text(text)
    with pytest.raises(Exception, match="seal does not open"):
        find(register, replace(run_of, period="2024").period)
