"""What the lines, the stations and custody wrote: the fax server's xferfaxlog, the journal, bookings, senders.

``xferfaxlog`` has the 19 tab-separated fields that HylaFAX 6.0.7 writes (facts/intake.md §6): local time to the minute,
two-digit year, text in quotes. Must not know fates.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from io import StringIO
from typing import Final

from .places import AGENCY, CBP_OFFICES, ERO_OFFICES
from .words import LogKind, PhoneCall, StationNote, World

JOURNAL_COLUMNS: Final = ("station", "kind", "from", "to", "at", "sender", "pages", "result", "text")
CUSTODY_COLUMNS: Final = ("name", "birth_date", "sex", "booked", "released", "released_to")
SENDER_COLUMNS: Final = ("number", "office", "organisation")


def xferfaxlog(world: World) -> str:
    """The fax server's own log: every call received, and a few that it sent or that were voices."""
    rng = random.Random(f"{world.seed}/xferfaxlog")
    lines = []
    last = ""
    for call in world.calls:
        if call.log is LogKind.HYLAFAX:
            before = f"{int(call.transport_id) - 1:09d}"
            if before != last and rng.random() < 0.3:
                lines.append(_line(call, rng.choice(("SEND", "CALL")), before, rng))
            lines.append(_line(call, "RECV", call.transport_id, rng))
            last = call.transport_id
    return "".join(f"{line}\n" for line in lines)


def _line(call: PhoneCall, kind: str, commid: str, rng: random.Random) -> str:
    received = kind == "RECV"
    pages = {"RECV": call.pages, "SEND": rng.randint(1, 4)}.get(kind, 0)
    number = call.number if received else "9995550164"
    seconds = 31 * pages + rng.randint(9, 25)
    time = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    fields = (
        f"{call.at:%m/%d/%y %H:%M}",
        kind,
        commid,
        f"ttyFAX{call.station[1:]}",
        f"recvq/fax{commid}.tif" if received else '""',
        '""',
        "fax",
        f'"{_own_number(call.station)}"',
        f'"{number[:3]} {number[3:6]} {number[6:]}"',
        str(rng.choice((34, 4130, 459042)) if pages else 0),
        str(pages),
        time,
        time,
        f'"{call.failure if received else ""}"',
        f'"INVENTED {call.caller}"' if received else '"INVENTED"',
        f'"{number}"',
        '""',
        '""',
        '"00 46 78"' if pages else '""',
    )
    return "\t".join(fields)


def _own_number(station: str) -> str:
    found = AGENCY.station(station)
    return found.lines[0].number if found else ""


def journal(world: World) -> str:
    """The stations' journals in one file: calls of office machines, outages, voices, and which logs are whole."""
    notes = [(note.first.isoformat(), note.station, _note(note)) for note in world.notes]
    calls = [(call.at.isoformat(), call.station, _call(call)) for call in world.calls if call.log is LogKind.JOURNAL]
    return _csv(JOURNAL_COLUMNS, [row for _, _, row in sorted(notes + calls)])


def _note(note: StationNote) -> tuple[str, ...]:
    return note.station, note.kind, note.first.isoformat(), note.last.isoformat(), "", "", "", "", note.text


def _call(call: PhoneCall) -> tuple[str, ...]:
    at = f"{call.at:%Y-%m-%d %H:%M}"
    return call.station, "call", "", "", at, call.number, str(call.pages), call.failure or "OK", call.transport_id


def custody(world: World) -> str:
    """The custody extract: who was booked, released, and to whom."""
    rows = [
        (
            booking.name,
            booking.born.isoformat(),
            booking.sex,
            booking.booked.isoformat(),
            booking.released.isoformat() if booking.released else "",
            booking.released_to,
        )
        for booking in world.custody
    ]
    return _csv(CUSTODY_COLUMNS, rows)


def senders() -> str:
    """Whose telephone number is whose, among federal offices."""
    offices = (*ERO_OFFICES, *CBP_OFFICES)
    return _csv(
        SENDER_COLUMNS, [(number, office.name, office.organisation) for office in offices for number in office.numbers]
    )


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
