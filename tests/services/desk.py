"""A desk for service tests: papers whose reading is already kept, so that no recogniser has to run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from agencies import AUTHOR, CLERK
from tallystick.model.actor import system
from tallystick.model.period import parse_period
from tallystick.model.reading import DocumentReading, Doubtful, PageEvidence, Read, Reading
from tallystick.model.words import Channel, FormKind, StatedBasis, UnreadReason
from tallystick.services.desk.confirm import Seen, confirm
from tallystick.services.filing import report
from tallystick.services.filing.sweep import state_sweep
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.intake.batches import Received
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.intake.work import Taken, read_pending
from tallystick.services.read import READER_VERSION

SYSTEM = system("ZZ0990100")
YEAR = parse_period("2025")
FIELDS = {
    "subject_id": "321628593",
    "file_no": "A000535690",
    "event_no": "ZZP2503000745",
    "prepared": "2025-03-03",
    "to": "Harborton Police, District 1",
    "from": "ERO Port Lydd (INVENTED)",
    "name": "ADEYEMI, Ifeanyi",
    "date_of_birth": "1980-11-29",
    "citizenship": "NIGERIA",
    "sex": "M",
}


def reading_of(data: bytes, *documents: DocumentReading, unread: UnreadReason | None = None) -> Reading:
    pages = tuple(PageEvidence(page, 1728, 2200, 204, 196) for page in range(3))
    digest = hashlib.sha256(data).hexdigest()
    return Reading(digest, READER_VERSION, "image/tiff", pages, documents, unread=unread)


def document(form: FormKind = FormKind.I247A, *, doubtful: tuple[str, ...] = (), **changed: str) -> DocumentReading:
    values = {**FIELDS, **changed}
    fields = {
        name: Doubtful(value, 0.7, None, ("another",)) if name in doubtful else Read(value, 0.99)
        for name, value in values.items()
    }
    return DocumentReading(form, "02/17", (0, 1, 2), fields)


def arrives(
    home: Home,
    data: bytes,
    *documents: DocumentReading,
    station: str = "H1",
    unread: UnreadReason | None = None,
    at: datetime = datetime(2025, 3, 4, 15, 0, tzinfo=UTC),
) -> tuple[Received, Taken]:
    """Let a paper arrive and be read as ``documents``."""
    readings.keep(home, reading_of(data, *documents, unread=unread))
    transport = hashlib.sha256(data).hexdigest()[:9]
    received = receive(home, SYSTEM, Transmission(data, Channel.FAX, station, transport_id=transport, received_at=at))
    (taken,) = read_pending(home, SYSTEM)
    return received, taken


def request(home: Home, data: bytes = b"one", *, station: str = "H1", **changed: str) -> int:
    """Let a request arrive and be confirmed; returns its entry."""
    event_no = changed.pop("event_no", f"ZZP25{int(hashlib.sha256(data).hexdigest()[:8], 16) % 10**8:08d}")
    paper = document(event_no=event_no, **changed)
    _, taken = arrives(home, data, paper, station=station)
    confirm(
        home,
        CLERK,
        taken.entries[0],
        Seen({**FIELDS, "event_no": event_no, **changed}, basis=[StatedBasis.FINAL_ORDER]),
    )
    return taken.entries[0]


def no_pages(_: object) -> Mapping[str, bytes]:
    return {"index.html": b"<!doctype html><title>INVENTED</title>"}


def sweep_all(home: Home) -> None:
    for station in home.agency.stations:
        state_sweep(home, CLERK, station=station.code, period=YEAR, found=0, signed_by="Sgt. R. Roe")


def signed(home: Home) -> report.Version:
    """The report, prepared by a clerk and signed by the author."""
    report.prepare(home, CLERK, YEAR)
    return report.sign(home, AUTHOR, YEAR)
