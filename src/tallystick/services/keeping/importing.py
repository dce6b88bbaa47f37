"""Import an export into a fresh install: the same entries, leaves, tree and checkpoints, sealed anew under new keys.

1 the files are unpacked beside and compared with their manifest; 2 the home and its database are made; 3 originals are
sealed into the vault; 4 entries are sealed and written in order, each leaf recomputed; 5 both roots must be the signed
ones, else nothing is kept; 6 what can be derived is derived. People are not in an export: make users.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from tallystick.adapters.packets import Folder
from tallystick.model.errors import ProofFails, WrongUse
from tallystick.model.words import EntryKind, Log
from tallystick.records import append as records
from tallystick.records.models import Checkpoint
from tallystick.register import canonical, checkpoint, leaf, manifest, note, seal, tree
from tallystick.services import ledger
from tallystick.services.home import CONFIGURATION, Home, open_home, private_files
from tallystick.services.keeping import tables
from tallystick.services.keeping.backup import unpack
from tallystick.services.keeping.export import CHECKPOINTS, ENTRIES, ORIGINALS, TABLES
from tallystick.services.keeping.rebuild import Compared, rebuild
from tallystick.services.setup import make_database


def import_register(path: Path, passphrase: str, folder: Path) -> list[Compared]:
    """Make the home in ``folder`` out of an export (steps 1 to 6 above); what was derived beside what was read.

    Raises:
        WrongUse: there is a register already. ProofFails: the export does not hold; no entry is kept then.

    """
    if (folder / CONFIGURATION).exists():
        raise WrongUse(f"there is a register in {folder} already", remedy="name another folder with --home")
    beside = folder / ".part-import"
    beside.mkdir(parents=True, mode=0o700)
    try:
        unpack(path, passphrase, beside)  # 1
        manifest.check(Folder(beside))
        home = _make_home(beside, folder)  # 2
        for original in sorted((beside / ORIGINALS).glob("*")):  # 3
            home.vault.put(original.read_bytes())
        with transaction.atomic():
            for log in Log:
                _append(home, log, _lines(beside / ENTRIES, log), _lines(beside / CHECKPOINTS, log))  # 4, 5
            with (beside / TABLES).open(encoding="utf-8") as file:
                tables.load(file)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return rebuild(home)  # 6


def _make_home(beside: Path, folder: Path) -> Home:
    for name in (
        CONFIGURATION,
        *(path.name for path in beside.glob("log-*")),
        "reports",
        "statements",
        "stamps",
        "ordinances",
    ):
        if (beside / name).exists():
            (beside / name).rename(folder / name)
    for name in ("vault", "spool", "reports", "ordinances"):
        (folder / name).mkdir(exist_ok=True, mode=0o700)
    private_files(folder)
    home = open_home(folder)
    make_database(home)
    return home


def _lines(path: Path, log: Log) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            plain = json.loads(line)
            if plain["log"] == log.value:
                yield plain


def _append(home: Home, log: Log, entries: Iterator[dict[str, Any]], notes: Iterator[dict[str, Any]]) -> None:
    """Write a log's entries as they were, then its checkpoints; its newest one must be signed over this root.

    Raises:
        ProofFails: a leaf or the root is another one.

    """
    end = records.append_as_written(log, [_draft(home, log, plain) for plain in entries])
    signed = ""
    for plain in notes:
        signed = plain["note"]
        Checkpoint.objects.create(log=log, size=plain["size"], note=signed)
    if not signed:
        return
    stated = checkpoint.Checkpoint.parse(note.verify(signed, [note.Verifier.parse(home.vkey(log))]))
    if (stated.size, stated.root) != (end, tree.root(end, records.reader(log))):
        raise ProofFails(f"the {log.value} log of the export is not the one that was signed")


def _draft(home: Home, log: Log, plain: dict[str, Any]) -> records.Draft:
    written = bytes.fromhex(plain["leaf"])
    slot, key = home.keys.new()
    if "body" not in plain:
        home.keys.destroy(slot)
        return records.Draft(kind=plain["kind"], leaf=written, sealed=b"", slot=slot)
    secret, body = bytes.fromhex(plain["secret"]), plain["body"].encode()
    if log is Log.REQUESTS:
        event = canonical.decode(EntryKind(plain["kind"]), body)
        if leaf.make(leaf.values_of(event, body, home.agency.zone), secret) != written:
            raise ProofFails(f"entry {plain['index']} of the export does not say what its leaf commits to")
    sealed = seal.seal(key, secret + body, context=ledger.context(home, log, slot))
    return records.Draft(kind=plain["kind"], leaf=written, sealed=sealed, slot=slot)
