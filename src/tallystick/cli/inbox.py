"""``tallystick inbox``: what waits for a person."""

from __future__ import annotations

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.services.desk.inbox import waiting

app = typer.Typer(add_completion=False)


@app.command()
def inbox(user: UserOption = "", home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """List what waits for a person, judicial warrants first.

    Example: tallystick inbox --as maria
    """
    del home_folder
    cards = waiting(home(), acting(user))
    if as_json:
        emit(
            [
                {
                    "entry": card.entry,
                    "number": card.number,
                    "kind": card.kind.value,
                    "form": card.form.value,
                    "doubtful": card.doubtful,
                    "why": card.why,
                }
                for card in cards
            ]
        )
        return
    for card in cards:
        seen = f"{card.kind.value}  {card.form.value}  {card.doubtful} doubtful"
        out(f"{card.number}  entry {card.entry}  {seen}  {card.why}")
    if not cards:
        out("Nothing waits.")
