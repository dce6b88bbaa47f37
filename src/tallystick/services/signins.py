"""Who signed in, who was refused, who signed out, and which sessions are open. The log of it can only grow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone

from tallystick.model.words import AtTheDoor
from tallystick.records.models import SignIn

_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the log: the user name as it was given, what, when (UTC), from which address or by whom."""

    user: str
    what: AtTheDoor
    at: datetime
    where: str


@dataclass(frozen=True, slots=True)
class Open:
    """One open session of a person: its key, since when, when it was last used (UTC)."""

    key: str
    since: datetime | None
    used: datetime | None


def note(user: str, what: AtTheDoor, *, where: str) -> None:
    """Keep what happened; ``where`` is the address of the machine, or "command line"."""
    SignIn.objects.create(user=user[:_LONGEST_NAME], what=what.value, at=timezone.now(), where=where)


def log(user: str = "", *, most: int = 100) -> tuple[Happened, ...]:
    """The newest lines first, of one user name or of all."""
    rows = SignIn.objects.order_by("-at", "-id")
    chosen = rows.filter(user=user) if user else rows
    return tuple(Happened(row.user, AtTheDoor(row.what), row.at, row.where) for row in chosen[:most])


def sessions(user: User) -> tuple[Open, ...]:
    """The open sessions of one person, the one used last first."""
    found = [_open(row) for row in _of(user)]
    return tuple(sorted(found, key=lambda one: one.used.timestamp() if one.used else 0, reverse=True))


def end_sessions(user: User, *, but: str = "") -> int:
    """End every session of one person, but the one of that key; how many."""
    ended = [row for row in _of(user) if row.session_key != but]
    for row in ended:
        row.delete()
    return len(ended)


def _of(user: User) -> Iterator[Session]:
    for row in Session.objects.filter(expire_date__gt=timezone.now()):
        if row.get_decoded().get(SESSION_KEY) == str(user.pk):
            yield row


def _open(row: Session) -> Open:
    plain = row.get_decoded()
    since, used = (datetime.fromisoformat(plain[name]) if name in plain else None for name in ("since", "used"))
    return Open(row.session_key, since, used)
