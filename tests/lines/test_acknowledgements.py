"""The technical acknowledgement: off until counsel allows it, once, to a known office's own address, and never an answer."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

import pytest
from desk import FIELDS, SYSTEM, document, reading_of

from agencies import CLERK, LEGAL
from conftest import Clock
from lines.watched import watching
from tallystick.model.errors import NotAllowed, WrongUse
from tallystick.model.reading import Reading
from tallystick.model.words import Channel, FormKind, Log
from tallystick.records.models import Acknowledgement
from tallystick.services import ledger, operations
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.intake.receive import Received, Transmission, receive
from tallystick.services.intake.work import read_pending
from tallystick.services.lines.acknowledgements import Round, send_due, set_policy
from tallystick.services.lines.sources import Office
from tallystick.services.messages import messages_of

LYDD = Office("ERO Port Lydd", ("+1 000 555 0110",), ("lydd.invalid",))
BY_MAIL = Transmission(b"", Channel.MAIL, "H1", "mail-H1", "<1@lydd>", sender="Duty <duty@mail.lydd.invalid>")
BY_FAX = Transmission(b"", Channel.FAX, "H1", "fax-H1", "000000017", sender="1 000 555 0110 OFFICE")
NOBODY = Round((), ())


@pytest.fixture
def asked(home: Home) -> Home:
    """A register that could tell senders, if counsel allowed it."""
    watching(home)
    home.settings.offices = (LYDD,)
    table = {"folder": "outbox", "sender": "register@harborton.invalid"}
    home.settings.messages = messages_of(table, [], home.path)
    return home


def comes(home: Home, how: Transmission, data: bytes = b"a request", *documents: object) -> Received:
    read: Reading = reading_of(data, *(documents or (document(),)))  # type: ignore[arg-type]
    readings.keep(home, read)
    received = receive(home, SYSTEM, replace(how, data=data))
    read_pending(home, SYSTEM)
    return received


def allow(home: Home, *channels: Channel) -> None:
    set_policy(home, LEGAL, channels=channels or (Channel.MAIL, Channel.FAX), counsel="J. C.", authority="opinion 12")


def outbox(home: Home) -> list[Message]:
    return [message_from_bytes(one.read_bytes(), policy=policy.default) for one in (home.path / "outbox").glob("*.eml")]


def test_nobody_is_told_until_counsel_allows_it_and_then_only_of_what_came_after(asked: Home) -> None:
    comes(asked, BY_MAIL, b"before")
    assert send_due(asked, SYSTEM) == NOBODY
    allow(asked)
    assert send_due(asked, SYSTEM) == NOBODY
    after = comes(asked, replace(BY_MAIL, transport_id="<2@lydd>"), b"after")
    assert send_due(asked, SYSTEM).sent == (after.number,)
    assert send_due(asked, SYSTEM) == NOBODY, "once"
    set_policy(asked, LEGAL, channels=(), counsel="J. C.", authority="opinion 13")
    comes(asked, replace(BY_MAIL, transport_id="<3@lydd>"), b"later")
    assert send_due(asked, SYSTEM) == NOBODY


def test_it_says_number_time_and_pages_and_that_it_is_no_answer_and_nothing_of_a_person(asked: Home) -> None:
    allow(asked)
    received = comes(asked, BY_MAIL)
    send_due(asked, SYSTEM)
    (message,) = outbox(asked)
    text = message.get_content()  # type: ignore[attr-defined]
    at = ledger.state(asked).arrivals[received.entry].event.received_at.astimezone(asked.zone)
    assert f"3 pages received {at:%Y-%m-%d %H:%M}" in text
    assert received.number in text
    assert "This is not an answer to the request." in text
    assert not [value for value in FIELDS.values() if len(value) > 1 and value in message.as_string()]
    assert (message["To"], message["Auto-Submitted"]) == ("duty@mail.lydd.invalid", "auto-replied")
    (kept,) = Acknowledgement.objects.all()
    assert (kept.entry, kept.channel) == (received.entry, "mail")
    assert kept.proof.startswith("put into the folder as ")


NOT_TOLD = [
    ("an address that no known office has", replace(BY_MAIL, sender="x@elsewhere.invalid"), (), {}),
    ("a known office's name before another address", replace(BY_MAIL, sender="ERO Port Lydd <x@y.invalid>"), (), {}),
    ("no sender", replace(BY_FAX, sender=""), (), {}),
    ("a machine's mail or a line test: no request", BY_MAIL, (document(FormKind.OTHER),), {}),
    ("a stranger's page on a shared line", replace(BY_FAX, station="H2", line="fax-H2"), (document(FormKind.OTHER),), {}),
    ("a channel that counsel did not name", BY_FAX, (), {"channels": (Channel.MAIL,)}),
    ("a page handed in at the desk", replace(BY_MAIL, channel=Channel.HAND), (), {}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "how", "documents", "allowed"), NOT_TOLD, ids=[case[0] for case in NOT_TOLD])
def test_nobody_is_told_about(
    what: str, how: Transmission, documents: tuple[object, ...], allowed: dict[str, tuple[Channel, ...]], asked: Home
) -> None:
    allow(asked, *allowed.get("channels", ()))
    comes(asked, how, b"paper", *documents)
    assert send_due(asked, SYSTEM) == NOBODY, what
    assert outbox(asked) == []


def test_a_fax_goes_to_the_offices_own_number_by_the_program_that_is_named(asked: Home, tmp_path: Path) -> None:
    allow(asked)
    program = tmp_path / "send"
    program.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/number; cp "$2" {tmp_path}/page; echo "request id is 3"\n')
    program.chmod(0o755)
    first = comes(asked, BY_FAX)
    assert "no program that sends faxes is named" in send_due(asked, SYSTEM).troubles[0]
    asked.settings.messages = messages_of({"fax": str(program)}, [], asked.path)
    assert send_due(asked, SYSTEM).sent == (first.number,)
    assert (tmp_path / "number").read_text() == "+1 000 555 0110\n"
    assert f"Number {first.number}." in (tmp_path / "page").read_text()
    assert Acknowledgement.objects.get().proof == "request id is 3"


def test_one_that_does_not_go_out_is_tried_again_and_given_up_after_three_days(asked: Home, clock: Clock) -> None:
    allow(asked)
    asked.settings.messages = messages_of({"smtp": "127.0.0.1:1"}, [], asked.path)
    comes(asked, BY_MAIL)
    for _ in range(2):
        assert "was not told" in send_due(asked, SYSTEM).troubles[0]
    clock.now += timedelta(days=4)
    assert send_due(asked, SYSTEM) == NOBODY


@pytest.fixture
def mail_server() -> Iterator[tuple[int, list[bytes]]]:
    """A server that speaks as much SMTP (RFC 5321) as one message needs."""
    taken: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server, taken), daemon=True).start()
        yield server.getsockname()[1], taken


def _serve(server: socket.socket, taken: list[bytes]) -> None:
    talk, _ = server.accept()
    with talk, talk.makefile("rwb") as lines:

        def say(words: bytes) -> None:
            lines.write(words + b"\r\n")
            lines.flush()

        say(b"220 mx.invalid")
        for line in lines:
            if line.upper().startswith(b"DATA"):
                say(b"354 go on")
                taken.append(b"".join(iter(lines.readline, b".\r\n")))
                say(b"250 2.0.0 Ok: queued as 4F1AB2")
            elif line.upper().startswith(b"RCPT") and b"nobody" in line:
                say(b"550 5.1.1 no such user")
            else:
                say(b"221 bye" if line.upper().startswith(b"QUIT") else b"250 ok")


def test_the_mail_servers_answer_is_kept_as_proof(asked: Home, mail_server: tuple[int, list[bytes]]) -> None:
    port, taken = mail_server
    table = {"smtp": f"127.0.0.1:{port}", "sender": "register@harborton.invalid"}
    asked.settings.messages = messages_of(table, [], asked.path)
    allow(asked)
    comes(asked, BY_MAIL)
    assert len(send_due(asked, SYSTEM).sent) == 1
    assert Acknowledgement.objects.get().proof == "250 2.0.0 Ok: queued as 4F1AB2"
    assert b"not an answer" in taken[0]


def test_a_refused_address_is_trouble(asked: Home, mail_server: tuple[int, list[bytes]]) -> None:
    port, _ = mail_server
    asked.settings.messages = messages_of({"smtp": f"127.0.0.1:{port}"}, [], asked.path)
    allow(asked)
    comes(asked, replace(BY_MAIL, sender="nobody@lydd.invalid"))
    assert "550 5.1.1 no such user" in send_due(asked, SYSTEM).troubles[0]


def test_only_counsel_signs_the_policy_and_says_what_it_rests_on(asked: Home) -> None:
    with pytest.raises(NotAllowed):
        set_policy(asked, CLERK, channels=(Channel.MAIL,), counsel="J. C.", authority="x")
    with pytest.raises(WrongUse):
        set_policy(asked, LEGAL, channels=(Channel.MAIL,), counsel="J. C.", authority=" ")
    with pytest.raises(WrongUse, match="hand"):
        set_policy(asked, LEGAL, channels=(Channel.HAND,), counsel="J. C.", authority="x")


def test_the_daily_count_of_a_line_says_how_many_senders_were_told(asked: Home, clock: Clock) -> None:
    allow(asked)
    comes(asked, BY_MAIL)
    send_due(asked, SYSTEM)
    clock.now += timedelta(days=1)
    operations.count_lines(asked)
    facts = [
        json.loads(one.body)["facts"]
        for one in ledger.opened(asked, Log.OPERATIONS, kind="channel_count")
        if isinstance(one, ledger.Opened)
    ]
    assert {one["line"]: (one["transmissions"], one["acknowledged"]) for one in facts}["mail-H1"] == ("1", "1")
