"""The text with which a clerk dockets a signed version: who to whom, under which law, what changed, which files."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere
from tallystick.model.period import Period
from tallystick.model.words import Role
from tallystick.reporting.labels import day_words
from tallystick.services.filing.versions import Version, versions
from tallystick.services.home import Home


def docket_text(home: Home, actor: Actor, period: Period, version: int, *, duty: str = "") -> str:
    """Plain text to copy into the docket.

    Raises:
        NotThere: that version was not signed, or its packet is not in its place.

    """
    actor.need(Role.AUTHOR, Role.LEGAL, Role.AUDITOR, Role.CLERK)
    found = next((one for one in versions(home, period, duty=duty) if one.number == version), None)
    if found is None or not found.folder.is_dir():
        raise NotThere(f"there is no version {version} of {period.name}", remedy="the report's page lists the versions")
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
    said = [f"{one['text']}: {_value(one['before'])} then, {_value(one['after'])} now" for one in plain["changes"]]
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
