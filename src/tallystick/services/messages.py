"""Who is told of what, as ``[messages]`` and ``[[notify]]`` in ``tallystick.toml`` say. Imports no Django."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tallystick.adapters.messages import FaxProgram, MailServer, Messenger, Outbox
from tallystick.model.errors import WrongUse


class About(StrEnum):
    """What a person can be told of. A message bears a number and a link, nothing else."""

    ARRIVAL = "arrival"
    JUDICIAL_WARRANT = "judicial_warrant"
    CLOCK = "clock"
    DUTY_TEST = "duty_test"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person or a desk, its mail address, and what it is told of."""

    name: str
    to: str
    about: frozenset[About]


@dataclass(frozen=True, slots=True)
class Messages:
    """How messages go out: from whom, by which messenger, with links below ``address``; to whom; what sends faxes."""

    sender: str = ""
    address: str = ""
    messenger: Messenger | None = None
    recipients: tuple[Recipient, ...] = ()
    fax: FaxProgram | None = None

    def told_of(self, about: About) -> tuple[Recipient, ...]:
        """Everybody who is told of this; who is told of judicial warrants takes part in the daily test."""
        asked = About.JUDICIAL_WARRANT if about is About.DUTY_TEST else about
        return tuple(one for one in self.recipients if asked in one.about)


def messages_of(table: dict[str, Any], people: list[dict[str, Any]], home: Path) -> Messages:
    """Read both tables.

    Raises:
        WrongUse: somebody is to be told, and there is no way to tell; or a word that is none of ``About``.

    """
    messenger = _messenger(table, home)
    if people and messenger is None:
        raise WrongUse("[[notify]] names people and [messages] names no way", remedy="smtp = 'HOST:PORT' or folder")
    recipients = tuple(Recipient(one["name"], one["to"], _about(one.get("about", []))) for one in people)
    words = tuple(shlex.split(table.get("fax", "")))
    fax = FaxProgram(words) if words else None
    return Messages(table.get("sender", ""), table.get("address", "").rstrip("/"), messenger, recipients, fax)


def _messenger(table: dict[str, Any], home: Path) -> Messenger | None:
    if folder := table.get("folder", ""):
        return Outbox(home / folder)
    if not (server := table.get("smtp", "")):
        return None
    host, _, port = server.partition(":")
    if port and not port.isdecimal():
        raise WrongUse(f"'{server}' is not a mail server", where="[messages] smtp", remedy="write HOST:PORT")
    return MailServer(host, int(port or 25))


def _about(words: list[str]) -> frozenset[About]:
    known = {about.value: about for about in About if about is not About.DUTY_TEST}
    if strange := [word for word in words if word not in known]:
        raise WrongUse(f"nobody can be told of '{strange[0]}'", where="[[notify]] about", remedy=", ".join(known))
    return frozenset(known[word] for word in words)
