"""How a sealed archive is opened on the command line: a passphrase from a file, or asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.model.errors import NotThere

PassphraseOption = Annotated[
    Path | None,
    typer.Option("--passphrase-file", metavar="FILE", help="A file whose first line is the passphrase."),
]


def passphrase(file: Path | None, *, new: bool = False) -> str:
    """The passphrase; a new one is asked for twice.

    Raises:
        NotThere: the file that is named is not there.

    """
    if file is None:
        return str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new))
    if not file.is_file():
        raise NotThere(f"there is no {file}")
    return file.read_text(encoding="utf-8").partition("\n")[0].strip()
