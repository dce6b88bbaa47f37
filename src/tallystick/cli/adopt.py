"""``tallystick adopt``: counsel adopts the ordinance pack in force; nothing is signed before."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.services.operations import adopt

app = typer.Typer(add_completion=False)


@app.command("adopt")
def command(
    counsel: Annotated[str, typer.Option("--counsel", help="Name of counsel who read and adopted the pack.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register counsel's adoption of the ordinance pack by its digest.

    Example: tallystick adopt --counsel "J. Counsel" --as maria
    """
    del home_folder
    made = adopt(home(), acting(user), counsel=counsel)
    if as_json:
        emit({"ordinance": made.ordinance, "sha256": made.sha256, "counsel": made.counsel, "entry": made.entry})
        return
    out(f"{made.ordinance} adopted by {made.counsel}: sha256 {made.sha256}")
