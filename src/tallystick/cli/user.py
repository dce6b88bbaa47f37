"""``tallystick user``: people with roles, and links that can send a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, home, word
from tallystick.cli.console import emit, out
from tallystick.model.words import Channel, Role
from tallystick.services import signins
from tallystick.services.channels import Token, end_token, make_token, tokens
from tallystick.services.users import (
    GIVEN,
    add_user,
    check_apart,
    close_account,
    end_sessions,
    new_password,
    people,
    set_roles,
    station_card,
    station_link,
    take_factors,
)

NameArgument = Annotated[str, typer.Argument(help="User name.")]
app = typer.Typer(add_completion=False, help="People with roles, and links that can send a page.")


@app.command()
def add(
    name: NameArgument,
    role: Annotated[list[str], typer.Option("--role", help=f"{', '.join(GIVEN)}. Repeat.")],
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
        emit([{"user": one.name, "roles": one.roles, "active": one.active} for one in people()])
        return
    for one in people():
        out(f"{one.name:<20} {', '.join(one.roles)}{'' if one.active else '   (closed)'}")


@app.command()
def roles(
    name: NameArgument,
    role: Annotated[list[str] | None, typer.Option("--role", help="From now on; none takes all away.")] = None,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a user exactly these roles; they hold from the next page on.

    Example: tallystick user roles maria --role clerk --role legal
    """
    del home_folder
    set_roles(home(), name, tuple(word(Role, one) for one in role or ()))
    if as_json:
        emit({"user": name, "roles": role or []})
        return
    out(f"{name}: {', '.join(role or ()) or 'no role'}")


@app.command()
def password(name: NameArgument, home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """Give whoever forgot it a new password, shown once; every session ends.

    Example: tallystick user password maria
    """
    del home_folder
    made = new_password(name)
    if as_json:
        emit({"user": name, "password": made})
        return
    out(f"{name}   password: {made}   (shown once)")


@app.command()
def factors(name: NameArgument, home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """Take every second factor and passkey away from whoever lost them; every session ends.

    Example: tallystick user factors maria
    """
    del home_folder
    taken = take_factors(name)
    if as_json:
        emit({"user": name, "taken": taken})
        return
    out(f"{name}: {taken} taken away")


@app.command("out")
def out_(name: NameArgument, home_folder: HomeOption = None, as_json: JsonOption = False) -> None:
    """End every session of a user.

    Example: tallystick user out maria
    """
    del home_folder
    ended = end_sessions(name)
    if as_json:
        emit({"user": name, "ended": ended})
        return
    out(f"{name}: {ended} ended")


@app.command()
def close(
    name: NameArgument,
    opened: Annotated[bool, typer.Option("--open", help="Open it again.")] = False,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Close a user's account; every session ends, and what was done under the name stays.

    Example: tallystick user close maria
    """
    del home_folder
    close_account(name, opened=opened)
    if as_json:
        emit({"user": name, "active": opened})
        return
    out(f"{name}: {'opened' if opened else 'closed'}")


@app.command("signins")
def signins_(
    name: Annotated[str, typer.Argument(help="User name (default: everybody).")] = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who signed in, who was refused and what was done about accounts, the newest first.

    Example: tallystick user signins maria
    """
    del home_folder
    found = signins.log(name)
    if as_json:
        emit([{"user": one.user, "what": one.what, "at": one.at.isoformat(), "where": one.where} for one in found])
        return
    for one in found:
        out(f"{one.at.isoformat(timespec='seconds')}  {one.user:<20} {one.what:<26} {one.where}")


@app.command()
def link(
    station: Annotated[str, typer.Argument(help="Station code.")],
    card: Annotated[
        Path | None, typer.Option("--card", help="Write the station card with this link: one sheet.")
    ] = None,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a link with which a station sends a page: no account, and nothing can be read back with it.

    Example: tallystick user link A1 --card card.pdf
    """
    del home_folder
    token = station_link(home(), station, made_by="command line")
    if card:
        card.write_bytes(station_card(home(), station, token))
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
