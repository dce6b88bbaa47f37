"""``tallystick hold``: a legal hold keeps a request from being erased."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, RequestArgument, UserOption, acting, entry, home
from tallystick.cli.console import emit, out
from tallystick.services.keeping.retention import hold

app = typer.Typer(add_completion=False)


@app.command("hold")
def command(
    number: RequestArgument,
    reason: Annotated[str, typer.Option("--reason", help="Case or order; no name of a person.")],
    release: Annotated[bool, typer.Option("--release", help="Release the hold.")] = False,
    demand: Annotated[str, typer.Option("--demand", help="Release the hold that this demand set.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set a legal hold on a request, or release it. While it is in force only a court's order erases the request.

    Example: tallystick hold A1-2025-0003 --reason "Case 25-1107" --as lena
    """
    del home_folder
    request = entry(number)
    made = hold(home(), acting(user), request, reason=reason, release=release, demand=demand)
    if as_json:
        emit({"of": request, "in_force": not release, "entry": made})
        return
    out(f"entry {request}: {'released' if release else 'on hold'}")
