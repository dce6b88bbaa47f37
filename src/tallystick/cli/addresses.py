"""``tallystick addresses``: the sheet for senders, who was given it, and the share of the designated lines."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home, word
from tallystick.cli.console import emit, out
from tallystick.model.errors import NotThere
from tallystick.model.period import parse_period
from tallystick.model.words import Channel
from tallystick.services.lines.acknowledgements import set_policy
from tallystick.services.lines.addresses import address_sheet, give_notice, share_of
from tallystick.services.lines.senders import who_sent

app = typer.Typer(add_completion=False)


@app.command("sheet")
def sheet(home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """Print the address sheet for senders: each line with the day on which it was last tested.

    Example: tallystick addresses sheet
    """
    del home_folder
    text = address_sheet(home())
    if as_json:
        emit({"sheet": text})
    else:
        out(text.rstrip("\n"))


@app.command("notice")
def notice(
    sheet_file: Annotated[Path, typer.Argument(help="The sheet as it was sent.")],
    to: Annotated[str, typer.Option("--to", help="The office that was given it.")],
    proof: Annotated[Path, typer.Option("--proof", help="Proof of delivery: a transmission report, a receipt.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register that an office was given the sheet, with proof of delivery.

    Example: tallystick addresses notice sheet.txt --to "ERO Port Lydd" --proof report.pdf --as maria
    """
    del home_folder
    text, proven = (_bytes(path) for path in (sheet_file, proof))
    entry = give_notice(home(), acting(user), office=to, sheet=text.decode("utf-8", "replace"), proof=proven)
    if as_json:
        emit({"entry": entry})
    else:
        out(f"operations entry {entry}: {to} was given the addresses")


@app.command("share")
def share(period: str, home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """Print how many arrivals and requests of a period came by the designated lines.

    Example: tallystick addresses share 2025
    """
    del home_folder
    found = share_of(home(), parse_period(period))
    if as_json:
        emit(asdict(found))
        return
    for what, designated, total, by_line in (
        ("arrivals", found.arrivals_designated, found.arrivals, found.arrivals_by_line),
        ("requests", found.designated, found.total, found.by_line),
    ):
        share = f" ({100 * designated / total:.0f} %)" if total else ""
        out(f"{designated} of {total} {what} came by a designated line{share}")
        for line, count in by_line.items():
            out(f"  {line or 'no line named'}: {count}")


@app.command("acknowledge")
def acknowledge(
    channels: Annotated[list[str] | None, typer.Option("--channel", help="mail, fax; none: nobody is told.")] = None,
    counsel: Annotated[str, typer.Option("--counsel", help="Name of counsel who signed the policy.")] = "",
    authority: Annotated[str, typer.Option("--authority", help="What it rests on: a clause, an opinion.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register counsel's policy whether senders get a technical acknowledgement. Without one nobody is told anything.

    Example: tallystick addresses acknowledge --channel mail --counsel "J. Counsel" --authority "opinion 12" --as jo
    """
    del home_folder
    named = [word(Channel, one) for one in channels or ()]
    entry = set_policy(home(), acting(user), channels=named, counsel=counsel, authority=authority)
    told = ", ".join(one.value for one in named)
    if as_json:
        emit({"entry": entry, "channels": [one.value for one in named]})
    else:
        out(f"operations entry {entry}: {f'senders are told by {told}' if told else 'nobody is told'}, by {counsel}")


@app.command("sender")
def sender(arrival: int, user: UserOption = "", home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """Print what shows who sent an arrival, and which known office each of it fits.

    Example: tallystick addresses sender 12 --as maria
    """
    del home_folder
    found = who_sent(home(), acting(user), arrival)
    if as_json:
        emit([{"witness": one.witness, "text": one.text, "office": one.office} for one in found])
        return
    for one in found:
        out(f"{one.witness}: {one.text}  ({one.office or 'no known office'})")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotThere(f"'{path}' cannot be read: {error.strerror}", remedy="give the path of a file") from error
