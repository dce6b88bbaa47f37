"""A paper of the invented year as the bytes that arrive: a fax, a mail, a scan. Knows no service."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from tallystick.demo.paper import (
    ArrestWarrant,
    Attachment,
    Coding,
    CoverSheet,
    Drawn,
    FaxHeader,
    FaxQuality,
    Filled,
    LabReport,
    Mail,
    administrative_warrant,
    cover_page,
    fax,
    form_pages,
    judicial_warrant,
    line_test_page,
    mail,
    medical_page,
    pdf,
)
from tallystick.demo.world import Paper, PaperKind
from tallystick.demo.world.places import ZONE
from tallystick.model.words import Channel, FormKind

MAILBOX = "detainers@police.harborton.invalid"


def bytes_of(paper: Paper) -> bytes:
    """Make the bytes of a paper as its channel hands them over; the same paper always gives the same bytes."""
    rng = random.Random(paper.seed)
    pages = pages_of(paper, rng)
    if paper.channel is Channel.MAIL:
        return _mailed(paper, pages, rng)
    return fax(pages, quality=_quality(paper, rng), header=_header(paper), rng=rng)


def pages_of(paper: Paper, rng: random.Random) -> list[Drawn]:
    """Draw the pages in the order in which they went through the machine."""
    pages = _content(paper, rng)
    if paper.with_cover:
        pages.insert(0, cover_page(_cover(paper, len(pages) + 1), rng))
    return [page.turned() for page in pages] if paper.upside_down else pages


def _content(paper: Paper, rng: random.Random) -> list[Drawn]:
    match paper.printed:
        case Filled() as filled:
            pages = form_pages(filled, rng)
            with_warrant = filled.form is FormKind.I247A and rng.random() < 0.5
            return [*pages, administrative_warrant(filled, rng)] if with_warrant else pages
        case ArrestWarrant() as warrant:
            return [judicial_warrant(warrant, rng)]
        case LabReport() as report:
            return [medical_page(report, rng)]
        case None:
            return [line_test_page()] if paper.kind is PaperKind.LINE_TEST else [cover_page(_cover(paper, 1), rng)]
    assert_never(paper.printed)


def _quality(paper: Paper, rng: random.Random) -> FaxQuality:
    coding = rng.choice((Coding.G4, Coding.G4, Coding.G3_1D, Coding.G3_2D))
    return FaxQuality(paper.quality, coding)


def _header(paper: Paper) -> FaxHeader:
    local = _local(paper.received_at)
    return FaxHeader(
        sent_at=local - timedelta(minutes=2), sender=paper.sender_name, number=paper.sender_number, received_at=local
    )


def _cover(paper: Paper, pages: int) -> CoverSheet:
    return CoverSheet(
        to="Harborton Police",
        fax=paper.line,
        sender=paper.sender_name,
        sent=_local(paper.received_at).date(),
        pages=pages,
        subject="INVENTED",
    )


def _mailed(paper: Paper, pages: list[Drawn], rng: random.Random) -> bytes:
    message = Mail(
        sender="desk@lydd.invalid",
        to=MAILBOX,
        subject="Form attached (INVENTED)",
        body="INVENTED. The form is attached.\n",
        sent=_local(paper.received_at),
        message_id=paper.transport_id.strip("<>"),
        sender_name=paper.sender_name,
    )
    return mail(message, [Attachment("form.pdf", pdf(pages, text_layer=rng.random() < 0.5))], rng)


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(ZONE))
