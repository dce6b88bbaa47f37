"""Cosignatures of witnesses: once a day each configured witness is asked to sign that the log only grew.

A witness that does not answer stops nothing: its line is missing, and ``doctor`` says since when. A witness that sees a
fork says so; then the log itself is in question and everybody must hear of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.adapters import witness as wire
from tallystick.model.errors import ProofFails, TallystickError
from tallystick.model.words import Log
from tallystick.records import append as records
from tallystick.records.models import Cosigned
from tallystick.register import note, tree
from tallystick.register.checkpoint import Checkpoint
from tallystick.register.witness import Answer, Request
from tallystick.services.home import Home


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one witness about one log; ``trouble`` is empty when it cosigned."""

    witness: str
    log: Log
    size: int
    trouble: str = ""


def collect(home: Home, *, at_once: bool = False) -> list[Asked]:
    """Ask every witness about the newest checkpoint of both logs; once a day, or ``at_once``."""
    found = []
    for log in Log:
        signed = records.latest_note(log)
        if signed and home.settings.witnesses and (at_once or not _of_today(home, log)):
            found += _ask_all(home, log, signed)
    return found


def newest(log: Log, *, beyond: int = -1) -> Cosigned | None:
    """The newest cosigned checkpoint of a log that covers entry ``beyond``; None if there is none."""
    return Cosigned.objects.filter(log=log, size__gt=beyond).order_by("-size").first()


def last_by(log: Log, key: note.Verifier) -> tuple[int, datetime] | None:
    """Size and moment of the last checkpoint of a log that this witness cosigned."""
    for row in Cosigned.objects.filter(log=log).order_by("-size"):
        for line in note.parse(row.note).signatures:
            if (line.name, line.key_id) == (key.name, key.key_id):
                return row.size, note.cosigned_at(line)
    return None


def witnesses_of(home: Home, signed: str) -> tuple[note.Verifier, ...]:
    """The configured witnesses whose lines stand under a checkpoint, in their order."""
    keys = tuple(note.Verifier.parse(one.vkey) for one in home.settings.witnesses)
    return note.signed_by(signed, keys)


def newest_note() -> str | None:
    """The newest checkpoint of the requests log, with its cosignatures if it has some; None before the first entry."""
    signed = records.latest_note(Log.REQUESTS)
    return with_cosignatures(Log.REQUESTS, signed) if signed else None


def with_cosignatures(log: Log, signed: str) -> str:
    """The same checkpoint with the lines of the witnesses that cosigned it."""
    row = Cosigned.objects.filter(log=log, size=Checkpoint.parse(note.parse(signed).text).size).first()
    return row.note if row else signed


def _of_today(home: Home, log: Log) -> bool:
    row = newest(log)
    return row is not None and home.local_day(row.at) == home.local_day(home.clock())


def _ask_all(home: Home, log: Log, signed: str) -> list[Asked]:
    point = Checkpoint.parse(note.parse(signed).text)
    lines: list[note.Signature] = []
    found = []
    for one in home.settings.witnesses:
        key = note.Verifier.parse(one.vkey)
        try:
            lines.append(_line(log, signed, point, key, one.url))
            found.append(Asked(key.name, log, point.size))
        except TallystickError as error:
            found.append(Asked(key.name, log, point.size, error.what))
    if lines:
        values = {"note": note.add_signatures(signed, lines), "at": home.clock()}
        Cosigned.objects.update_or_create(log=log, size=point.size, defaults=values)
    return found


def _line(log: Log, signed: str, point: Checkpoint, key: note.Verifier, url: str) -> note.Signature:
    """One witness's line, asked again once with the size that it says it holds.

    Raises:
        ProofFails: it refuses, or what it gives is not its signature.
        NotThere: it does not answer.

    """
    before = last_by(log, key)
    old = before[0] if before else 0
    status, text = _ask(log, signed, point, old, url)
    if status == Answer.CONFLICT and text.strip().isdecimal() and old != int(text) <= point.size:
        status, text = _ask(log, signed, point, int(text), url)
    if status != Answer.COSIGNED:
        raise ProofFails(f"{key.name} refuses the checkpoint at size {point.size} ({status}): {text.strip()[:200]}")
    for line in note.parse_lines(text):
        if (line.name, line.key_id) == (key.name, key.key_id):
            key.check(note.parse(signed).text, line.value)
            return line
    raise ProofFails(f"{key.name} answered without a line of its own key")


def _ask(log: Log, signed: str, point: Checkpoint, old: int, url: str) -> tuple[int, str]:
    path = tree.consistency(old, point.size, records.reader(log))
    return wire.ask(url, Request(old, tuple(path), signed).body())
