"""One message taken apart: sender as shown, Message-ID, papers by magic bytes, and whether a machine answered.

A part counts by its bytes and never by its label: inline, octet-stream and nested parts are opened like any other
(facts/intake.md §1). Messages in messages, Outlook's .msg and winmail.dat are opened too.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum

from .outlook import attachments_of_msg
from .tnef import attachments_of_tnef

_HEADER = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3,}")
_KNOWN = re.compile(rb"^(from|to|date|message-id|received|mime-version):", re.IGNORECASE | re.MULTILINE)
_ID = re.compile(rb"^message-id:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE)
_BLANK = re.compile(rb"\r?\n\r?\n")
_PICTURES = (b"II*\0", b"MM\0*", b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_CLOSED = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
"""Archives and office documents: they may hold a paper, so a person is shown them."""
_DEEPEST, _MOST = 8, 200
"""Messages within messages and parts of one message that are looked at; what lies beyond stays in the original."""


class Automatic(StrEnum):
    """A message that no person wrote."""

    NO = ""
    BOUNCE = "bounce"
    ANSWER = "automatic answer"


@dataclass(frozen=True, slots=True)
class Message:
    """A message: sender as shown, Message-ID, its papers in order, and whether a machine wrote it.

    ``stopped`` says why it could not be taken apart; then nothing of it is known.
    """

    sender: str
    message_id: str
    papers: tuple[bytes, ...]
    automatic: Automatic = Automatic.NO
    stopped: str = ""


def message_id(head: bytes) -> str:
    """The Message-ID that a message's header names, empty when it names none. Looks for it and parses nothing."""
    found = _ID.search(_BLANK.split(head, maxsplit=1)[0])
    return " ".join(found[1].decode("ascii", "replace").split()) if found else ""


def is_message(data: bytes) -> bool:
    """Whether bytes look like an RFC 5322 message (.eml)."""
    return bool(_HEADER.match(data)) and len(set(_KNOWN.findall(data[:20000].lower()))) >= 2


def parse(data: bytes) -> Message:
    """Take a message, a .msg or a winmail.dat apart. Never raises for content: one without papers has none."""
    found = list(_papers(data, _DEEPEST))[:_MOST]
    sure = tuple(part for part, is_sure in found if is_sure)
    every = tuple(part for part, _ in found)
    if not is_message(data):
        return Message("", "", sure or every)
    message = _opened(data)
    automatic = _automatic(message)
    papers = sure or (() if automatic else every)
    return Message(_told(message, "From"), message_id(data), papers, automatic)


def _opened(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _told(message: EmailMessage, name: str) -> str:
    """A header's text; a header that cannot be parsed is given as it came."""
    try:
        return str(message.get(name, "")).strip()
    except (ValueError, IndexError, AttributeError, KeyError):
        raw = dict(message.raw_items())
        return str(raw.get(name, "")).strip()


def _papers(data: bytes, depth: int) -> Iterator[tuple[bytes, bool]]:
    """Parts that may be papers; False for an attachment of no kind that we know."""
    if depth == 0:
        yield data, True
    elif (inner := _boxed(data)) is not None:
        for part in inner:
            yield from _papers(part, depth - 1)
    elif is_message(data):
        for part, attached in _parts(_opened(data)):
            if _is_box(part) or attached or _sure(part):
                yield from _papers(part, depth - 1)
    elif data:
        yield data, _sure(data)


def _parts(message: EmailMessage) -> Iterator[tuple[bytes, bool]]:
    """Bytes of every part that has any, and whether it was attached: it has a name or says so."""
    for part in message.walk():
        if part.is_multipart():
            continue
        try:
            payload = part.get_payload(decode=True)
            attached = part.get_content_disposition() == "attachment" or bool(part.get_filename())
        except (ValueError, LookupError, AttributeError):
            payload, attached = part.get_payload(decode=True), True
        if isinstance(payload, bytes):
            yield payload, attached


def _boxed(data: bytes) -> list[bytes] | None:
    """What lies in a .msg or winmail.dat, None when it is neither."""
    found = attachments_of_msg(data)
    return attachments_of_tnef(data) if found is None else found


def _is_box(part: bytes) -> bool:
    return is_message(part) or _boxed(part) is not None


def _sure(part: bytes) -> bool:
    return part.startswith(_PICTURES + _CLOSED) or b"%PDF-" in part[:1024]


def _automatic(message: EmailMessage) -> Automatic:
    """RFC 3464 (delivery reports), RFC 3834 (answers); ``auto-generated`` is what office scanners say of a scan."""
    if message.get_content_type() == "multipart/report" or _told(message, "Return-Path") == "<>":
        return Automatic.BOUNCE
    if _told(message, "X-Failed-Recipients"):
        return Automatic.BOUNCE
    answered = _told(message, "Auto-Submitted").lower().startswith("auto-replied")
    old = _told(message, "Precedence").lower() == "auto_reply" or bool(_told(message, "X-Autoreply"))
    return Automatic.ANSWER if answered or old else Automatic.NO
