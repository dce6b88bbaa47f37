"""``tallystick rebuild``: drop what can be derived, make it again and compare."""

from __future__ import annotations

import typer

from tallystick.cli.common import HomeOption, JsonOption, home
from tallystick.cli.console import emit, out
from tallystick.services.keeping.rebuild import Compared, rebuild

app = typer.Typer(add_completion=False)


@app.command("rebuild")
def command(home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """Rebuild all projections from the entries and prove that they equal a fresh replay. Exit 1 when not.

    Example: tallystick rebuild
    """
    del home_folder
    tell(rebuild(home()), as_json=as_json)


def tell(found: list[Compared], *, as_json: bool) -> None:
    """Print every comparison; exit 1 if one differs."""
    if as_json:
        emit([{"what": one.what, "same": one.same, "words": one.words} for one in found])
    else:
        for one in found:
            out(f"{'same' if one.same else 'DIFFERS'}  {one.what}: {one.words}")
    if not all(one.same for one in found):
        raise typer.Exit(1)
