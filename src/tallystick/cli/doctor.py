"""``tallystick doctor``: what is in order and what must be done."""

from __future__ import annotations

import typer

from tallystick.cli.common import HomeOption, JsonOption, home
from tallystick.cli.console import emit, out
from tallystick.services.doctor import examine

app = typer.Typer(add_completion=False)
_SIGN = {True: "ok  ", False: "DO  ", None: "note"}


@app.command()
def doctor(home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """Check logs, sums, vault, spool, outside holders and disk. Exit 1 when something must be done.

    Example: tallystick doctor
    """
    del home_folder
    found = examine(home())
    if as_json:
        emit([{"name": one.name, "ok": one.ok, "words": one.words} for one in found])
    else:
        for one in found:
            out(f"{_SIGN[one.ok]}  {one.name}: {one.words}")
    if any(one.ok is False for one in found):
        raise typer.Exit(1)
