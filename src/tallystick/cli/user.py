"""``tallystick user``: people with roles, and links that can send a page."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, home, word
from tallystick.cli.console import emit, out
from tallystick.model.words import Role
from tallystick.services.users import add_user, check_apart, people, station_link

app = typer.Typer(add_completion=False, help="People with roles, and links that can send a page.")


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="User name.")],
    role: Annotated[list[str], typer.Option("--role", help="clerk, legal, author or auditor. Repeat.")],
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
