"""Time stamps of RFC 3161: a request for one, the wire to an authority, and what its answer says.

What is stamped is a digest; the authority learns nothing else. Only the form, the digest and the nonce of an answer are
checked here: its signature is for whoever trusts that authority's certificate (``openssl ts -verify``). Knows no log.
"""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from tallystick.model.errors import NotThere, ProofFails, WrongUse

__all__ = ["Stamped", "ask", "read", "request"]

MOST_BYTES = 1 << 16
_SECONDS = 20
_BOOLEAN, _INTEGER, _OCTETS, _TIME, _SEQUENCE, _EXPLICIT = 0x01, 0x02, 0x04, 0x18, 0x30, 0xA0
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_RESPONSE = (0, _SEQUENCE)
_INFO = (
    _RESPONSE,
    (1, _SEQUENCE),  # ContentInfo
    (1, _EXPLICIT),
    (0, _SEQUENCE),  # SignedData
    (2, _SEQUENCE),  # EncapsulatedContentInfo
    (1, _EXPLICIT),
    (0, _OCTETS),
    (0, _SEQUENCE),  # TSTInfo
)
"""Where in an answer the words of its token stand (RFC 3161 2.4.2, RFC 5652 5.1)."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """What a token says: the SHA-256 that was stamped, the nonce of the request, and when (UTC)."""

    digest: bytes
    nonce: int
    at: datetime


def request(digest: bytes, nonce: int) -> bytes:
    """A ``TimeStampReq`` for a SHA-256; ``nonce`` is positive, and the authority's certificate is asked for."""
    imprint = _SHA256 + _wrapped(_OCTETS, digest)
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1, "big")
    parts = (
        _wrapped(_INTEGER, b"\x01"),
        _wrapped(_SEQUENCE, imprint),
        _wrapped(_INTEGER, number),
        _wrapped(_BOOLEAN, b"\xff"),
    )
    return _wrapped(_SEQUENCE, b"".join(parts))


def ask(url: str, body: bytes) -> bytes:
    """Send a request to the authority at ``url``; the bytes of its answer.

    Raises:
        NotThere: nobody answers in 20 seconds, or with an error. WrongUse: the address is not one of HTTP.

    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise WrongUse(f"'{url}' is not the address of a time stamp authority", remedy="it begins with http")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=_SECONDS)
    try:
        connection.request("POST", parts.path or "/", body, {"Content-Type": "application/timestamp-query"})
        answer = connection.getresponse()
        found = answer.read(MOST_BYTES)
    except (OSError, http.client.HTTPException) as cause:
        raise NotThere(
            f"the authority at {url} does not answer: {cause}", remedy="it is asked again tomorrow"
        ) from cause
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise NotThere(f"the authority at {url} answers with {answer.status}", remedy="it is asked again tomorrow")
    return found


def read(answer: bytes) -> Stamped:
    """What the token in an answer says.

    Raises:
        ProofFails: it is not a ``TimeStampResp``, it grants nothing, or its token is of another form.

    """
    status = _inside(answer, _RESPONSE, (0, _SEQUENCE))
    if _nodes(status)[:1] not in ([(_INTEGER, b"\x00")], [(_INTEGER, b"\x01")]):
        raise ProofFails("the authority grants no time stamp")
    said = _inside(answer, *_INFO)
    imprint = _inside(said, (2, _SEQUENCE))
    if not imprint.startswith(_SHA256):
        raise ProofFails("the token does not stamp a SHA-256")
    nonce = next((value for tag, value in _nodes(said)[5:] if tag == _INTEGER), b"")
    return Stamped(
        digest=_inside(imprint, (1, _OCTETS)),
        nonce=int.from_bytes(nonce, "big", signed=True),
        at=_moment(_inside(said, (4, _TIME))),
    )


def _moment(text: bytes) -> datetime:
    try:
        whole = text.decode("ascii").removesuffix("Z").partition(".")[0]
        return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as cause:
        raise ProofFails("the token does not say when") from cause


Node = tuple[int, bytes]
"""One element of DER: its tag and its content."""


def _inside(data: bytes, *path: tuple[int, int]) -> bytes:
    """The content that a path of (place, tag) leads to.

    Raises:
        ProofFails: there is no such element.

    """
    for place, tag in path:
        nodes = _nodes(data)
        if place >= len(nodes) or nodes[place][0] != tag:
            raise ProofFails("the answer has not the form of a time stamp")
        data = nodes[place][1]
    return data


def _nodes(data: bytes) -> list[Node]:
    """The elements that follow each other in ``data``.

    Raises:
        ProofFails: they do not fill it exactly.

    """
    found, at = [], 0
    while at < len(data):
        start, length = _length(data, at + 1)
        if start + length > len(data):
            raise ProofFails("the answer is cut off")
        found.append((data[at], data[start : start + length]))
        at = start + length
    return found


def _length(data: bytes, at: int) -> tuple[int, int]:
    """Where the content begins, and how long it is."""
    first = data[at] if at < len(data) else 0x80
    if first < 0x80:
        return at + 1, first
    start = at + 1 + (first & 0x7F)
    if first == 0x80 or first > 0x84 or start > len(data):
        raise ProofFails("the answer is not DER")
    return start, int.from_bytes(data[at + 1 : start], "big")


def _wrapped(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content
