"""A station's journal as CSV: calls of office machines, lines out of service, requests without paper, complete logs.

Columns ``station,kind,from,to,at,sender,pages,result,text``; kinds ``call``, ``out_of_service``, ``telephone``,
``in_person``, ``log_complete``. Must not know what follows from an entry.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from typing import TypeVar
from zoneinfo import ZoneInfo

from tallystick.model.errors import BadList
from tallystick.model.lists import Call, JournalNote, LineCoverage, Provenance

COLUMNS = ("station", "kind", "from", "to", "at", "sender", "pages", "result", "text")
NOTE_KINDS = frozenset({"out_of_service", "telephone", "in_person"})
_CALL, _COMPLETE = "call", "log_complete"
_DONE = frozenset({"", "OK", "S-OK", "DONE"})
_Value = TypeVar("_Value")
_KNOWN = (_CALL, *sorted(NOTE_KINDS), _COMPLETE)


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal says: calls, notes and the days for which a station's logs are complete."""

    calls: tuple[Call, ...]
    notes: tuple[JournalNote, ...]
    coverage: tuple[LineCoverage, ...]


def parse_journal(text: str, *, file: str, zone: str) -> Journal:
    """The journal that the text holds; moments without an offset are local time of ``zone`` and come out as UTC.

    An entry ``log_complete`` speaks for all lines of its station. The text of a call is its machine's own number.

    Raises:
        BadList: the columns are others, or an entry has an unknown kind or no day where one belongs.

    """
    reader = csv.DictReader(StringIO(text, newline=""), restval="")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise BadList(
            "these are not the columns of a station's journal", where=file, remedy=f"write {','.join(COLUMNS)}"
        )
    calls: list[Call] = []
    notes: list[JournalNote] = []
    coverage: list[LineCoverage] = []
    for entry in reader:
        provenance = Provenance(file, "", reader.line_num)
        match entry["kind"]:
            case "call":
                calls.append(_call(entry, provenance, ZoneInfo(zone)))
            case "log_complete":
                coverage.append(LineCoverage("", entry["station"], *_days(entry, provenance)))
            case kind if kind in NOTE_KINDS:
                notes.append(JournalNote(provenance, entry["station"], kind, *_days(entry, provenance), entry["text"]))
            case kind:
                raise _bad(f"'{kind}' is not a kind of entry", provenance, f"one of {', '.join(_KNOWN)}")
    return Journal(tuple(calls), tuple(notes), tuple(coverage))


def _call(entry: dict[str, str], provenance: Provenance, zone: ZoneInfo) -> Call:
    at = _read(datetime.fromisoformat, entry["at"], provenance)
    pages = _read(int, entry["pages"] or "0", provenance)
    return Call(
        provenance=provenance,
        line="",
        station=entry["station"],
        at=(at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC),
        sender=entry["sender"],
        pages=pages,
        failure="" if entry["result"].upper() in _DONE else entry["result"],
        transport_id=entry["text"],
    )


def _days(entry: dict[str, str], provenance: Provenance) -> tuple[date, date]:
    first = _read(date.fromisoformat, entry["from"] or entry["at"][:10], provenance)
    return first, _read(date.fromisoformat, entry["to"], provenance) if entry["to"] else first


def _read(make: Callable[[str], _Value], text: str, provenance: Provenance) -> _Value:
    try:
        return make(text)
    except ValueError as error:
        raise _bad(f"'{text}' cannot be read", provenance, "write days as 2025-03-04 and pages as a number") from error


def _bad(what: str, provenance: Provenance, remedy: str) -> BadList:
    return BadList(what, where=f"{provenance.file}, line {provenance.row}", remedy=remedy)
