"""Where one register lives: a folder with its configuration, database, vault, spool and keys.

``tallystick.toml`` is the only file that a person edits. Nothing here imports Django.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tallystick.adapters.keys import KeyFile
from tallystick.adapters.vault import Vault, write_durably
from tallystick.model.agency import Agency, Line, Station, check_ori
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.words import LineUse, Log
from tallystick.register import note
from tallystick.services.lines.sources import Office, Source, offices_of, sources_of
from tallystick.services.messages import Messages, messages_of
from tallystick.services.signing_in import SignIn, sign_in_of

CONFIGURATION = "tallystick.toml"


def utc_now() -> datetime:
    """Tell the time of the machine, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Holder:
    """An outside holder of checkpoints: a folder that somebody else keeps (a share, a synchronised folder)."""

    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class WitnessAddress:
    """A witness that cosigns the logs: where it answers, and its public key."""

    url: str
    vkey: str


@dataclass(frozen=True, slots=True)
class StampAuthority:
    """A time stamp authority (RFC 3161): its name in file names, and where it answers."""

    name: str
    url: str


@dataclass(slots=True)
class Settings:
    """What ``tallystick.toml`` says."""

    agency: Agency
    ordinance: str
    origin: str
    invented: bool
    holders: tuple[Holder, ...]
    witnesses: tuple[WitnessAddress, ...]
    stamps: tuple[StampAuthority, ...]
    counterpart: str
    scope: str
    addressee: str
    signer: str
    shared_days: int
    retention_years: int
    audit_days: int
    sources: tuple[Source, ...]
    designated: tuple[str, ...]
    offices: tuple[Office, ...]
    messages: Messages
    sign_in: SignIn


@dataclass
class Home:
    """One register's folder. ``clock`` is the machine's unless a demonstration plays another time."""

    path: Path
    settings: Settings
    clock: Callable[[], datetime] = field(default=utc_now)

    @property
    def agency(self) -> Agency:
        """The agency whose register this is."""
        return self.settings.agency

    @cached_property
    def zone(self) -> ZoneInfo:
        """The agency's time zone."""
        return ZoneInfo(self.agency.zone)

    @cached_property
    def keys(self) -> KeyFile:
        """The keys of sealed bodies and originals."""
        return KeyFile(self.path / "keys.slots")

    @cached_property
    def vault(self) -> Vault:
        """The original bytes, those among them that just came and lie in the database."""
        from tallystick.records.arrivals import FreshOriginals

        return Vault(self.path / "vault", self.keys, FreshOriginals(self.keys.destroy))

    def origin(self, log: Log) -> str:
        """Name of a log as its checkpoints print it."""
        return f"{self.settings.origin}/{log.value}"

    def signer(self, log: Log) -> note.Signer:
        """Signing key of a log."""
        return note.Signer.parse(self._read(f"log-{log.value}.key"))

    def vkey(self, log: Log) -> str:
        """Public verification key of a log (C2SP signed-note vkey)."""
        return self._read(f"log-{log.value}.vkey")

    def local_day(self, moment: datetime) -> date:
        """Calendar day of a moment where the agency is."""
        return moment.astimezone(self.zone).date()

    def _read(self, name: str) -> str:
        try:
            return (self.path / name).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            raise NotThere(f"{name} is missing", where=str(self.path), remedy="restore it from the backup") from None


def open_home(path: Path) -> Home:
    """Open the home in ``path``.

    Raises:
        NotThere: no home there. WrongUse: its configuration cannot be understood.

    """
    file = path / CONFIGURATION
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotThere(
            f"there is no register in {path}",
            where=str(file),
            remedy="name another with --home, or make one: tallystick init --agency ORI --ordinance boston "
            "--zone America/New_York",
        ) from None
    try:
        return Home(path=path, settings=_settings(tomllib.loads(text), path))
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"{CONFIGURATION} is not valid TOML: {error}", where=str(file)) from None
    except KeyError as error:
        raise WrongUse(
            f"{CONFIGURATION} lacks {error}", where=str(file), remedy="add it; docs/configuration.md"
        ) from None


def _settings(table: dict[str, Any], path: Path) -> Settings:
    agency = _agency(table["agency"], table.get("station", []))
    counterpart = table.get("counterpart", {})
    report = table.get("report", {})
    return Settings(
        agency=agency,
        ordinance=table["ordinance"],
        origin=table["origin"],
        invented=bool(table.get("invented", False)),
        holders=tuple(Holder(h["name"], path / h["folder"]) for h in table.get("holder", [])),
        witnesses=tuple(WitnessAddress(w["url"], w["vkey"]) for w in table.get("witness", [])),
        stamps=tuple(StampAuthority(_file_name(one["name"]), one["url"]) for one in table.get("stamp", [])),
        counterpart=counterpart.get("name", "ICE"),
        scope=counterpart.get("scope", "agency"),
        addressee=report.get("addressee", ""),
        signer=report.get("signer", ""),
        shared_days=int(table.get("shared_days", 7)),
        retention_years=int(table.get("retention_years", 7)),
        audit_days=int(table.get("audit_days", 30)),
        sources=sources_of(table.get("source", []), agency, path),
        designated=tuple(table.get("designated", [])),
        offices=offices_of(table.get("office", [])),
        messages=messages_of(table.get("messages", {}), table.get("notify", []), path),
        sign_in=sign_in_of(table.get("sign_in", {}), path),
    )


def _file_name(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise WrongUse(f"'{name}' cannot stand in a file's name", remedy="small letters, digits and hyphens")
    return name


def _agency(table: dict[str, Any], stations: list[dict[str, Any]]) -> Agency:
    return Agency(
        ori=check_ori(table["ori"]),
        name=table["name"],
        city=table.get("city", ""),
        state=table.get("state", ""),
        zone=check_zone(table["zone"]),
        stations=_stations(stations),
    )


def _stations(tables: list[dict[str, Any]]) -> tuple[Station, ...]:
    """Each station once: lines that are named under a code again are lines of that station.

    Raises:
        WrongUse: a code has two names, a line two uses, or a line stands at two stations.

    """
    found: dict[str, Station] = {}
    at: dict[str, tuple[str, LineUse]] = {}
    for table in tables:
        code, name = table["code"], table["name"]
        station = found.setdefault(code, Station(code, name))
        _told_once(f"station '{code}'", station.name, name)
        lines = {line.name: line for line in station.lines}
        for one in table.get("line", []):
            line = Line(one["name"], LineUse(one.get("use", "dedicated")), one.get("number", ""))
            _told_once(f"line '{line.name}'", at.setdefault(line.name, (code, line.use)), (code, line.use))
            before = lines.get(line.name, line)
            lines[line.name] = replace(line, number=line.number or before.number)
        found[code] = replace(station, lines=tuple(lines.values()))
    return tuple(found.values())


def _told_once(what: str, before: object, now: object) -> None:
    if before != now:
        remedy = "one name for each station; each line at one station, dedicated or shared"
        raise WrongUse(f"{what} is told in two ways", where=CONFIGURATION, remedy=remedy)


def check_zone(name: str) -> str:
    """Return the zone's own name.

    Raises:
        WrongUse: no such zone in the time zone database.

    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise WrongUse(f"'{name}' is not a time zone", remedy="write for example America/New_York") from None
    return name


def create_home(path: Path, *, agency: Agency, ordinance: str, origin: str = "", invented: bool = False) -> Home:
    """Make a home: folders, keys and configuration. The database is made by ``services.setup``.

    Raises:
        WrongUse: there is a register in ``path`` already.

    """
    if (path / CONFIGURATION).exists():
        raise WrongUse(f"there is a register in {path} already", remedy="name another folder with --home")
    for folder in (path, path / "vault", path / "spool", path / "reports", path / "ordinances"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    origin = origin or f"tallystick.invalid/{agency.ori.lower()}"
    for log in Log:
        secret, public = note.new_key(f"{origin}/{log.value}")
        _write_private(path / f"log-{log.value}.key", secret)
        write_durably(path / f"log-{log.value}.vkey", f"{public}\n".encode())
    private_files(path)
    text = configuration(agency, ordinance=ordinance, origin=origin, invented=invented)
    write_durably(path / CONFIGURATION, text.encode())
    return open_home(path)


def private_files(path: Path) -> None:
    """Make what a home keeps to itself: an empty key file, and the keys of sessions and of hashes."""
    _write_private(path / "web.key", os.urandom(48).hex())
    _write_private(path / "same.key", os.urandom(32).hex())
    _write_private(path / "keys.slots", "")


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def configuration(agency: Agency, *, ordinance: str, origin: str, invented: bool) -> str:
    """Write ``tallystick.toml`` for an agency; TOML's basic strings are JSON strings."""
    lines = [
        "# The register's configuration: docs/configuration.md explains every key.",
        f"ordinance = {json.dumps(ordinance)}",
        f"origin = {json.dumps(origin)}",
        f"invented = {str(invented).lower()}",
        "",
        "[agency]",
        *(f"{key} = {json.dumps(getattr(agency, key))}" for key in ("ori", "name", "city", "state", "zone")),
    ]
    for station in agency.stations:
        lines += ["", "[[station]]", f"code = {json.dumps(station.code)}", f"name = {json.dumps(station.name)}"]
        for line in station.lines:
            lines += [
                "[[station.line]]",
                f"name = {json.dumps(line.name)}",
                f"use = {json.dumps(line.use.value)}",
                f"number = {json.dumps(line.number)}",
            ]
    return "\n".join(lines) + "\n"
