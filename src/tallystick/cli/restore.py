"""``tallystick restore``: make a home out of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from tallystick.cli.common import HomeOption, JsonOption
from tallystick.cli.passphrases import PassphraseOption, passphrase
from tallystick.cli.rebuild import tell
from tallystick.services.keeping.backup import restore
from tallystick.services.keeping.rebuild import rebuild

app = typer.Typer(add_completion=False)


@app.command("restore")
def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What backup wrote.")],
    keys: Annotated[Path | None, typer.Option("--keys", help="The file of the keys (default: FILE.keys).")] = None,
    passphrase_file: PassphraseOption = None,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the home that --home names, which must not be there yet, and prove that it replays. Exit 1 if it does not.

    Example: tallystick restore 2025-03-04.backup --passphrase-file passphrase --home restored
    """
    del home_folder
    made = restore(file, passphrase(passphrase_file), settings.HOME, keys=keys)
    tell(rebuild(made), as_json=as_json)
