"""HylaFAX's ``xferfaxlog``: one line a call, 19 fields parted by tabs (20 from HylaFAX+ 7), local time to the minute.

Source: man page xferfaxlog(5F), but the two caller fields in the order that the program writes: name (15), number (16)
(facts/intake.md §6). Must not know what a call means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tallystick.model.errors import BadList
from tallystick.model.lists import Call, Provenance

_FIELDS = (19, 20)
_DEVICE_NUMBER = re.compile(r"(\d+)$")
_RECEIVED = "RECV"


@dataclass(frozen=True, slots=True)
class Modem:
    """Which station and line a modem device serves."""

    station: str
    line: str


def parse_xferfaxlog(
    text: str, *, file: str, zone: str, modems: Mapping[str, Modem], stations: frozenset[str] = frozenset()
) -> tuple[Call, ...]:
    """Every received call of the log, in its order; moments are UTC, read as local time of ``zone``.

    A device that ``modems`` does not name serves the station whose code ends in the device's number, if ``stations``
    has exactly one; its line is then the device itself.

    Raises:
        BadList: a line has not 19 or 20 fields, or no moment or page count where they belong.

    """
    calls = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and (call := _call(line, Provenance(file, "", number), ZoneInfo(zone), modems, stations)):
            calls.append(call)
    return tuple(calls)


def _call(
    line: str, provenance: Provenance, zone: ZoneInfo, modems: Mapping[str, Modem], stations: frozenset[str]
) -> Call | None:
    fields = [field.strip().strip('"') for field in line.split("\t")]
    if len(fields) not in _FIELDS:
        raise _bad(f"{len(fields)} fields instead of {_FIELDS[0]}", provenance)
    if fields[1] != _RECEIVED:
        return None
    modem = modems.get(fields[3]) or _by_number(fields[3], stations)
    try:
        at = datetime.strptime(fields[0], "%m/%d/%y %H:%M").replace(tzinfo=zone).astimezone(UTC)
        pages = int(fields[10])
    except ValueError as error:
        raise _bad(str(error), provenance) from error
    return Call(
        provenance=provenance,
        line=modem.line,
        station=modem.station,
        at=at,
        sender=fields[15] or fields[8],
        pages=pages,
        failure=fields[13],
        transport_id=fields[2],
    )


def _by_number(device: str, stations: frozenset[str]) -> Modem:
    found = _DEVICE_NUMBER.search(device)
    codes = [code for code in stations if found and _ends_in(code, found[1])]
    return Modem(codes[0] if len(codes) == 1 else "", device)


def _ends_in(code: str, number: str) -> bool:
    found = _DEVICE_NUMBER.search(code)
    return found is not None and int(found[1]) == int(number)


def _bad(what: str, provenance: Provenance) -> BadList:
    return BadList(
        f"this line is not one of xferfaxlog: {what}",
        where=f"{provenance.file}, line {provenance.row}",
        remedy="give the log as HylaFAX wrote it (log/xferfaxlog, fields parted by tabs)",
    )
