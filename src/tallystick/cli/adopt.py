"""``tallystick adopt``: counsel adopts the ordinance pack in force; nothing is signed before. Or what is opened."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home, word
from tallystick.cli.console import emit, out
from tallystick.model.words import OpeningLevel, Publishing
from tallystick.services.operations import adopt, set_opening_level, set_publishing

app = typer.Typer(add_completion=False)


@app.command("adopt")
def command(
    counsel: Annotated[str, typer.Option("--counsel", help="Name of counsel who read and adopted it.")],
    opening: Annotated[
        str, typer.Option("--opening", help="Adopt this opening level instead: A, or B with local day and channel.")
    ] = "",
    publishing: Annotated[
        str, typer.Option("--publishing", help="Adopt this rhythm instead: with_report, monthly or daily.")
    ] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register counsel's adoption of the ordinance pack by its digest, of what a publication opens, or of its rhythm.

    Example: tallystick adopt --counsel "J. Counsel" --as maria
    """
    del home_folder
    if opening:
        level = word(OpeningLevel, opening)
        entry = set_opening_level(home(), acting(user), level, counsel=counsel)
        told = {"opening": level.value, "counsel": counsel, "entry": entry}
        words = f"a publication opens level {level.value}, by {counsel}"
    elif publishing:
        when = word(Publishing, publishing)
        entry = set_publishing(home(), acting(user), when, counsel=counsel)
        told = {"publishing": when.value, "counsel": counsel, "entry": entry}
        words = f"the register is published {when.value.replace('_', ' ')}, by {counsel}"
    else:
        made = adopt(home(), acting(user), counsel=counsel)
        told = {"ordinance": made.ordinance, "sha256": made.sha256, "counsel": made.counsel, "entry": made.entry}
        words = f"{made.ordinance} adopted by {made.counsel}: sha256 {made.sha256}"
    if as_json:
        emit(told)
        return
    out(words)
