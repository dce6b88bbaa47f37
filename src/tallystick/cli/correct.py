"""``tallystick correct``: set right what a person had confirmed of a request, by a new entry."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, RequestArgument, UserOption, acting, entry, home, pairs, word
from tallystick.cli.console import emit, out
from tallystick.model.errors import WrongUse
from tallystick.model.words import EntryKind, FormKind, StatedBasis
from tallystick.services.desk.correct import Right, correct, set_aside

app = typer.Typer(add_completion=False)


@app.command("correct")
def command(
    number: RequestArgument,
    why: Annotated[str, typer.Option("--why", help="The reason; nothing about a person.")],
    field: Annotated[
        list[str] | None, typer.Option("--field", help="NAME=VALUE as it is right; empty: cannot be read. Repeat.")
    ] = None,
    form: Annotated[str, typer.Option("--form", help="The form, if it is another.")] = "",
    basis: Annotated[list[str] | None, typer.Option("--basis", help="Every box that is ticked. Repeat.")] = None,
    now: Annotated[str, typer.Option("--now", help="copy_of, not_a_request or unreadable: it is set aside.")] = "",
    copy_of: Annotated[str, typer.Option("--copy-of", help="Number or entry of the request it repeats.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set right what was confirmed of a request. Nothing is edited: a new entry refers to the old one.

    Example: tallystick correct A1-2025-0003 --field sex=F --why "misread" --as maria
    """
    del home_folder
    actor, request = acting(user), entry(number)
    if now and (field or form or basis):
        raise WrongUse("either fields are set right or the request is set aside", remedy="use --now alone")
    if now:
        repeated = entry(copy_of) if copy_of else None
        made = set_aside(home(), actor, request, now=word(EntryKind, now), why=why, copy_of=repeated)
    else:
        boxes = [word(StatedBasis, one) for one in basis] if basis is not None else None
        right = Right(pairs(field), word(FormKind, form) if form else None, boxes)
        made = correct(home(), actor, request, right, why=why)
    if as_json:
        emit({"entry": made, "of": request})
        return
    out(f"entry {made}")
