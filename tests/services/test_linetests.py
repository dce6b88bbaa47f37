"""Line tests: committed before sending, taken out only when revealed and matching, and nothing else is taken out as one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from desk import SYSTEM, arrives, document

from agencies import CLERK, person
from conftest import Clock
from tallystick.adapters.pages import open_pages
from tallystick.adapters.rendering.line_test_page import WORDS, line_test_page
from tallystick.model.errors import NotAllowed, NotThere, WrongUse
from tallystick.model.events import Correction
from tallystick.model.words import EntryKind, FormKind, Role
from tallystick.register import sums
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.keeping.doctor import examine
from tallystick.services.outside import linetests

AUDITOR = person(Role.AUDITOR, name="vera")


def _line(home: Home, code: str = "H1") -> str:
    station = home.agency.station(code)
    assert station is not None
    return station.lines[0].name


def _arrives(home: Home, station: str = "H1", form: FormKind = FormKind.UNKNOWN) -> tuple[int, int]:
    received, taken = arrives(
        home, b"a page " + station.encode() + form.value.encode(), document(form), station=station
    )
    return received.entry, taken.entries[0]


def _doctor(home: Home) -> tuple[bool | None, str]:
    return next((one.ok, one.words) for one in examine(home) if one.name == "line tests")


def test_a_planned_test_is_taken_out_when_it_is_revealed(home: Home) -> None:
    planned, code = linetests.plan(home, AUDITOR, "H1", _line(home))
    arrival, read = _arrives(home, form=FormKind.I247A)
    assert read in ledger.state(home).requests
    (entry,) = linetests.reveal(home, AUDITOR, arrival, code.lower())
    state = ledger.state(home)
    assert read not in state.requests
    assert (state.documents[read].kind, state.documents[read].seen_by) == (EntryKind.NOT_A_REQUEST, "vera")
    assert all(one.closes for one in sums.of(state))
    assert entry == arrival + 2
    (test,) = linetests.tests(home)
    assert (test.entry, test.arrival) == (planned, arrival)
    assert _doctor(home) == (True, "1 planned")


def test_the_code_stands_nowhere_before_it_is_revealed(home: Home) -> None:
    _, code = linetests.plan(home, AUDITOR, "H1", _line(home))
    assert code not in str(linetests.tests(home))
    assert len({linetests.plan(home, AUDITOR, "H1", _line(home))[1] for _ in range(20)}) == 20


def test_a_plan_that_is_younger_than_the_arrival_takes_nothing_out(home: Home) -> None:
    arrival, read = _arrives(home, form=FormKind.I247A)
    _, code = linetests.plan(home, AUDITOR, "H1", _line(home))
    with pytest.raises(WrongUse, match="younger than the arrival"):
        linetests.reveal(home, AUDITOR, arrival, code)
    assert read in ledger.state(home).requests


def test_a_code_takes_out_one_arrival_of_its_own_line_only(home: Home) -> None:
    _, code = linetests.plan(home, AUDITOR, "H1", _line(home))
    elsewhere, _ = _arrives(home, "H3")
    here, _ = _arrives(home, "H1")
    with pytest.raises(WrongUse, match="another line"):
        linetests.reveal(home, AUDITOR, elsewhere, code)
    linetests.reveal(home, AUDITOR, here, code)
    again, _ = _arrives(home, "H1", FormKind.I247A)
    with pytest.raises(WrongUse, match="already"):
        linetests.reveal(home, AUDITOR, again, code)
    with pytest.raises(WrongUse, match="no plan knows this code"):
        linetests.reveal(home, AUDITOR, again, "AAAA-AAAA-AAAA-AAAA")


def test_a_request_called_a_line_test_without_a_plan_is_told(home: Home, clock: Clock) -> None:
    arrival, read = _arrives(home, form=FormKind.I247A)
    event = ledger.state(home).arrivals[arrival].event
    void = Correction(
        agency=event.agency,
        station=event.station,
        line=event.line,
        at=clock(),
        year=event.year,
        by="a.clerk",
        of=read,
        now=EntryKind.NOT_A_REQUEST,
        why="Line test of the auditor",
    )
    ledger.append(home, [void])
    assert linetests.unplanned(home) == (read,)
    assert _doctor(home) == (False, f"entry {read} is called a line test and no plan knows it")


def test_a_test_that_did_not_arrive_is_missing_after_two_days(home: Home, clock: Clock) -> None:
    linetests.plan(home, AUDITOR, "H1", _line(home))
    assert linetests.missing(home) == ()
    clock.now += timedelta(days=3)
    assert len(linetests.missing(home)) == 1
    assert _doctor(home) == (False, "1 did not arrive: tallystick linetest show")


def test_who_may_not_plan_and_what_cannot_be_tested(home: Home) -> None:
    with pytest.raises(NotAllowed):
        linetests.plan(home, CLERK, "H1", _line(home))
    with pytest.raises(WrongUse, match="has no line"):
        linetests.plan(home, AUDITOR, "H1", "no such line")
    with pytest.raises(NotThere):
        linetests.reveal(home, AUDITOR, 99, "AAAA-AAAA-AAAA-AAAA")
    assert SYSTEM.user == "system"


def test_the_page_is_one_page_that_says_what_it_is() -> None:
    page = line_test_page("ABCD-EFGH-JKLM-NPQR", station="H1", line="fax-H1")
    opened = open_pages(page)
    assert (len(opened.pages), opened.unread) == (1, None)
    assert WORDS == ("LINE TEST", "NOT A REQUEST", "NO PERSON")
