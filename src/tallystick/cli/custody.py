"""``tallystick custody EXTRACT``: custody facts of requests, filled without typing. Must not decide anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.cli.lists import ColumnOption, choices_of
from tallystick.model.lists import Column
from tallystick.model.period import parse_period
from tallystick.services.desk.custody import Filled, Line, fill_custody

app = typer.Typer(add_completion=False)


@app.command("custody")
def command(
    extract: Annotated[Path, typer.Argument(metavar="EXTRACT", help="The records system's extract (CSV, XLSX, ODS).")],
    complete: Annotated[
        str, typer.Option("--complete", help="Days of which the extract holds everybody: DATE..DATE.")
    ] = "",
    column: ColumnOption = None,
    show: Annotated[bool, typer.Option("--show", help="Only show what would be entered.")] = False,
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fill custody facts of registered requests. What matches no request is discarded unread, and counted.

    Example: tallystick custody bookings.csv --complete 2025-01-01..2025-12-31 --as maria
    """
    del home_folder
    found = fill_custody(
        home(),
        acting(user),
        extract,
        complete=parse_period(complete) if complete else None,
        ignored=[heading for heading, word in choices_of(None, column, "").columns.items() if word is Column.IGNORED],
        only_show=show,
    )
    if as_json:
        emit(_json(found))
        return
    for line in found.lines:
        out(f"{line.number}: {line.finding.value} ({line.why}){_entered(line)}")
        for differing in line.differs:
            out(f"  left as recorded: {differing}")
    out(
        f"{found.recorded} of {len(found.lines)} requests: facts entered; every entry names the extract and its SHA-256"
    )
    out(f"{found.discarded} of {found.given} bookings match no registered request and were discarded unread")


def _entered(line: Line) -> str:
    return f": entry {line.recorded}" if line.recorded is not None else ""


def _json(found: Filled) -> dict[str, Any]:
    return {
        "sha256": found.sha256,
        "bookings": found.given,
        "discarded_unread": found.discarded,
        "recorded": found.recorded,
        "requests": [
            {
                "number": line.number,
                "entry": line.entry,
                "finding": line.finding.value,
                "why": line.why,
                "facts": dict(line.facts),
                "differs": list(line.differs),
                "recorded": line.recorded,
            }
            for line in found.lines
        ],
    }
