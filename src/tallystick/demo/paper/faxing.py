"""A call: drawn pages in, the TIFF that the receiving fax server keeps out; the sender's header line in the picture."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .content import Drawn, Printed
from .scan import FINE, LEVELS, SCAN_WIDTH, Bits, Scan, scan
from .tiff import Coding, Received, tiff_f

_HEADER_TOP: Final = 0.09


@dataclass(frozen=True, slots=True)
class FaxQuality:
    """How rough the call is (1 to 5, ``scan.LEVELS``) and how its lines are coded."""

    level: int = 2
    coding: Coding = Coding.G4


@dataclass(frozen=True, slots=True, kw_only=True)
class FaxHeader:
    """The two clocks and names of a call.

    ``sent_at`` (sender's clock) and ``sender`` are printed into the picture unless ``printed`` is False; ``tsi``,
    ``number`` and ``received_at`` (the receiving server's local time) go into the file's tags only.
    """

    sent_at: datetime
    sender: str
    number: str
    received_at: datetime
    tsi: str = ""
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Faxed:
    """The file of a call, and where each page's print ended up on it (for benchmarks)."""

    data: bytes
    printed: tuple[tuple[Printed, ...], ...]


def fax(pages: Sequence[Drawn], *, quality: FaxQuality, header: FaxHeader, rng: random.Random) -> bytes:
    """The pages, in the order given, as a TIFF class F of 1728 elements a line.

    Give ``Drawn.turned()`` for a page fed upside down and ``Drawn.cut(share)`` for one on which the call broke off.
    """
    return faxed(pages, quality=quality, header=header, rng=rng).data


def faxed(pages: Sequence[Drawn], *, quality: FaxQuality, header: FaxHeader, rng: random.Random) -> Faxed:
    """Like ``fax``, with the boxes of the print on the received pages."""
    scans = [scan(page, LEVELS[quality.level], rng) for page in pages]
    return Faxed(sent(scans, quality.coding, header), tuple(page.printed for page in scans))


def sent(scans: Sequence[Scan], coding: Coding, header: FaxHeader) -> bytes:
    """Scanned pages as the file that a receiver writes; the header line is laid over them in place."""
    if header.printed:
        for number, page in enumerate(scans, start=1):
            _print_header(page.bits, _header_line(header, number, len(scans)), page.lines)
    caller = Received(tsi=header.tsi or header.number, number=header.number, name=header.sender, at=header.received_at)
    return tiff_f(scans, coding, caller)


def _header_line(header: FaxHeader, number: int, count: int) -> str:
    return f"{header.sent_at:%Y-%m-%d %H:%M}  FROM {header.sender}  {header.number}  P.{number:02d}/{count:02d}"


def _print_header(bits: Bits, text: str, lines: int) -> None:
    """Lay the line over the top of the page, in the coarse letters of the machine (no skew: it was never paper)."""
    font = ImageFont.load_default_imagefont()
    width, height = (round(edge) for edge in font.getbbox(text)[2:])
    small = Image.new("1", (width, height), 0)
    ImageDraw.Draw(small).text((0, 0), text, fill=1, font=font)
    times = 3 if width * 3 < SCAN_WIDTH - 120 else 2
    size = (width * times, height * times * lines // FINE)
    letters = np.asarray(small.resize(size, Image.Resampling.NEAREST))
    top, left = round(_HEADER_TOP * lines), 60
    height = min(letters.shape[0], bits.shape[0] - top)
    if height > 0:
        bits[top - 1 : top + height + 1] = False
        bits[top : top + height, left : left + letters.shape[1]] = letters[:height]
