"""A custody extract fills facts of registered requests, with evidence, and nothing of anybody else is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from desk import FIELDS, request

from agencies import AUDITOR, CLERK
from tallystick.model.contacts import CustodyMoment
from tallystick.model.errors import BadList, NotAllowed
from tallystick.model.lists import Custody, Provenance
from tallystick.model.period import parse_period
from tallystick.model.words import Answer, AnswerField
from tallystick.reconciliation.custody import Finding, at_receipt
from tallystick.services import ledger
from tallystick.services.desk.custody import fill_custody
from tallystick.services.desk.dispose import Outcome, dispose
from tallystick.services.home import Home

HEAD = "booking no,name,dob,sex,in,out,to whom,bail time,NIBRS"
BORN = FIELDS["date_of_birth"]
WHOLE = parse_period("2025-01-01..2025-12-31")
HERE = f'25-1,"Adeyemi, Ifeanyi",{BORN},M,2025-03-03,2025-03-05 09:15,ERO Port Lydd,2025-03-04 11:00,13A'


def extract(folder: Path, *lines: str) -> Path:
    path = folder / "bookings.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    return path


def booking(booked: str, released: str, at: str = "") -> Custody:
    released_at = datetime.fromisoformat(at) if at else None
    day = date.fromisoformat(released) if released else None
    return Custody(
        Provenance("x", "", 2), "N", date(1980, 1, 1), "M", date.fromisoformat(booked), day, released_at=released_at
    )


@pytest.mark.parametrize(
    ("held", "complete", "finding"),
    [
        ([booking("2025-03-03", "2025-03-05")], None, Finding.HERE),
        ([booking("2025-03-03", "")], None, Finding.HERE),
        ([booking("2025-03-01", "2025-03-03")], None, Finding.HAD_LEFT),
        ([booking("2025-03-01", "2025-03-04")], None, Finding.NOT_ESTABLISHED),
        ([booking("2025-03-01", "2025-03-04", "2025-03-04 09:59")], None, Finding.HAD_LEFT),
        ([booking("2025-03-01", "2025-03-04", "2025-03-04 10:01")], None, Finding.HERE),
        ([booking("2025-03-06", "")], None, Finding.NOT_ESTABLISHED),
        ([booking("2025-03-01", "2025-03-02"), booking("2025-03-04", "2025-03-09")], None, Finding.HERE),
        ([], None, Finding.NOT_ESTABLISHED),
        ([], (date(2025, 1, 1), date(2025, 12, 31)), Finding.NEVER_HERE),
        ([], (date(2025, 3, 1), date(2025, 12, 31)), Finding.NOT_ESTABLISHED),
    ],
)
def test_bookings_say_whether_somebody_was_there_when_a_request_came(held, complete, finding):
    assert at_receipt(held, datetime(2025, 3, 4, 10, 0), complete).finding is finding  # noqa: DTZ001 - local time


def test_facts_are_filled_without_typing_and_the_entry_names_the_extract(home: Home, tmp_path: Path) -> None:
    entry = request(home)
    told = fill_custody(home, CLERK, extract(tmp_path, HERE, f'25-2,"Else, Some",{BORN},F,2025-03-01,,,,'))
    (line,) = told.lines
    assert (line.finding, told.given, told.discarded, told.recorded) == (Finding.HERE, 2, 1, 1)
    kept = ledger.state(home).requests[entry].disposition
    assert kept is not None
    assert kept.facts == {"in_custody": "yes", "left_custody": "transferred", "transferred_to": "ice"}
    assert kept.moments == {
        CustodyMoment.LEFT_CUSTODY: datetime(2025, 3, 5, 14, 15, tzinfo=UTC),
        CustodyMoment.BAIL_POSTED: datetime(2025, 3, 4, 16, 0, tzinfo=UTC),
    }
    assert told.sha256 in kept.evidence
    assert "booking 25-1" in kept.evidence
    assert "Adeyemi" not in kept.evidence
    assert "Else" not in repr(told)


def test_facts_alone_are_no_answer_and_an_answer_keeps_the_facts(home: Home, tmp_path: Path) -> None:
    entry = request(home)
    fill_custody(home, CLERK, extract(tmp_path, HERE))
    assert ledger.state(home).requests[entry].disposition_entry is None
    dispose(home, CLERK, entry, Outcome({AnswerField.HOLD: Answer.NO}, {"eligible_for_release": "yes"}))
    kept = ledger.state(home).requests[entry]
    assert kept.disposition_entry is not None
    assert kept.disposition is not None
    assert kept.disposition.facts["transferred_to"] == "ice"
    assert kept.disposition.facts["eligible_for_release"] == "yes"
    assert CustodyMoment.BAIL_POSTED in kept.disposition.moments


def test_what_a_person_recorded_otherwise_stays_and_is_told(home: Home, tmp_path: Path) -> None:
    entry = request(home)
    dispose(home, CLERK, entry, Outcome({AnswerField.HOLD: Answer.NO}, {"in_custody": "yes"}))
    (line,) = fill_custody(home, CLERK, extract(tmp_path), complete=WHOLE).lines
    assert line.finding is Finding.NEVER_HERE
    assert line.differs == ("in_custody: recorded yes, the extract says no",)
    assert line.recorded is None
    kept = ledger.state(home).requests[entry].disposition
    assert kept is not None
    assert kept.facts == {"in_custody": "yes"}


def test_never_here_needs_an_extract_that_is_stated_to_be_complete(home: Home, tmp_path: Path) -> None:
    request(home)
    path = extract(tmp_path)
    assert fill_custody(home, CLERK, path).lines[0].finding is Finding.NOT_ESTABLISHED
    assert fill_custody(home, CLERK, path, complete=WHOLE).lines[0].facts == {"in_custody": "no"}


def test_the_same_extract_again_adds_nothing_and_only_showing_adds_nothing(home: Home, tmp_path: Path) -> None:
    request(home)
    path = extract(tmp_path, HERE)
    assert fill_custody(home, CLERK, path, only_show=True).recorded == 0
    assert fill_custody(home, CLERK, path).recorded == 1
    size = ledger.state(home).size
    assert fill_custody(home, CLERK, path).recorded == 0
    assert ledger.state(home).size == size


def test_an_unknown_column_is_refused_or_left_out_when_said(home: Home, tmp_path: Path) -> None:
    request(home)
    path = tmp_path / "more.csv"
    path.write_text(f"{HEAD},race\n{HERE},x\n", encoding="utf-8")
    with pytest.raises(BadList, match="race"):
        fill_custody(home, CLERK, path)
    assert fill_custody(home, CLERK, path, ignored=["race"]).recorded == 1


def test_only_clerk_and_legal_fill_facts(home: Home, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        fill_custody(home, AUDITOR, extract(tmp_path))
