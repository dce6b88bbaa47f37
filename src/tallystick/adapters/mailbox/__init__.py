"""E-mail messages: whether bytes are one, who sent it, and the papers attached to it. Mailbox servers come later."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage

_HEADER = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3,}")
_KNOWN = re.compile(rb"^(from|to|date|message-id|received|mime-version):", re.IGNORECASE | re.MULTILINE)
_PAPERS = (b"II*\0", b"MM\0*", b"%PDF-", b"\xff\xd8\xff", b"\x89PNG")


@dataclass(frozen=True, slots=True)
class Message:
    """A message: sender as shown, Message-ID, and its attachments that may be papers, by magic bytes not by label."""

    sender: str
    message_id: str
    papers: tuple[bytes, ...]


def is_message(data: bytes) -> bool:
    """Whether bytes look like an RFC 5322 message (.eml)."""
    return bool(_HEADER.match(data)) and len(set(_KNOWN.findall(data[:20000].lower()))) >= 2


def parse(data: bytes) -> Message:
    """Take a message apart. Never raises for content: a message without papers has none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return Message(
        sender=str(message.get("From", "")),
        message_id=str(message.get("Message-ID", "")).strip(),
        papers=tuple(_papers(message)),
    )


def _papers(message: EmailMessage) -> list[bytes]:
    found = []
    for part in message.walk():
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and _is_paper(payload):
            found.append(payload)
    return found


def _is_paper(payload: bytes) -> bool:
    return payload.startswith(_PAPERS) or b"%PDF-" in payload[:1024]
