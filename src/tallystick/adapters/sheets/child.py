"""The process that opens lists: ``python -m tallystick.adapters.sheets.child``. Asked through ``asking``."""

from __future__ import annotations

import codecs
import os
from typing import Any, BinaryIO

from tallystick.adapters.rooms.frames import write_frame
from tallystick.adapters.rooms.serving import Limits, serve
from tallystick.model.errors import BadList

LIMITS = Limits(memory=8 << 30, seconds=600, output=2 << 30)
"""A release of 600,000 rows of 65 columns fits; what a small file pretends to be does not grow without end."""


def _load_what_comes_late() -> None:
    """Codecs are loaded at first use, which the lock forbids: so use each once before any fork."""
    for codec in ("utf-8-sig", "utf-16", "cp1252"):
        codecs.lookup(codec)


def main() -> None:
    """Serve until stdin closes."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    import numpy  # noqa: ICN001

    from . import columns, opening, wire

    del columns, numpy  # polars and what it hands numbers over with, loaded before the lock
    _load_what_comes_late()

    def sheets(sink: BinaryIO, head: dict[str, Any], data: bytes) -> None:
        try:
            found = opening.open_sheets(data, head["name"])
        except BadList as bad:
            write_frame(sink, {"what": bad.what, "where": bad.where, "remedy": bad.remedy})
            return
        for cells in found:
            wire.write_sheet(sink, cells)
        write_frame(sink, {"end": True})

    serve(sheets, LIMITS)


if __name__ == "__main__":
    main()
