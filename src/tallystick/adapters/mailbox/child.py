"""The process that takes messages apart: ``python -m tallystick.adapters.mailbox.child``. Asked through ``opening``."""

from __future__ import annotations

import encodings.aliases
import importlib
from contextlib import suppress
from typing import Any, BinaryIO

from tallystick.adapters.rooms.frames import write_frame
from tallystick.adapters.rooms.serving import Limits, serve

from . import message

LIMITS = Limits(memory=1 << 30, seconds=20, output=256 << 20)
_EVERY_KIND = (
    b"From: a@b.invalid\r\nTo: c@d.invalid\r\nSubject: =?iso-8859-1?q?x?=\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset="utf-8"\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nx=20\r\n--x\r\nContent-Type: application/pdf\r\n"
    b'Content-Disposition: attachment; filename="x.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    b"JVBERi0=\r\n--x--\r\n"
)


def main() -> None:
    """Serve until stdin closes."""
    _load_what_comes_late()
    serve(_parts, LIMITS)


def _load_what_comes_late() -> None:
    """Codecs and parsers are loaded at first use, which the lock forbids: so use them once before any fork."""
    for name in sorted(set(encodings.aliases.aliases.values())):
        with suppress(ImportError):  # some are another system's
            importlib.import_module(f"encodings.{name}")
    message.parse(_EVERY_KIND)


def _parts(sink: BinaryIO, head: dict[str, Any], data: bytes) -> None:
    """A frame for each paper, then one that says what the message says of itself."""
    del head
    found = message.parse(data)
    for paper in found.papers:
        write_frame(sink, {"paper": True}, paper)
    about = {"sender": found.sender, "message_id": found.message_id, "automatic": found.automatic.value}
    write_frame(sink, about)


if __name__ == "__main__":
    main()
