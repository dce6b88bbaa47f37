"""manifest.sha256: every other file of a folder with its SHA-256, in the form that ``sha256sum --check`` reads."""

from __future__ import annotations

import hashlib
import re

from tallystick.model.errors import ProofFails

from .source import Source, text_of

NAME = "manifest.sha256"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def check(folder: Source, *, younger: str = "") -> int:
    """The number of listed files, once every one is there with its digest and no other file is.

    ``younger`` names the one file that may stand beside the list because it was made after it.

    Raises:
        ProofFails: a file is missing, changed or not listed, or the manifest has not the form.
        NotThere: there is no manifest.

    """
    listed = _listed(text_of(folder, NAME))
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
    found: dict[str, str] = {}
    for line in text.removesuffix("\n").split("\n"):
        parts = _LINE.fullmatch(line)
        if not parts or parts[2] in found:
            raise ProofFails("a line of the manifest is not well formed", where=line[:100])
        found[parts[2]] = parts[1]
    return found


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more:" if len(names) > 3 else f"{shown}:"
