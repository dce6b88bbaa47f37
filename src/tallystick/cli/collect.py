"""``tallystick collect``: a state office takes filings, lists who has not filed, publishes the sum."""

from __future__ import annotations

import csv
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.model.errors import NotThere, WrongUse
from tallystick.services.collecting.overview import Wanted, overview, published
from tallystick.services.collecting.take import Taken, expect, take
from tallystick.services.filing.packet import write_folder

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Collect the filings of many agencies.")


@app.command()
def agencies(
    listed: Annotated[Path, typer.Argument(metavar="CSV", help="The agencies that must report: ori,name.")],
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set the list of agencies that must report.

    Example: tallystick collect agencies agencies.csv --as maria
    """
    del home_folder
    if not listed.is_file():
        raise NotThere(f"there is no file {listed}")
    with listed.open(encoding="utf-8-sig", newline="") as text:
        table = csv.DictReader(text)
        if set(table.fieldnames or ()) != {"ori", "name"}:
            raise WrongUse("the list needs the columns ori and name, and no other", where=str(listed))
        number = expect(home(), acting(user), [(row["ori"], row["name"]) for row in table])
    if as_json:
        emit({"agencies": number})
        return
    out(f"{number} agencies must report")


@app.command("take")
def take_filings(
    packets: Annotated[list[Path], typer.Argument(help="Signed packets: folders or zip files.")],
    key: Annotated[str, typer.Option("--key", help="Key of the agency's log, for one packet.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take filings: proofs, form, agency, zeros and lists of each are checked; what does not hold is refused.

    Example: tallystick collect take filings/ZZ0990100/v1 --as maria
    """
    del home_folder
    if key and len(packets) > 1:
        raise WrongUse("a key belongs to one agency", remedy="take its packets by themselves")
    actor = acting(user)
    found = [take(home(), actor, one, vkey=key or None) for one in packets]
    if as_json:
        emit([asdict(one) for one in found])
    else:
        for one in found:
            out(_said(one))
    if any(one.refused for one in found):
        raise typer.Exit(1)


def _said(one: Taken) -> str:
    return f"{one.path}: {one.state} {one.ori} {one.period}".rstrip() + "".join(f"\n  {why}" for why in one.why)


@app.command("sum")
def add_up(
    ordinance: Annotated[str, typer.Argument(help="The ordinance, for example illinois.")],
    period: Annotated[str, typer.Argument(help="The period, as the filings name it.")],
    report: Annotated[str, typer.Option("--report", help="The report, as tallystick law show names it.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder for what is published.")] = None,
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add up what was filed, and list who has not. A missing filing is no zero.

    Example: tallystick collect sum illinois 2025 --report attorney-general -o published --as maria
    """
    del home_folder
    found = overview(home(), acting(user), Wanted(ordinance, report, period))
    if output is not None:
        write_folder(output, published(found))
    if as_json:
        emit(asdict(found))
        return
    out(f"{found.filed} of {found.expected} agencies filed; the signer of {found.not_checked} was not checked")
    for one in found.sums:
        out(f"  {one.text}: {one.value} {one.unit} from {one.agencies} agencies")
        out(f"    certified none: {one.certified}; not recorded: {one.not_recorded}")
    for ori, name in found.missing:
        out(f"  not filed: {ori} {name}")
