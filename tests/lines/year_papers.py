"""The 200 distinct documents of a year: made-up requests, strangers' pages, cut files, junk, mails of every kind.

A document is the same bytes whoever asks for it by its number. The first ``drawn`` are drawn and are really read, each
once; the others are invented files whose readings are kept beforehand, for a year is about intake and not about reading.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256

from adapters.test_mailbox import mail
from lines.compound import msg, tnef
from tallystick.demo.paper import Drawn, FaxHeader, FaxQuality, Filled, LabReport, fax, form_pages, medical_page, pdf
from tallystick.model.reading import DocumentReading, PageEvidence, Read, Reading
from tallystick.model.words import FormKind, StatedBasis, UnreadReason
from tallystick.services.read import READER_VERSION

DOCUMENTS = 200
FIELDS = ("subject_id", "file_no", "event_no", "prepared", "to", "from", "name", "date_of_birth", "citizenship", "sex")
JUNK = (b"<html>a page that a scanner's web server sent</html>", bytes(range(256)) * 8, b"to whom it may concern\n")


@cache
def document(number: int, drawn: int) -> bytes:
    """Bytes of document ``number``; what a mail bears is inside a message only when it is sent by mail."""
    if number < drawn:
        return _drawn(number)
    if number % 10 == 9:
        return JUNK[number % len(JUNK)] + b" %d" % number
    return b"%%PDF-1.4\ninvented document %d\n%s\n%%%%EOF\n" % (number, b"." * (500 + 37 * number))


def _drawn(number: int) -> bytes:
    rng = random.Random(number)
    if number % 8 == 7:
        return fax([_stranger(rng)], quality=FaxQuality(1), header=_header(), rng=rng)
    page = form_pages(_filled(number, rng), rng)[0]
    if number % 8 == 6:
        return pdf([page])
    data = fax([page], quality=FaxQuality(1 + number % 2), header=_header(), rng=rng)
    return data[: len(data) // 2] if number % 8 == 5 else data


def _stranger(rng: random.Random) -> Drawn:
    born, drawn = date(1961, 5, 4), date(2025, 3, 3)
    report = LabReport(patient="TARN, Odile", date_of_birth=born, record="L-000-17", collected=drawn)
    return medical_page(report, rng)


def _header() -> FaxHeader:
    at = datetime(2025, 3, 4, 14, tzinfo=UTC)
    return FaxHeader(sent_at=at, sender="ERO PORT LYDD", number="000 555 0110", received_at=at)


def _filled(number: int, rng: random.Random) -> Filled:
    return Filled(
        subject_id=f"{rng.randrange(10**8, 10**9)}", file_no=f"A000 000 {number:03d}", event_no=f"XPL25{number:08d}",
        prepared=date(2025, 3, 4), to="HARBORTON POLICE DEPT", from_office="ERO PORT LYDD FIELD OFFICE (INVENTED)",
        name=rng.choice(("TARN, Odile", "OKONJO-VALE, Maribel")), date_of_birth=date(1988, 11, 1 + number % 28),
        citizenship="GUATEMALA", sex=rng.choice("MF"), basis=(StatedBasis.FINAL_ORDER,), officer="T. 4417 QUILL",
    )  # fmt: skip


def message(number: int, drawn: int, name: str) -> bytes:
    """Document ``number`` as a mail of one kind or another bears it; ``name`` is its Message-ID."""
    data = document(number, drawn)
    kinds = [
        ((data, "application/pdf", "attachment"),),
        ((data, "application/octet-stream", "inline"),),
        ((tnef(data), "application/ms-tnef", "attachment"),),
        ((msg(data), "application/vnd.ms-outlook", "attachment"),),
        ((mail((data, "application/pdf", "attachment")), "message/rfc822", "attachment"),),
        (),
    ]
    parts = [(one, "application/octet-stream" if kind.startswith("message") else kind, how)
             for one, kind, how in kinds[number % len(kinds)]]  # fmt: skip
    return mail(*parts, Message_ID=f"<{name}>", body=f"message about number {number}")


def kept(number: int, drawn: int) -> Reading:
    """What is known beforehand of a document that is not drawn."""
    data = document(number, drawn)
    form = FormKind.OTHER if number % 7 == 0 or number % 10 == 9 else FormKind.I247A
    fields = {name: Read(f"{name}-{number}", 0.99) for name in FIELDS} if form is FormKind.I247A else {}
    cut = number % 10 == 3
    return Reading(
        sha256(data).hexdigest(), READER_VERSION, "application/pdf", (PageEvidence(0, 1728, 2200, 204, 196),),
        () if cut else (DocumentReading(form, "02/17", (0,), fields),), unread=UnreadReason.TRUNCATED if cut else None,
    )  # fmt: skip
