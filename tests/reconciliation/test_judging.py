"""What a person decided is laid over what the rules found, can be taken back, and is carried over or told as lapsed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from reconciliation.made import DAY, OWN, booking, marked, reconciled, request, row, statement
from tallystick.cli.judge import app
from tallystick.model.errors import BadList, WrongUse
from tallystick.model.judgement import NO_PARTNER, Judgement
from tallystick.model.reasons import Grade, Reason
from tallystick.reconciliation.auditing.keys import keys_of
from tallystick.reconciliation.auditing.revision import revision
from tallystick.reconciliation.auditing.sampling import sample
from tallystick.services.statement.judgements import judge, judgements_in

AT = "2026-03-02T09:30:00+00:00"


def decided(unit, **what):
    return Judgement(**({"unit": unit, "by": "Ann", "at": AT, "because": "docket sheet seen"} | what))


def test_a_person_gives_a_reason_and_what_the_rules_found_stays_behind_it():
    rows = [row(8, lift_reason="Case Closed")]
    (key,) = keys_of(rows)
    made = statement(rows, judgements=(decided(key, reason=Reason.PERSON_NOT_HERE, grade=Grade.CORROBORATED),))
    (unit,) = made.units
    assert (unit.reason, unit.grade, unit.decided_by) == (Reason.PERSON_NOT_HERE, Grade.CORROBORATED, "Ann")
    assert unit.why == "Ann decided: docket sheet seen"
    assert unit.also == (Reason.CLOSED_BY_SENDER,)


def test_a_person_names_the_request_that_a_row_is_or_says_that_it_is_none():
    rows = [row(8)]
    (key,) = keys_of(rows)
    linked = statement(rows, [request()], judgements=(decided(key, partner="H1-2025-0001"),))
    assert (linked.in_both_filed, linked.units[0].decided_by) == (1, "Ann")
    same = [marked(8)]
    apart = statement(same, [request()], judgements=(decided(keys_of(same)[0], partner=NO_PARTNER),))
    assert [unit.reason for unit in apart.units] == [Reason.NOT_ESTABLISHED, Reason.NOT_ESTABLISHED]


def test_a_request_is_one_row_even_when_a_person_names_it():
    rows = [marked(8), row(9)]
    made = statement(rows, [request()], judgements=(decided(keys_of(rows)[1], partner="H1-2025-0001"),))
    assert [unit.partner for unit in made.units] == ["", "H1-2025-0001"]


def test_of_two_rows_decided_to_be_one_request_the_first_stays_it_and_the_other_is_told():
    rows = [row(8), row(9)]
    first, second = keys_of(rows)
    told = (decided(first, partner="H1-2025-0001"), decided(second, partner="H1-2025-0001"))
    made = statement(rows, [request()], judgements=told)
    assert [(unit.partner, unit.decided_by) for unit in made.units] == [("H1-2025-0001", "Ann"), ("", "")]
    assert any("not applied: 1" in note for note in made.notes)


def test_a_later_line_takes_the_one_before_back():
    rows = [row(8)]
    (key,) = keys_of(rows)
    lines = (decided(key, reason=Reason.WITHOUT_PAPER), decided(key, because="mistaken"))
    assert statement(rows, judgements=lines).units[0].reason is Reason.NOT_ESTABLISHED


def test_a_decision_is_carried_over_where_the_row_still_says_the_same_and_else_told():
    before, after = [row(8), row(9, facility=f"{OWN}, DISTRICT #2")], [row(40), row(41, facility=OWN, sex="F")]
    decisions = tuple(decided(key, reason=Reason.WITHOUT_PAPER) for key in keys_of(before))
    found = reconciled(after, judgements=decisions)
    assert [unit.reason for unit in found.statement.units] == [Reason.WITHOUT_PAPER, Reason.NOT_ESTABLISHED]
    assert [(one.unit, why) for one, why in found.lapsed] == [
        (keys_of(before)[1], "the lists no longer hold such a unit")
    ]
    assert any("that were not applied: 1" in note for note in found.statement.notes)


def test_equal_rows_have_keys_of_their_own_that_do_not_know_their_place():
    assert len(set(keys_of([row(8), row(9), row(10)]))) == 3
    assert keys_of([row(8)]) == keys_of([row(99)])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([None, *Reason])), max_size=10), st.integers(1, 6))
def test_whatever_persons_decide_the_sums_close(decisions, count):
    rows = [marked(8, birth_year=1984), *(row(9 + at) for at in range(count))]
    keys = (*keys_of(rows), "row-gone")
    lines = tuple(decided(keys[at % len(keys)], reason=reason) for at, reason in decisions)
    statement(rows, [request(), request(2, birth_date=date(1990, 1, 1))], judgements=lines).check()


def test_decisions_are_written_by_a_command_and_only_added(tmp_path):
    path = tmp_path / "new" / "judgements.csv"
    words = ["row-1", "--by", "Ann", "--because", "seen", "-o", str(path)]
    for more in (["--reason", "C1", "--grade", "B"], ["--partner", "H1-2025-0001"], ["--undo"]):
        assert CliRunner().invoke(app, [*words, *more]).exit_code == 0
    first, second, third = judgements_in(path)
    assert (first.reason, first.grade) == (Reason.PERSON_NOT_HERE, Grade.CORROBORATED)
    assert second.partner == "H1-2025-0001"
    assert third.takes_back


@pytest.mark.parametrize(
    "more", [[], ["--reason", "C1", "--undo"], ["--reason", "C1", "--partner", "x"], ["--reason", "Z9"]]
)
def test_two_things_or_nothing_cannot_be_decided(tmp_path, more):
    words = ["row-1", "--by", "Ann", "--because", "seen", "-o", str(tmp_path / "j.csv"), *more]
    assert isinstance(CliRunner().invoke(app, words).exception, WrongUse)


@pytest.mark.parametrize(
    "made",
    [
        decided("row-1", by=" "),
        decided("row-1", because=""),
        decided("row-1", reason=Reason.WITHOUT_PAPER, grade=Grade.NONE),
    ],
)
def test_a_decision_bears_a_name_and_evidence(tmp_path, made):
    with pytest.raises(WrongUse):
        judge(tmp_path / "j.csv", made)


@pytest.mark.parametrize(
    "text", ["unit,by\n", "unit,by,at,because,reason,grade,partner\nrow-1,Ann,yesterday,seen,C1,C,\n"]
)
def test_a_file_that_holds_no_judgements_is_refused(tmp_path, text):
    (tmp_path / "j.csv").write_text(text)
    with pytest.raises(BadList):
        judgements_in(tmp_path / "j.csv")


# A list that comes again


def test_rows_added_changed_and_gone_are_told_apart():
    before = [row(8), row(9, row_id="77"), row(10, prepared=date(2025, 5, 5))]
    after = [row(30, row_id="77", lift_reason="Case Closed"), row(31), row(32, prepared=date(2025, 6, 6))]
    found = revision(before, after)
    assert found.words == "Rows against the earlier list: 1 the same, 1 changed, 1 added, 1 gone."
    assert found.changed[0].names == ("lift_reason",)


SOME = st.lists(
    st.builds(
        lambda sex, day: row(8, sex=sex, prepared=DAY.replace(day=day)), st.sampled_from("MF"), st.integers(1, 9)
    ),
    max_size=9,
)


@given(SOME, SOME)
def test_every_row_of_both_readings_is_accounted_for(before, after):
    found = revision(before, after)
    assert found.same + len(found.changed) + len(found.added) == len(after)
    assert found.same + len(found.changed) + len(found.gone) == len(before)
    assert revision(after, after).same == len(after)


# Custody


def test_bookings_that_concern_nobody_here_are_discarded_unread():
    ours = request(name="Juan Perez Lopez")
    strangers = [booking(date(2025, 3, 1), None, name="Wong, Li", born=date(1990, 1, 1)) for _ in range(3)]
    found = reconciled([marked()], [ours], booking(date(2025, 3, 1), date(2025, 3, 5)), *strangers)
    assert [(one.number, held.booked) for one, held in found.custody] == [("H1-2025-0001", date(2025, 3, 1))]
    assert len(found.case.evidence.custody) == 1
    assert any("3 match neither and were discarded unread" in note for note in found.statement.notes)


NAMED = {"name": "PEREZ LOPEZ, JUAN", "birth_date": date(1984, 5, 6)}


@pytest.mark.parametrize(
    ("complete", "held", "reason"),
    [
        ((date(2025, 2, 1), date(2025, 4, 1)), (), Reason.NEVER_HERE),
        ((date(2025, 3, 1), date(2025, 4, 1)), (), Reason.NOT_ESTABLISHED),
        (None, (), Reason.NOT_ESTABLISHED),
        ((date(2025, 2, 1), date(2025, 4, 1)), (booking(date(2025, 3, 1), None),), Reason.NOT_ESTABLISHED),
    ],
)
def test_a_person_was_not_found_only_in_an_extract_that_is_stated_to_be_complete(complete, held, reason):
    from reconciliation.made import comparison
    from tallystick.reconciliation.bridge import reconcile

    given_ = comparison([row(**NAMED)], [], *held)
    made = reconcile(replace(given_, evidence=replace(given_.evidence, custody_complete=complete)))
    assert made.statement.units[0].reason is reason


# A sample


@given(st.sets(st.text(min_size=1), max_size=60), st.text())
def test_a_sample_is_drawn_again_by_its_seed_whatever_the_order(keys, seed):
    drawn = sample(sorted(keys), seed, 25)
    assert drawn == sample(sorted(keys, reverse=True), seed, 25)
    assert len(drawn) == min(25, len(keys))
    assert set(drawn) <= keys
