"""``tallystick init``: make a home: configuration, database, keys, first user."""

from __future__ import annotations

from typing import Annotated

import typer
from django.conf import settings

from tallystick.cli.common import HomeOption, JsonOption
from tallystick.cli.console import emit, out, say
from tallystick.model.agency import Agency, Line, Station, check_ori
from tallystick.model.errors import WrongUse
from tallystick.model.words import LineUse
from tallystick.services import law
from tallystick.services.home import Home, check_zone, create_home
from tallystick.services.setup import make_database
from tallystick.services.users import GIVEN, add_user

app = typer.Typer(add_completion=False)


@app.command()
def init(
    agency: Annotated[str, typer.Option("--agency", help="ORI of the agency, nine characters.")],
    ordinance: Annotated[str, typer.Option("--ordinance", help="The ordinance in force: tallystick law list.")],
    zone: Annotated[str, typer.Option("--zone", help="Time zone, for example America/New_York.")],
    name: Annotated[str, typer.Option("--name", help="The agency's name.")] = "",
    city: Annotated[str, typer.Option("--city", help="The city that lists name.")] = "",
    state: Annotated[str, typer.Option("--state", help="The state, in full, as lists name it.")] = "",
    station: Annotated[
        list[str] | None, typer.Option("--station", help="CODE=NAME; add :shared for a shared line. Repeat.")
    ] = None,
    user: Annotated[str, typer.Option("--user", help="Name of the first user, who gets every role.")] = "records",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a home for one agency's register.

    Example: tallystick init --agency ZZ0990100 --ordinance boston --zone America/New_York --station A1="District A-1"
    """
    del home
    law.ordinance(ordinance)
    made = create_home(
        settings.HOME,
        agency=Agency(
            ori=check_ori(agency),
            name=name or agency.upper(),
            city=city,
            state=state,
            zone=check_zone(zone),
            stations=tuple(_station(one) for one in station or ["HQ=Headquarters"]),
        ),
        ordinance=ordinance,
    )
    make_database(made)
    password = add_user(user, GIVEN)
    _tell(made, user, password, as_json=as_json)


def _station(text: str) -> Station:
    plain, _, use = text.partition(":")
    code, sign, name = plain.partition("=")
    if use not in {"", "shared", "dedicated"} or not code:
        raise WrongUse(f"'{text}' is not a station", remedy="write CODE=NAME or CODE=NAME:shared")
    line = Line(f"fax-{code}", LineUse(use or "dedicated"))
    return Station(code, name if sign else code, (line,))


def _tell(made: Home, user: str, password: str, *, as_json: bool) -> None:
    if as_json:
        emit({"home": str(made.path), "user": user, "password": password, "origin": made.settings.origin})
        return
    out(f"The register of {made.agency.name} is in {made.path}.")
    out(f"First user: {user}   password: {password}   (shown once)")
    say("Next: tallystick serve; counsel: tallystick adopt; tallystick doctor shows what is still open.")
