"""Every parser that meets bytes of strangers, as one callable each, with seeds that it understands.

A parser may refuse what it is given by an error of ``model/errors.py``; anything else that it raises is a fault.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from register.making import Published, a_year
from tallystick.adapters import stamps
from tallystick.adapters.fax import parse_journal, parse_xferfaxlog
from tallystick.adapters.folders.whole import is_whole
from tallystick.adapters.mailbox.message import is_message, parse
from tallystick.adapters.pages.media import media_of
from tallystick.adapters.pages.tiff import directories
from tallystick.adapters.sheets.opening import open_sheets
from tallystick.model.errors import TallystickError
from tallystick.reconciliation.importing import understand
from tallystick.register import canonical, checkpoint, manifest, note, openings, receipt, tiles
from tallystick.register.proof import Proof
from tallystick.register.source import Held
from tallystick.services.inspect import vocabulary


@dataclass(frozen=True)
class Parser:
    """What is done with the bytes, and bytes that it understands."""

    take: Callable[[bytes], object]
    seeds: tuple[bytes, ...]

    def __call__(self, data: bytes) -> None:
        try:
            self.take(data)
        except TallystickError:
            return


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _list(data: bytes) -> object:
    return understand(open_sheets(data, "list"), vocabulary(), sha256=("0" * 64,))


def _event(data: bytes) -> object:
    kind = _KEPT.life.events[0].KIND
    return canonical.decode(kind, data)


_KEPT = Published.of(a_year())
_RECEIPT = _KEPT.receipt(3).encode()
_CHECKPOINT = _KEPT.checkpoint().encode()
_FILES = _KEPT.log()
_TIFF = (
    b"II*\0\x08\0\0\0\x05\0\0\x01\x03\0\x01\0\0\0\xc0\x06\0\0\x01\x01\x03\0\x01\0\0\0\x98\x08\0\0\x03\x01\x03\0\x01\0\0\0\x04\0\0\0"
    b"\x11\x01\x04\0\x01\0\0\0\x5a\0\0\0\x17\x01\x04\0\x01\0\0\0\x08\0\0\0\0\0\0\0SPECIMEN" + bytes(16)
)
_MAIL = (
    b"From: Invented <a@harborton.example>\r\nTo: b@harborton.example\r\nDate: Tue, 4 Mar 2025 12:00:00 +0000\r\n"
    b'Message-ID: <1@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjc=\r\n--b--\r\n"
)
_CSV = b"Prepared,Facility,City,State,Gender\r\n2015-01-02,HARBORTON POLICE DEPT,HARBORTON,MA,Male\r\n"
_STAMP = bytes.fromhex(
    "3081803003020100307906092a864886f70d010702a06c306a02010331003063060b2a864886f70d0109100104a054045230"
    "5002010106012a3031300d060960864801650304020105000420000000000000000000000000000000000000000000000000"
    "0000000000000000020101180f32303235303330343132303030305a020105"
)
_XFERFAXLOG = (
    b'07/04/25 23:51\tRECV\t000004101\tttyFAX3\trecvq/fax000004101.tif\t""\tfax\t"9995550203"\t"999 555 0111"\t459042'
    b'\t3\t0:02:13\t0:02:13\t""\t"INVENTED ERO"\t"9995550110"\t""\t""\t"00 46 78"\n'
)
_JOURNAL = b"station,kind,from,to,at,sender,pages,result,text\nH3,call,,,2025-03-04 14:12,9995550110,3,,\n"

PARSERS: dict[str, Parser] = {
    "receipt": Parser(lambda data: receipt.read(_text(data)), (_RECEIPT,)),
    "proof": Parser(lambda data: Proof.parse(_text(data)).claimed(), (_RECEIPT,)),
    "note": Parser(lambda data: note.verify(_text(data), [note.Verifier.parse(_KEPT.vkey)]), (_CHECKPOINT,)),
    "key": Parser(lambda data: note.Verifier.parse(_text(data)), (_KEPT.vkey.encode(),)),
    "checkpoint": Parser(
        lambda data: checkpoint.Checkpoint.parse(_text(data)), (_CHECKPOINT.partition(b"\n\n")[0] + b"\n",)
    ),
    "tiles": Parser(lambda data: list(tiles.leaves_of(data)), tuple(c for n, c in _FILES.items() if "entries" in n)),
    "stamp": Parser(stamps.read, (_STAMP,)),
    "openings": Parser(lambda data: openings.read(data).told(), (_FILES["openings.json"],)),
    "manifest": Parser(
        lambda data: manifest.check(Held({manifest.NAME: data, "a": b"a"})), (manifest.write({"a": b"a"}),)
    ),
    "event": Parser(_event, (canonical.encode(_KEPT.life.events[0]),)),
    "tiff": Parser(lambda data: (directories(data), is_whole(data), media_of(data)), (_TIFF,)),
    "pdf": Parser(lambda data: (is_whole(data), media_of(data)), (b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n",)),
    "mail": Parser(lambda data: (is_message(data), parse(data)), (_MAIL,)),
    "list": Parser(_list, (_CSV, json.dumps([1]).encode())),
    "fax log": Parser(lambda data: parse_xferfaxlog(_text(data), file="x", zone="UTC", modems={}), (_XFERFAXLOG,)),
    "fax journal": Parser(lambda data: parse_journal(_text(data), file="x", zone="UTC"), (_JOURNAL,)),
}
