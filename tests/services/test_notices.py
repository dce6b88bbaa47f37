"""People are told of what waits: a number and a link, until somebody opened it; the duty contact at once and daily."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

import pytest
from desk import FIELDS, SYSTEM, arrives, document, reading_of, request

from agencies import CLERK
from tallystick.cli import work
from tallystick.model.contacts import CustodyMoment
from tallystick.model.errors import WrongUse
from tallystick.model.words import Channel, FormKind
from tallystick.services.desk.dispose import Outcome, dispose
from tallystick.services.desk.inbox import open_item
from tallystick.services.desk.notices import AGAIN, WORDS, send_due
from tallystick.services.desk.requests import request_view
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.keeping.doctor import examine
from tallystick.services.messages import About, messages_of

TABLE = {"folder": "outbox", "sender": "register@harborton.invalid", "address": "https://register.invalid/"}
PEOPLE = [
    {"name": "Records", "to": "records@harborton.invalid", "about": ["arrival"]},
    {"name": "Duty", "to": "duty@harborton.invalid", "about": ["judicial_warrant"]},
]
TEST = WORDS[About.DUTY_TEST]


@pytest.fixture
def told(home: Home) -> Home:
    home.settings = replace(home.settings, messages=messages_of(TABLE, PEOPLE, home.path))
    return home


def outbox(home: Home) -> list[Message]:
    found = [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in (home.path / "outbox").glob("*.eml")
    ]
    return [one for one in found if one["Subject"] != TEST]


def later(home: Home, by: timedelta) -> None:
    now = home.clock() + by
    home.clock = lambda: now


def test_an_arrival_is_told_once_a_day_until_somebody_opens_it(told: Home) -> None:
    _, taken = arrives(told, b"a", document())
    for wait in (timedelta(0), timedelta(hours=1), AGAIN[About.ARRIVAL]):
        later(told, wait)
        send_due(told, SYSTEM)
    assert len(outbox(told)) == 2
    open_item(told, CLERK, taken.entries[0])
    later(told, AGAIN[About.ARRIVAL])
    send_due(told, SYSTEM)
    assert len(outbox(told)) == 2


def test_a_message_bears_a_number_and_a_link_and_nothing_that_stands_on_the_paper(told: Home) -> None:
    _, taken = arrives(told, b"a", document())
    send_due(told, SYSTEM)
    (message,) = outbox(told)
    text = message.as_string()
    assert f"https://register.invalid/inbox/{taken.entries[0]}/" in text
    assert "H1-2025-0001" in message["Subject"]
    assert [value for value in FIELDS.values() if len(value) > 1 and value in text] == []


def test_a_clock_that_ends_soon_is_told_until_somebody_opens_the_page_and_then_no_more(home: Home) -> None:
    people = [{"name": "Desk", "to": "desk@harborton.invalid", "about": ["clock"]}]
    home.settings = replace(home.settings, messages=messages_of(TABLE, people, home.path))
    entry = request(home)
    release = datetime(2025, 3, 5, 14, 0, tzinfo=UTC)
    dispose(home, CLERK, entry, Outcome({}, {}, moments={CustodyMoment.WOULD_BE_RELEASED: release}))
    assert send_due(home, SYSTEM).sent == ()
    later(home, timedelta(hours=64))
    told = {due.which.split(":")[0] for due in send_due(home, SYSTEM).sent}
    assert told == {"i-247a", "8-cfr-287-7-", "definition-4"}, "form, regulation and ordinance, 48 hours each this week"
    text = outbox(home)[0].as_string()
    assert f"https://register.invalid/requests/{entry}/" in text
    assert [value for value in FIELDS.values() if len(value) > 1 and value in text] == []
    assert send_due(home, SYSTEM).sent == ()
    later(home, AGAIN[About.CLOCK])
    assert len(send_due(home, SYSTEM).sent) == 3
    later(home, timedelta(minutes=5))
    request_view(home, CLERK, entry)
    later(home, AGAIN[About.CLOCK])
    assert send_due(home, SYSTEM).sent == ()


def test_a_judicial_warrant_goes_to_the_duty_contact_in_the_round_after_it_was_read(told: Home) -> None:
    arrives(told, b"w", document(FormKind.JUDICIAL_WARRANT))
    send_due(told, SYSTEM)
    (message,) = outbox(told)
    assert message["To"] == "duty@harborton.invalid"
    later(told, AGAIN[About.JUDICIAL_WARRANT])
    assert len(send_due(told, SYSTEM).sent) == 1


def test_the_duty_contact_is_told_before_the_papers_behind_the_warrant_are_read(
    told: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(work, "home", lambda: told)
    monkeypatch.setattr(work, "machine", lambda: SYSTEM)
    monkeypatch.setattr(work, "processes", lambda: 1)
    for number in range(4):
        data = b"paper %d" % number
        form = FormKind.JUDICIAL_WARRANT if number == 1 else FormKind.I247A
        readings.keep(told, reading_of(data, document(form, event_no=f"ZZP25{number:08d}")))
        receive(told, SYSTEM, Transmission(data, Channel.FAX, "H1", transport_id=str(number)))
    work._round()
    lines = "".join(capsys.readouterr()).splitlines()
    order = [lines.index(said) for said in (
        "H1-2025-0002: not_a_request", "H1-2025-0002: told (judicial_warrant)", "H1-2025-0003: request",
    )]  # fmt: skip
    assert order == sorted(order), "two papers are still to be read when the message goes"
    assert [one["To"] for one in outbox(told)].count("duty@harborton.invalid") == 1


def test_the_way_to_the_duty_contact_is_tried_once_a_day_and_doctor_says_when(told: Home) -> None:
    def duty() -> bool | None:
        return next(check.ok for check in examine(told) if check.name == "duty contact")

    assert duty() is False
    for hours in (0, 1, 24):
        later(told, timedelta(hours=hours))
        send_due(told, SYSTEM)
    sent = [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in (told.path / "outbox").glob("*.eml")
    ]
    assert [one["Subject"] for one in sent] == [TEST, TEST]
    assert duty() is True
    later(told, timedelta(days=3))
    assert duty() is False


def test_a_server_that_takes_nothing_is_said_and_tried_again(told: Home, tmp_path: Path) -> None:
    arrives(told, b"a", document())
    (tmp_path / "file").write_text("no folder")
    broken = messages_of({**TABLE, "folder": str(tmp_path / "file")}, PEOPLE, told.path)
    good, told.settings = told.settings, replace(told.settings, messages=broken)
    tried = send_due(told, SYSTEM)
    assert (tried.sent, len(tried.troubles)) == ((), 2)
    told.settings = good
    assert len(send_due(told, SYSTEM).sent) == 2


def test_without_a_way_to_tell_nothing_is_sent(home: Home) -> None:
    arrives(home, b"a", document())
    assert send_due(home, SYSTEM).sent == ()


@pytest.mark.parametrize(
    ("table", "people", "what"),
    [
        ({}, PEOPLE, "people and no way"),
        ({"smtp": "host:port"}, [], "a port that is none"),
        (TABLE, [{"name": "x", "to": "y", "about": ["everything"]}], "a word that nobody knows"),
    ],
)
def test_the_configuration_is_refused_for(tmp_path: Path, table: dict, people: list, what: str) -> None:
    with pytest.raises(WrongUse):
        messages_of(table, people, tmp_path)
