"""Invented rows, requests and evidence for tests: a small city, its stations and their lines."""

from datetime import UTC, date, datetime

from tallystick.model.agency import Agency, Line, Station
from tallystick.model.lists import (
    Call,
    Custody,
    Evidence,
    ImportedList,
    JournalNote,
    LineCoverage,
    Provenance,
    Registered,
    Row,
)
from tallystick.model.period import parse_period
from tallystick.model.words import Asked
from tallystick.reconciliation.bridge import reconcile
from tallystick.reconciliation.comparison import Comparison
from tallystick.services.statement.linker import shipped_linker

AGENCY = Agency(
    ori="ZZ0990100",
    name="Harborton Police Department",
    city="Harborton",
    state="NEW HAVENSHIRE",
    zone="America/New_York",
    stations=tuple(Station(f"H{n}", f"District {n}", (Line(f"H{n}-fax", number=f"999555020{n}"),)) for n in (1, 2, 3)),
)
OWN = "HARBORTON POLICE DEPT"
H1 = f"{OWN}, DISTRICT #1"
ICE, CBP = "9995550110", "9995550140"
DAY = date(2025, 3, 4)
MARKS = {"sex": "M", "citizenship": "GUATEMALA"}
FORM = {"form": "I247A - Immigration Detainer - Notice of Action", "asked": Asked.HOLD}


def row(number=8, *, prepared=DAY, facility=OWN, **given):
    place = {"city": "HARBORTON", "state": "NEW HAVENSHIRE"}
    return Row(Provenance("list.xlsx", "Q1", number), prepared=prepared, facility=facility, **(place | FORM | given))


def request(entry=1, *, prepared=DAY, received=DAY, asked=Asked.HOLD, filed=True, late=False, **given):
    marks = {"birth_date": date(1984, 5, 6), "sex": "M", "citizenship": "Guatemala"}
    return Registered(
        entry=entry,
        number=f"H1-2025-{entry:04}",
        station="H1",
        line="H1-fax",
        received=received,
        registered=received,
        prepared=prepared,
        asked=asked,
        in_filed_figure=filed,
        late=late,
        **(marks | given),
    )


def marked(number=8, **given):
    """A row of a redacted list that has every mark of ``request``."""
    return row(number, **({"birth_year": 1984} | MARKS | given))


def call(day=DAY, *, station="H1", sender=ICE, pages=3, failure="", transport_id="000004101", hour=15):
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Call(Provenance("xferfaxlog", "", 7), f"{station}-fax", station, at, sender, pages, failure, transport_id)


def note(kind, first=DAY, last=None, station="H1"):
    return JournalNote(Provenance("journal.csv", "", 3), station, kind, first, last or first)


def complete(station="H1", first=date(2025, 1, 1), last=date(2025, 12, 31), line=""):
    return LineCoverage(line, station, first, last)


def booking(booked, released, name="Perez Lopez, Juan", born=date(1984, 5, 6)):
    return Custody(Provenance("custody.csv", "", 5), name, born, "M", booked, released)


def evidence(*given, taken_in=(), senders=(ICE,)):
    def of(kind):
        return tuple(each for each in given if isinstance(each, kind))

    return Evidence(of(Call), of(LineCoverage), of(JournalNote), of(Custody), frozenset(senders), frozenset(taken_in))


def listed(*rows):
    return ImportedList(("list.xlsx",), ("0" * 64,), "2024-ICFO-39357", {}, rows)


def comparison(rows, requests=(), *given, taken_in=(), scope="city", senders=(ICE,), period="2025", **besides):
    return Comparison(
        listed(*rows),
        tuple(requests),
        evidence(*given, taken_in=taken_in, senders=senders),
        AGENCY,
        parse_period(period),
        scope,
        "Other Office",
        shipped_linker(),
        **besides,
    )


def reconciled(rows, requests=(), *given, **besides):
    return reconcile(comparison(rows, requests, *given, **besides))


def statement(rows, requests=(), *given, **besides):
    return reconciled(rows, requests, *given, **besides).statement
