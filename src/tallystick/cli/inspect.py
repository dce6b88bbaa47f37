"""``tallystick inspect LIST``: what a list is taken for, before anything is compared. Must not compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.model.lists import Column, place_words
from tallystick.services.inspect import Inspected, inspect_list
from tallystick.services.journals_told import JournalTold, journal_told

from .console import emit, out
from .lists import AnswersOption, ColumnOption, DatesOption, SheetOption, choices_of

app = typer.Typer(add_completion=False)


@app.command(
    epilog="Example: tallystick inspect detainers.xlsx --sheet FY2025 --json",
)
def inspect(
    paths: Annotated[list[Path], typer.Argument(metavar="LIST...", help="XLSX, ODS or CSV; several are stacked.")],
    sheet: SheetOption = None,
    column: ColumnOption = None,
    dates: DatesOption = "",
    answers: AnswersOption = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Tell what a list is taken for: dialect, columns, rows, days, facilities and their agencies."""
    journals = [told for path in paths if (told := journal_told(path, dates=dates.upper()))]
    if journals and len(journals) == len(paths):
        _journals(journals, as_json=json)
        return
    inspected = inspect_list(paths, choices_of(sheet, column, dates, answers))
    if json:
        emit(as_json(inspected))
    else:
        _show(inspected)


def _journals(journals: Sequence[JournalTold], *, as_json: bool) -> None:
    """Journals and logs: what they hold, and where they are given."""
    if as_json:
        emit({"journals": [asdict(one) for one in journals]})
        return
    for one in journals:
        out(f"{one.file}: {one.kind}, {one.calls} calls or deliveries, {one.failed} of them brought nothing whole")
        out(f"days {one.first} to {one.last}; {one.notes} notes and statements of completeness")
        out(f"evidence beside two lists, no list of requests: tallystick reconcile ... --journal {one.file}")


def as_json(inspected: Inspected) -> dict[str, Any]:
    """The answer as one JSON value; days are ISO 8601."""
    imported = inspected.imported
    return {
        "files": list(imported.files),
        "sha256": list(imported.sha256),
        "dialect": imported.dialect,
        "rows": len(imported.rows),
        "columns": {heading: column.value for heading, column in imported.columns.items()},
        "period": {"first": inspected.first, "last": inspected.last, "rows_without_date": inspected.without_date},
        "facilities": [
            {
                "facility": entry.facility,
                "city": entry.city,
                "state": entry.state,
                "rows": entry.rows,
                "agency": entry.agency or None,
                "ori": entry.ori or None,
                "why": entry.why,
            }
            for entry in inspected.facilities
        ],
        "rows_without_agency": inspected.without_agency,
        "without_value": inspected.not_understood,
        "remarks": list(imported.remarks),
        "asides": [
            {"file": place.file, "sheet": place.sheet, "row": place.row, "why": why} for place, why in imported.asides
        ],
    }


def _show(inspected: Inspected) -> None:
    imported = inspected.imported
    used = {heading: column for heading, column in imported.columns.items() if column is not Column.IGNORED}
    out(f"{', '.join(imported.files)}: {imported.dialect}, {len(imported.rows)} rows")
    out(f"days {inspected.first} to {inspected.last}; {inspected.without_date} rows without a usable date")
    out("columns used: " + "; ".join(f"{heading} = {column.value}" for heading, column in used.items()))
    out(f"columns known and not used: {len(imported.columns) - len(used)}")
    for name, count in sorted(inspected.not_understood.items()):
        out(f"  {name}: blank mark, redacted or not understood in {count} rows")
    out()
    for entry in inspected.facilities:
        place = ", ".join(word for word in (entry.facility, entry.city, entry.state) if word)
        out(f"{entry.rows:7}  {place}  ->  {entry.agency or 'not attributed'} ({entry.why})")
    out(f"{inspected.without_agency:7}  rows that no agency can be charged with")
    for remark in imported.remarks:
        out(f"note: {remark}")
    for provenance, why in imported.asides:
        out(f"left aside: {place_words(provenance)}: {why}")
