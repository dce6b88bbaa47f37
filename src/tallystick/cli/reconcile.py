"""``tallystick reconcile THEIRS``: the statement between two parties' counts, as files. Must not decide anything."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tallystick.adapters.rendering.statement_json import totals_values
from tallystick.model.errors import WrongUse
from tallystick.model.period import Period, parse_period
from tallystick.reconciliation.importing import Choices
from tallystick.reconciliation.totals import TotalsStatement
from tallystick.services.inspect import load_list
from tallystick.services.statement_plain import (
    RECORD,
    only_record,
    statement_of_list,
    statement_of_record,
    write_totals,
)

from .console import emit, out, say
from .lists import ColumnOption, DatesOption, SheetOption, choices_of

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: tallystick reconcile record:boston --period 2024 -o statement")
def reconcile(
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="A list file, or record:NAME for the public record.")],
    period: Annotated[str, typer.Option("--period", help="2024, FY2015, 2024Q1, DATE..DATE.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the statement; made if need be.")],
    ours: Annotated[str, typer.Option("--ours", help="Our own list, or record:NAME.")] = "",
    sheet: SheetOption = None,
    column: ColumnOption = None,
    dates: DatesOption = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Write the statement between two parties' counts: html, pdf, json, picture, working paper."""
    days = parse_period(period)
    statement = _of_totals(theirs, ours, days, choices_of(sheet, column, dates))
    written = write_totals(statement, output, made_at=datetime.now(UTC))
    for path in written:
        say(f"wrote {path}")
    if json:
        emit(totals_values(statement))
    else:
        out(" ".join(statement.sentences))


def _of_totals(theirs: str, ours: str, period: Period, choices: Choices) -> TotalsStatement:
    if theirs.startswith(RECORD):
        return statement_of_record(theirs, period)
    if ours and not ours.startswith(RECORD):
        raise WrongUse(f"'{ours}' is not a public record", remedy="write --ours record:boston")
    imported = load_list([Path(theirs)], choices)
    name = ours or only_record(imported)
    if not ours:
        say(f"no register here; the list names one agency of the public record: compared with {RECORD}{name}")
    return statement_of_list(imported, name, period)
