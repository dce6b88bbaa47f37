"""Standard base64 (RFC 4648 section 4) in its one canonical form, as notes, checkpoints and proofs write it."""

from __future__ import annotations

import base64
import binascii


def encode(raw: bytes) -> str:
    """The base64 text of some bytes."""
    return base64.b64encode(raw).decode()


def decode(text: str) -> bytes | None:
    """The bytes of a canonical base64 text; None for any other text, so that no proof has two spellings."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if encode(raw) == text else None
