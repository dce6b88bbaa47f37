"""Statements that need no register: the public record, a list against it; and an own list as requests.

Must not know Django, nor how a statement is shown (``files`` writes it).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.lists import ImportedList, Registered, Row
from tallystick.model.period import Period
from tallystick.model.statement import Count
from tallystick.reconciliation.importing import Choices
from tallystick.reconciliation.own_list import registered_of
from tallystick.reconciliation.what_if import what_if
from tallystick.reconciliation.without_lists.public_record import PublicFigure, PublicRecord, load_record
from tallystick.reconciliation.without_lists.totals import TotalsStatement, list_and_total, record_statement
from tallystick.services.inspect import facilities, load_list, packaged

RECORD = "record:"
COUNTERPART = "U.S. Immigration and Customs Enforcement"


def record_names() -> tuple[str, ...]:
    """The jurisdictions whose public record is packaged."""
    folder = files("tallystick.reconciliation").joinpath("record")
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def record(name: str) -> PublicRecord:
    """The public record of that name, with or without ``record:`` before it.

    Raises:
        NotThere: no such record is packaged.

    """
    plain = name.removeprefix(RECORD).casefold()
    if plain not in record_names():
        raise NotThere(f"there is no public record '{plain}'", remedy=f"there are: {', '.join(record_names())}")
    return load_record(packaged(f"record/{plain}.toml"))


def statement_of_record(name: str, period: Period) -> TotalsStatement:
    """What a public record says of a calendar year.

    Raises:
        NotThere: there is no such record, or it is silent about the year.
        WrongUse: the period is no calendar year.

    """
    found = record(name)
    year = _calendar_year(period)
    if year not in found.years:
        years = ", ".join(map(str, found.years))
        raise NotThere(f"the record '{found.name}' is silent about {year}", remedy=f"it speaks of {years}")
    return record_statement(found, period)


def statement_of_list(imported: ImportedList, name: str, period: Period) -> TotalsStatement:
    """One side's list against the total of the other that a public record holds.

    Raises:
        NotThere: there is no such record, or it has no figure of the agency for the year.
        WrongUse: the period is no calendar year.

    """
    found = record(name)
    return list_and_total(
        imported,
        rows_of(imported, found.agency.name, period),
        _figure(found, _calendar_year(period)),
        period,
        found.counterpart.name,
    )


def only_record(imported: ImportedList) -> str:
    """The one packaged record whose agency the list names.

    Raises:
        WrongUse: the list names the agency of none, or of several.

    """
    agencies = {_agency_of(row.facility, row.city, row.state) for row in imported.rows}
    named = [name for name in record_names() if record(name).agency.name in agencies]
    if len(named) == 1:
        return named[0]
    raise WrongUse(
        "there is no register here, and the list does not name exactly one agency of the public record",
        where=", ".join(imported.files),
        remedy=f"say which with --ours record:NAME (there are: {', '.join(record_names())}), or give --home DIR",
    )


def rows_of(imported: ImportedList, agency: str, period: Period) -> Sequence[Row]:
    """The rows of a list that were prepared in the period and whose facility is attributed to the agency."""
    return [
        row
        for row in imported.rows
        if row.prepared and row.prepared in period and _agency_of(row.facility, row.city, row.state) == agency
    ]


@lru_cache(maxsize=100_000)
def _agency_of(facility: str, city: str, state: str) -> str:
    return facilities().attribute(facility, city, state).agency


def counts_of_list(imported: ImportedList, name: str, period: Period) -> tuple[Count, ...]:
    """The list's rows of a public record's agency in the period, counted by every rule."""
    return what_if(rows_of(imported, record(name).agency.name, period), (), period)


def _calendar_year(period: Period) -> int:
    year = period.first.year
    if (period.first.month, period.first.day, period.last.month, period.last.day) != (1, 1, 12, 31) or (
        period.last.year != year
    ):
        raise WrongUse(
            f"the public record speaks of calendar years, not of {period.name}", remedy="write --period 2024"
        )
    return year


def _figure(found: PublicRecord, year: int) -> PublicFigure:
    figure = found.of(year, found.agency)
    if figure is None:
        years = ", ".join(str(year) for year in found.years if found.of(year, found.agency))
        raise NotThere(
            f"the record '{found.name}' has no figure of {found.agency.name} for {year}",
            remedy=f"it has figures for {years}",
        )
    return figure


def own_requests(path: Path, period: Period, choices: Choices | None = None) -> tuple[Registered, ...]:
    """An agency's own list as requests.

    Raises:
        NotThere: the file does not exist.
        BadList: it cannot be understood without guessing, or a row has no day of receipt.

    """
    return registered_of(load_list([path], choices), period)
