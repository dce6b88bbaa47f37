"""What a file is, by its first bytes alone: names and mail headers lie (facts/intake.md §1)."""

from __future__ import annotations

import re

from tallystick.model.words import UnreadReason

TIFF, PDF, JPEG, PNG = "image/tiff", "application/pdf", "image/jpeg", "image/png"
PICTURES = (TIFF, PDF, JPEG, PNG)

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
)
_ARCHIVES = ("application/zip", "application/vnd.rar", "application/x-7z-compressed", "application/gzip")
_MAIL = re.compile(
    rb"(?:From |(?:Received|Return-Path|From|To|Date|Subject|Message-ID|MIME-Version): ?)", re.IGNORECASE
)


def media_of(data: bytes) -> str:
    """The media type of ``data`` by magic bytes; ``application/octet-stream`` when it is none that we know."""
    if not data:
        return "application/x-empty"
    known = next((media for start, media in _STARTS if data.startswith(start)), None)
    if known:
        return known
    if b"%PDF-" in data[:1024]:
        return PDF
    if _MAIL.match(data):
        return "message/rfc822"
    return "text/plain" if _is_text(data[:4096]) else "application/octet-stream"


def refusal(media: str) -> tuple[UnreadReason, str] | None:
    """Why a file of that media type has no pages, or None when it may have some."""
    if media in PICTURES:
        return None
    if media == "application/x-empty":
        return UnreadReason.EMPTY_FILE, "the file has no bytes"
    if media in _ARCHIVES:
        return UnreadReason.ARCHIVE, f"an archive ({media}); open it and send what is in it"
    if media == "message/rfc822":
        return UnreadReason.NOT_A_PICTURE, "an e-mail; its attachments are read, not the mail itself"
    return UnreadReason.NOT_A_PICTURE, f"no picture of a page ({media})"


def _is_text(head: bytes) -> bool:
    return b"\0" not in head and sum(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in head) == 0
