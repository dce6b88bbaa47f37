"""A mailbox on a real Dovecot: registered, then moved; nothing is lost when anything breaks in between."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs

import pytest

from adapters.test_mailbox import ONE, PDF, mail
from conftest import Clock
from lines import dovecot
from lines.dovecot import PASSWORD, TOKEN, USER, Dovecot
from lines.watched import look, watching, written
from tallystick.adapters.mailbox import opening, server
from tallystick.adapters.mailbox.account import Account
from tallystick.model.words import Channel
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import receive as receiving
from tallystick.services.lines import heartbeat
from tallystick.services.lines import mail as mail_lines
from tallystick.services.lines.alarms import alarms
from tallystick.services.lines.completeness import LineReason
from tallystick.services.lines.mailboxes import mailbox_days
from tallystick.services.lines.sources import Grant, Mail

pytestmark = pytest.mark.skipif(dovecot.installed() is None, reason="no Dovecot: apt-get install dovecot-imapd")


@pytest.fixture(scope="module")
def tokens() -> Iterator[str]:
    """A token address as hosted mail has one: gives a token for the secret, and tells Dovecot whose token it is."""

    class Tokens(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            right = asked.get("client_secret") == ["client secret"] and asked["grant_type"] == ["client_credentials"]
            self.answer(200 if right else 401, {"access_token": TOKEN} if right else {"error": "invalid_client"})

        def do_GET(self) -> None:
            self.answer(200, {"active": "true" if f"token={TOKEN}&" in self.path else "false", "username": USER})

        def answer(self, code: int, value: object) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(value).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Tokens) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()


@pytest.fixture(scope="module")
def running(tokens: str) -> Iterator[Dovecot]:
    with TemporaryDirectory(prefix="dovecot-") as folder, dovecot.running(Path(folder), introspection=tokens) as made:
        yield made


@pytest.fixture
def box(running: Dovecot) -> Dovecot:
    """The server with empty folders."""
    with running.client() as client:
        for folder in ("INBOX", "Registered"):
            if client.folder_exists(folder):
                client.select_folder(folder)
                client.delete_messages(client.search())
                client.expunge()
    return running


@pytest.fixture
def mailbox(home: Home, box: Dovecot, tmp_path: Path) -> Home:
    return watching(home, source(box, tmp_path))


def source(box: Dovecot, folder: Path, **changed: object) -> Mail:
    account = Account("localhost", USER, port=box.port, authority=box.authority)
    values = {"account": account, "secret": written(folder / "secret", PASSWORD.encode())}
    return Mail(name="central", line="mail-H1", **{**values, **changed})  # type: ignore[arg-type]


def test_a_message_is_registered_whole_and_then_moved(mailbox: Home, box: Dovecot) -> None:
    message = mail(ONE)
    box.deliver(message)
    (received,) = look(mailbox).received
    event = ledger.state(mailbox).arrivals[received.entry].event
    assert (event.channel, event.line, event.transport_id) == (Channel.MAIL, "mail-H1", "<1@sender>")
    assert event.sender == "ERO <a@sender.invalid>"
    assert PDF in mailbox.vault.get(received.sha256) or mailbox.vault.get(received.sha256) == message
    assert (box.count(), box.count("Registered")) == (0, 1)
    assert look(mailbox).received == []


def test_ten_messages_of_every_kind_are_ten_arrivals(mailbox: Home, box: Dovecot) -> None:
    for number in range(8):
        box.deliver(mail(ONE, Message_ID=f"<{number}@sender>"))
    box.deliver(mail(Message_ID="<nothing@sender>"))
    box.deliver(b"no header at all, which some machines send")
    assert len(look(mailbox).received) == 10
    assert (box.count(), box.count("Registered")) == (0, 10)


def test_the_message_stays_when_it_could_not_be_registered_and_is_tried_again_later(
    mailbox: Home, box: Dovecot, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.deliver(mail(ONE))
    with monkeypatch.context() as broken:
        broken.setattr(mailbox.vault, "seal", full_disk)
        first = look(mailbox)
    assert (first.received, first.waiting, box.count()) == ([], 1, 1)
    assert "No space left" in first.troubles[0]
    beat = heartbeat.read(mailbox, mailbox.settings.sources[0])
    assert [one.tries for one in beat.items.values()] == [1]
    clock.now += timedelta(minutes=5)
    assert len(look(mailbox).received) == 1
    assert heartbeat.read(mailbox, mailbox.settings.sources[0]).items == {}


def full_disk(*_: object) -> tuple[int, bytes]:
    raise OSError(28, "No space left on device")


def test_one_bad_message_stops_no_other(mailbox: Home, box: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        box.deliver(mail(ONE, Message_ID=f"<{number}@sender>"))
    real = receiving.media_of
    monkeypatch.setattr(receiving, "media_of", lambda data: full_disk(data) if b"<1@sender>" in data else real(data))
    assert len(look(mailbox).received) == 2
    assert (box.count(), box.count("Registered")) == (1, 2)


def test_a_crash_between_register_and_move_counts_nothing_twice(
    mailbox: Home, box: Dovecot, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.deliver(mail(ONE))
    with monkeypatch.context() as broken:
        broken.setattr(server.Mailbox, "move", crash)
        assert look(mailbox).troubles
    assert (len(ledger.state(mailbox).arrivals), box.count()) == (1, 1)
    clock.now += timedelta(minutes=5)
    (again,) = look(mailbox).received
    assert again.again
    assert (len(ledger.state(mailbox).arrivals), box.count("Registered")) == (1, 1)


def crash(*_: object) -> None:
    raise OSError("the line went dead")


def test_a_server_that_is_away_is_tried_again_with_longer_pauses(mailbox: Home, box: Dovecot, clock: Clock) -> None:
    box.deliver(mail(ONE))
    box.stop()
    source = mailbox.settings.sources[0]
    try:
        for tries in (1, 2, 3):
            assert "mailbox cannot be read" in look(mailbox).troubles[0]
            trouble = heartbeat.read(mailbox, source).trouble
            assert trouble is not None
            assert trouble.tries == tries
            clock.now = trouble.not_before
    finally:
        box.start()
    assert len(look(mailbox).received) == 1
    assert heartbeat.read(mailbox, source).trouble is None


def test_the_server_tells_of_a_new_message_while_we_wait(mailbox: Home, box: Dovecot) -> None:
    source = mailbox.settings.sources[0]
    assert isinstance(source, Mail)
    assert mail_lines.wait(source, 0.1) is False
    told = threading.Event()

    def send_until_it_is_told() -> None:
        while not told.wait(0.5):
            box.deliver(mail(ONE))

    sender = threading.Thread(target=send_until_it_is_told)
    sender.start()
    try:
        assert mail_lines.wait(source, 600) is True
    finally:
        told.set()
        sender.join()


def test_hosted_mail_is_opened_with_an_oauth2_token(home: Home, box: Dovecot, tokens: str, tmp_path: Path) -> None:
    grant = Grant(token_url=tokens, client_id="tallystick", scope="imap")
    secret = written(tmp_path / "client", b"client secret\n")
    watching(home, source(box, tmp_path, oauth=grant, secret=secret))
    box.deliver(mail(ONE))
    assert len(look(home).received) == 1


def test_a_refused_secret_is_told_in_the_servers_words(home: Home, box: Dovecot, tokens: str, tmp_path: Path) -> None:
    grant = Grant(token_url=tokens, client_id="tallystick")
    watching(home, source(box, tmp_path, oauth=grant, secret=written(tmp_path / "client", b"wrong")))
    assert "invalid_client" in look(home).troubles[0]


def test_the_mailbox_is_counted_against_the_register_once_a_day(mailbox: Home, box: Dovecot, clock: Clock) -> None:
    clock.now = datetime.now(UTC)
    for message in (mail(ONE), mail(ONE, Message_ID="<2@sender>"), b"no header at all, which some machines send"):
        box.deliver(message)
    look(mailbox)
    (source,) = mailbox.settings.sources
    assert isinstance(source, Mail)
    (day,) = mailbox_days(mailbox, source)
    assert (day.line, day.journal, day.registered, day.findings) == ("mail-H1", 3, 3, ())
    (alarm,) = alarms(mailbox)
    assert "3 of 3 messages registered" in alarm.words
    box.deliver(mail(ONE, Message_ID="<moved-by-hand@sender>"), "Registered")
    look(mailbox)
    assert not alarms(mailbox)[0].calls_for_somebody, "counted once a day"
    (finding,) = mailbox_days(mailbox, source)[0].findings
    assert (finding.reason, finding.transport_id) == (LineReason.NOT_REGISTERED, "<moved-by-hand@sender>")
    clock.now += timedelta(days=1)
    look(mailbox)
    assert alarms(mailbox)[0].calls_for_somebody


def test_on_a_shared_line_the_message_id_never_stands_in_the_open(home: Home, box: Dovecot, tmp_path: Path) -> None:
    watching(home, replace(source(box, tmp_path), line="fax-H2"))
    box.deliver(mail(ONE, Message_ID="<odile.tarn@hospital.invalid>"))
    (received,) = look(home).received
    assert "tarn" not in ledger.state(home).arrivals[received.entry].event.transport_id
    (shared,) = home.settings.sources
    assert isinstance(shared, Mail)
    (day,) = mailbox_days(home, shared)
    assert (day.journal, day.registered) == (1, 1)


def test_a_message_that_cannot_be_taken_apart_is_tried_again_and_registered_as_it_is_in_the_end(
    mailbox: Home, box: Dovecot, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WALL_SECONDS", 0.0)
    box.deliver(mail(ONE))
    for _ in range(3):
        assert "could not be taken apart" in look(mailbox).troubles[0]
        clock.now += timedelta(hours=2)
    (received,) = look(mailbox).received
    event = ledger.state(mailbox).arrivals[received.entry].event
    assert (event.transport_id, event.sender) == ("<1@sender>", "")
    assert (box.count(), box.count("Registered")) == (0, 1)
