"""``tallystick callback``: record what an office said when it was called back about a request."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, RequestArgument, UserOption, acting, entry, home, word
from tallystick.cli.console import emit, out
from tallystick.model.words import SenderState
from tallystick.services.desk.callback import Called, Known, call_back, sender_of

app = typer.Typer(add_completion=False)


@app.command("callback")
def command(
    number: RequestArgument,
    says: Annotated[str, typer.Option("--says", help="verified, disowned or not_verified (nobody could say).")] = "",
    office: Annotated[str, typer.Option("--office", help="The office that was called.")] = "",
    called: Annotated[str, typer.Option("--called", help="The number that was called: from your own list.")] = "",
    who: Annotated[str, typer.Option("--who", help="Who answered; sealed.")] = "",
    note: Annotated[str, typer.Option("--note", help="What was said; sealed.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record whether the office says that it sent a request; without --says, show what is known of the sender.

    Example: tallystick callback A1-2025-0003 --says verified --office "ERO Port Lydd" --called "999 555 0110"
    """
    del home_folder
    request = entry(number)
    if not says:
        _show(sender_of(home(), acting(user), request), as_json=as_json)
        return
    sender = word(SenderState, says)
    index = call_back(home(), acting(user), request, Called(sender, office, called, who, note))
    if as_json:
        emit({"entry": index, "of": request, "sender": sender.value})
        return
    out(f"entry {index}: sender {sender.value.replace('_', ' ')}")


def _show(known: Known, *, as_json: bool) -> None:
    if as_json:
        emit({"number": known.number, "sender": known.called.sender.value, "office": known.called.office})
        return
    called = f" ({known.called.office}, {known.called.number})" if known.called.office else ""
    out(f"{known.number}: sender {known.called.sender.value.replace('_', ' ')}{called}")
