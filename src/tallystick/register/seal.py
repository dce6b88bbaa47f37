"""Sealing: AES-256-GCM under a key per record, so that destroying the key erases the record (facts: trust, section 5).

``context`` names what is sealed (log, index, version); it is bound to the seal, so a body cannot be moved elsewhere.
Must not know where keys live.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tallystick.model.errors import ProofFails, WrongUse

KEY = 32
_NONCE = 12


def new_key() -> bytes:
    """A new record key: 32 random bytes."""
    return secrets.token_bytes(KEY)


def seal(key: bytes, plaintext: bytes, *, context: bytes) -> bytes:
    """The sealed bytes: a random 12-byte nonce, then ciphertext and tag.

    Raises:
        WrongUse: the key has not 32 bytes.

    """
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(key).encrypt(nonce, plaintext, context)


def unseal(key: bytes, sealed: bytes, *, context: bytes) -> bytes:
    """The plaintext.

    Raises:
        ProofFails: another key, another context, or changed bytes.
        WrongUse: the key has not 32 bytes.

    """
    try:
        return _cipher(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
    except (InvalidTag, ValueError) as cause:
        raise ProofFails("the seal does not open: another key, another place, or changed bytes") from cause


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY:
        raise WrongUse(f"a record key has {KEY} bytes, not {len(key)}")
    return AESGCM(key)
