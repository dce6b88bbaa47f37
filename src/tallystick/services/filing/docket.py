"""What the city clerk receives: the packets of signed versions, the text to docket one, and the number it was given."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.period import Period
from tallystick.model.words import OperationKind, Role
from tallystick.reporting.labels import day_words
from tallystick.services import ledger, operations
from tallystick.services.filing.versions import Version, filed, finish, full_name, versions
from tallystick.services.home import Home

READERS = (Role.AUTHOR, Role.LEGAL, Role.AUDITOR, Role.CLERK, Role.CITY_CLERK)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Filed:
    """One signed version under its full name, the files of its packet, and each docket number: by whom, when (UTC)."""

    name: str
    version: Version
    files: tuple[str, ...]
    docketed: tuple[tuple[str, str, datetime], ...]

    @property
    def amends(self) -> int:
        """The version that it amends; 0 for the first."""
        return self.version.number - 1


def filed_versions(home: Home, actor: Actor) -> tuple[Filed, ...]:
    """Every signed version of every report, the one signed last first."""
    actor.need(*READERS)
    numbers = _docketed(home)
    found = [
        Filed(full_name(home, period, duty), one, packet_names(one), tuple(numbers.get(one.entry, ())))
        for period, duty in filed(home)
        for one in versions(home, period, duty=duty)
    ]
    return tuple(sorted(found, key=lambda one: one.version.entry, reverse=True))


def packet_names(version: Version) -> tuple[str, ...]:
    """The names of a packet's files; none where its folder is not in its place."""
    return tuple(sorted(path.name for path in version.folder.iterdir())) if version.folder.is_dir() else ()


def packet_file(home: Home, actor: Actor, period: Period, version: int, name: str, *, duty: str = "") -> bytes:
    """One file of a signed packet; only names that the packet holds are looked at.

    Raises:
        NotThere: there is no such version, or its packet holds no such file.

    """
    actor.need(*READERS)
    finish(home, period, duty=duty)
    found = _version(home, period, version, duty)
    if name not in packet_names(found):
        raise NotThere(f"version {version} of {period.name} holds no {name}", remedy="its page lists its files")
    return (found.folder / name).read_bytes()


def docket(home: Home, actor: Actor, period: Period, version: int, *, number: str, duty: str = "") -> int:
    """Register that the city clerk received a version and docketed it under a number. Returns the entry.

    Raises:
        NotAllowed: the actor is not the city clerk. WrongUse: there is no number. NotThere: there is no such version.

    """
    actor.need(Role.CITY_CLERK)
    if not 0 < len(number.strip()) <= _LONGEST:
        raise WrongUse("a docket number has 1 to 60 characters", remedy="write it as it stands on the docket")
    found = _version(home, period, version, duty)
    facts = {
        "refers_to": str(found.entry),
        "document": found.event.sha256,
        "number": number.strip(),
        "by": actor.user,
    }
    return ledger.append_operation(home, OperationKind.DOCKETED, facts)


def _docketed(home: Home) -> dict[int, list[tuple[str, str, datetime]]]:
    numbers: dict[int, list[tuple[str, str, datetime]]] = {}
    for _, at, facts in operations.of_kind(home, OperationKind.DOCKETED):
        numbers.setdefault(int(facts["refers_to"]), []).append((facts["number"], facts["by"], at))
    return numbers


def _version(home: Home, period: Period, version: int, duty: str) -> Version:
    found = next((one for one in versions(home, period, duty=duty) if one.number == version), None)
    if found is None or not found.folder.is_dir():
        raise NotThere(f"there is no version {version} of {period.name}", remedy="the report's page lists the versions")
    return found


def docket_text(home: Home, actor: Actor, period: Period, version: int, *, duty: str = "") -> str:
    """Plain text to copy into the docket.

    Raises:
        NotThere: that version was not signed, or its packet is not in its place.

    """
    actor.need(*READERS)
    found = _version(home, period, version, duty)
    plain = json.loads((found.folder / "report.json").read_text(encoding="utf-8"))
    return "\n\n".join((_head(plain), _changes(plain), _files(found), _check(plain))) + "\n"


def _head(plain: dict[str, Any]) -> str:
    agency = plain["agency"]["name"] if isinstance(plain["agency"], dict) else plain["agency"]
    amends = f", amending version {plain['amends']}, which stays on file" if plain["amends"] else ""
    return (
        f"{plain['title']}, {plain['period']['name']}. Communication of {agency} to the {plain['recipient']} under "
        f"{plain['ordinance_name']} ({plain['ordinance_citation']}). Version {plain['version']}, dated "
        f"{day_words(date.fromisoformat(plain['dated']))}{amends}."
    )


def _changes(plain: dict[str, Any]) -> str:
    if not plain["amends"]:
        figures = "; ".join(f"{one['text']}: {_value(one['value'])}" for one in plain["figures"])
        return f"Figures: {figures}."
    names = {one["id"]: one["text"] for one in plain["figures"]}
    said = [f"{names[one['id']]}: {_value(one['before'])} then, {_value(one['after'])} now" for one in plain["changes"]]
    return f"Changed: {'; '.join(said) or 'no figure'}."


def _value(value: int | None) -> str:
    return "not recorded" if value is None else str(value)


def _files(found: Version) -> str:
    lines = [f"  {path.name}  SHA-256 {_digest(path.read_bytes())}" for path in sorted(found.folder.iterdir())]
    return "\n".join(("Files:", *lines))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _check(plain: dict[str, Any]) -> str:
    return (
        f"The report counts the first {plain['log']['size']} entries of the register. Anybody can check it: "
        "tallystick verify FOLDER."
    )
