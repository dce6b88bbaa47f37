"""The places that ``tallystick watch`` looks at, as ``[[source]]`` in ``tallystick.toml`` says. Imports no Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tallystick.adapters.mailbox.account import SECURE_PORT, Account
from tallystick.model.agency import Agency
from tallystick.model.errors import WrongUse


@dataclass(frozen=True, slots=True)
class Office:
    """A sending office that is known: its name, telephone numbers and mail domains."""

    name: str
    numbers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What every source has: its name, and after how many hours without a look there is an alarm."""

    name: str
    alarm_hours: int = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class FaxServer(Source):
    """A HylaFAX spool, the folder where its hook hands over, and which line each modem device serves."""

    spool: Path
    handed: Path | None = None
    modems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder(Source):
    """A folder into which a machine puts files; what is registered is moved to ``done``, or taken away without one."""

    line: str
    folder: Path
    done: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """How to get an OAuth2 access token; the secret lies in the source's ``secret`` file."""

    token_url: str
    client_id: str
    scope: str = ""
    grant: str = "client_credentials"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail(Source):
    """A mailbox; ``secret`` is a file with the password, the client's secret or the refresh token."""

    line: str
    account: Account
    secret: Path
    oauth: Grant | None = None


def sources_of(tables: list[dict[str, Any]], agency: Agency, home: Path) -> tuple[Source, ...]:
    """Every source of the configuration; relative paths begin at the home.

    Raises:
        WrongUse: a kind or a line is not known, or two sources have one name. KeyError: a key is missing.

    """
    found = tuple(_source(table, home) for table in tables)
    names = [one.name for one in found]
    if len(set(names)) < len(names):
        raise WrongUse("two sources have the same name", where="tallystick.toml, [[source]]", remedy="rename one")
    lines = {line.name for station in agency.stations for line in station.lines}
    for one in found:
        for name in lines_of(one):
            if name not in lines:
                raise WrongUse(
                    f"the source '{one.name}' names the line '{name}', which no station has",
                    where="tallystick.toml",
                    remedy="add it as [[station.line]]",
                )
    return found


def offices_of(tables: list[dict[str, Any]]) -> tuple[Office, ...]:
    """Every ``[[office]]`` of the configuration."""
    return tuple(
        Office(table["name"], tuple(table.get("numbers", ())), tuple(table.get("domains", ()))) for table in tables
    )


def lines_of(source: Source) -> tuple[str, ...]:
    """Names of the lines that a source serves."""
    if isinstance(source, FaxServer):
        return tuple(source.modems.values())
    return (source.line,) if isinstance(source, Folder | Mail) else ()


def _source(table: dict[str, Any], home: Path) -> Source:
    common: dict[str, Any] = {"name": table["name"], "alarm_hours": int(table.get("alarm_hours", 24))}
    match table["kind"]:
        case "hylafax":
            handed = home / table["handed"] if "handed" in table else None
            modems = {str(device): str(line) for device, line in table["modems"].items()}
            return FaxServer(**common, spool=home / table["spool"], handed=handed, modems=modems)
        case "folder":
            done = home / table["done"] if "done" in table else None
            return Folder(**common, line=table["line"], folder=home / table["folder"], done=done)
        case "mail":
            account = _account(table, home)
            return Mail(
                **common, line=table["line"], account=account, secret=home / table["secret"], oauth=_grant(table)
            )
        case kind:
            raise WrongUse(
                f"'{kind}' is not a kind of source", where="tallystick.toml", remedy="hylafax, folder or mail"
            )


def _account(table: dict[str, Any], home: Path) -> Account:
    return Account(
        server=table["server"],
        user=table["user"],
        port=int(table.get("port", SECURE_PORT)),
        folder=table.get("folder", "INBOX"),
        done=table.get("done", "Registered"),
        authority=home / table["authority"] if "authority" in table else None,
    )


def _grant(table: dict[str, Any]) -> Grant | None:
    if "token_url" not in table:
        return None
    return Grant(
        token_url=table["token_url"],
        client_id=table["client_id"],
        scope=table.get("scope", ""),
        grant=table.get("grant", "client_credentials"),
    )
