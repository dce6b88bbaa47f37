"""Erasing by two persons: ground, approval number, due date, legal hold; what it could not reach is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import request

from agencies import AUTHOR, CLERK, LEGAL, person
from conftest import Clock
from tallystick.model.errors import NotAllowed, NotReady, NotThere, TallystickError, WrongUse
from tallystick.model.words import CopyKind, ErasureGround, Log, Publishing, Role
from tallystick.records.models import Entry
from tallystick.services import ledger, operations
from tallystick.services.home import Home
from tallystick.services.keeping import copies, retention
from tallystick.services.keeping.doctor import examine
from tallystick.services.keeping.erasure import Erased, ask
from tallystick.services.outside.publish import publish
from tallystick.services.outside.receipts import proof_of
from tallystick.services.verify import verify

SECOND = person(Role.LEGAL, name="second.legal")
ORDER = ErasureGround.COURT_ORDER
WRONG = ErasureGround.WRONG_PERSON


def _both(home: Home, entry: int, ground: ErasureGround = ORDER, approval: str = "2032-17") -> Erased:
    ask(home, LEGAL, entry, ground=ground, approval=approval)
    return ask(home, SECOND, entry, ground=ground, approval=approval)


def test_one_person_proposes_and_another_carries_it_out(home: Home, tmp_path: Path) -> None:
    entry = request(home)
    held = proof_of(home, entry - 1, label="H1-2025-0001")
    proposed = ask(home, LEGAL, entry, ground=ORDER, approval="Order 7")
    assert (proposed.entries, ledger.state(home).requests[entry].erased) == ((), False)
    with pytest.raises(NotReady, match="proposed this erasure"):
        ask(home, LEGAL, entry, ground=ORDER, approval="Order 7")
    done = ask(home, SECOND, entry, ground=ORDER, approval="Order 7")
    assert entry in done.entries
    assert all(ledger.opened_at(home, index) is None for index in done.entries)
    operations.set_publishing(home, LEGAL, Publishing.MONTHLY, counsel="J. Counsel")
    publish(home, AUTHOR, tmp_path / "site", pages=lambda _: {})
    (tmp_path / "held.tlog-proof").write_text(held, encoding="utf-8")
    found = verify(tmp_path / "site", home.vkey(Log.REQUESTS), receipts=[tmp_path / "held.tlog-proof"])
    assert found.ok, "every proof still verifies"


def test_a_custodian_of_keys_carries_out_what_a_clerk_proposed_and_neither_does_the_other_s_part(home: Home) -> None:
    entry = request(home)
    custodian, second = person(Role.CUSTODIAN, name="k.keys"), person(Role.CLERK, name="second.clerk")
    with pytest.raises(NotAllowed):
        ask(home, custodian, entry, ground=ORDER, approval="Order 7")
    assert ask(home, CLERK, entry, ground=ORDER, approval="Order 7").entries == ()
    with pytest.raises(NotAllowed):
        ask(home, second, entry, ground=ORDER, approval="Order 7")
    assert entry in ask(home, custodian, entry, ground=ORDER, approval="Order 7").entries


def test_another_ground_or_number_is_another_proposal(home: Home) -> None:
    entry = request(home)
    ask(home, LEGAL, entry, ground=ORDER, approval="Order 7")
    assert ask(home, SECOND, entry, ground=ORDER, approval="Order 8").entries == ()
    assert ask(home, SECOND, entry, ground=WRONG, approval="Order 7").entries == ()
    assert not ledger.state(home).requests[entry].erased


def test_retention_ends_years_after_the_last_entry_about_the_request(home: Home, clock: Clock) -> None:
    entry = request(home)
    assert retention.due_on(home, ledger.state(home).requests[entry]).isoformat() == "2032-03-04"
    with pytest.raises(NotReady, match="retention ends on 2032-03-04"):
        ask(home, LEGAL, entry, ground=ErasureGround.RETENTION, approval="2032-17")
    clock.now = clock.now.replace(year=2032, day=5)
    assert [one.entry for one in retention.due(home)] == [entry]
    assert _both(home, entry, ErasureGround.RETENTION).entries
    assert retention.due(home) == ()


def test_a_legal_hold_stops_every_ground_but_a_courts_order(home: Home, clock: Clock) -> None:
    entry = request(home)
    clock.now = clock.now.replace(year=2033)
    retention.hold(home, LEGAL, entry, reason="Case 25-1107")
    assert retention.due(home) == ()
    for ground in (ErasureGround.RETENTION, WRONG):
        with pytest.raises(NotReady, match="Case 25-1107"):
            ask(home, LEGAL, entry, ground=ground, approval="1")
    retention.hold(home, LEGAL, entry, reason="settled", release=True)
    assert ask(home, LEGAL, entry, ground=WRONG, approval="1").entries == ()
    retention.hold(home, LEGAL, entry, reason="Case 33-1")
    with pytest.raises(NotReady):
        ask(home, SECOND, entry, ground=WRONG, approval="1")
    assert _both(home, entry, ORDER).entries


def test_what_it_could_not_reach_is_told(home: Home, tmp_path: Path) -> None:
    entry = request(home)
    (tmp_path / "old.backup").write_bytes(b"sealed")
    copies.enter(home, CopyKind.BACKUP, tmp_path / "old.backup", days=35)
    assert [(one.name, one.what) for one in _both(home, entry).not_reached] == [("old.backup", CopyKind.BACKUP)]


@pytest.mark.parametrize(
    ("who", "entry", "approval", "error"),
    [(AUTHOR, 1, "7", NotAllowed), (LEGAL, 0, "7", NotThere), (LEGAL, 1, " ", WrongUse)],
    ids=["an author", "no request", "no number"],
)
def test_what_is_not_allowed_is_refused(
    home: Home, who: object, entry: int, approval: str, error: type[TallystickError]
) -> None:
    request(home)
    with pytest.raises(error):
        ask(home, who, entry, ground=ORDER, approval=approval)  # type: ignore[arg-type]


def test_doctor_says_what_is_past_retention(home: Home, clock: Clock) -> None:
    request(home)
    clock.now = clock.now.replace(year=2033)
    found = next(one for one in examine(home) if one.name == "retention")
    assert (found.ok, found.words) == (None, "1 requests are past retention; legal holds: 0")


def _doctor(home: Home) -> dict[str, bool | None]:
    return {one.name: one.ok for one in examine(home)}


def test_doctor_recomputes_the_whole_chain_and_names_a_key_that_was_taken_away(home: Home) -> None:
    entry = request(home)
    whole = ("state", "numbers", "sealed entries", "requests log from its leaves", "operations log from its leaves")
    assert [name for name in whole if _doctor(home)[name] is not True] == []
    _both(home, entry)
    assert _doctor(home)["sealed entries"] is True
    other = request(home, b"two")
    home.keys.destroy(Entry.objects.get(log=Log.REQUESTS, index=other + 1).slot)
    ledger.forget(home)
    assert _doctor(home)["sealed entries"] is False
