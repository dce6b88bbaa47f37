"""``tallystick withdraw``: record that the sender withdrew a request."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, RequestArgument, UserOption, acting, day, entry, home
from tallystick.cli.console import emit, out
from tallystick.services.desk.confirm import withdraw

app = typer.Typer(add_completion=False)


@app.command("withdraw")
def command(
    number: RequestArgument,
    on: Annotated[str, typer.Option("--on", help="Day of the withdrawal, YYYY-MM-DD.")],
    why: Annotated[str, typer.Option("--why", help="What the paper says.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record a withdrawal. The request stays counted as received.

    Example: tallystick withdraw A1-2025-0003 --on 2025-04-02 --as maria
    """
    del home_folder
    request = entry(number)
    index = withdraw(home(), acting(user), request, on=day(on), why=why)
    if as_json:
        emit({"entry": index, "of": request})
        return
    out(f"entry {index}")
