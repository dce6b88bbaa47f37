"""Statements that need no register: the public record, and a list against it; and the files of any statement.

Must not know Django. The clock is read by the caller.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tallystick.adapters.rendering import statement_html, statement_json, statement_pdf
from tallystick.adapters.rendering.statement_content import totals_content
from tallystick.adapters.rendering.statement_totals_svg import totals_svg
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.lists import ImportedList, Row
from tallystick.model.period import Period
from tallystick.reconciliation.public_record import PublicFigure, PublicRecord, load_record
from tallystick.reconciliation.totals import TotalsStatement, list_and_total, record_statement

from .inspect import facilities, packaged

RECORD = "record:"


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
    agencies = {facilities().attribute(row.facility, row.city, row.state).agency for row in imported.rows}
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
        if row.prepared
        and row.prepared in period
        and facilities().attribute(row.facility, row.city, row.state).agency == agency
    ]


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


def write_totals(
    statement: TotalsStatement, folder: Path, *, made_at: datetime, invented: bool = False
) -> tuple[Path, ...]:
    """Write ``statement.html`` with its style sheet, ``statement.pdf``, ``statement.json`` and ``totals.svg``."""
    content = totals_content(statement, invented=invented)
    printed = totals_content(statement, invented=invented, family=statement_pdf.PDF_FAMILY)
    return write_files(
        folder,
        {
            "statement.html": statement_html.page(content),
            statement_html.STYLESHEET: statement_html.stylesheet(),
            "statement.pdf": statement_pdf.render(printed, made_at=made_at),
            "statement.json": json_text(statement_json.totals_values(statement, invented=invented)),
            "totals.svg": totals_svg(statement, invented=invented),
        },
    )


def json_text(value: Any) -> str:
    """One JSON document, readable."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_files(folder: Path, contents: dict[str, str | bytes]) -> tuple[Path, ...]:
    """Write each content under its name; text as UTF-8."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in contents.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        written.append(path)
    return tuple(written)
