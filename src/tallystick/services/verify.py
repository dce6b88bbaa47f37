"""Verify what somebody was handed: a receipt, a report packet, a public site or a bare log.

A stranger runs this: it needs ``cryptography`` and the standard library, no Django, no home and no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tallystick.adapters.packets import open_source
from tallystick.register.audit import Audit, audit
from tallystick.register.source import Held


def verify(path: Path, vkey: str | None = None, *, receipts: Sequence[Path] = ()) -> Audit:
    """Recompute everything at a path: a file, a zip file or a folder.

    Args:
        path: what to verify.
        vkey: the log's verifier key as the reader has it from elsewhere, or the path of a file that holds it; keys of
            witnesses may follow it, parted by blanks or lines.
        receipts: receipts that the reader holds, to be compared with the log at ``path``.

    Raises:
        NotThere: there is nothing at a path.
        WrongUse: what is there cannot be verified, or the key cannot be read.

    """
    held = {str(one): _bytes_of(one) for one in receipts}
    return audit(open_source(path), _key_text(vkey), receipts=Held(held) if held else None)


def _bytes_of(path: Path) -> bytes:
    source = open_source(path)
    return source.read(path.name)


def _key_text(vkey: str | None) -> str | None:
    """The key itself, or the content of the file that the text names (a key always holds a plus sign)."""
    if vkey is None or "+" in vkey:
        return vkey
    return _bytes_of(Path(vkey)).decode("utf-8", "replace")
