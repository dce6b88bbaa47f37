"""The same pages sent without a telephone: as a PDF, and as a mail that bears it (RFC 5322)."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

import pikepdf
from PIL import Image

from .content import Drawn
from .sheet import DPI

PDF_DPI: Final = 200
_MADE: Final = datetime(2025, 1, 1)  # noqa: DTZ001 - a PDF's own date, kept fixed so that the bytes do not change


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a mail; ``media`` is what the sender's program called it, right or wrong."""

    name: str
    data: bytes
    media: str = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a mail says of itself; addresses end in ``.invalid`` (RFC 2606), ``sent`` has its zone."""

    sender: str
    to: str
    subject: str
    body: str
    sent: datetime
    message_id: str
    sender_name: str = ""


def mail(message: Mail, attachments: Sequence[Attachment], rng: random.Random) -> bytes:
    """The mail as it lies in the mailbox, with CRLF line ends."""
    made = EmailMessage(policy=SMTP)
    user, _, domain = message.sender.partition("@")
    made["From"] = Address(message.sender_name, user, domain)
    made["To"] = message.to
    made["Subject"] = message.subject
    made["Date"] = message.sent
    made["Message-ID"] = f"<{message.message_id}>"
    made.set_content(message.body)
    for attachment in attachments:
        kind, _, subkind = attachment.media.partition("/")
        made.add_attachment(attachment.data, maintype=kind, subtype=subkind, filename=attachment.name)
    if attachments:
        made.set_boundary(f"=_{rng.getrandbits(96):024x}")
    return made.as_bytes()


def pdf(pages: Sequence[Drawn], *, text_layer: bool = False) -> bytes:
    """The pages as a black and white PDF at 200 dots an inch; ``text_layer`` puts their print behind the pictures."""
    pictures = [_bilevel(page.image) for page in pages]
    made = io.BytesIO()
    when = _MADE.timetuple()
    pictures[0].save(
        made, "PDF", resolution=PDF_DPI, save_all=True, append_images=pictures[1:], creationDate=when, modDate=when
    )
    return _with_text(made, pages) if text_layer else made.getvalue()


def _bilevel(image: Image.Image) -> Image.Image:
    size = (image.width * PDF_DPI // DPI, image.height * PDF_DPI // DPI)
    return image.resize(size, Image.Resampling.BOX).convert("1", dither=Image.Dither.NONE)


def _with_text(made: io.BytesIO, pages: Sequence[Drawn]) -> bytes:
    """The PDF with every piece of print as text that is not shown (rendering mode 3, ISO 32000-1 §9.3.6)."""
    out = io.BytesIO()
    with pikepdf.open(made) as document:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )  # fmt: skip
        for page, drawn in zip(document.pages, pages, strict=True):
            page.Resources.Font = pikepdf.Dictionary(F1=font)
            page.contents_add(_hidden_text(drawn, float(page.mediabox[2]), float(page.mediabox[3])))
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _hidden_text(drawn: Drawn, width: float, height: float) -> bytes:
    lines = [b"BT 3 Tr"]
    for piece in drawn.printed:
        if piece.text:
            size = (piece.box.bottom - piece.box.top) * height * 0.9
            at = f"/F1 {size:.1f} Tf 1 0 0 1 {piece.box.left * width:.1f} {(1 - piece.box.bottom) * height:.1f} Tm "
            lines.append(at.encode() + f"<{piece.text.encode('cp1252', 'replace').hex()}> Tj".encode())
    return b"\n".join([*lines, b"ET"])
