"""``tallystick doctor``: what is in order and what must be done."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, home
from tallystick.cli.console import emit, out
from tallystick.services.keeping.doctor import Check, examine

app = typer.Typer(add_completion=False)
_CRITICAL = 2
"""Exit code of a monitoring plugin: 0 is OK, 2 critical."""
_SIGN = {True: "ok  ", False: "DO  ", None: "note"}


@app.command()
def doctor(
    nagios: Annotated[
        bool, typer.Option("--nagios", help="One line for a monitor; exit 2 (critical) when something must be done.")
    ] = False,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check logs, sums, vault, spool, sources, keys, clock and disk. Exit 1 when something must be done.

    Example: tallystick doctor
    """
    del home_folder
    found = examine(home())
    todo = [one for one in found if one.ok is False]
    if nagios:
        _one_line(len(found), todo)
    elif as_json:
        emit([{"name": one.name, "ok": one.ok, "words": one.words} for one in found])
    else:
        for one in found:
            out(f"{_SIGN[one.ok]}  {one.name}: {one.words}")
    if todo:
        raise typer.Exit(_CRITICAL if nagios else 1)


def _one_line(asked: int, todo: list[Check]) -> None:
    """Print what monitoring plugins print: state, words, performance data."""
    state = "CRITICAL" if todo else "OK"
    words = "; ".join(f"{one.name}: {one.words}" for one in todo) or f"{asked} questions, all in order"
    out(f"TALLYSTICK {state} - {words} | todo={len(todo)}")
