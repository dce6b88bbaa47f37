"""What the journal says arrived = what intake received, per line and day; each difference has its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from desk import reading_of
from hypothesis import given
from hypothesis import strategies as st

from conftest import Clock
from lines.test_fax import call_comes, spool
from lines.watched import SYSTEM, look
from tallystick.model.agency import Line, Station
from tallystick.model.errors import BadList
from tallystick.model.lists import Call, Provenance
from tallystick.model.reading import PageEvidence, Reading
from tallystick.model.words import Channel
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.lines.alarms import alarms
from tallystick.services.lines.completeness import Held, LineReason, day_of, line_days
from tallystick.services.lines.journals import machine_days, mail_log_days
from tallystick.services.lines.pages import pages_told

__all__ = ["spool"]


def reasons(home: Home) -> list[tuple[str, str]]:
    return [(one.transport_id, one.reason.value) for day in line_days(home) for one in day.findings]


def test_every_call_with_pages_is_registered(home: Home, spool: Path) -> None:
    for number in range(3):
        call_comes(spool, f"00000000{number}", b"II*\0 paper %d" % number)
    look(home)
    (day,) = line_days(home)
    assert (day.line, day.day, day.journal, day.registered, day.findings) == ("fax-H1", date(2025, 3, 4), 3, 3, ())
    assert day.closes


def test_each_difference_has_its_reason_and_the_sum_closes(home: Home, spool: Path) -> None:
    call_comes(spool, "000000001")
    call_comes(spool, "000000002", b"II*\0 half", reason="T.30 T2 timeout")
    look(home)
    call_comes(spool, "000000003", b"II*\0 not yet looked at")
    call_comes(spool, "000000004", b"II*\0 cleaned away").unlink()
    call_comes(spool, "000000005", b"", pages=0, reason="no carrier")
    (day,) = line_days(home)
    assert dict(reasons(home)) == {
        "000000002": "broke_off",
        "000000003": "not_registered",
        "000000004": "no_file",
        "000000005": "no_pages",
    }
    assert (day.journal, day.registered, day.closes) == (4, 2, True)


def test_a_fax_that_the_journal_does_not_name_is_told(home: Home, spool: Path) -> None:
    call_comes(spool, "000000001")
    look(home)
    at = datetime(2025, 3, 4, 20, tzinfo=UTC)
    receive(home, SYSTEM, Transmission(b"found", Channel.FAX, "H1", "fax-H1", "by hand", at))
    assert reasons(home) == [("by hand", "not_in_journal")]


def test_a_page_lost_without_an_error_is_found_by_what_is_printed_on_the_others(home: Home, spool: Path) -> None:
    call_comes(spool, "000000001", b"two of three")
    reading = reading_of(b"two of three")
    pages = tuple(PageEvidence(n, 1728, 2200, 204, 196, header=f"OFFICE P.0{n + 1}/03") for n in range(2))
    readings.keep(home, Reading(reading.sha256, reading.reader, reading.media, pages, ()))
    look(home)
    (finding,) = line_days(home)[0].findings
    assert (finding.reason, finding.words) == (
        LineReason.PAGES_MISSING,
        "2 arrived, the pages themselves say 3",
    )


@pytest.mark.parametrize(
    ("headers", "printed", "told"),
    [
        (["P.01/03", "P.02/03"], ["", ""], 3),
        (["2025-03-04 14:00 ERO P.1/3"], [""], 3),
        (["P.01/03", "P.02/08"], ["", ""], 0),
        (["", ""], ["1 of 3", "2 of 3"], 3),
        (["03/04/25 14:12", "03/04/25 14:12"], ["", ""], 0),
        (["P.4/3", "P.4/3"], ["", ""], 0),
        ([], [], 0),
    ],
)
def test_how_many_pages_a_transmission_says_it_has(headers: list[str], printed: list[str], told: int) -> None:
    pages = [
        PageEvidence(n, 1, 1, 1, 1, header=header, printed_page=page)
        for n, (header, page) in enumerate(zip(headers, printed, strict=True))
    ]
    assert pages_told(Reading("", "", "", tuple(pages), ())) == told


CALLS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from(["", "NG"])), max_size=12)


@given(calls=CALLS, known=st.sets(st.integers(0, 11)))
def test_whatever_a_journal_says_the_sum_closes(calls: list[tuple[int, int, str]], known: set[int]) -> None:
    at = datetime(2025, 3, 4, 12, tzinfo=UTC)
    made = [
        Call(Provenance("", "", n), "fax", "H1", at + timedelta(hours=hour), "", pages, failure, str(n))
        for n, (hour, pages, failure) in enumerate(calls)
    ]
    held = Held(frozenset(map(str, known)), frozenset(), {})
    day = day_of(("fax", at.date()), made, [], held)
    assert day.closes
    assert day.journal == sum(pages > 0 for _, pages, _ in calls)


REPORT = (
    "Activity Report\nNo.,Remote Terminal,Start Time,Pages,Mode,Result\n"
    "5001,555 0110,2025-03-04 14:12,3,R,OK\n0007,555 0111,2025-03-04 15:00,1,T,OK\n5002,,2025-03-05 09:00,0,R,NG\n"
)


def test_an_office_machines_report_is_held_against_the_register_by_count(home: Home, spool: Path) -> None:
    (day,) = machine_days(home, REPORT, line="scan-H1")
    assert (day.journal, day.registered, day.closes) == (1, 0, True)
    assert [one.reason for one in day.findings] == [LineReason.COUNT_DIFFERS]
    at = datetime(2025, 3, 4, 19, 12, tzinfo=UTC)
    receive(home, SYSTEM, Transmission(b"scan", Channel.FOLDER, "H1", "scan-H1", "1", at))
    (day,) = machine_days(home, REPORT, line="scan-H1")
    assert (day.registered, day.findings) == (1, ())


def test_a_report_of_another_shape_is_asked_about(home: Home, spool: Path) -> None:
    with pytest.raises(BadList, match="headings"):
        machine_days(home, "a,b,c\n1,2,3\n", line="scan-H1")


def test_a_mail_servers_log_names_the_message_that_intake_does_not_have(home: Home, spool: Path) -> None:
    log = "".join(
        f"2025-03-04T14:1{number}:00-05:00 mx postfix/{line}\n"
        for number in (1, 2)
        for line in (
            f"cleanup[1]: A{number}: message-id=<{number}@sender>",
            f"local[2]: A{number}: to=<detainers@police.invalid>, status=sent (delivered)",
        )
    )
    lines = (Line("mail-H1", number="detainers@police.invalid"),)
    home.settings.agency = replace(home.agency, stations=(Station("H1", "District 1", lines),))
    at = datetime(2025, 3, 4, 19, 12, tzinfo=UTC)
    receive(home, SYSTEM, Transmission(b"mail", Channel.MAIL, "H1", "mail-H1", "<1@sender>", at))
    (day,) = mail_log_days(home, log)
    assert (day.line, day.journal, day.registered, day.closes) == ("mail-H1", 2, 1, True)
    assert [(one.transport_id, one.reason) for one in day.findings] == [("<2@sender>", LineReason.NO_FILE)]


def test_an_alarm_follows_a_missing_look_and_never_a_missing_request(home: Home, spool: Path, clock: Clock) -> None:
    assert [one.silent for one in alarms(home)] == [True]
    look(home)
    clock.now += timedelta(hours=3)
    assert [one.silent for one in alarms(home)] == [False]
    clock.now += timedelta(days=2)
    assert [one.silent for one in alarms(home)] == [True]
    look(home)
    assert [one.silent for one in alarms(home)] == [False]
