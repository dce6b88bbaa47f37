"""A real fax call: a machine, a soft modem, HylaFAX, our hook, the register, the inbox, the journal."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from agencies import CLERK
from lines import faxserver
from lines.watched import SYSTEM, look, watching
from tallystick.demo.paper import FaxHeader, FaxQuality, Filled, fax, form_pages
from tallystick.model.words import EntryKind, FormKind, StatedBasis
from tallystick.register import receipt
from tallystick.services import ledger
from tallystick.services.desk.inbox import waiting
from tallystick.services.home import Home
from tallystick.services.intake.work import read_pending
from tallystick.services.lines.completeness import LineReason, line_days
from tallystick.services.lines.sources import FaxServer
from tallystick.services.outside.receipts import receipt_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(faxserver.missing()), reason=faxserver.missing() or "all is there"),
]
FILLED = Filled(
    subject_id="357912046",
    file_no="A000 123 456",
    event_no="XPL2503000123",
    prepared=date(2025, 3, 4),
    to="HARBORTON POLICE DEPT, DISTRICT #1",
    from_office="ERO PORT LYDD FIELD OFFICE (INVENTED)",
    name="OKONJO-VALE, Maribel Ines",
    date_of_birth=date(1988, 11, 2),
    citizenship="GUATEMALA",
    sex="F",
    basis=(StatedBasis.FINAL_ORDER,),
    officer="T. 4417 QUILL, DEPORTATION OFFICER",
)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that HylaFAX's own user can reach."""
    with TemporaryDirectory(prefix="fax-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def paper(place: Path) -> Path:
    """Three pages of a made-up request, as a machine sends them."""
    at = datetime(2025, 3, 4, 14, tzinfo=UTC)
    header = FaxHeader(sent_at=at, sender="ERO PORT LYDD", number="000 555 0110", received_at=at)
    rng = random.Random(5)
    path = place / "pages.tif"
    path.write_bytes(fax(form_pages(FILLED, rng), quality=FaxQuality(1), header=header, rng=rng))
    return path


SPEEDS = (4, 4, 2, 1)
"""A machine dials until it gets through; each number is how much faster than a telephone the line runs. With error
correction HylaFAX keeps up with the first; both ends keep a clock, and a machine that keeps them waiting breaks the
fast line first."""


def called(place: Path, paper: Path, *, confirmed: int, **told: Any) -> tuple[Path, faxserver.Called]:
    """Dial until that many pages were confirmed, each time to a server with an empty spool; the last try counts as it is."""
    for attempt, speed in enumerate(SPEEDS):
        spool = spool_of(place, attempt)
        found = faxserver.call(spool, paper, speed=speed, **told)
        if found.sender["pages"] == confirmed:
            break
    return spool, found


def spool_of(place: Path, attempt: int) -> Path:
    folder = place / f"spool-{attempt}"
    folder.mkdir()
    return faxserver.spool(folder)


def test_a_call_becomes_a_receipt_an_inbox_card_and_a_matched_line_of_the_journal(
    home: Home, place: Path, paper: Path
) -> None:
    spool, call = called(place, paper, confirmed=3)
    assert (call.sender["answered"], call.sender["pages"]) == (True, 3)
    watching(home, FaxServer(name="fax", spool=spool, handed=spool / "handed", modems={call.device: "fax-H1"}))
    first, again = look(home).received
    assert (first.again, again.again) == (False, True)
    assert receipt.read(receipt_for(home, CLERK, first.entry)).number == first.number
    event = ledger.state(home).arrivals[first.entry].event
    assert (event.line, event.transport_id, event.sender) == ("fax-H1", "000000001", "5550110 OFFICE")
    (taken,) = read_pending(home, SYSTEM)
    assert taken.kinds == ("request",)
    (card,) = waiting(home, CLERK)
    assert (card.kind, card.form) == (EntryKind.REQUEST, FormKind.I247A)
    (day,) = line_days(home)
    assert (day.line, day.journal, day.registered, day.findings) == ("fax-H1", 1, 1, ())


def test_a_page_lost_without_an_error_is_found_by_what_is_printed_on_the_others(
    home: Home, place: Path, paper: Path
) -> None:
    """The sender's feeder took two sheets at once: the call is whole, and the server logs two pages without trouble."""
    spool, call = called(place, without_page(paper, 1), confirmed=2)
    assert (call.sender["answered"], call.sender["pages"]) == (True, 2)
    watching(home, FaxServer(name="fax", spool=spool, handed=spool / "handed", modems={call.device: "fax-H1"}))
    look(home)
    read_pending(home, SYSTEM)
    (day,) = line_days(home)
    assert (day.journal, day.registered) == (1, 1)
    (finding,) = day.findings
    assert (finding.reason, finding.words) == (LineReason.PAGES_MISSING, "2 arrived, the pages themselves say 3")


def test_a_hang_up_on_page_two_is_kept_and_told_and_the_log_alone_brings_it(
    home: Home, place: Path, paper: Path
) -> None:
    spool, call = called(place, paper, confirmed=1, handing=False, hang_up_on_page=2)
    watching(home, FaxServer(name="fax", spool=spool, handed=spool / "handed", modems={call.device: "fax-H1"}))
    (received,) = look(home).received
    read_pending(home, SYSTEM)
    assert home.vault.readable(received.sha256)
    (day,) = line_days(home)
    assert (day.journal, day.registered) == (1, 1)
    reasons = {finding.reason: finding.words for finding in day.findings}
    assert "T2 timeout" in reasons[LineReason.BROKE_OFF]
    assert "3" in reasons[LineReason.PAGES_MISSING]


def without_page(paper: Path, page: int) -> Path:
    """The same TIFF without one of its pages: that page's directory is left out of the chain, its bytes stay."""
    data = bytearray(paper.read_bytes())
    order = "<" if data[:2] == b"II" else ">"
    places, at = [4], struct.unpack_from(order + "I", data, 4)[0]
    while at:
        (entries,) = struct.unpack_from(order + "H", data, at)
        places.append(at + 2 + 12 * entries)
        (at,) = struct.unpack_from(order + "I", data, places[-1])
    following = bytes(data[places[page + 1] : places[page + 1] + 4])
    data[places[page] : places[page] + 4] = following
    shorter = paper.with_name("double-feed.tif")
    shorter.write_bytes(bytes(data))
    return shorter
