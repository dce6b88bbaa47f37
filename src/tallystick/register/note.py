"""Signed notes: a text and lines of signatures under it (C2SP signed-note v1.0.0), by Ed25519 keys.

Knows the key types 0x01 (a log) and 0x04 (a witness's timestamped cosignature, C2SP tlog-cosignature v1.0.1). Keys are
texts: a ``vkey`` as the standard has it, a secret key in the form that Go's sumdb/note and its relatives write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tallystick.model.errors import ProofFails, WrongUse

from . import base64lines

ED25519 = 0x01
COSIGNATURE = 0x04
MOST_SIGNATURES = 64
_DASH = "\u2014 "
_SECRET = "PRIVATE+KEY+"  # noqa: S105
_TIME = 8
_SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: key name, key id (4 bytes) and the bytes that the key's algorithm made."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A note taken apart. Its text proves nothing until ``verify`` passed."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name; ``kind`` is the signature type, ``vkey`` the text it was read from."""

    name: str
    key_id: bytes
    kind: int
    public: bytes

    @classmethod
    def parse(cls, vkey: str) -> Verifier:
        """The verifier of that text: name, key id in hex, base64 of type and public key, joined by plus signs.

        Raises:
            WrongUse: the text is not a verifier key, or of a type that this program does not check.

        """
        name, hexed, material = _three_parts(vkey.strip(), "a verifier key", "example.com/log+0123abcd+AQ...")
        kind, public = material[0], material[1:]
        if kind not in {ED25519, COSIGNATURE} or len(public) != 32:
            raise WrongUse(f"the verifier key of {name} is not an Ed25519 key", where=vkey)
        key_id = _key_id(name, kind, public)
        if key_id.hex() != hexed:
            raise WrongUse(f"the key id of {name} does not fit its key", where=vkey, remedy="copy the key again, whole")
        return cls(name, key_id, kind, public)

    @property
    def vkey(self) -> str:
        """The key as text."""
        return f"{self.name}+{self.key_id.hex()}+{base64lines.encode(bytes([self.kind]) + self.public)}"

    def check(self, text: str, value: bytes) -> None:
        """Pass if this key signed the text.

        Raises:
            ProofFails: it did not.

        """
        message, signature = self._signed(text, value)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature as cause:
            raise ProofFails(f"the signature by {self.name} does not fit the text") from cause

    def _signed(self, text: str, value: bytes) -> tuple[bytes, bytes]:
        if self.kind == ED25519:
            return text.encode(), value
        return cosigned_message(text, int.from_bytes(value[:_TIME])), value[_TIME:]


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """A secret key with its name; ``kind`` says whether it is a log's or a witness's."""

    name: str
    secret: bytes
    kind: int = ED25519

    @classmethod
    def parse(cls, skey: str) -> Signer:
        """The signer of that text (``PRIVATE+KEY+name+id+base64``).

        Raises:
            WrongUse: the text is not a secret key.

        """
        text = skey.strip()
        if not text.startswith(_SECRET):
            raise WrongUse("this is not the secret key of a log or witness", remedy="it begins with PRIVATE+KEY+")
        name, hexed, material = _three_parts(text.removeprefix(_SECRET), "a secret key", "PRIVATE+KEY+...")
        if material[0] not in {ED25519, COSIGNATURE} or len(material) != 33:
            raise WrongUse(f"the secret key of {name} is not an Ed25519 key")
        signer = cls(name, material[1:], material[0])
        if signer.verifier().key_id.hex() != hexed:
            raise WrongUse(f"the key id of {name} does not fit its secret key", remedy="take the key from its backup")
        return signer

    def verifier(self) -> Verifier:
        """The public side of the key."""
        return _verifier(self.name, self.kind, self.secret)

    def sign(self, text: str) -> Signature:
        """The signature of a log's key over the text."""
        return Signature(self.name, self.verifier().key_id, self._key().sign(text.encode()))

    def cosign(self, text: str, seconds: int) -> Signature:
        """The signature of a witness's key over a checkpoint's text at a moment in POSIX seconds."""
        value = self._key().sign(cosigned_message(text, seconds))
        return Signature(self.name, self.verifier().key_id, seconds.to_bytes(_TIME) + value)

    def _key(self) -> Ed25519PrivateKey:
        return _private(self.secret)


@lru_cache(maxsize=8)  # the two logs' keys, asked for at every entry
def _private(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret)


@lru_cache(maxsize=8)
def _verifier(name: str, kind: int, secret: bytes) -> Verifier:
    public = _private(secret).public_key().public_bytes_raw()
    return Verifier(name, _key_id(name, kind, public), kind, public)


def new_key(name: str, kind: int = ED25519) -> tuple[str, str]:
    """A new key of a log or a witness: its secret text and its verifier key.

    Raises:
        WrongUse: the name is empty or holds a blank or a plus sign.

    """
    _check_name(name, name)
    secret = Ed25519PrivateKey.generate().private_bytes_raw()
    verifier = Signer(name, secret, kind).verifier()
    return f"{_SECRET}{name}+{verifier.key_id.hex()}+{base64lines.encode(bytes([kind]) + secret)}", verifier.vkey


def sign(text: str, signer: Signer) -> str:
    """The signed note of a text that ends with a newline.

    Raises:
        WrongUse: the text has another end or control characters.

    """
    if not text.endswith("\n") or _has_control(text):
        raise WrongUse("a note's text ends with a newline and has no other control character")
    return f"{text}\n{_line(signer.sign(text))}"


def parse(note: str) -> Note:
    """Text and signatures of a note, nothing checked but the form.

    Raises:
        ProofFails: the form is not that of a signed note.

    """
    split = note.rfind("\n\n")
    if split < 0 or not note.endswith("\n") or _has_control(note):
        raise ProofFails("this is not a signed note", remedy="ask for the file again, byte for byte")
    signatures = parse_lines(note[split + 2 :])
    if len(signatures) > MOST_SIGNATURES:
        raise ProofFails(f"the note bears more than {MOST_SIGNATURES} signatures")
    return Note(note[: split + 1], signatures)


def verify(note: str, verifiers: Iterable[Verifier]) -> str:
    """The text of a note, once at least one of the known keys signed it and no known key's signature fails.

    Raises:
        ProofFails: no known key signed the note, or a signature by a known key is false.

    """
    known = tuple(verifiers)
    if not signed_by(note, known):
        names = ", ".join(verifier.name for verifier in known) or "no key"
        raise ProofFails(f"the note is not signed by {names}")
    return parse(note).text


def signed_by(note: str, verifiers: Iterable[Verifier]) -> tuple[Verifier, ...]:
    """Those of the known keys that signed the note.

    Raises:
        ProofFails: the note has not the form, or a signature by a known key is false (the whole note is refused).

    """
    opened = parse(note)
    found: list[Verifier] = []
    for verifier in verifiers:
        values = [s.value for s in opened.signatures if (s.name, s.key_id) == (verifier.name, verifier.key_id)]
        for value in values:
            verifier.check(opened.text, value)
        if values:
            found.append(verifier)
    return tuple(found)


def signed_exactly(note: str, verifiers: Iterable[Verifier]) -> str:
    """The text of a note that bears one true signature line of each of these keys, in their order, and no other line.

    Raises:
        ProofFails: a line is missing, false, in another place or of another key.

    """
    opened, listed = parse(note), tuple(verifiers)
    found = [(line.name, line.key_id) for line in opened.signatures]
    if found != [(key.name, key.key_id) for key in listed]:
        names = ", ".join(key.name for key in listed) or "nobody"
        raise ProofFails(f"the signature lines are not exactly those of {names}")
    for key, line in zip(listed, opened.signatures, strict=True):
        key.check(opened.text, line.value)
    return opened.text


def add_signatures(note: str, more: Iterable[Signature]) -> str:
    """The note with more signature lines under it, as they come."""
    return note + lines(more)


def lines(signatures: Iterable[Signature]) -> str:
    """Signatures as the lines that stand under a note."""
    return "".join(map(_line, signatures))


def parse_lines(text: str) -> tuple[Signature, ...]:
    """The signatures of lines that stand alone, as a witness answers them.

    Raises:
        ProofFails: a line is not well formed, or the last is not whole.

    """
    if not text.endswith("\n"):
        raise ProofFails("these are not signature lines")
    return tuple(_parse_line(line) for line in text[:-1].split("\n"))


def cosigned_message(text: str, seconds: int) -> bytes:
    """What a witness signs for a checkpoint at a moment in POSIX seconds (tlog-cosignature, Ed25519)."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def cosigned_at(signature: Signature) -> datetime:
    """The moment that a witness's signature names (UTC); true only once its key was checked.

    Raises:
        ProofFails: the signature has not the length of a cosignature.

    """
    if len(signature.value) != _TIME + _SIGNATURE:
        raise ProofFails(f"the signature by {signature.name} bears no time")
    return datetime.fromtimestamp(int.from_bytes(signature.value[:_TIME]), UTC)


def _line(signature: Signature) -> str:
    return f"{_DASH}{signature.name} {base64lines.encode(signature.key_id + signature.value)}\n"


def _parse_line(line: str) -> Signature:
    name, blank, encoded = line.removeprefix(_DASH).partition(" ")
    raw = base64lines.decode(encoded)
    if not line.startswith(_DASH) or not blank or not _is_name(name) or raw is None or len(raw) < 5:
        raise ProofFails("a signature line of the note is not well formed", where=line[:80])
    return Signature(name, raw[:4], raw[4:])


def _three_parts(text: str, what: str, example: str) -> tuple[str, str, bytes]:
    parts = text.split("+", 2)
    raw = base64lines.decode(parts[2]) if len(parts) == 3 else None
    if len(parts) != 3 or raw is None or len(raw) < 2:
        raise WrongUse(f"this is not {what}", remedy=f"it looks like {example}")
    _check_name(parts[0], what)
    return parts[0], parts[1], raw


def _key_id(name: str, kind: int, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def _check_name(name: str, where: str) -> None:
    if not _is_name(name):
        raise WrongUse("a key name is not empty and has no blank and no plus sign", where=where)


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def _has_control(text: str) -> bool:
    return any(letter < " " and letter != "\n" for letter in text)
