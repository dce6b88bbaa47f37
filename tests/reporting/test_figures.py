"""A figure is the entries behind it; what was not recorded is never zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.making import lives
from reporting.registers import YEAR_2025, Register, harborton
from tallystick.law import Measure
from tallystick.model.errors import SumDoesNotClose
from tallystick.model.period import parse_period
from tallystick.model.words import Answer, AnswerField, Asked, EntryKind, StatedBasis
from tallystick.register import recount
from tallystick.reporting import Report, Scope, figures

NO = dict.fromkeys(AnswerField, Answer.NO)
HELD = NO | {AnswerField.HOLD: Answer.YES}
FINAL, BIOMETRIC = StatedBasis.FINAL_ORDER, StatedBasis.BIOMETRIC


def report_of(register: Register, **more: object) -> Report:
    scope = Scope(harborton(), YEAR_2025, **more)
    return figures(scope, register.state, size=register.state.size, zone="America/New_York")


def test_an_empty_register_reports_zeros_but_states_no_arrests():
    report = report_of(Register())
    assert [figure.value for figure in report.figures] == [0, 0, 0, 0, None]
    assert [figure.not_recorded for figure in report.figures] == [0, 0, 0, 0, 0]


def test_each_combination_of_boxes_is_a_line_and_the_lines_add_up():
    register = Register()
    first = register.request(basis=(FINAL,))
    second = register.request(basis=(FINAL,))
    third = register.request(basis=(BIOMETRIC, FINAL))
    fourth = register.request(basis=())
    fifth = register.request(confirmed=False)
    figure = report_of(register).figure("requests")
    assert figure.value == 5
    assert figure.not_recorded == 1
    assert [(line.label, line.entries) for line in figure.breakdown] == [
        ("final order of removal", (first, second)),
        ("final order of removal + biometric confirmation and records check", (third,)),
        ("no box marked", (fourth,)),
        ("not recorded: no named person has confirmed the boxes yet", (fifth,)),
    ]


def test_answers_not_recorded_are_counted_as_not_recorded_and_never_as_zero():
    register = Register()
    register.request()
    register.request()
    report = report_of(register)
    assert (report.figure("detained").value, report.figure("detained").not_recorded) == (None, 2)
    register.request(answers=NO)
    report = report_of(register)
    assert (report.figure("detained").value, report.figure("detained").not_recorded) == (0, 2)


def test_an_individual_detained_stands_under_the_clause_relied_on():
    register = Register()
    held = register.request(answers=HELD, clause="7-3-b-1")
    register.request(answers=NO)
    figure = report_of(register).figure("detained")
    assert (figure.value, figure.entries) == (1, (held,))
    assert [(line.label, line.entries) for line in figure.breakdown] == [("7-3-b-1", (held,))]


def test_a_request_that_replaces_another_counts_one_individual():
    register = Register()
    first = register.request(answers=HELD)
    second = register.request(answers=HELD, supersedes=first)
    third = register.request(answers=HELD, supersedes=second)
    report = report_of(register)
    assert report.figure("requests").value == 3
    assert report.figure("detained").entries == (third,)


def test_reimbursements_are_listed_by_case_and_none_is_not_zero():
    register = Register()
    paid = register.request(answers=HELD, cents=123_456)
    register.request(answers=NO, cents=0)
    register.request(answers=NO)
    figure = report_of(register).figure("reimbursements")
    assert (figure.value, figure.entries, figure.amount_cents, figure.not_recorded) == (1, (paid,), 123_456, 1)
    assert figure.breakdown[0].label == f"entry {paid}: $1,234.56"


def test_an_agency_period_fact_is_not_recorded_unless_it_is_stated():
    register = Register()
    assert report_of(register).figure("reentry-arrests").value is None
    stated = report_of(register, stated={Measure.REENTRY_ARRESTS: 0})
    assert stated.figure("reentry-arrests").value == 0


def test_other_forms_copies_and_transmissions_are_counted_apart():
    register = Register()
    register.request()
    notice = register.request(asked=Asked.NOTICE)
    transfer = register.request(asked=Asked.TRANSFER)
    copy = register.document(EntryKind.COPY_OF)
    other = register.document(EntryKind.NOT_A_REQUEST)
    dark = register.document(EntryKind.UNREADABLE)
    waiting = register.arrival()
    late = register.request(late=True)
    withdrawn = register.request(withdrawn=True)
    report = report_of(register)
    assert report.figure("requests").value == 3
    for name, entries in (
        ("notice_only", (notice,)),
        ("transfer_only", (transfer,)),
        ("copies", (copy,)),
        ("not_requests", (other,)),
        ("unreadable", (dark,)),
        ("waiting", (waiting,)),
        ("late", (late,)),
        ("withdrawn", (withdrawn,)),
    ):
        assert report.figure(name).entries == entries, name
    assert report.figure("transmissions").value == 9
    assert report.figure("documents").value == 8


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        (date(2024, 12, 31), 0),
        (date(2025, 1, 1), 1),
        (date(2025, 12, 31), 1),
        (date(2026, 1, 1), 0),
    ],
)
def test_a_request_counts_in_the_year_of_the_local_day_it_was_received(day, counted):
    register = Register()
    register.request(on=day)
    assert report_of(register).figure("requests").value == counted


def test_a_year_is_counted_by_the_year_that_the_leaf_opens_and_other_periods_by_the_day():
    register = Register()
    entry = register.request(on=date(2025, 12, 31))
    register.state.requests[entry].year = 2026
    of = {
        name: figures(
            Scope(harborton(), parse_period(name)), register.state, zone="America/New_York", size=register.state.size
        )
        for name in ("2025", "2026", "2025Q4")
    }
    assert [of[name].figure("requests").value for name in of] == [0, 1, 1]


@pytest.mark.parametrize("year", [2024, 2025])
@given(lives())
def test_the_first_figure_of_a_year_is_what_anybody_recounts_from_the_opened_fields(year, life):
    size = len(life.events)
    report = figures(Scope(harborton(), parse_period(str(year))), life.state, zone="America/New_York", size=size)
    assert report.figure("requests").entries == recount.count(life.told(), year=year, size=size).entries


def test_a_state_of_another_size_is_not_counted():
    register = Register()
    register.request()
    with pytest.raises(SumDoesNotClose, match="the report counts 1"):
        figures(Scope(harborton(), YEAR_2025), register.state, zone="America/New_York", size=1)


def test_a_figure_that_is_not_its_entries_stops_the_report():
    register = Register()
    register.request()
    figure = report_of(register).figure("requests")
    for wrong in (
        replace(figure, value=2),
        replace(figure, entries=(1, 1)),
        replace(figure, breakdown=figure.breakdown * 2),
    ):
        with pytest.raises(SumDoesNotClose, match="figure requests"):
            wrong.check()


def test_an_item_is_reported_only_from_the_day_it_is_asked_for():
    report = figures(Scope(harborton(), parse_period("2020")), Register().state, zone="America/New_York", size=0)
    assert [figure.id for figure in report.figures] == ["requests", "detained", "transferred", "reimbursements"]


def test_the_annex_has_one_row_for_each_request_of_the_period_and_nothing_of_a_person():
    register = Register()
    entry = register.request(basis=(BIOMETRIC, FINAL), answers=HELD, late=True)
    register.request(on=date(2024, 3, 1))
    (row,) = report_of(register).rows
    assert (row.entry, row.stated_basis, row.hold, row.late) == (entry, "final_order|biometric", "yes", "yes")
    assert not {"number", "station", "name", "received_on"} & set(type(row).__dataclass_fields__)


ANSWERS = st.dictionaries(st.sampled_from(list(AnswerField)), st.sampled_from(list(Answer)))
REQUESTS = st.lists(
    st.fixed_dictionaries(
        {
            "on": st.integers(-40, 400).map(lambda days: date(2025, 1, 1) + timedelta(days=days)),
            "asked": st.sampled_from(list(Asked)),
            "basis": st.lists(st.sampled_from(list(StatedBasis)), unique=True).map(tuple),
            "confirmed": st.booleans(),
            "answers": st.none() | ANSWERS,
            "cents": st.none() | st.integers(0, 10**6),
            "late": st.booleans(),
            "withdrawn": st.booleans(),
        }
    ),
    max_size=12,
)


@given(REQUESTS)
def test_every_figure_closes_for_any_register(made):
    register = Register()
    for each in made:
        register.request(**each)
    report = report_of(register)
    lodged = report.figure("requests")
    other = sum(report.figure(name).value for name in ("notice_only", "transfer_only", "asks_nothing"))
    assert lodged.value + other == len(report.rows)
    assert sum(line.value for line in lodged.breakdown) == lodged.value
    for figure in report.figures[1:4]:
        assert (figure.value is None) == (len(report.rows) > 0 and figure.not_recorded == len(report.rows))
