"""Every unit of both lists stands under exactly one reason, on evidence, and the sums close both ways."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconciliation.made import (
    CBP,
    DAY,
    H1,
    ICE,
    OWN,
    booking,
    call,
    complete,
    marked,
    note,
    request,
    row,
    statement,
)
from tallystick.model.errors import SumDoesNotClose, WrongUse
from tallystick.model.reasons import Grade, Reason
from tallystick.model.words import Asked
from tallystick.reconciliation.telling.editions import Edition, view

NEXT_DAY, TWO_LATER = date(2025, 3, 5), date(2025, 3, 6)
NAMED = {"name": "PEREZ LOPEZ, JUAN", "birth_date": date(1984, 5, 6)}
FILE = {"file_no": "A000123456"}
LEFT = {"lift_reason": "No longer in State, Local, or Federal Custody"}
NOTICE = {"form": "I247G", "asked": Asked.NOTICE}
X0, A, B, C, D = Reason.NOT_ESTABLISHED, Grade.BOTH_SIDES, Grade.CORROBORATED, Grade.ONE_SIDE, Grade.NONE

ONE_ROW = [
    # what the case shows, the row, the requests, the evidence, the reason and its grade
    ("nothing is known", row(), [], [], X0, D),
    ("all marks agree", marked(), [request()], [], Reason.IN_BOTH, A),
    ("one mark is absent", marked(sex=""), [request()], [], X0, D),
    ("the year of birth differs", marked(birth_year=1985), [request()], [], X0, D),
    ("a redacted list with another day links nobody", marked(prepared=NEXT_DAY), [request()], [], X0, D),
    ("two requests have the marks", marked(), [request(1), request(2)], [], X0, D),
    (
        "the event number is equal",
        row(event_no="XYZ2503000001"),
        [request(event_no="XYZ2503000001")],
        [],
        Reason.IN_BOTH,
        A,
    ),
    ("day and file number", row(**FILE), [request(file_no="A 000 123 456")], [], Reason.IN_BOTH, A),
    ("day, birth date and a like name", row(**NAMED), [request(name="Juan Pérez Lopez")], [], Reason.IN_BOTH, A),
    ("day and birth date, another name", row(**NAMED), [request(name="Wong, Li")], [], X0, D),
    (
        "a day keyed wrong",
        row(prepared=date(2025, 4, 3), **FILE, **NAMED),
        [request(**FILE)],
        [],
        Reason.IN_BOTH,
        A,
    ),
    ("more than 40 days apart", row(prepared=date(2025, 4, 14), **FILE, **NAMED), [request(**FILE)], [], X0, D),
    ("found by the sweep", marked(), [request(filed=False, late=True)], [], Reason.REGISTERED_LATER, A),
    ("received next year", marked(), [request(filed=False, received=date(2026, 1, 2))], [], Reason.OTHER_PERIOD, A),
    ("another state", row(state="WEST MARLAND"), [], [], Reason.SAME_NAME_ELSEWHERE, C),
    ("no state given is the agency's own", row(state=""), [], [], X0, D),
    ("the jail of the city", row(facility="LYDD COUNTY JAIL"), [], [], Reason.OTHER_AGENCY, C),
    ("the campus police", row(facility="HARBORTON COLLEGE POLICE"), [], [], Reason.OTHER_AGENCY, C),
    ("notice only", row(**NOTICE), [], [], Reason.OTHER_KIND, C),
    ("transfer", row(asked=Asked.TRANSFER), [], [], Reason.OTHER_KIND, C),
    ("a prisoner lent", row(resume_custody=True), [], [], Reason.OTHER_KIND, C),
    (
        "notice only, and registered so",
        marked(**NOTICE),
        [request(asked=Asked.NOTICE, filed=False)],
        [],
        Reason.OTHER_KIND,
        A,
    ),
    ("the sender calls it a duplicate", row(lift_reason="Duplicate"), [], [], Reason.DUPLICATE, C),
    ("superseded", row(lift_reason="Superseding - New Form Issued"), [], [], Reason.SUPERSEDED, C),
    ("the sender says the person had left", row(**LEFT), [], [], Reason.PERSON_NOT_HERE, C),
    (
        "custody says so too",
        row(**LEFT, **NAMED),
        [],
        [booking(date(2025, 2, 1), date(2025, 2, 3))],
        Reason.PERSON_NOT_HERE,
        A,
    ),
    (
        "every booking ended before",
        row(**NAMED),
        [],
        [booking(date(2025, 2, 1), date(2025, 3, 3))],
        Reason.PERSON_NOT_HERE,
        B,
    ),
    ("released on the prepared day", row(**NAMED), [], [booking(date(2025, 2, 1), DAY)], X0, D),
    (
        "booked again later",
        row(**NAMED),
        [],
        [booking(date(2025, 2, 1), date(2025, 2, 3)), booking(date(2025, 4, 1), None)],
        X0,
        D,
    ),
    ("a redacted row cannot be found in custody", marked(), [], [booking(date(2025, 2, 1), date(2025, 2, 3))], X0, D),
    ("closed", row(lift_reason="Case Closed"), [], [], Reason.CLOSED_BY_SENDER, C),
    ("not amenable", row(lift_reason="(Noncitizen) Not Amenable to Removal"), [], [], Reason.CLOSED_BY_SENDER, C),
    ("declined is no reason of ours", row(lift_reason="Detainer Declined by LEA"), [], [], X0, D),
    ("booked in is no reason of ours", row(lift_reason="Booked into Detention"), [], [], X0, D),
    ("a failed call", row(facility=H1), [], [call(pages=0)], Reason.TRANSMISSION_FAILED, B),
    (
        "a call cut off",
        row(facility=H1),
        [],
        [call(NEXT_DAY, failure="T.30 T2 timeout")],
        Reason.TRANSMISSION_FAILED,
        B,
    ),
    ("a failed call two days later", row(facility=H1), [], [call(TWO_LATER, pages=0)], X0, D),
    ("a failed call of another sender", row(facility=H1), [], [call(pages=0, sender=CBP)], X0, D),
    ("a failed call at another station", row(facility=H1), [], [call(pages=0, station="H2")], X0, D),
    ("a row without a station", row(), [], [call(pages=0)], X0, D),
    (
        "late in the evening it is still the local day",
        row(facility=H1),
        [],
        [call(date(2025, 3, 6), pages=0, hour=2)],
        Reason.TRANSMISSION_FAILED,
        B,
    ),
    ("two failed calls", row(facility=H1), [], [call(pages=0), call(NEXT_DAY, pages=0)], X0, D),
    ("out of service", row(facility=H1), [], [note("out_of_service")], Reason.TRANSMISSION_FAILED, C),
    ("out of service the day after", row(facility=H1), [], [note("out_of_service", NEXT_DAY)], X0, D),
    ("arrived, not taken in", row(facility=H1), [], [call()], Reason.ARRIVED_NOT_REGISTERED, B),
    ("by telephone", row(facility=H1), [], [note("telephone")], Reason.WITHOUT_PAPER, C),
    ("in person the next day", row(facility=H1), [], [note("in_person", NEXT_DAY)], Reason.WITHOUT_PAPER, C),
    ("the whole log is silent", row(facility=H1), [], [complete()], Reason.NOT_IN_LINE_LOG, C),
    ("each line's log is silent", row(facility=H1), [], [complete(line="H1-fax")], Reason.NOT_IN_LINE_LOG, C),
    ("another line's log is silent", row(facility=H1), [], [complete(line="H1-other")], X0, D),
    ("the log ends within the week", row(facility=H1), [], [complete(last=date(2025, 3, 10))], X0, D),
    ("the log has a call within the week", row(facility=H1), [], [complete(), call(date(2025, 3, 10))], X0, D),
    (
        "a stranger's call breaks no silence",
        row(facility=H1),
        [],
        [complete(), call(sender=CBP)],
        Reason.NOT_IN_LINE_LOG,
        C,
    ),
]


@pytest.mark.parametrize(
    ("only", "requests", "given_evidence", "reason", "grade"),
    [case[1:] for case in ONE_ROW],
    ids=[case[0] for case in ONE_ROW],
)
def test_a_row_stands_under_the_reason_that_its_evidence_supports(only, requests, given_evidence, reason, grade):
    made = statement([only], requests, *given_evidence)
    unit = next(unit for unit in made.units if unit.side == "A")
    assert (unit.reason, unit.grade) == (reason, grade)
    assert unit.why


def test_a_call_that_was_taken_in_explains_nothing_that_is_open():
    made = statement([row(facility=H1)], [], call(), taken_in=["000004101"])
    assert made.units[0].reason is X0


def test_two_rows_that_could_claim_one_call_both_stay_open():
    made = statement([row(8, facility=H1), row(9, facility=H1)], [], call(pages=0))
    assert {unit.reason for unit in made.units} == {X0}


def test_a_call_that_another_reason_has_explained_leaves_the_next_one_free():
    rows = [row(8, facility=H1, lift_reason="Case Closed"), row(9, facility=H1)]
    made = statement(rows, [], call(pages=0))
    assert [unit.reason for unit in made.units] == [Reason.CLOSED_BY_SENDER, Reason.TRANSMISSION_FAILED]


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        (
            [marked(8), marked(9, lift_reason="Duplicate")],
            [Reason.IN_BOTH, Reason.DUPLICATE],
        ),
        (
            [marked(8, lift_reason="Superseding - New Form Issued"), marked(9)],
            [Reason.SUPERSEDED, Reason.IN_BOTH],
        ),
        ([marked(8), marked(9)], [X0, X0]),
        ([marked(8, person_id="p"), marked(9, person_id="p")], [Reason.IN_BOTH, Reason.DUPLICATE]),
        (
            [marked(8, person_id="p", lift_reason="Duplicate"), row(9, person_id="p")],
            [Reason.IN_BOTH, X0],
        ),
        (
            [row(8, person_id="p"), marked(9, person_id="p")],
            [Reason.DUPLICATE, Reason.IN_BOTH],
        ),
        ([row(8, person_id="p"), row(9, person_id="p", prepared=NEXT_DAY)], [X0, X0]),
    ],
)
def test_of_repeated_rows_one_is_the_request(rows, reasons):
    assert [unit.reason for unit in statement(rows, [request()]).units if unit.side == "A"] == reasons


@pytest.mark.parametrize(
    ("given_request", "side", "reason", "grade"),
    [
        (request(prepared=date(2024, 12, 30)), "B", Reason.OTHER_PERIOD, B),
        (request(sender="CBP Lydd Harbor Port of Entry"), "B", Reason.OTHER_SENDER, B),
        (request(sender="ERO Port Lydd Field Office"), "B", X0, D),
        (request(filed=False, late=True), "L", X0, D),
        (request(filed=False, late=True, sender="Border Patrol"), "L", Reason.OTHER_SENDER, B),
    ],
)
def test_a_request_that_no_row_is_stands_on_its_own_side(given_request, side, reason, grade):
    made = statement([], [given_request])
    assert [(unit.side, unit.reason, unit.grade, unit.entry) for unit in made.units] == [(side, reason, grade, 1)]


def test_requests_outside_the_period_and_of_another_kind_are_not_counted():
    made = statement(
        [], [request(1, filed=False, received=date(2026, 2, 1)), request(2, asked=Asked.NOTICE, filed=False)]
    )
    assert (made.filed, made.corrected, made.units) == (0, 0, ())
    assert any("1 registered requests of the period ask for no hold" in text for text in made.notes)


def test_a_row_keeps_the_reasons_that_it_also_meets():
    made = statement([row(facility="LYDD COUNTY JAIL", lift_reason="Case Closed", resume_custody=True)])
    assert made.units[0].also == (Reason.OTHER_KIND, Reason.CLOSED_BY_SENDER)


def test_the_scope_decides_which_rows_are_compared():
    rows = [row(8), row(9, facility="LYDD COUNTY JAIL"), row(10, state="WEST MARLAND"), row(11, facility=H1)]
    elsewhere = [row(12, facility="PORT LYDD POLICE DEPT", city="PORT LYDD"), row(13, prepared=date(2024, 1, 1))]
    undated = [row(14, prepared=None)]
    assert statement([*rows, *elsewhere, *undated]).a.total == 4
    own = statement([*rows, *elsewhere, *undated], scope="agency")
    assert own.a.total == 2
    assert "1 bear no usable date" in own.notes[0]
    with pytest.raises(WrongUse, match="not a scope"):
        statement(rows, scope="county")


def test_a_place_whose_name_only_begins_like_the_city_is_another_place():
    assert statement([row(facility="HARBORTONVILLE POLICE DEPT", city="HARBORTONVILLE")]).a.total == 0


def test_a_filed_figure_that_nobody_bears_stops_the_statement():
    with pytest.raises(SumDoesNotClose, match="filed figure is 3"):
        statement([], [request()], filed=3)


def test_the_sentences_tell_both_ways_in_the_same_numbers():
    rows = [marked(8), row(9, facility="LYDD COUNTY JAIL"), row(10), row(11, facility=OWN, event_no="E2")]
    requests = [request(1), request(2, sender="CBP"), request(3, filed=False, late=True, prepared=DAY, event_no="E2")]
    made = statement([marked(8, event_no="E1"), *rows[1:]], [request(1, event_no="E1"), *requests[1:]])
    assert made.sentence == (
        "Of the 4 detainers that Other Office lists as prepared for Harborton in 2025, 1 stands among the 2 requests that "
        "Harborton Police Department reported; of the others, 1 was registered after the report was filed, 1 is addressed "
        "to another agency and 1 is not established."
    )
    assert made.sentence_back == (
        "Of the 2 requests that Harborton Police Department reported for 2025, 1 stands in the list of Other Office; of the "
        "others, 1 came from another sender. 1 more was registered after the report, of which 1 stands in that list: "
        "corrected, Harborton Police Department counts 3."
    )


def test_a_redacted_list_prints_what_chance_would_give():
    assert "0.00 links" in statement([marked()], [request()]).chance
    assert statement([row(**NAMED)], [request()]).chance == ""


days = st.sampled_from([DAY, NEXT_DAY, TWO_LATER, date(2024, 12, 31), date(2025, 12, 31)])
rows = st.builds(
    marked,
    st.integers(8, 400),
    prepared=days,
    facility=st.sampled_from([OWN, H1, f"{OWN}, DISTRICT #2", "LYDD COUNTY JAIL"]),
    state=st.sampled_from(["NEW HAVENSHIRE", "WEST MARLAND", ""]),
    birth_year=st.sampled_from([1984, 1985, None]),
    lift_reason=st.sampled_from(["", "Duplicate", "Superseding - New Form Issued", "Case Closed", *LEFT.values()]),
    person_id=st.sampled_from(["", "p", "q"]),
    asked=st.sampled_from([Asked.HOLD, Asked.NOTICE]),
    event_no=st.sampled_from(["", "", "E1", "E2"]),
)
requests = st.builds(
    lambda prepared, received, asked, late, born, event_no: {
        "prepared": prepared,
        "received": received,
        "asked": asked,
        "late": late,
        "birth_date": born,
        "event_no": event_no,
    },
    days,
    days,
    st.sampled_from([Asked.HOLD, Asked.HOLD, Asked.NOTICE]),
    st.booleans(),
    st.sampled_from([date(1984, 5, 6), date(1985, 1, 1)]),
    st.sampled_from(["", "E1", "E2"]),
)
happenings = st.sampled_from(
    [
        call(),
        call(pages=0),
        call(NEXT_DAY, station="H2"),
        call(sender=CBP),
        note("telephone"),
        note("out_of_service", NEXT_DAY),
        complete(),
        complete("H2"),
    ]
)


def registered(drawn):
    return [
        request(
            entry,
            filed=fields["asked"] is Asked.HOLD and fields["received"].year == 2025 and not fields["late"],
            **fields,
        )
        for entry, fields in enumerate(drawn, 1)
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(rows, max_size=25), st.lists(requests, max_size=12), st.lists(happenings, max_size=6))
def test_both_lists_are_used_up_and_the_bridge_closes(made_rows, drawn, given_evidence):
    given_requests = registered(drawn)
    made = statement(made_rows, given_requests, *given_evidence)
    made.check()
    assert made.filed == sum(request.in_filed_figure for request in given_requests)
    assert made.corrected == sum(
        request.asked is Asked.HOLD and request.received.year == 2025 for request in given_requests
    )
    entries = [unit.entry for unit in made.units if unit.entry is not None]
    assert len(entries) == len(set(entries)), "a request is one unit at most"
    assert all(unit.why and unit.reason not in unit.also for unit in made.units)
    assert all(unit.grade is Grade.NONE for unit in made.units if unit.reason is X0)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=60), st.lists(requests, max_size=12), st.sampled_from(Edition))
def test_every_edition_closes_to_the_same_totals_and_hides_what_it_must(made_rows, drawn, edition):
    made = statement(made_rows, registered(drawn))
    shown = view(made, edition)
    for side in "ABL":
        counts = [sum(bar.count for bar in bars if bar.side == side) for bars in (shown.bars, made.bars)]
        assert counts[0] == counts[1]
    assert sum(bar.signed for bar in shown.bars) == made.filed - made.a.total
    assert bool(shown.units) is (edition is Edition.AUDITOR and bool(made.units))
    if edition is Edition.COUNCIL:
        for side in "AB":
            of_side = [bar for bar in shown.bars if bar.side == side and bar.reason is not X0]
            assert len(of_side) < 2 or all(bar.count >= 5 for bar in of_side)


def test_the_same_files_give_the_same_statement():
    arguments = ([marked(8), row(9, facility=H1)], [request()], call(sender=ICE))
    assert statement(*arguments) == statement(*arguments)


@pytest.mark.parametrize(
    ("given_rows", "given_requests", "words"),
    [
        (
            [marked()],
            [request()],
            "lists 1 detainer as prepared for Harborton in 2025; Harborton Police Department reported 1 request. 1 stands in both.",
        ),
        ([row()], [], "reported 0 requests. None stands in both. For the other one nothing is established."),
        (
            [row(8), row(9, state="WEST MARLAND")],
            [],
            "Of the other 2, the files show a reason for 1; for 1 nothing is established.",
        ),
        (
            [row(9, state="WEST MARLAND"), row(10, state="WEST MARLAND")],
            [],
            "For all the other 2 the files show a reason.",
        ),
    ],
)
def test_one_breath_says_both_totals_and_what_is_open(given_rows, given_requests, words):
    assert view(statement(given_rows, given_requests), Edition.COUNCIL).short.endswith(words)
