"""``tallystick receipt``: the receipt of an arrival as a file, and on one page to print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.adapters.vault import write_durably
from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.services.outside.receipts import printed

app = typer.Typer(add_completion=False)


@app.command("receipt")
def command(
    entry: Annotated[int, typer.Argument(help="Entry of the arrival.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for both files; it is made.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the receipt of an arrival: NUMBER.tlog-proof, and NUMBER.html to print, with a QR code. It names nobody.

    Example: tallystick receipt 12 -o receipts --as lena
    """
    del home_folder
    found = printed(home(), acting(user), entry)
    output.mkdir(parents=True, exist_ok=True)
    files = {f"{found.number}.tlog-proof": found.text.encode(), f"{found.number}.html": found.page}
    for name, data in files.items():
        write_durably(output / name, data)
    if as_json:
        emit({"number": found.number, "final": found.final, "files": [str(output / name) for name in files]})
        return
    out(f"{found.number}: {'final' if found.final else 'provisional'}, in {output}")
