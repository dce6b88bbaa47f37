"""``tallystick link A.csv B.csv -o pairs.csv``: which rows of two lists are the same request, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .link_plain import run

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: tallystick link ours.csv theirs.csv -o pairs.csv --map SURNAME=last")
def link(
    first: Annotated[Path, typer.Argument(metavar="A", help="CSV, XLSX or ODS.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="CSV, XLSX or ODS.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The pairs as CSV: id_a,id_b,score,decide,reason.")],
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", help="What a heading means: HEADING=word, word one of id, a_number, last ... or none."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Link two lists at the level of the request: decide 1 is the same request, 0 is for a person to decide."""
    run(first, second, output, mapped or (), json=json)
