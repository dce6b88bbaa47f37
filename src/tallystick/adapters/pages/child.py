"""The decoding process: ``python -m tallystick.adapters.pages.child``.

It loads the decoders once and is asked through ``worker``; each file has a fork of its own (``rooms.serving``).
"""

from __future__ import annotations

import io
from typing import Any, BinaryIO

import numpy as np
from PIL import Image

from tallystick.adapters.rooms import serving as room
from tallystick.adapters.rooms.frames import write_frame

from . import limits, pdf, raster
from .media import PDF
from .raster import Ending, Picture

_ONE_LINE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 30]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
    b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj 4 0 obj<</Length 30>>stream\nBT /F 9 Tf 9 9 Td (x) Tj ET   \n"
    b"endstream endobj\ntrailer<</Root 1 0 R>>"
)
"""A page with one letter in a font that is not in the file."""


def main() -> None:
    """Serve until stdin closes."""
    _load_what_comes_late()
    room.serve(_decode, room.Limits(limits.MEMORY, limits.CPU_SECONDS, 2 * limits.MAX_OUTPUT))


def _decode(sink: BinaryIO, head: dict[str, Any], data: bytes) -> None:
    serve(sink, data, head["media"], head["only"])


def _load_what_comes_late() -> None:
    """Readers, codecs and fonts are loaded at first use, which the lock forbids: so use them once before any fork.

    libvips is left out: it starts threads, and a fork of a process with threads may stand still for ever.
    """
    Image.init()
    small = io.BytesIO()
    Image.new("1", (16, 16), 1).save(small, "TIFF")
    raster.salvage(small.getvalue(), 0)
    list(pdf.pictures(_ONE_LINE, None))


def serve(sink: BinaryIO, data: bytes, media: str, only: int | None) -> None:
    """Write a frame a page as it is decoded and a last frame that says how it ended."""
    found = pdf.pictures(data, only) if media == PDF else raster.pictures(data, media, only)
    for item in found:
        if isinstance(item, Ending):
            write_frame(sink, {"end": True, "unread": item.unread, "detail": item.detail})
        else:
            _write_page(sink, *item)
            sink.flush()


def _write_page(sink: BinaryIO, number: int, picture: Picture) -> None:
    body, bits = b"", 8
    if picture.pixels is not None:
        black_and_white = bool(np.isin(picture.pixels, (0, 255)).all())
        body = np.packbits(picture.pixels > 127, axis=1).tobytes() if black_and_white else picture.pixels.tobytes()
        bits = 1 if black_and_white else 8
    head = {
        "number": number,
        "width": picture.width,
        "height": picture.height,
        "dpi_x": picture.dpi_x,
        "dpi_y": picture.dpi_y,
        "bits": bits,
        "damaged": picture.damaged,
        "unread": picture.unread,
        "text": picture.text,
        "call": picture.call,
        "words": picture.words,
    }
    write_frame(sink, head, body)


if __name__ == "__main__":
    main()
