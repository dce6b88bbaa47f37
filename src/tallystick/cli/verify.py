"""``tallystick verify PATH``: recompute a receipt, packet, site or log. Needs no server, no home and no Django."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.services.verify import verify as recompute

from .console import emit, out
from .verified import as_json, lines

app = typer.Typer(add_completion=False)


@app.command(
    epilog="Example: tallystick verify public --key city.example/requests+0123abcd+AQ...   "
    "Exit 0: it holds; 1: something does not hold; 2: nothing here can be verified.",
)
def verify(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A receipt, a report's folder, the public site or a log.")
    ],
    key: Annotated[
        str | None,
        typer.Option("--key", metavar="VKEY", help="The log's key as you have it from elsewhere, or a file with it."),
    ] = None,
    receipt: Annotated[
        list[Path] | None,
        typer.Option(
            "--receipt",
            metavar="FILE",
            help="A receipt or checkpoint that you hold, to compare with the log; repeatable.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Recompute everything that PATH claims, from its bytes alone."""
    found = recompute(path, key, receipts=receipt or ())
    if json:
        emit(as_json(found))
    else:
        for line in lines(found):
            out(line)
    if not found.ok:
        raise typer.Exit(1)
