"""``tallystick user``: people with roles, and links that can send a page."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, home, word
from tallystick.cli.console import emit, out
from tallystick.model.words import Channel, Role
from tallystick.services.channels import Token, end_token, make_token, tokens
from tallystick.services.users import add_user, check_apart, people, station_link

app = typer.Typer(add_completion=False, help="People with roles, and links that can send a page.")


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="User name.")],
    role: Annotated[list[str], typer.Option("--role", help="clerk, legal, author, auditor or custodian. Repeat.")],
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a user; the password is shown once.

    Example: tallystick user add maria --role clerk
    """
    del home_folder
    roles = tuple(word(Role, one) for one in role)
    check_apart(home(), roles)
    password = add_user(name, roles)
    if as_json:
        emit({"user": name, "roles": role, "password": password})
        return
    out(f"{name}   password: {password}   (shown once)")


@app.command("list")
def list_(home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """List all users and their roles.

    Example: tallystick user list
    """
    del home_folder
    if as_json:
        emit([{"user": one.name, "roles": one.roles} for one in people()])
        return
    for one in people():
        out(f"{one.name:<20} {', '.join(one.roles)}")


@app.command()
def link(
    station: Annotated[str, typer.Argument(help="Station code.")],
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a link with which a station sends a page: no account, and nothing can be read back with it.

    Example: tallystick user link A1
    """
    del home_folder
    token = station_link(home(), station, made_by="command line")
    if as_json:
        emit({"station": station, "path": f"/send/{token}/"})
        return
    out(f"/send/{token}/   (shown once; add the server's address in front)")


@app.command()
def token(
    name: Annotated[str, typer.Argument(help="Name of the program.")],
    station: Annotated[str, typer.Argument(help="Station code.")],
    channel: Annotated[str, typer.Option("--channel", help="How its transmissions came: fax, mail, folder …")] = "fax",
    days: Annotated[int, typer.Option("--days", help="Days until it ends, at most 366.")] = 365,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a token with which a program registers transmissions over the web interface, and reads nothing.

    Example: tallystick user token faxgate A1 --channel fax --days 90
    """
    del home_folder
    made_by = "command line"
    made = make_token(home(), name=name, station=station, channel=word(Channel, channel), made_by=made_by, days=days)
    if as_json:
        emit({"name": name, "station": station, "channel": channel, "token": made})
        return
    out(f"{made}   (shown once; Authorization: Bearer …)")


@app.command("tokens")
def tokens_(home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the tokens in use with their end and their last use.

    Example: tallystick user tokens
    """
    del home_folder
    if as_json:
        emit([{"name": one.name, "station": one.station, "channel": one.channel, **_times(one)} for one in tokens()])
        return
    for one in tokens():
        times = _times(one)
        out(f"{one.name:<20} {one.station:<6} {one.channel:<8} ends {times['ends']}   used {times['used'] or 'never'}")


def _times(one: Token) -> dict[str, str | None]:
    used = one.used_at.isoformat(timespec="minutes") if one.used_at else None
    return {"ends": one.ends_at.isoformat(timespec="minutes"), "used": used}


@app.command()
def end(
    name: Annotated[str, typer.Argument(help="Name of the program.")],
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """End every token of a program.

    Example: tallystick user end faxgate
    """
    del home_folder
    ended = end_token(name)
    if as_json:
        emit({"name": name, "ended": ended})
        return
    out(f"{name}: {ended} ended")
