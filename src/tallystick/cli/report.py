"""``tallystick report``: the packet that the ordinance asks for: a draft, prepared, signed, or of a past day."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, day, home, pairs
from tallystick.cli.console import emit, out
from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.period import Period, parse_period
from tallystick.services.filing.packet import write_folder
from tallystick.services.filing.preparation import facts
from tallystick.services.filing.report import before_signing, draft_as_of, draft_files, prepare, remake, sign
from tallystick.services.filing.versions import versions

app = typer.Typer(add_completion=False)


@app.command("report")
def command(
    ordinance: Annotated[str, typer.Argument(help="The ordinance: the one this register is kept under.")],
    period: Annotated[str, typer.Argument(help="2025, FY2025, 2025Q1 or DATE..DATE.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the packet; it is made.")],
    duty: Annotated[str, typer.Option("--report", help="Which report, where the ordinance asks for several.")] = "",
    prepared: Annotated[bool, typer.Option("--prepare", help="Prepare it: another person may then sign.")] = False,
    stated: Annotated[
        list[str] | None,
        typer.Option("--stated", help="MEASURE=NUMBER: a fact that the register does not hold. Repeat."),
    ] = None,
    signed: Annotated[bool, typer.Option("--sign", help="Sign it: version 1, or an amended version.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why stations have no statement yet; printed.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help="As the register stood on a past day.")] = "",
    version: Annotated[int, typer.Option("--version", help="A signed version, made anew from its entries.")] = 0,
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the packet: letter, annex, data package, report.json, manifest; lists for the recipient in a folder beside.

    Without --sign, the newest signed version when nothing changed since, else a draft that says so on every page.

    Example: tallystick report boston 2025 -o packet --prepare --as maria
    """
    del home_folder
    if ordinance != home().settings.ordinance:
        raise WrongUse(f"this register is kept under '{home().settings.ordinance}', not '{ordinance}'")
    actor, when = acting(user), parse_period(period)
    if prepared:
        prepare(home(), actor, when, duty=duty, reason=reason, stated=facts(pairs(stated)))
    if signed:
        sign(home(), actor, when, duty=duty, reason=reason)
    state, files = _past(actor, when, duty, as_of, version) or _packet(actor, when, duty)
    write_folder(output, files)
    listed = _lists(when, duty, output) if state.startswith("signed") else []
    answer = {
        "state": state,
        "recipient": listed,
        "folder": str(output),
        "files": sorted(files),
        **_numbers(actor, when, duty),
    }
    if as_json:
        emit(answer)
        return
    out(f"{state}: {output}")
    for name, value in answer["figures"].items():
        out(f"  {name}: {'not recorded' if value is None else value}")
    for risk in answer["open"]:
        out(f"  open: {risk}")


def _past(actor: Actor, period: Period, duty: str, as_of: str, version: int) -> tuple[str, dict[str, bytes]] | None:
    """Give a packet of the past when one is asked for."""
    if version:
        found = next((one for one in versions(home(), period, duty=duty) if one.number == version), None)
        if found is None:
            raise WrongUse(f"there is no version {version} of {period.name}")
        return f"version {version}, made anew", remake(home(), actor, period, found, duty=duty)
    if as_of:
        return f"draft as of {as_of}", draft_as_of(home(), actor, period, day(as_of), duty=duty)
    return None


def _packet(actor: Actor, period: Period, duty: str) -> tuple[str, dict[str, bytes]]:
    """Give the newest signed packet while it still holds, else a draft."""
    signed = versions(home(), period, duty=duty)
    if not signed or before_signing(home(), actor, period, duty=duty).changed:
        return "draft", draft_files(home(), actor, period, duty=duty)
    return f"signed version {signed[-1].number}", {
        path.name: path.read_bytes() for path in sorted(signed[-1].folder.iterdir())
    }


def _lists(period: Period, duty: str, output: Path) -> list[str]:
    """Write the lists of the newest signed version beside the packet, in a folder for the recipient alone."""
    signed = versions(home(), period, duty=duty)
    if not signed or not signed[-1].recipient.is_dir():
        return []
    files = {path.name: path.read_bytes() for path in sorted(signed[-1].recipient.iterdir())}
    write_folder(output.with_name(f"{output.name}-recipient"), files)
    return sorted(files)


def _numbers(actor: Actor, period: Period, duty: str) -> dict[str, Any]:
    seen = before_signing(home(), actor, period, duty=duty)
    return {
        "figures": {figure.id: figure.value for figure in seen.report.figures},
        "apart": {figure.id: figure.value for figure in seen.report.apart},
        "open": [f"{risk.code} {risk.count}" for risk in seen.risks],
        "due": seen.report.due,
        "prepared_by": seen.prepared.by if seen.prepared else None,
        "changed_since_prepared": seen.fallen,
    }
