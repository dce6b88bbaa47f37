"""Backup and restore: the whole home in two sealed files, keys apart, so that one of them alone tells nothing.

``FILE`` holds the tables, the sealed originals, packets and configuration; ``FILE.keys`` the key slots and signing
keys. Keep ``FILE.keys`` elsewhere and for a short time: a key in an old copy undoes an erasure.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from tallystick.adapters import archive
from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.words import CopyKind, Role
from tallystick.services.home import CONFIGURATION, Home, open_home
from tallystick.services.keeping import copies, tables
from tallystick.services.setup import make_database

TABLES = "tables.jsonl"
DAYS = 35
_KEYS = ("keys.slots", "*.key")
_NOT_TAKEN = ("register.sqlite3*", ".part-*", "*.lock")


def keys_file(path: Path) -> Path:
    """Where the keys of a backup lie: beside it, until somebody takes them elsewhere."""
    return path.with_name(f"{path.name}.keys")


def backup(home: Home, actor: Actor, path: Path, passphrase: str) -> tuple[Path, Path]:
    """Write both sealed files and enter the copy; returns their paths.

    Raises:
        WrongUse: a file is there already, or the passphrase is too short.

    """
    actor.need(Role.LEGAL, Role.SYSTEM)
    keys = keys_file(path)
    if keys.exists():
        raise WrongUse(f"there is a file {keys} already", remedy="name another; an archive is never overwritten")
    with tempfile.TemporaryDirectory(dir=home.path, prefix=".part-") as folder:
        dumped = Path(folder) / TABLES
        with transaction.atomic(), dumped.open("w", encoding="utf-8") as file:
            file.writelines(tables.lines(tables.all_models()))
        archive.write(path, passphrase, [(TABLES, dumped), *_files(home.path)])
    home.keys.retire()
    archive.write(keys, passphrase, _key_files(home.path))
    copies.enter(home, CopyKind.BACKUP, path, days=DAYS)
    return path, keys


def restore(path: Path, passphrase: str, folder: Path, *, keys: Path | None = None) -> Home:
    """Make the home in ``folder``, which is empty, out of both files of a backup. The database must be empty too.

    Raises:
        WrongUse: there is a register already. ProofFails: a passphrase or a file does not fit; nothing is kept then.
        NotThere: a file is missing.

    """
    if (folder / CONFIGURATION).exists():
        raise WrongUse(f"there is a register in {folder} already", remedy="name another folder with --home")
    for one in (path, keys or keys_file(path)):
        if not one.exists():
            raise NotThere(f"there is no {one}", remedy="a backup is two files; --keys names the second")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for one in (keys or keys_file(path), path):
        unpack(one, passphrase, folder)
    for name in ("vault", "spool", "reports", "ordinances"):
        (folder / name).mkdir(exist_ok=True, mode=0o700)
    home = open_home(folder)
    make_database(home)
    with (folder / TABLES).open(encoding="utf-8") as file:
        tables.load(file)
    (folder / TABLES).unlink()
    return home


def unpack(path: Path, passphrase: str, folder: Path) -> None:
    """Write the files of a sealed archive into a folder, each readable by its owner only."""
    for name, content in archive.members(path, passphrase):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with place.open("wb") as file:
            place.chmod(0o600)
            while piece := content.read(1 << 20):
                file.write(piece)


def _files(folder: Path) -> Iterator[archive.Member]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        left_out = any(Path(inside.parts[0]).match(name) for name in (*_NOT_TAKEN, *_KEYS))
        if path.is_file() and not path.is_symlink() and not left_out:
            yield inside.as_posix(), path


def _key_files(folder: Path) -> Iterator[archive.Member]:
    for pattern in _KEYS:
        for path in sorted(folder.glob(pattern)):
            yield path.name, path
