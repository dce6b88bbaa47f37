"""An office machine's activity report as CSV: Xerox, Ricoh, Konica Minolta, Canon and others, by their headings.

A report names no station: the reader says which machine it is. Sent pages are left out. Must not know what follows.
Source of the headings: facts/intake.md §6.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

from tallystick.model.errors import BadList
from tallystick.model.lists import Call, Provenance

_MEANINGS = {
    "at": ("start time", "date time", "date/time", "start", "time started", "received"),
    "date": ("date",),
    "time": ("time",),
    "sender": (
        "remote terminal",
        "party",
        "remote number",
        "remote id",
        "party id",
        "sender",
        "address",
        "telephone number",
    ),
    "pages": ("pages", "page", "pgs", "total pages"),
    "result": ("result", "status", "comm. result"),
    "mode": ("mode", "direction", "tx/rx", "type"),
    "number": ("job#", "job no.", "file no.", "no.", "number", "tx/rx no."),
}
_NEEDED = ("sender", "pages", "result")
_DONE = frozenset({"OK", "S-OK", "DONE", "--", "", "PRINT QUEUE", "RECEIVED", "NORMAL"})
_RECEIVED = re.compile(r"R", re.IGNORECASE)
_SENT = re.compile(r"T|SEN[DT]", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})[ ,]+(\d{1,2}):(\d{2})(?::\d{2})? ?([AaPp][Mm])?")
_FIRST_RECEIVED = 5001


@dataclass(frozen=True, slots=True)
class Machine:
    """Which station and line a machine serves, and the order of dates that it prints: MDY, DMY, or empty if unknown."""

    station: str
    line: str = ""
    dates: str = ""


def is_machine_report(text: str) -> bool:
    """Whether the first row holds the headings of a machine's report."""
    columns = _columns(next(csv.reader(StringIO(text, newline="")), []))
    return all(name in columns for name in _NEEDED) and ("at" in columns or {"date", "time"} <= set(columns))


def parse_machine_report(text: str, *, file: str, zone: str, machine: Machine) -> tuple[Call, ...]:
    """Every received call of the report, in its order; moments are UTC, read as local time of ``zone``.

    Raises:
        BadList: a moment or page count cannot be read, or it cannot be told which number of its dates is the month.

    """
    reader = csv.reader(StringIO(text, newline=""))
    columns = _columns(next(reader))
    calls = []
    for cells in reader:
        if any(cells):
            entry = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
            if _was_received(entry):
                calls.append(_call(entry, Provenance(file, "", reader.line_num), ZoneInfo(zone), machine))
    return tuple(calls)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    plain = [" ".join(heading.casefold().split()) for heading in headings]
    return {name: plain.index(word) for name, words in _MEANINGS.items() for word in words[::-1] if word in plain}


def _was_received(entry: Mapping[str, str]) -> bool:
    """By the machine's own word; by the number where a make counts what it receives from 5001 (Canon); else yes."""
    mode = entry.get("mode", "")
    if _SENT.match(mode) or _RECEIVED.match(mode):
        return bool(_RECEIVED.match(mode))
    number = entry.get("number", "")
    return not (len(number) == 4 and number.isdecimal() and int(number) < _FIRST_RECEIVED)


def _call(entry: Mapping[str, str], provenance: Provenance, zone: ZoneInfo, machine: Machine) -> Call:
    written = entry.get("at") or f"{entry.get('date', '')} {entry.get('time', '')}"
    result = entry["result"]
    done = result.upper() in _DONE
    return Call(
        provenance=provenance,
        line=machine.line,
        station=machine.station,
        at=_moment(written, provenance, machine.dates).replace(tzinfo=zone).astimezone(UTC),
        sender=entry["sender"],
        pages=_pages(entry["pages"], provenance),
        failure="" if done else result,
        transport_id=entry.get("number", ""),
    )


def _moment(text: str, provenance: Provenance, order: str) -> datetime:
    try:
        if found := _ISO.match(text):
            year, month, day, hour, minute = map(int, found.groups())
            return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - a machine prints local time; the zone follows
        if found := _MONTH_FIRST.match(text):
            return _by_order(found, order, provenance)
    except ValueError as error:
        raise _bad(f"'{text}' is no moment", provenance, "write moments as 2025-03-04 14:10") from error
    raise _bad(f"'{text}' is no moment", provenance, "write moments as 2025-03-04 14:10")


def _by_order(found: re.Match[str], order: str, provenance: Provenance) -> datetime:
    first, second, year, hour, minute = (int(found[group]) for group in range(1, 6))
    if not order and first <= 12 and second <= 12 and first != second:
        raise _bad(
            f"it cannot be told which number of '{found[0]}' is the month", provenance, "say --dates MDY or --dates DMY"
        )
    day_first = order == "DMY" or (not order and first > 12)
    month, day = (second, first) if day_first else (first, second)
    half = (found[6] or "").upper()
    hour = hour % 12 + (12 if half == "PM" else 0) if half else hour
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - a machine prints local time; the zone follows


def _pages(text: str, provenance: Provenance) -> int:
    """The pages that came, where a machine writes them as done/total; ``***`` means over 999."""
    done = text.partition("/")[0].strip() or "0"
    if set(done) == {"*"}:
        return 1_000
    if not done.isdecimal():
        raise _bad(f"'{text}' is no number of pages", provenance, "give the report as the machine wrote it")
    return int(done)


def _bad(what: str, provenance: Provenance, remedy: str) -> BadList:
    return BadList(what, where=f"{provenance.file}, line {provenance.row}", remedy=remedy)
