"""Day zero: an old log becomes requests of the years they belong to, entered later, grade C, without any name.

Each row is kept in the vault as its own few bytes: an arrival by hand, late from a log, classed and confirmed by the
person who enters it. Nobody read a paper here, and the entries say so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import StringIO
from typing import Any

from tallystick.model.actor import Actor
from tallystick.model.errors import BadList
from tallystick.model.events import Confirmed, Disposition, Event, Late, Request
from tallystick.model.words import (
    ASKED_BY_FORM,
    Answer,
    AnswerField,
    Asked,
    Channel,
    FormKind,
    LateSource,
    Role,
    StatedBasis,
)
from tallystick.records.models import Pending
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake.batches import Received
from tallystick.services.intake.receive import Transmission, receive

NEEDED = ("station", "received")
KNOWN = (*NEEDED, "number", "form", "basis", *AnswerField)
ANSWERS = {"": Answer.NOT_RECORDED, "yes": Answer.YES, "no": Answer.NO}
READER = "entered by a person from an old log"


@dataclass(frozen=True, slots=True)
class OldRow:
    """One row of an old log: its line in the file, and what it says. It has no name and no number of a person."""

    line: int
    station: str
    received: date
    number: str
    form: FormKind
    basis: tuple[StatedBasis, ...]
    answers: Mapping[AnswerField, Answer]
    text: str


@dataclass(frozen=True, slots=True)
class Entered:
    """How many rows were entered, and how many stood in the register before."""

    rows: int
    again: int


def enter_log(home: Home, actor: Actor, data: bytes, *, where: str) -> Entered:
    """Enter every row of an old log, or none.

    Raises:
        BadList: a column or row cannot be taken; every one is named, and nothing was entered.

    """
    actor.need(Role.CLERK)
    rows = read_log(home, data)
    again = sum(_enter(home, actor, row, where) for row in rows)
    return Entered(len(rows) - again, again)


def read_log(home: Home, data: bytes) -> tuple[OldRow, ...]:
    """The rows of an old log.

    Raises:
        BadList: as ``enter_log``.

    """
    table = csv.DictReader(StringIO(data.decode("utf-8-sig", "replace")))
    _columns([name.strip() for name in table.fieldnames or ()])
    wrong: list[str] = []
    rows = [row for line, cells in enumerate(table, 2) if (row := _row(home, line, cells, wrong))]
    if wrong:
        raise BadList("the log has rows that cannot be taken", where="; ".join(wrong), remedy="nothing was entered")
    return tuple(rows)


def _columns(names: list[str]) -> None:
    strange = [name for name in names if name not in KNOWN]
    missing = [name for name in NEEDED if name not in names]
    if strange or missing:
        said = [f"unknown: {', '.join(strange)}"] if strange else []
        said += [f"missing: {', '.join(missing)}"] if missing else []
        raise BadList(
            "the log's columns cannot be taken",
            where="; ".join(said),
            remedy=f"known are {', '.join(KNOWN)}; names and numbers of persons stay in the log",
        )


def _row(home: Home, line: int, cells: Mapping[str, Any], wrong: list[str]) -> OldRow | None:
    told = {str(name).strip(): (str(value) if value is not None else "").strip() for name, value in cells.items()}
    faults = list(_faults(home, told))
    if faults:
        wrong.append(f"line {line}: {', '.join(faults)}")
        return None
    return OldRow(
        line=line,
        station=told["station"],
        received=date.fromisoformat(told["received"]),
        number=told.get("number", ""),
        form=FormKind(told.get("form") or FormKind.I247A),
        basis=tuple(StatedBasis(box) for box in told.get("basis", "").split("|") if box),
        answers={name: ANSWERS[told.get(name, "")] for name in AnswerField},
        text="\n".join(f"{name}: {told.get(name, '')}" for name in KNOWN) + "\n",
    )


def _faults(home: Home, told: Mapping[str, str]) -> Iterator[str]:
    if home.agency.station(told["station"]) is None:
        yield f"no station '{told['station']}'"
    if not _is_past_day(home, told["received"]):
        yield f"received '{told['received']}' is no past day, YYYY-MM-DD"
    if told.get("form") and told["form"] not in set(FormKind):
        yield f"form '{told['form']}' is not known"
    yield from (
        f"box '{box}' is not known" for box in told.get("basis", "").split("|") if box and box not in set(StatedBasis)
    )
    yield from (
        f"{name} '{told[name]}' is neither yes nor no" for name in AnswerField if told.get(name, "") not in ANSWERS
    )


def _is_past_day(home: Home, text: str) -> bool:
    try:
        return date.fromisoformat(text) <= home.local_day(home.clock())
    except ValueError:
        return False


def _enter(home: Home, actor: Actor, row: OldRow, where: str) -> bool:
    """Enter one row; whether it stood in the register before. A row that a crash left half entered is finished."""
    data = row.text.encode()
    name = f"log:{where}:{row.number or row.line}"
    noon = datetime.combine(row.received, time(12), home.zone)
    received = receive(home, actor, Transmission(data, Channel.HAND, row.station, transport_id=name, received_at=noon))
    Pending.objects.filter(entry=received.entry).delete()
    if ledger.state(home).arrivals[received.entry].documents:
        return True
    events = list(_events(home, actor, row, received, where))
    ledger.append(home, events)
    return False


def _events(home: Home, actor: Actor, row: OldRow, received: Received, where: str) -> Iterator[Event]:
    common: dict[str, Any] = {
        "agency": home.agency.ori,
        "station": row.station,
        "line": "",
        "at": home.clock(),
        "year": row.received.year,
        "by": actor.user,
    }
    asked = ASKED_BY_FORM.get(row.form, Asked.HOLD)
    yield Late(**common, of=received.entry, found_received=row.received, found_where=where, source=LateSource.LOG)
    yield Request(**common, arrival=received.entry, form=row.form, reader=READER, asked=asked, basis=row.basis)
    request = ledger.state(home).size + 1
    yield Confirmed(**common, of=request, fields={}, form=row.form, asked=asked, basis=row.basis)
    given: dict[AnswerField, Answer] = {
        name: answer for name, answer in row.answers.items() if answer is not Answer.NOT_RECORDED
    }
    if given:
        ordinance = home.settings.ordinance
        yield Disposition(
            **common, of=request, answers=given, ordinance=ordinance, clause="not recorded", rule_period=""
        )
