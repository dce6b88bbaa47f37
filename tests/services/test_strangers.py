"""Shared lines: a stranger's paper leaves time, line, pages and kind; a request on the same line stays whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from desk import SYSTEM, arrives, document

from agencies import CLERK
from conftest import Clock
from tallystick.model.errors import NotThere
from tallystick.model.words import Channel, EntryKind, FormKind, LineUse, UnreadReason
from tallystick.records.models import ArrivalKey
from tallystick.register import sums
from tallystick.services import ledger
from tallystick.services.desk.inbox import open_item, page_picture
from tallystick.services.home import Home
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.intake.strangers import forget_old
from tallystick.services.intake.work import read_pending
from tallystick.services.keeping import doctor, rebuild
from tallystick.services.statement.reconcile import taken_in

STRANGER = document(FormKind.OTHER)


def test_nobody_can_open_the_page_and_its_keys_go_after_seven_days(home: Home, clock: Clock) -> None:
    received, taken = arrives(home, b"a stranger's page", STRANGER, station="H2")
    assert taken.kinds == ("not_a_request",)
    with pytest.raises(NotThere, match="handed back unopened"):
        page_picture(home, CLERK, received.entry, 0)
    assert not open_item(home, CLERK, taken.entries[0]).kept
    clock.now += timedelta(days=6)
    assert forget_old(home) == ()
    assert home.vault.readable(received.sha256)
    clock.now += timedelta(days=2)
    assert forget_old(home) == (received.entry,)
    assert not home.vault.readable(received.sha256)
    state = ledger.state(home)
    assert (state.arrivals[received.entry].event.sender, state.arrivals[received.entry].event.sha256) == ("", "")
    left = state.documents[taken.entries[0]]
    assert (left.kind, left.form, left.pages) == (EntryKind.NOT_A_REQUEST, FormKind.OTHER, (0, 1, 2))
    assert forget_old(home) == ()


def test_every_sum_closes_and_the_call_still_counts_as_taken_in(home: Home, clock: Clock) -> None:
    arrives(home, b"a stranger's page", STRANGER, station="H2")
    clock.now += timedelta(days=8)
    forget_old(home)
    assert all(one.closes for one in sums.of(ledger.state(home)))
    assert all(one.same for one in rebuild.rebuild(home))
    assert next(one for one in doctor.examine(home) if one.name == "vault").ok is not False
    assert taken_in(home) == frozenset(ArrivalKey.objects.values_list("transport_id", flat=True)) != frozenset()


def test_a_crash_before_the_keys_are_overwritten_is_finished_by_the_next_call(
    home: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    received, _ = arrives(home, b"a stranger's page", STRANGER, station="H2")
    clock.now += timedelta(days=8)
    with monkeypatch.context() as crashing:
        crashing.setattr(home.keys, "destroy", lambda _: None)
        forget_old(home)
    assert ledger.opened_at(home, received.entry) is not None
    forget_old(home)
    assert ledger.opened_at(home, received.entry) is None
    assert not home.vault.readable(received.sha256)


def test_a_request_and_a_page_nobody_can_tell_stay_on_a_shared_line(home: Home, clock: Clock) -> None:
    request, _ = arrives(home, b"a request", document(), station="H2")
    unread, taken = arrives(home, b"cut", document(FormKind.UNKNOWN), station="H2", unread=UnreadReason.TRUNCATED)
    assert taken.kinds == ("unreadable",)
    clock.now += timedelta(days=30)
    assert forget_old(home) == ()
    assert home.vault.readable(request.sha256)
    assert home.vault.readable(unread.sha256)


def test_bytes_that_came_by_a_dedicated_line_too_stay_kept(home: Home, clock: Clock) -> None:
    received, _ = arrives(home, b"the same page", STRANGER, station="H1")
    receive(home, SYSTEM, Transmission(b"the same page", Channel.FAX, "H2", transport_id="another call"))
    (taken,) = read_pending(home, SYSTEM)
    assert taken.kinds == ("not_a_request",)
    clock.now += timedelta(days=8)
    assert forget_old(home) == (taken.arrival,)
    assert home.vault.readable(received.sha256)


def test_a_shared_line_never_keeps_a_file_name(home: Home) -> None:
    data = Transmission(b"page", Channel.FOLDER, "H2", transport_id="1", file_name="TARN Odile.tif")
    received = receive(home, SYSTEM, data)
    event = ledger.state(home).arrivals[received.entry].event
    assert (event.line_use, event.file_name) == (LineUse.SHARED, "")
