"""``tallystick erase``: destroy the keys of a request's personal data; one person proposes, another carries it out."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, RequestArgument, UserOption, acting, entry, home, word
from tallystick.cli.console import emit, out
from tallystick.model.words import ErasureGround
from tallystick.services.keeping.erasure import Erased, ask

app = typer.Typer(add_completion=False)


@app.command("erase")
def command(
    number: RequestArgument,
    authority: Annotated[str, typer.Option("--authority", help="Number of the approval or order that allows it.")],
    ground: Annotated[str, typer.Option("--ground", help="retention, court_order or wrong_person.")] = "retention",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase what tells of the person: picture, reading, fields. It cannot be undone.

    The first person proposes; the same command by a second person carries it out. The count and every proof stay.

    Example: tallystick erase A1-2025-0003 --authority "Approval 2032-17" --as lena
    """
    del home_folder
    done = ask(home(), acting(user), entry(number), ground=word(ErasureGround, ground), approval=authority)
    if as_json:
        emit(
            {
                "of": done.proposal.request,
                "proposed_by": done.proposal.by,
                "erased_entries": done.entries,
                "not_reached": [{"what": one.what, "name": one.name, "until": one.until} for one in done.not_reached],
            }
        )
        return
    _show(done)


def _show(done: Erased) -> None:
    if not done.entries:
        out(f"proposed by {done.proposal.by}: a second person carries it out with the same command")
        return
    out(f"erased: entries {', '.join(map(str, done.entries))}")
    for one in done.not_reached:
        out(f"not reached: {one.what.value} {one.name}, kept until {one.until}")
