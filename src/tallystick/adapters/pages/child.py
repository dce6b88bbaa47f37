"""The decoding process: ``python -m tallystick.adapters.pages.child``.

It loads the decoders once, then forks one short-lived child a file, so that each file has limits and memory of its
own and a file that kills its decoder kills nothing else. Reads requests on stdin, answers on stdout; opens no file. It
is started in a room without network and files (``adapters.sandbox``); each fork also locks itself in.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import tempfile
from typing import BinaryIO

import numpy as np
from PIL import Image

from tallystick.adapters import sandbox

from . import limits, pdf, raster
from .frames import ANSWER, REQUEST, write_frame
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
    """Serve requests until stdin closes: lengths, JSON head, file bytes; answers are exit status, length, frames."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _load_what_comes_late()
    while len(lengths := source.read(REQUEST.size)) == REQUEST.size:
        head_size, size = REQUEST.unpack(lengths)
        head = json.loads(source.read(head_size))
        data = source.read(size)
        with _scratch() as scratch:
            status = _in_child(scratch, data, head["media"], head["only"])
            scratch.seek(0)
            answer = scratch.read()
        sink.write(ANSWER.pack(status, len(answer)))
        sink.write(answer)
        sink.flush()


def _scratch() -> BinaryIO:
    """Memory that parent and fork share; never a name on a disk where the system allows it."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("pages"), "w+b")
    return tempfile.TemporaryFile()


def _in_child(scratch: BinaryIO, data: bytes, media: str, only: int | None) -> int:
    """Decode in a fork; the exit status, negative for the signal that ended it."""
    process = os.fork()
    if process == 0:
        _limit()
        sandbox.lock()
        buffer = io.BufferedWriter(io.FileIO(scratch.fileno(), "wb", closefd=False))
        serve(buffer, data, media, only)
        buffer.flush()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _load_what_comes_late() -> None:
    """Readers, codecs and fonts are loaded at first use, which the lock forbids: so use them once before any fork.

    libvips is left out: it starts threads, and a fork of a process with threads may stand still for ever.
    """
    Image.init()
    small = io.BytesIO()
    Image.new("1", (16, 16), 1).save(small, "TIFF")
    raster.salvage(small.getvalue(), 0)
    list(pdf.pictures(_ONE_LINE, None))


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 2 * limits.MAX_OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


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
