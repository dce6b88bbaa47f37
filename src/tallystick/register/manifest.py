"""manifest.sha256: every other file of a folder with its SHA-256, in the form that ``sha256sum --check`` reads.

There is one way to write a list, so that a change of any byte of the manifest itself is seen. A published folder's
manifest is a signed note: a comment that names the log, the list, and one signature by the log's key. A packet's bears
no signature: what the log proves of it is its report.json.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from tallystick.model.errors import ProofFails

from . import note
from .source import Source, text_of

NAME = "manifest.sha256"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def write(files: Mapping[str, bytes]) -> bytes:
    """The manifest of these files, in the order of their names."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return "".join(lines).encode()


def sign(files: Mapping[str, bytes], signer: note.Signer) -> bytes:
    """The manifest of a published folder, signed with the key of its log."""
    return note.sign(_head(signer.name) + write(files).decode(), signer).encode()


def check(folder: Source, *, younger: str = "") -> int:
    """The number of files that an unsigned manifest lists, once each is there with its digest and no other file is.

    ``younger`` names the one file that may stand beside the list because it was made after it.

    Raises:
        ProofFails: a file is missing, changed or not listed, or the manifest has not the one form.
        NotThere: there is no manifest.

    """
    return _compare(folder, text_of(folder, NAME), younger)


def check_signed(folder: Source, key: note.Verifier) -> int:
    """The same for a published folder, whose manifest bears the signature of this key and no other line.

    Raises:
        ProofFails: as ``check``, or the manifest is not signed so, or it is of another log.
        NotThere: there is no manifest.

    """
    try:
        text = note.signed_exactly(text_of(folder, NAME), [key])
    except ProofFails as cause:
        raise ProofFails(f"{NAME}: {cause.what}", where=NAME) from cause
    if not text.startswith(_head(key.name)):
        raise ProofFails(f"{NAME} is not the one of {key.name}", where=NAME)
    return _compare(folder, text.removeprefix(_head(key.name)), "")


def _head(origin: str) -> str:
    return f"# manifest of the files published with {origin}\n"


def _compare(folder: Source, text: str, younger: str) -> int:
    listed = _listed(text)
    present = set(folder.names()) - {NAME}
    if missing := sorted(listed.keys() - present):
        raise ProofFails(f"{_some(missing)} listed in the manifest, not there")
    if strange := sorted(present - listed.keys() - {younger}):
        raise ProofFails(f"{_some(strange)} not listed in the manifest")
    for name, digest in listed.items():
        if hashlib.sha256(folder.read(name)).hexdigest() != digest:
            raise ProofFails(f"{name} is not the file that the manifest lists", where=name)
    return len(listed)


def _listed(text: str) -> dict[str, str]:
    if not text.endswith("\n"):
        raise ProofFails(f"{NAME} does not end with a whole line", where=NAME)
    found: dict[str, str] = {}
    for line in text.removesuffix("\n").split("\n"):
        parts = _LINE.fullmatch(line)
        if not parts:
            raise ProofFails(f"a line of {NAME} is not well formed", where=line[:100])
        if found and parts[2] <= next(reversed(found)):
            raise ProofFails(f"{NAME} is not in the order of names, each once", where=line[:100])
        found[parts[2]] = parts[1]
    return found


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more:" if len(names) > 3 else f"{shown}:"
