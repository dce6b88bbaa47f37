"""``tallystick doctor``: what is in order and what must be done."""

from __future__ import annotations

from typing import Annotated

import typer
from django.db import DatabaseError

from tallystick.cli.common import HomeOption, JsonOption, home
from tallystick.cli.console import emit, out
from tallystick.model.errors import TallystickError
from tallystick.services.keeping.doctor import examine
from tallystick.services.logs import said

app = typer.Typer(add_completion=False)
_STATES = ("OK", "WARNING", "CRITICAL", "UNKNOWN")
"""Of a monitoring plugin, by its exit code (Monitoring Plugins Development Guidelines)."""
_SIGN = {True: "ok  ", False: "DO  ", None: "note"}


@app.command()
def doctor(
    nagios: Annotated[
        bool, typer.Option("--nagios", help="One line for a monitor; exit 0 OK, 1 warning, 2 critical, 3 unknown.")
    ] = False,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check logs, sums, vault, spool, sources, keys, clock and disk. Exit 1 when something must be done.

    Example: tallystick doctor
    """
    del home_folder
    if nagios:
        raise typer.Exit(_one_line())
    found = examine(home())
    todo = [one for one in found if one.ok is False]
    if as_json:
        emit([{"name": one.name, "ok": one.ok, "urgent": one.urgent, "words": one.words} for one in found])
    else:
        for one in found:
            out(f"{_SIGN[one.ok]}  {one.name}: {one.words}")
    if todo:
        raise typer.Exit(1)


def _one_line() -> int:
    """Print what monitoring plugins print (state, words, performance data); the exit code."""
    try:
        found = examine(home())
    except (TallystickError, OSError, DatabaseError) as error:
        out(f"TALLYSTICK {_STATES[3]} - the register cannot be examined: {' '.join(said(error).split())}")
        return 3
    todo = sorted((one for one in found if one.ok is False), key=lambda one: not one.urgent)
    code = 0 if not todo else 2 if todo[0].urgent else 1
    words = "; ".join(f"{one.name}: {one.words}" for one in todo) or f"{len(found)} questions, all in order"
    urgent = sum(one.urgent for one in todo)
    out(f"TALLYSTICK {_STATES[code]} - {words.replace('|', '/')} | urgent={urgent} todo={len(todo)}")
    return code
