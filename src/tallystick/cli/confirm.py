"""``tallystick confirm``: a named person says what a document reads, or that it is something else."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, entry, home, pairs, word
from tallystick.cli.console import emit, out
from tallystick.model.actor import Actor
from tallystick.model.words import EntryKind, FormKind, StatedBasis
from tallystick.services.desk.confirm import Seen, confirm, reclass
from tallystick.services.desk.inbox import Item, open_item

app = typer.Typer(add_completion=False)


@app.command("confirm")
def command(
    number: Annotated[str, typer.Argument(help="Number of the document (tallystick inbox), or its entry.")],
    field: Annotated[list[str] | None, typer.Option("--field", help="NAME=VALUE sets one field. Repeat.")] = None,
    basis: Annotated[list[str] | None, typer.Option("--basis", help="A ticked box. Repeat.")] = None,
    form: Annotated[str, typer.Option("--form", help="The form, if it is another than was read.")] = "",
    now: Annotated[str, typer.Option("--now", help="copy_of, not_a_request or unreadable.")] = "",
    copy_of: Annotated[str, typer.Option("--copy-of", help="Number or entry of the request it repeats.")] = "",
    why: Annotated[str, typer.Option("--why", help="Why it is something else.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Confirm a document as read, with what you set right; or say that it is something else.

    Example: tallystick confirm A1-2025-0003 --field sex=M --as maria
    """
    del home_folder
    actor, document = acting(user), entry(number)
    if now:
        repeated = entry(copy_of) if copy_of else None
        index = reclass(home(), actor, document, now=word(EntryKind, now), copy_of=repeated, why=why)
    else:
        index = confirm(home(), actor, document, _seen(actor, document, pairs(field), basis, form))
    if as_json:
        emit({"entry": index, "of": document})
        return
    out(f"entry {index}")


def _seen(actor: Actor, document: int, given: dict[str, str], basis: list[str] | None, form: str) -> Seen:
    item = open_item(home(), actor, document)
    fields = {one.name: one.value for one in item.fields if one.value}
    return Seen(
        fields={**fields, **given},
        form=word(FormKind, form) if form else item.card.form,
        basis=_basis(item) if basis is None else [word(StatedBasis, one) for one in basis],
    )


def _basis(item: Item) -> list[StatedBasis]:
    return [box for box, marked in item.basis if marked]
