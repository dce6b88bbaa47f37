"""``tallystick dayzero``: an old log becomes requests of the years they belong to, grade C, without names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.model.errors import NotThere
from tallystick.services.intake.dayzero import enter_log

app = typer.Typer(add_completion=False)


@app.command("dayzero")
def command(
    log: Annotated[Path, typer.Argument(help="The old log as CSV: station, received, and what else it has.")],
    where: Annotated[str, typer.Option("--where", help="Where the log lies.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Enter an old log, row by row, as "entered later from log". Names stay in the log.

    Example: tallystick dayzero old-log-2023.csv --where "station log book 2023" --as maria
    """
    del home_folder
    if not log.is_file():
        raise NotThere(f"there is no file {log}", remedy="name the log as a CSV file")
    entered = enter_log(home(), acting(user), log.read_bytes(), where=where)
    if as_json:
        emit({"entered": entered.rows, "again": entered.again})
        return
    out(f"{entered.rows} rows entered from the log (grade C), {entered.again} stood in the register before")
