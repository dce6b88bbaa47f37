"""What the commands that touch a register share: the home, the acting user and how words become values."""

from __future__ import annotations

import os
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from tallystick.model.actor import Actor, system
from tallystick.model.errors import WrongUse
from tallystick.services.current import current_home
from tallystick.services.desk.requests import entry_numbered
from tallystick.services.home import Home
from tallystick.services.users import actor_named

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The register's folder (default: TALLYSTICK_HOME or ./tallystick-home).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print exactly one JSON value on standard output.")]
UserOption = Annotated[
    str, typer.Option("--as", help="The user who acts (default: TALLYSTICK_USER).", envvar="TALLYSTICK_USER")
]

RequestArgument = Annotated[str, typer.Argument(help="Number of the request (A1-2025-0003), or its entry.")]

_Word = TypeVar("_Word", bound=StrEnum)


def home() -> Home:
    """Give the home that this process was wired for."""
    return current_home()


def acting(name: str) -> Actor:
    """Give the user who acts.

    Raises:
        WrongUse: nobody is named, or there is no such user.

    """
    if not name:
        raise WrongUse("who acts?", remedy="add --as USER, or set TALLYSTICK_USER; tallystick user list shows them")
    return actor_named(home(), name)


def machine() -> Actor:
    """Give the product itself as actor, for work that no person does."""
    return system(home().agency.ori)


def word(kind: type[_Word], text: str) -> _Word:
    """Turn what was typed into a word of a closed vocabulary.

    Raises:
        WrongUse: it is not one of its words.

    """
    try:
        return kind(text)
    except ValueError:
        raise WrongUse(f"'{text}' is not known", remedy=f"one of: {', '.join(one.value for one in kind)}") from None


def entry(text: str) -> int:
    """Turn what names a document into its entry: the entry itself, or the number written on the paper.

    Raises:
        NotThere: no arrival has this number.
        WrongUse: its transmission held several documents that could be meant.

    """
    return int(text) if text.isdecimal() else entry_numbered(home(), text)


def day(text: str) -> date:
    """Turn a typed day into a date.

    Raises:
        WrongUse: it is not a day.

    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"'{text}' is not a day", remedy="write year-month-day, for example 2025-03-04") from None


def moment(text: str) -> datetime:
    """Turn a typed moment into one with a zone; without an offset it is the agency's local time.

    Raises:
        WrongUse: it is not a moment.

    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"'{text}' is not a moment", remedy="write 2025-03-04T14:12 or with an offset") from None
    return at if at.tzinfo else at.replace(tzinfo=home().zone)


def pairs(given: list[str] | None) -> dict[str, str]:
    """Turn repeated NAME=VALUE into a table.

    Raises:
        WrongUse: one of them has no equals sign.

    """
    table = {}
    for one in given or ():
        name, sign, value = one.partition("=")
        if not sign:
            raise WrongUse(f"'{one}' is not NAME=VALUE")
        table[name.strip()] = value.strip()
    return table


def processes() -> int:
    """How many readers work beside each other: the machine's cores, at most four."""
    return min(os.cpu_count() or 1, 4)
