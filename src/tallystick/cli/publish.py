"""``tallystick publish``: the static public site with the log's tiles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.services.outside.publish import publish

app = typer.Typer(add_completion=False)


@app.command("publish")
def command(
    ctx: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the site; it is replaced whole.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the public site: pages, packets, statements, tiles. Copy it to any web server.

    Example: tallystick publish -o public --as author
    """
    del home_folder
    site = publish(home(), acting(user), output, pages=ctx.obj["pages"])
    later = site.later
    if as_json:
        emit({"folder": str(output), "entries": site.size, "root": site.root, "later": later})
        return
    out(f"{output}: {site.size} entries, root {site.root}")
    if later:
        out(f"{later} later entries: with the next report, or by counsel's policy (tallystick adopt --publishing)")
