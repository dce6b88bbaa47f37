"""What files can prove, case by case: the rules by which the truth of an invented year is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from tallystick.demo.paper.content import Filled
from tallystick.demo.world.evidence import CaseFile, prove
from tallystick.demo.world.linking import names_alike
from tallystick.demo.world.words import (
    I247A_2017,
    I247G,
    LIFT_DUPLICATE,
    LIFT_LEFT,
    LIFT_SUPERSEDED,
    Booking,
    FederalRow,
    LogKind,
    Mode,
    PhoneCall,
    RegisteredRequest,
    StationNote,
)
from tallystick.model.reasons import Reason
from tallystick.model.words import Asked, StatedBasis

DAY = date(2025, 5, 14)
BORN = date(1988, 2, 3)
ROW = FederalRow(
    prepared=DAY,
    facility="HARBORTON POLICE DEPT, DISTRICT #2",
    code="ZZ09901",
    city="HARBORTON",
    state="NEW HAVENSHIRE",
    form=I247A_2017,
    lift_reason="",
    resume_custody=False,
    name="MENSAH, Kofi",
    sex="M",
    born=BORN,
    citizenship="GHANA",
    file_no="A000 111 222",
    event_no="ZZP2505000001",
    person_id="aa",
    sheet="S",
    row=8,
)
FORM = Filled(
    subject_id="300000001",
    file_no="A000 111 222",
    event_no="ZZP2505000001",
    prepared=DAY,
    to="HARBORTON POLICE DEPT",
    from_office="ERO Port Lydd Field Office (INVENTED)",
    name="MENSAH, Kofi",
    date_of_birth=BORN,
    citizenship="GHANA",
    sex="M",
    basis=(StatedBasis.BIOMETRIC,),
    officer="K. Specimen",
)
REQUEST = RegisteredRequest(
    paper="P1",
    transport_id="000000001",
    station="H2",
    received=DAY,
    asked=Asked.HOLD,
    in_filed_figure=True,
    late=False,
    filled=FORM,
)
LATE = replace(REQUEST, in_filed_figure=False, late=True)
NEXT_YEAR = replace(REQUEST, in_filed_figure=False, received=date(2026, 1, 2))
CALL = PhoneCall(
    station="H2",
    at=datetime.fromisoformat("2025-05-15T09:30"),
    number="9995550110",
    caller="ERO",
    pages=3,
    failure="",
    transport_id="000000077",
    log=LogKind.HYLAFAX,
)
FAILED = replace(CALL, pages=0, failure="No carrier detected")
COMPLETE = StationNote(station="H2", kind="log_complete", first=date(2025, 1, 1), last=date(2026, 1, 15), text="whole")
OUTAGE = replace(COMPLETE, kind="out_of_service", first=DAY, last=DAY)
VOICE = replace(COMPLETE, kind="telephone", first=DAY, last=DAY)
GONE = Booking(
    name="Mensah, Kofi",
    born=BORN,
    sex="M",
    booked=date(2025, 5, 10),
    released=date(2025, 5, 13),
    released_to="bail",
)
BACK = replace(GONE, booked=DAY, released=None)
STRANGER = replace(ROW, row=9, name="MENSAH, Yaw", file_no="A000 333 444", event_no="ZZP2505000009", person_id="bb")
ELSEWHERE = replace(ROW, facility="LYDD COUNTY JAIL")


def case(*rows, requests=(), calls=(), notes=(), custody=(), taken_in=()):
    return CaseFile(tuple(rows), tuple(requests), tuple(calls), tuple(notes), tuple(custody), frozenset(taken_in))


CASES = [
    # what stands in the files, the reason under the redacted list, under the named list, why
    (case(ROW), "X0", "X0", "nothing but the row"),
    (case(ROW, requests=[REQUEST]), "B0", "B0", "registered and filed"),
    (case(ROW, requests=[LATE]), "T1L", "T1L", "registered later"),
    (case(ROW, requests=[NEXT_YEAR]), "U2", "U2", "received after the year"),
    (case(replace(ROW, born=None), requests=[REQUEST]), "X0", "B0", "no birth year: only the event number links"),
    (case(replace(ROW, sex=""), requests=[REQUEST]), "X0", "B0", "no sex"),
    (case(replace(ROW, prepared=date(2025, 5, 24)), requests=[REQUEST]), "X0", "B0", "day keyed wrong"),
    (case(replace(ROW, prepared=date(2025, 5, 24), event_no=""), requests=[REQUEST]), "X0", "B0", "ten days off"),
    (case(replace(ROW, prepared=date(2025, 7, 24), event_no=""), requests=[REQUEST]), "X0", "X0", "too many days off"),
    (case(replace(ROW, event_no="", file_no=""), requests=[REQUEST]), "B0", "B0", "same day, birth date and name"),
    (case(ROW, STRANGER, requests=[REQUEST]), "X0", "B0", "two people whom a redacted list cannot tell apart"),
    (
        case(ROW, replace(STRANGER, facility="HARBORTON POLICE DEPT, DISTRICT #3"), requests=[REQUEST]),
        "B0",
        "B0",
        "the facility tells which of two",
    ),
    (
        case(ROW, replace(STRANGER, boxes=((StatedBasis.BIOMETRIC, False),)), requests=[REQUEST]),
        "B0",
        "B0",
        "a box tells which of two",
    ),
    (case(replace(ROW, boxes=((StatedBasis.FINAL_ORDER, True),)), requests=[REQUEST]), "X0", "B0", "a box differs"),
    (case(ROW, replace(ROW, row=9, lift_reason=LIFT_DUPLICATE), requests=[REQUEST]), "B0", "B0", "duplicate gives way"),
    (case(replace(ROW, state="WEST MARLAND")), "A2", "A2", "another state"),
    (case(replace(ROW, facility="HARBORTON POLICE DEPT", state="")), "X0", "X0", "no state, no district"),
    (case(ELSEWHERE), "A1", "A1", "another agency of the city"),
    (
        case(replace(ROW, facility="HARBORTON COLLEGE POLICE")),
        "A1",
        "A1",
        "the same seven characters are not an agency",
    ),
    (case(ELSEWHERE, requests=[REQUEST]), "B0", "B0", "a link comes before an address"),
    (case(replace(ROW, form=I247G)), "K1", "K1", "notice only"),
    (case(replace(ROW, form=I247G), requests=[REQUEST]), "K1", "B0", "a notice is no hold; the event number is"),
    (case(replace(ROW, resume_custody=True)), "K1", "K1", "box 2"),
    (case(replace(ROW, lift_reason=LIFT_DUPLICATE)), "D1", "D1", "its own office says so"),
    (case(replace(ROW, lift_reason=LIFT_SUPERSEDED)), "D2", "D2", "its own office says so"),
    (case(replace(ROW, lift_reason=LIFT_LEFT)), "C1", "C1", "its own office says so"),
    (case(ROW, custody=[GONE]), "X0", "C1", "custody shows it, if there is a name"),
    (case(ROW, custody=[GONE, BACK]), "X0", "X0", "was booked again"),
    (case(ROW, custody=[replace(GONE, name="Owusu, Yaw")]), "X0", "X0", "another person of that birth date"),
    (case(replace(ROW, lift_reason="Case Closed")), "U3", "U3", "closed by the sender"),
    (case(replace(ROW, lift_reason="Booked into Detention")), "X0", "X0", "says nothing about the paper"),
    (case(ROW, calls=[FAILED]), "T2", "T2", "a call that failed, the next day"),
    (case(ROW, calls=[replace(FAILED, number="9995550160")]), "X0", "X0", "somebody else's call"),
    (case(ROW, calls=[replace(FAILED, station="H3")]), "X0", "X0", "another station's call"),
    (case(ROW, calls=[FAILED, replace(FAILED, transport_id="000000078")]), "X0", "X0", "two calls: which?"),
    (case(ROW, notes=[OUTAGE]), "T2", "T2", "line out of service"),
    (case(ROW, calls=[CALL]), "T1", "T1", "arrived, not taken in"),
    (case(ROW, calls=[CALL], taken_in=[CALL.transport_id]), "X0", "X0", "arrived and taken in: another's"),
    (case(ROW, STRANGER, calls=[CALL]), "X0", "X0", "two rows for one call"),
    (case(ROW, calls=[replace(CALL, log=LogKind.NONE)]), "X0", "X0", "no log shows the call"),
    (case(ROW, calls=[replace(CALL, at=datetime.fromisoformat("2025-05-17T09:00"))]), "X0", "X0", "three days later"),
    (case(replace(ROW, facility="HARBORTON POLICE DEPT"), calls=[CALL]), "X0", "X0", "no district named"),
    (case(ROW, notes=[VOICE]), "T3", "T3", "asked by telephone"),
    (case(ROW, notes=[VOICE, COMPLETE]), "T3", "T3", "asked by telephone comes before a silent line"),
    (case(ROW, notes=[COMPLETE]), "T4", "T4", "whole log, no call"),
    (
        case(ROW, notes=[COMPLETE], calls=[replace(FAILED, at=datetime.fromisoformat("2025-05-21T09:00"))]),
        "X0",
        "X0",
        "a call in the week",
    ),
    (case(ROW, notes=[replace(COMPLETE, last=date(2025, 5, 20))]), "X0", "X0", "log whole for six days only"),
]


@pytest.mark.parametrize(("files", "redacted", "named", "why"), CASES, ids=[why for *_, why in CASES])
def test_a_row_is_proved_by_what_the_files_show(files, redacted, named, why):
    assert prove(files, Mode.REDACTED)[0][ROW.key].reason == redacted
    assert prove(files, Mode.NAMED)[0][ROW.key].reason == named


def test_of_two_rows_for_one_person_and_day_the_later_is_the_duplicate():
    proofs, _ = prove(case(ROW, replace(ROW, row=9, event_no="ZZP2505000002")), Mode.REDACTED)
    assert [proof.reason for proof in proofs.values()] == [Reason.NOT_ESTABLISHED, Reason.DUPLICATE]


def test_reasons_that_also_hold_are_kept_behind_the_first():
    both = replace(ELSEWHERE, form=I247G, lift_reason="Case Closed")
    proof = prove(case(both), Mode.REDACTED)[0][ROW.key]
    assert proof.reason is Reason.OTHER_AGENCY
    assert proof.supported == {Reason.OTHER_AGENCY, Reason.OTHER_KIND, Reason.CLOSED_BY_SENDER}


REQUESTS = [
    # a registered request, its row (or none), the reason, why
    (REQUEST, ROW, "B0", "linked"),
    (LATE, ROW, "T1L", "linked, entered later"),
    (REQUEST, STRANGER, "B0", "the marks agree, and nothing else is there"),
    (REQUEST, ELSEWHERE, "B0", "linked though addressed to another"),
    (replace(REQUEST, filled=replace(FORM, prepared=date(2024, 12, 30))), None, "U2", "prepared the year before"),
    (replace(REQUEST, filled=replace(FORM, from_office="CBP Sand Point (INVENTED)")), None, "R1", "border police"),
    (REQUEST, None, "X0", "no row"),
]


@pytest.mark.parametrize(("request_", "row", "reason", "why"), REQUESTS, ids=[why for *_, why in REQUESTS])
def test_a_request_is_proved_by_its_row_or_its_own_paper(request_, row, reason, why):
    files = case(*([row] if row else []), requests=[request_])
    assert prove(files, Mode.REDACTED)[1]["P1"].reason == reason


@pytest.mark.parametrize(
    ("left", "right", "alike", "why"),
    [
        ("LOPES MONTEIRO, Ivone", "Lopes-Monteiro, Ivone", True, "case and hyphen"),
        ("PENA, Rafael", "Peña, Rafael", True, "marks"),
        ("HERNANDEZ URIBE, Ramiro", "HERNANDES URIBE, Ramiro", True, "one letter"),
        ("OKAFOR, Emeka", "OKAFOR, Chukwudi", False, "another forename"),
    ],
)
def test_names_are_alike_but_for_spelling(left, right, alike, why):
    assert names_alike(left, right) is alike
