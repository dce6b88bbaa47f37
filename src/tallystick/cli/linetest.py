"""``tallystick linetest``: planned transmissions that say what they are, to see whether a line is read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.adapters.rendering.line_test_page import line_test_page
from tallystick.adapters.vault import write_durably
from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.services.outside import linetests

app = typer.Typer(add_completion=False, help="Planned transmissions that say what they are.")


@app.command("plan")
def plan_(
    station: Annotated[str, typer.Argument(help="Station code.")],
    line: Annotated[str, typer.Argument(help="Name of the line.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the page to send; it is made.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Commit to a test and write the page to send from outside. The code is shown once.

    Example: tallystick linetest plan A1 fax-A1 -o tests --as vera
    """
    del home_folder
    entry, code = linetests.plan(home(), acting(user), station, line)
    output.mkdir(parents=True, exist_ok=True)
    page = output / f"line-test-{entry}.pdf"
    write_durably(page, line_test_page(code, station=station, line=line))
    if as_json:
        emit({"plan": entry, "code": code, "page": str(page)})
        return
    out(f"{code}   {page}   (keep the code; it is shown once)")


@app.command("reveal")
def reveal_(
    arrival: Annotated[int, typer.Argument(help="Entry of the arrival.")],
    code: Annotated[str, typer.Argument(help="The code on the page.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which arrival a test was; it is taken out if the plan is older and of that line.

    Example: tallystick linetest reveal 12 ABCD-EFGH-JKLM-NPQR --as vera
    """
    del home_folder
    entries = linetests.reveal(home(), acting(user), arrival, code)
    if as_json:
        emit({"arrival": arrival, "entries": entries})
        return
    out(f"entry {arrival} was a line test: entries {', '.join(map(str, entries))}")


@app.command("show")
def show_(home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show every test: what it was, or that it is missing. Exit 1 when one is missing.

    Example: tallystick linetest show
    """
    del home_folder
    missing = {one.entry for one in linetests.missing(home())}
    found = [
        {"plan": one.entry, "station": one.station, "line": one.line, "at": one.at, "arrival": one.arrival}
        for one in linetests.tests(home())
    ]
    if as_json:
        emit(found)
    else:
        for one in found:
            became = "MISSING" if one["plan"] in missing else "waits"
            out(f"{one['at']:%Y-%m-%d} {one['station']} {one['line']}: {one['arrival'] or became}")
    if missing:
        raise typer.Exit(1)
