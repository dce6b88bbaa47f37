"""No reason without evidence in the inputs: for every unit the inputs are searched again, by rules written anew here.

And both lists close in every unit of count, whatever lists, repeated rows, evidence and decisions come together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

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
from tallystick.model.judgement import NO_PARTNER, Judgement
from tallystick.model.lists import Registered, Row
from tallystick.model.period import parse_period
from tallystick.model.reasons import Grade, Reason
from tallystick.model.words import Asked, Unit
from tallystick.reconciliation.auditing.keys import keys_of
from tallystick.reconciliation.rules import DuplicateRule, PeriodEvent, Rules

YEAR = parse_period("2025")
BORN = date(1984, 5, 6)
DAYS = st.sampled_from([DAY, DAY + timedelta(1), DAY + timedelta(9), date(2024, 12, 31), date(2026, 1, 2), None])
ROWS = st.builds(
    marked,
    st.just(8),
    prepared=DAYS,
    facility=st.sampled_from(
        [OWN, H1, f"{OWN}, DISTRICT #2", "LYDD COUNTY JAIL", "HARBORTON COLLEGE POLICE", "", "OTHER-OTHER FACILITY"]
    ),
    state=st.sampled_from(["NEW HAVENSHIRE", "WEST MARLAND", ""]),
    birth_year=st.sampled_from([1984, 1985, None]),
    birth_date=st.sampled_from([BORN, None]),
    name=st.sampled_from(["PEREZ LOPEZ, JUAN", "WONG, LI", ""]),
    lift_reason=st.sampled_from(
        [
            "",
            "",
            "Duplicate",
            "Superseding - New Form Issued",
            "Case Closed",
            "No longer in State, Local, or Federal Custody",
        ]
    ),
    person_id=st.sampled_from(["", "p", "q"]),
    file_no=st.sampled_from(["", "A000123456"]),
    asked=st.sampled_from([Asked.HOLD, Asked.HOLD, Asked.NOTICE, Asked.TRANSFER]),
    event_no=st.sampled_from(["", "", "E1", "E2"]),
    resume_custody=st.sampled_from([None, None, True]),
)
REQUESTS = st.fixed_dictionaries(
    {
        "prepared": DAYS,
        "received": st.sampled_from([DAY, date(2024, 12, 31), date(2025, 12, 31)]),
        "asked": st.sampled_from([Asked.HOLD, Asked.HOLD, Asked.NOTICE]),
        "late": st.booleans(),
        "birth_date": st.sampled_from([BORN, date(1985, 1, 1)]),
        "name": st.sampled_from(["Juan Perez Lopez", ""]),
        "event_no": st.sampled_from(["", "E1", "E2"]),
        "file_no": st.sampled_from(["", "A000123456"]),
        "sender": st.sampled_from(["ERO Port Lydd", "CBP Lydd Harbor", ""]),
        "transmissions": st.integers(1, 3),
    }
)
HAPPENINGS = st.sampled_from(
    [
        call(),
        call(pages=0),
        call(DAY + timedelta(1), station="H2"),
        call(sender=CBP),
        note("telephone"),
        note("in_person", station="H2"),
        note("out_of_service", DAY + timedelta(1)),
        complete(),
        complete("H2"),
        booking(date(2025, 2, 1), date(2025, 2, 20)),
        booking(date(2025, 3, 1), None),
    ]
)
DECISIONS = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from([None, *Reason]), st.sampled_from(["", NO_PARTNER, "H1-2025-0001"])),
    max_size=5,
)


def _requests(drawn):
    return [
        request(
            entry,
            filed=fields["asked"] is Asked.HOLD and fields["received"] in YEAR and not fields["late"],
            **fields,
        )
        for entry, fields in enumerate(drawn, 1)
    ]


def _judgements(drawn, rows):
    compared = list(keys_of(rows)) or ["row-none"]
    return tuple(
        Judgement(
            unit=compared[at % len(compared)],
            by="Ann",
            at="2026-03-02T09:30:00+00:00",
            because="docket sheet seen",
            reason=None if partner else reason,
            grade=Grade.NONE if reason is Reason.NOT_ESTABLISHED else Grade.ONE_SIDE,
            partner=partner,
        )
        for at, reason, partner in drawn
    )


def _of_kind(evidence, kind):
    return [one for one in evidence if isinstance(one, kind)]


CALL, NOTE, COVERAGE, BOOKING = (type(one) for one in (call(), note("telephone"), complete(), booking(DAY, None)))


def _near(one, day):
    return day is not None and 0 <= (day - one.prepared).days <= 1 if one.prepared else False


def _of_station(one, station):
    return one.facility.endswith(station.replace("H", "#"))


@dataclass(frozen=True)
class Looked:
    """A unit, its row and its request, all other rows, and the evidence given."""

    one: Row | None
    mine: Registered | None
    others: list[Row]
    evidence: list[object]
    side: str

    @property
    def lift(self):
        return self.one.lift_reason.casefold()

    def agrees(self):
        pairs = [(getattr(self.one, name), getattr(self.mine, name)) for name in ("event_no", "file_no", "prepared")]
        return any(one and one == other for one, other in pairs)

    def repeated(self):
        names = ("person_id", "file_no")
        return any(
            getattr(self.one, name) and getattr(self.one, name) == getattr(each, name)
            for each in self.others
            for name in names
        )

    def at_station(self, kind, chosen, *, near=False):
        found = [each for each in _of_kind(self.evidence, kind) if chosen(each)]
        return any(_of_station(self.one, each.station) and (not near or _near(self.one, _day(each))) for each in found)

    def booked(self):
        return self.one.name and any(
            each.birth_date == self.one.birth_date for each in _of_kind(self.evidence, BOOKING)
        )


def _day(happening):
    return happening.at.date() if isinstance(happening, CALL) else happening.first


EVIDENCE = {
    Reason.IN_BOTH: lambda of: of.agrees() and of.mine.in_filed_figure,
    Reason.REGISTERED_LATER: lambda of: of.agrees() and not of.mine.in_filed_figure and of.mine.received in YEAR,
    Reason.OTHER_PERIOD: lambda of: (
        of.agrees() and of.mine.received not in YEAR if of.side == "A" else of.mine.prepared not in YEAR
    ),
    Reason.SAME_NAME_ELSEWHERE: lambda of: "HARBORTON" in of.one.facility and of.one.state == "WEST MARLAND",
    Reason.OTHER_AGENCY: lambda of: (
        of.one.facility in {"LYDD COUNTY JAIL", "HARBORTON COLLEGE POLICE"}
        or (of.one.facility.startswith(OWN) and of.one.state == "WEST MARLAND")
    ),
    Reason.OTHER_KIND: lambda of: of.one.asked in {Asked.NOTICE, Asked.TRANSFER} or of.one.resume_custody,
    Reason.DUPLICATE: lambda of: of.lift.startswith("duplicate") or of.repeated(),
    Reason.SUPERSEDED: lambda of: of.lift.startswith("supersed"),
    Reason.CLOSED_BY_SENDER: lambda of: of.lift == "case closed",
    Reason.PERSON_NOT_HERE: lambda of: of.lift.startswith("no longer") or of.booked(),
    Reason.TRANSMISSION_FAILED: lambda of: (
        of.at_station(CALL, lambda each: not each.pages and each.sender == ICE)
        or of.at_station(NOTE, lambda each: each.kind == "out_of_service")
    ),
    Reason.ARRIVED_NOT_REGISTERED: lambda of: of.at_station(
        CALL, lambda each: each.pages and each.sender == ICE, near=True
    ),
    Reason.WITHOUT_PAPER: lambda of: of.at_station(NOTE, lambda each: each.kind != "out_of_service", near=True),
    Reason.NOT_IN_LINE_LOG: lambda of: of.at_station(COVERAGE, bool),
    Reason.OTHER_SENDER: lambda of: "CBP" in of.mine.sender,
}
"""What the inputs must hold for a reason to be claimed, looked up afresh; a reason that is not here is never a rule's."""


@settings(max_examples=120, deadline=None)
@given(
    st.lists(ROWS, max_size=14),
    st.lists(REQUESTS, max_size=7),
    st.lists(HAPPENINGS, max_size=6),
    DECISIONS,
    st.sampled_from(DuplicateRule),
)
def test_every_reason_has_its_evidence_in_the_inputs_and_every_unit_closes(drawn, asked, evidence, decided, rule):
    rows = [row_at(one, number) for number, one in enumerate(drawn, 8)]
    requests = _requests(asked)
    judgements = _judgements(decided, [one for one in rows if one.prepared and one.prepared in YEAR])
    made = statement(rows, requests, *evidence, judgements=judgements, rules=Rules(rule))
    made.check()
    at = {one.provenance: one for one in rows}
    for unit in made.units:
        if unit.reason is Reason.NOT_ESTABLISHED or unit.decided_by:
            assert unit.why
            continue
        one = at.get(unit.row) if unit.row else None
        mine = next((each for each in requests if each.entry == unit.entry), None)
        others = [each for each in rows if each is not one]
        assert EVIDENCE[unit.reason](Looked(one, mine, others, evidence, unit.side)), (unit, one)
        assert unit.grade is not Grade.NONE
    whole = {(one.end, one.unit): one.total for one in made.measures}
    assert whole["list", Unit.ROWS] == made.a.total
    assert (whole["filed", Unit.REQUESTS], whole["corrected", Unit.REQUESTS]) == (made.filed, made.corrected)
    assert whole["filed", Unit.TRANSMISSIONS] == sum(one.transmissions for one in requests if one.in_filed_figure)
    for one in made.measures:
        assert sum(count for _, count in one.parts) == one.total


def row_at(one, number):
    """The same row at a place of its own."""
    return row(number, **{name: getattr(one, name) for name in NAMES})


NAMES = (
    "prepared", "facility", "city", "state", "form", "asked", "lift_reason", "sex", "citizenship", "birth_year",
    "birth_date", "name", "file_no", "event_no", "person_id", "resume_custody",
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(REQUESTS, max_size=8), st.sampled_from(PeriodEvent))
def test_by_every_event_the_register_closes_in_every_unit(asked, event):
    made = statement([marked(8), row(9)], _requests(asked), rules=Rules(event=event))
    made.check()
    assert {one.end for one in made.measures} == {"list", "filed", "corrected"}


@pytest.mark.parametrize("facility", ["", "OTHER-OTHER FACILITY", f"{OWN} HEADQUARTERS", "HARBORTON POLICE - BOOKING"])
def test_a_row_of_which_nobody_can_tell_whose_it_is_is_not_said_to_be_anothers(facility):
    (unit,) = statement([row(facility=facility)]).units
    assert unit.reason is Reason.NOT_ESTABLISHED
    assert "names no facility" in unit.why or "may be the agency's own" in unit.why


@pytest.mark.parametrize(
    "facility",
    [
        "HARBORTON PD",
        "Harborton Police",
        "HARBORTON POLCE DEPT",
        "HARBORTON POLICE DEPT DISTRICT A-1",
        "HARBORTON 1ST POLICE DIST.",
    ],
)
def test_the_agency_is_known_by_other_spellings_of_its_name(facility):
    (unit,) = statement([marked(facility=facility)], [request()]).units
    assert unit.reason is Reason.IN_BOTH
    assert statement([marked(facility=facility)], [request()], scope="agency").a.total == 1


def test_a_list_that_names_no_facility_is_compared_whole():
    bare = {"facility": "", "city": "", "state": ""}
    made = statement([marked(8, **bare), row(9, **bare)], [request()])
    assert (made.a.total, made.in_both_filed) == (2, 1)
    assert any("No row names a facility" in one for one in made.notes)


def test_a_dispute_of_a_bar_that_is_not_there_is_told():
    from tallystick.model.statement import Dispute

    made = statement([row(8)], disputes=(Dispute("A", Reason.OTHER_UNIT, "Other Office"),))
    assert "Disputed, but no bar of this statement: U1 (Other Office)." in made.notes
