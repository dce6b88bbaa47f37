"""``tallystick sweep``: a station's statement, and the papers it found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, home, machine, moment, word
from tallystick.cli.console import emit, out
from tallystick.model.errors import WrongUse
from tallystick.model.period import parse_period
from tallystick.model.words import Channel, LateSource
from tallystick.services.filing.sweep import Find, enter_late, state_sweep
from tallystick.services.intake.receive import Transmission, name_as_transport_id
from tallystick.services.intake.work import read_pending

app = typer.Typer(add_completion=False)


@app.command()
def sweep(
    station: Annotated[str, typer.Argument(help="Station code.")],
    period: Annotated[str, typer.Option("--period", help="The period looked through, for example 2025.")],
    signed_by: Annotated[str, typer.Option("--signed-by", help="Who signed the statement.")],
    find: Annotated[
        list[str] | None, typer.Option("--find", help="FILE=YYYY-MM-DD: a paper and the day it reached the station.")
    ] = None,
    where: Annotated[str, typer.Option("--where", help="Where it lay.")] = "at the station",
    source: Annotated[
        str, typer.Option("--from", help="sweep; letter or paper for what lay there before the register began.")
    ] = "sweep",
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register "we looked, we have n" - also when n is zero - and enter what was found as late.

    Example: tallystick sweep A1 --period 2025 --signed-by "Sgt. R. Doe" --as maria
    """
    del home_folder
    actor = acting(user)
    finds = [replace(_find(station, one, where), source=word(LateSource, source)) for one in find or ()]
    entry = state_sweep(
        home(), actor, station=station, period=parse_period(period), found=len(finds), signed_by=signed_by
    )
    numbers = [enter_late(home(), actor, one, sweep=entry).number for one in finds]
    if numbers:
        read_pending(home(), machine())
    if as_json:
        emit({"entry": entry, "found": len(finds), "numbers": numbers})
        return
    out(f"entry {entry}: {station} states {len(finds)} for {period}. {' '.join(numbers)}")


def _find(station: str, text: str, where: str) -> Find:
    name, sign, day = text.rpartition("=")
    path = Path(name)
    if not sign or not path.is_file():
        raise WrongUse(f"'{text}' is not FILE=YYYY-MM-DD of a file that is there")
    transmission = Transmission(
        data=path.read_bytes(),
        channel=Channel.HAND,
        station=station,
        transport_id=name_as_transport_id(home(), path.name),
        received_at=moment(f"{day}T12:00"),
        file_name=path.name,
    )
    return Find(transmission, date.fromisoformat(day), where)
