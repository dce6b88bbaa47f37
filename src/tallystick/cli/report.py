"""``tallystick report``: the packet that the ordinance asks for: a draft, or signed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home
from tallystick.cli.console import emit, out
from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.period import Period, parse_period
from tallystick.services.packet import write_folder
from tallystick.services.report import before_signing, draft_files, sign, versions

app = typer.Typer(add_completion=False)


@app.command("report")
def command(
    ordinance: Annotated[str, typer.Argument(help="The ordinance: the one this register is kept under.")],
    period: Annotated[str, typer.Argument(help="2025, FY2025, 2025Q1 or DATE..DATE.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the packet; it is made.")],
    signed: Annotated[bool, typer.Option("--sign", help="Sign it: version 1, or an amended version.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why stations have no statement yet; printed.")] = "",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the packet: letter.pdf, letter.docx, annex.csv, datapackage.json, report.json, manifest.sha256.

    Without --sign, the newest signed version when nothing changed since, else a draft that says so on every page.

    Example: tallystick report boston 2025 -o packet --sign --as author
    """
    del home_folder
    if ordinance != home().settings.ordinance:
        raise WrongUse(f"this register is kept under '{home().settings.ordinance}', not '{ordinance}'")
    actor, when = acting(user), parse_period(period)
    if signed:
        sign(home(), actor, when, reason=reason)
    state, files = _packet(actor, when)
    write_folder(output, files)
    answer = {"state": state, "folder": str(output), "files": sorted(files), **_numbers(actor, when)}
    if as_json:
        emit(answer)
        return
    out(f"{state}: {output}")
    for name, value in answer["figures"].items():
        out(f"  {name}: {'not recorded' if value is None else value}")
    for risk in answer["open"]:
        out(f"  open: {risk}")


def _packet(actor: Actor, period: Period) -> tuple[str, dict[str, bytes]]:
    """Give the newest signed packet while it still holds, else a draft."""
    signed = versions(home(), period)
    if signed and not before_signing(home(), actor, period).changed:
        files = {path.name: path.read_bytes() for path in sorted(signed[-1].folder.iterdir())}
        return f"signed version {signed[-1].number}", files
    return "draft", draft_files(home(), actor, period)


def _numbers(actor: Actor, period: Period) -> dict[str, Any]:
    seen = before_signing(home(), actor, period)
    return {
        "figures": {figure.id: figure.value for figure in seen.report.figures},
        "apart": {figure.id: figure.value for figure in seen.report.apart},
        "open": [f"{risk.code} {risk.count}" for risk in seen.risks],
    }
