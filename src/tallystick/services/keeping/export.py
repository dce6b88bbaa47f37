"""Export everything: originals as they came, entries in words, both logs, packets and a page to read them; sealed.

What leaves is complete: a fresh install makes a working register of it (``services/keeping/importing.py``), and whoever
has the passphrase reads it without any program of ours but the one that opens the seal. Erased entries stay erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from tallystick.adapters import archive
from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere
from tallystick.model.words import CopyKind, Log, Role
from tallystick.records import append as records
from tallystick.records.models import ArrivalKey, Checkpoint, Cosigned, Entry, KeptOpening, Look, Published
from tallystick.register import manifest, tiles
from tallystick.services import ledger
from tallystick.services.home import CONFIGURATION, Home
from tallystick.services.keeping import copies, tables

ENTRIES = "entries.jsonl"
CHECKPOINTS = "checkpoints.jsonl"
TABLES = "tables.jsonl"
ORIGINALS = "originals/"
KEPT_TABLES = (ArrivalKey, KeptOpening, Published, Cosigned, Look)
DAYS = 90
_TAKEN = (CONFIGURATION, "log-*", "ordinances/*", "reports/**/*", "statements/**/*", "stamps/*")
_README = """Everything of one register. index.html shows it; manifest.sha256 lists every file (sha256sum --check).

originals/        every paper as it came, by its SHA-256; what was erased is not here
entries.jsonl     every entry of both logs: index, kind, leaf, the secret that salts it, its body in plain JSON
checkpoints.jsonl every signed checkpoint
log/, operations/ both logs as static files (C2SP tlog-tiles); stamps/ time stamps of the second (RFC 3161)
reports/          signed packets; statements/ what was released; ordinances/ your own
log-*.key         the keys that sign the logs: whoever has them can sign in the register's name

tallystick import FILE --home FOLDER makes a register of it again.
"""


def export(home: Home, actor: Actor, path: Path, passphrase: str) -> int:
    """Write the sealed export and enter the copy; returns how many files are in it.

    Raises:
        WrongUse: there is a file already, or the passphrase is too short.

    """
    actor.need(Role.LEGAL)
    content = dict(_content(home))
    content[manifest.NAME] = manifest.write({name: _bytes(data) for name, data in content.items()})
    archive.write(path, passphrase, sorted(content.items()))
    copies.enter(home, CopyKind.EXPORT, path, days=DAYS)
    return len(content)


def _content(home: Home) -> Iterator[archive.Member]:
    yield "README.txt", _README.encode()
    yield "index.html", _page(home)
    yield ENTRIES, "".join(json.dumps(one) + "\n" for log in Log for one in _entries(home, log)).encode()
    yield CHECKPOINTS, "".join(json.dumps(one) + "\n" for one in _checkpoints()).encode()
    yield TABLES, "".join(tables.lines(KEPT_TABLES)).encode()
    for pattern in _TAKEN:
        for path in sorted(home.path.glob(pattern)):
            if path.is_file():
                yield path.relative_to(home.path).as_posix(), path
    yield from _originals(home)
    for log, folder in ((Log.REQUESTS, "log"), (Log.OPERATIONS, "operations")):
        yield from _log(home, log, folder)


def _entries(home: Home, log: Log) -> Iterator[dict[str, Any]]:
    for one in ledger.opened(home, log):
        plain = {"log": log.value, "index": one.index, "kind": one.kind, "leaf": bytes(one.leaf).hex()}
        if isinstance(one, ledger.Opened):
            plain |= {"secret": one.secret.hex(), "body": one.body.decode("utf-8")}
        yield plain


def _checkpoints() -> Iterator[dict[str, Any]]:
    for row in Checkpoint.objects.order_by("log", "size"):
        yield {"log": row.log, "size": row.size, "note": row.note}


def _originals(home: Home) -> Iterator[archive.Member]:
    for digest in sorted({one.event.sha256 for one in ledger.state(home).arrivals.values()} - {""}):
        try:
            yield ORIGINALS + digest, home.vault.get(digest)
        except NotThere:
            continue


def _log(home: Home, log: Log, folder: str) -> Iterator[archive.Member]:
    signed = records.latest_note(log)
    if signed is None:
        return
    leaves = [bytes(one) for one in Entry.objects.filter(log=log).order_by("index").values_list("leaf", flat=True)]
    for name, data in tiles.files(len(leaves), records.reader(log), lambda index: leaves[index]):
        yield f"{folder}/{name}", data
    yield f"{folder}/checkpoint", signed.encode()
    yield f"{folder}/key.vkey", home.vkey(log).encode() + b"\n"


def _page(home: Home) -> bytes:
    """The reader page: every arrival and what became of it; numbers and kinds lead to the originals."""
    state = ledger.state(home)
    rows = []
    for entry, arrival in sorted(state.arrivals.items()):
        event = arrival.event
        kinds = ", ".join(f"{state.documents[one].kind.value} (entry {one})" for one in arrival.documents) or "not read"
        paper = f'<a href="{ORIGINALS}{event.sha256}">{event.media}</a>' if event.sha256 else "erased"
        cells = (str(entry), event.number, event.received_at.isoformat(), event.channel.value, kinds)
        rows.append("<tr>" + "".join(f"<td>{escape(one)}</td>" for one in cells) + f"<td>{paper}</td></tr>")
    head = "".join(f'<th scope="col">{one}</th>' for one in ("Entry", "Number", "Received", "Channel", "Is", "Paper"))
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{escape(home.agency.name)}</title>'
        f"<h1>The register of {escape(home.agency.name)}</h1><p>{state.size} entries. entries.jsonl holds them all.</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></html>\n"
    ).encode()


def _bytes(data: bytes | Path) -> bytes:
    return data.read_bytes() if isinstance(data, Path) else data
