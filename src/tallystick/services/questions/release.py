"""What left the house for a demand: the log says which packet, by its digest, with how many requests and coverings.

To whom, how and on whose authority lies sealed beside the entry. A copy that left is told by every later erasure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tallystick.law import Part
from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.words import CopyKind, OperationKind, Role
from tallystick.services import operations, words
from tallystick.services.home import Home
from tallystick.services.questions import packet
from tallystick.services.questions.asked import READERS

FOR_EVER = date(9999, 12, 31)
"""Until when somebody outside may keep what they were given."""


@dataclass(frozen=True, slots=True)
class Released:
    """One release: of which question, the packet's SHA-256, what was in it, and to whom (None when erased)."""

    entry: int
    question: int
    sha256: str
    requests: int
    coverings: int
    pages: int
    opened: tuple[Part, ...]
    by: str
    at: datetime
    to: str | None
    how: str
    authority: str


@dataclass(frozen=True, slots=True)
class Given:
    """To whom a packet goes, and how: by mail, by hand, to the court's portal."""

    to: str
    how: str = ""


def release(
    home: Home, actor: Actor, entry: int, given: Given, *, opened: Iterable[Part] = (), authority: str = ""
) -> tuple[Released, bytes]:
    """Let the packet for a question leave: its entry in the log, and the zip to hand over.

    Raises:
        WrongUse: nobody is named who gets it. Else as ``packet.make``.

    """
    actor.need(Role.LEGAL)
    if not given.to.strip():
        raise WrongUse("a packet leaves to somebody", remedy="name who gets it")
    made = packet.make(home, actor, entry, opened=opened, authority=authority)
    zipped = made.zipped()
    digest = hashlib.sha256(zipped).hexdigest()
    facts = {
        "refers_to": str(entry),
        "sha256": digest,
        "requests": str(len(made.held)),
        "coverings": str(len(made.coverings)),
        "pages": str(made.pages),
        "opened": ",".join(part.value for part in Part if part in made.terms.opened),
        "by": actor.user,
    }
    said = {"to": given.to.strip(), "how": given.how.strip(), "authority": made.terms.authority, "files": _files(made)}
    done = words.append_with(home, OperationKind.RELEASE, facts, said)
    operations.copied(home, CopyKind.RELEASE, name=made.question.number, sha256=digest, until=FOR_EVER)
    return next(one for one in _every(home) if one.entry == done), zipped


def releases(home: Home, actor: Actor, question: int | None = None) -> tuple[Released, ...]:
    """The log of what left, of one question or of all, the oldest first."""
    actor.need(*READERS)
    return tuple(one for one in _every(home) if question in {None, one.question})


def _files(made: packet.Packet) -> str:
    return json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in sorted(made.files.items())})


def _every(home: Home) -> list[Released]:
    return [_released(home, *one) for one in operations.of_kind(home, OperationKind.RELEASE)]


def _released(home: Home, entry: int, at: datetime, facts: dict[str, str]) -> Released:
    said = words.said_in(home, entry) or {}
    return Released(
        entry=entry,
        question=int(facts["refers_to"]),
        sha256=facts["sha256"],
        requests=int(facts["requests"]),
        coverings=int(facts["coverings"]),
        pages=int(facts["pages"]),
        opened=tuple(Part(name) for name in facts["opened"].split(",") if name),
        by=facts["by"],
        at=at,
        to=said.get("to"),
        how=said.get("how", ""),
        authority=said.get("authority", ""),
    )
