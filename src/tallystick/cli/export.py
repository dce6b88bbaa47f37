"""``tallystick export``: everything in one sealed file that any install and any person can read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.cli.passphrases import PassphraseOption, passphrase
from tallystick.services.keeping.export import export

app = typer.Typer(add_completion=False)


@app.command("export")
def command(
    output: Annotated[Path, typer.Option("-o", "--output", help="The file.")],
    passphrase_file: PassphraseOption = None,
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write originals, entries in words, both logs, packets, signing keys and a page to read them. It tells of persons.

    Example: tallystick export -o register.export --passphrase-file passphrase --as lena
    """
    del home_folder
    files = export(home(), acting(user), output, passphrase(passphrase_file, new=True))
    if as_json:
        emit({"file": str(output), "files": files, "bytes": output.stat().st_size})
        return
    out(f"{output}: {files} files, {output.stat().st_size} bytes")
