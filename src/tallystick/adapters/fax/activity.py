"""Activity reports of office machines as CSV: which calls each says it received, by a map of columns per maker.

Source: facts/intake.md §6 (Xerox and Fuji, Ricoh, Konica Minolta, Canon). A report counts calls; it is never truth of
what they held, and it gives no number that intake knows. Must not know what follows from a call.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

from tallystick.model.errors import BadList, WrongUse
from tallystick.model.lists import Call, Provenance


@dataclass(frozen=True, slots=True)
class Machine:
    """How one maker writes a report. Headings are compared without case; patterns are looked for anywhere.

    ``received`` must be found in the column ``direction`` for a call that came in (an empty pattern takes every row);
    ``done`` in ``result`` for one that brought something whole. ``pages`` may be "done/total".
    """

    started: str
    party: str
    pages: str
    result: str
    done: str
    direction: str = ""
    received: str = ""


MACHINES: Mapping[str, Machine] = {
    "xerox": Machine("start time", "remote terminal", "pages", "result", r"^(done|print queue)", "contents", r"receiv"),
    "ricoh": Machine("start time", "remote number", "pages", "result", r"^ok", "mode", r"^R"),
    "konica": Machine("start time", "party", "pages", "result", r"^(s-)?ok", "type", r"^(rx|receiv)"),
    "canon": Machine("start time", "party", "pages", "result", r"^ok", "no.", r"^[5-9]\d{3}$"),
}
_MOMENTS = ("%m/%d/%Y %H:%M", "%m/%d/%y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M")


def parse_activity(text: str, *, file: str, zone: str, model: str, line: str) -> tuple[Call, ...]:
    """Every call that the machine on ``line`` says it received; moments are local time of ``zone`` and come out as UTC.

    Raises:
        WrongUse: no such maker. BadList: a column is missing, or a moment cannot be read.

    """
    machine = MACHINES.get(model.lower())
    if machine is None:
        raise WrongUse(f"'{model}' is not a maker that is known", remedy=f"one of: {', '.join(MACHINES)}")
    start = _heading(text, machine)
    if start is None:
        raise BadList(
            f"no row of headings with '{machine.started}', '{machine.pages}' and '{machine.result}'",
            where=file,
            remedy="export the report as CSV with its headings, or name another maker",
        )
    rows = csv.DictReader(StringIO("\n".join(text.splitlines()[start:]), newline=""))
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
    calls = []
    for row in rows:
        told = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
        provenance = Provenance(file, "", start + rows.line_num)
        if told.get(machine.started) and _is_received(machine, told):
            calls.append(_call(machine, told, provenance, ZoneInfo(zone), line))
    return tuple(calls)


def _heading(text: str, machine: Machine) -> int | None:
    """Which line has the headings: reports begin with a title and the machine's own number."""
    wanted = {machine.started, machine.pages, machine.result}
    for number, line in enumerate(text.splitlines()[:20]):
        if wanted <= {name.strip().lower() for name in next(csv.reader([line]), [])}:
            return number
    return None


def _is_received(machine: Machine, told: Mapping[str, str]) -> bool:
    return re.search(machine.received, told.get(machine.direction, ""), re.IGNORECASE) is not None


def _call(machine: Machine, told: Mapping[str, str], provenance: Provenance, zone: ZoneInfo, line: str) -> Call:
    result = told.get(machine.result, "")
    pages = re.match(r"\d+", told.get(machine.pages, ""))
    return Call(
        provenance=provenance,
        line=line,
        station="",
        at=_moment(told[machine.started], provenance).replace(tzinfo=zone).astimezone(UTC),
        sender=told.get(machine.party, ""),
        pages=int(pages[0]) if pages else 0,
        failure="" if re.search(machine.done, result, re.IGNORECASE) else result or "no result",
    )


def _moment(text: str, provenance: Provenance) -> datetime:
    for form in _MOMENTS:
        try:
            return datetime.strptime(text[:16].strip(), form)  # noqa: DTZ007 - the caller puts the zone on
        except ValueError:
            continue
    raise BadList(
        f"'{text}' cannot be read as a moment",
        where=f"{provenance.file}, line {provenance.row}",
        remedy="export days as 03/04/2025 14:12 or 2025-03-04 14:12",
    )
