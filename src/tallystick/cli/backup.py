"""``tallystick backup``: the whole register in two sealed files, keys apart."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.cli.passphrases import PassphraseOption, passphrase
from tallystick.services.keeping.backup import backup

app = typer.Typer(add_completion=False)


@app.command("backup")
def command(
    output: Annotated[Path, typer.Option("-o", "--output", help="The file; FILE.keys is written beside it.")],
    passphrase_file: PassphraseOption = None,
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write tables, sealed originals and packets into FILE, and the keys into FILE.keys. Take the keys elsewhere.

    Example: tallystick backup -o 2025-03-04.backup --passphrase-file passphrase --as lena
    """
    del home_folder
    written = backup(home(), acting(user), output, passphrase(passphrase_file, new=True))
    if as_json:
        emit({"files": [str(one) for one in written], "bytes": [one.stat().st_size for one in written]})
        return
    for one in written:
        out(f"{one}: {one.stat().st_size} bytes")
