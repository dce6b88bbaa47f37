"""``tallystick erase``: destroy the keys of a request's personal data."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, RequestArgument, UserOption, acting, entry, home
from tallystick.cli.console import emit, out
from tallystick.services.erase import erase

app = typer.Typer(add_completion=False)


@app.command("erase")
def command(
    number: RequestArgument,
    authority: Annotated[str, typer.Option("--authority", help="Schedule, approval or order that allows it.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase what tells of the person: picture, reading, fields. The count and every proof stay. It cannot be undone.

    Example: tallystick erase A1-2025-0003 --authority "Approval 2032-17" --as lena
    """
    del home_folder
    request = entry(number)
    gone = erase(home(), acting(user), request, authority=authority)
    if as_json:
        emit({"of": request, "erased_entries": gone})
        return
    out(f"erased: entries {', '.join(map(str, gone))}")
