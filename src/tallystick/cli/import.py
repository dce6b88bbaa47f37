"""``tallystick import``: make a home out of an export."""

# ruff: noqa: N999 -- a command has the name of its module
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from tallystick.cli.common import HomeOption, JsonOption
from tallystick.cli.console import say
from tallystick.cli.passphrases import PassphraseOption, passphrase
from tallystick.cli.rebuild import tell
from tallystick.services.keeping.importing import import_register

app = typer.Typer(add_completion=False)


@app.command("import")
def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What export wrote.")],
    passphrase_file: PassphraseOption = None,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the home that --home names, which must not be there yet: the same entries and roots, sealed under new keys.

    Example: tallystick import register.export --passphrase-file passphrase --home imported
    """
    del home_folder
    compared = import_register(file, passphrase(passphrase_file), settings.HOME)
    say("People are not in an export. Next: tallystick user add NAME --role clerk")
    tell(compared, as_json=as_json)
