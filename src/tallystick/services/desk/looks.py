"""Who looked at what: every view of a paper or a request is kept; two people at one paper are told of each other.

Each day the digest of the views since the last time goes into the operations log: none can be taken away unseen.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Max

from tallystick.model.actor import Actor
from tallystick.model.words import OperationKind, Role
from tallystick.records.models import Look
from tallystick.register import canonical
from tallystick.services import operations
from tallystick.services.home import Home

AGAIN = timedelta(minutes=1)
"""Looks of one person at one entry within this time, and at nothing else between, are one look."""
PRESENT = timedelta(minutes=10)
"""For so long after a look its person is taken to sit at the paper still, unless a look at another one is newer."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One person looked at one moment (UTC)."""

    user: str
    at: datetime


def look(home: Home, actor: Actor, entry: int) -> None:
    """Keep that the actor looks at ``entry`` now."""
    now = home.clock()
    last = _newest(actor.user)
    if last is None or last.entry != entry or last.at <= now - AGAIN:
        Look.objects.create(entry=entry, user=actor.user, at=now)


def look_at_picture(home: Home, actor: Actor, arrival: int, documents: tuple[int, ...]) -> None:
    """Keep that the actor sees pages of ``arrival``, unless the look at one of its documents tells that already."""
    since = home.clock() - PRESENT
    if not Look.objects.filter(entry__in=documents, user=actor.user, at__gt=since).exists():
        look(home, actor, arrival)


def looks(home: Home, actor: Actor, entries: tuple[int, ...]) -> tuple[Looked, ...]:
    """Everybody who looked at one of ``entries``, the newest look first."""
    del home
    actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    found = Look.objects.filter(entry__in=entries).order_by("-at")
    return tuple(Looked(row.user, row.at) for row in found)


def was_looked_at(entries: tuple[int, ...], *, since: datetime | None = None) -> bool:
    """Whether anybody has looked at one of ``entries``, ever or after a moment."""
    found = Look.objects.filter(entry__in=entries)
    return (found.filter(at__gt=since) if since else found).exists()


def sits_there(home: Home, actor: Actor, entry: int) -> Looked | None:
    """Who else had ``entry`` open before the actor and has not gone on since; None when it is free."""
    since = home.clock() - PRESENT
    came: dict[str, datetime] = {}
    for row in Look.objects.filter(entry=entry, at__gt=since).order_by("at"):
        came.setdefault(row.user, row.at)
    mine = came.pop(actor.user, None)
    earlier = [Looked(user, at) for user, at in came.items() if mine is None or at < mine]
    return min((one for one in earlier if _stays(one.user, entry)), key=lambda one: one.at, default=None)


def enter(home: Home) -> bool:
    """Enter the views up to the last midnight, zero too, if this local day has no such entry; whether it was done."""
    today = home.local_day(home.clock())
    entered = operations.newest(home, OperationKind.LOOKS)
    day = today - timedelta(days=1)
    if entered and entered[1]["date"] >= day.isoformat():
        return False
    first = int(entered[1]["last"]) if entered else 0
    midnight = datetime.combine(today, time(), home.zone)
    last = Look.objects.filter(at__lt=midnight).aggregate(last=Max("id"))["last"] or 0
    salt = os.urandom(32).hex()
    views, digest = _digest(first, max(first, last), salt)
    operations.looked(home, day=day, last=max(first, last), views=views, digest=digest, salt=salt)
    return True


def not_as_entered(home: Home) -> list[str]:
    """The days whose views are not those that the operations log holds."""
    found, first = [], 0
    for _, _, facts in operations.of_kind(home, OperationKind.LOOKS):
        if _digest(first, int(facts["last"]), facts["salt"]) != (int(facts["views"]), facts["document"]):
            found.append(facts["date"])
        first = int(facts["last"])
    return found


def _digest(first: int, last: int, salt: str) -> tuple[int, str]:
    """How many views the rows after ``first`` up to ``last`` are, and their salted digest."""
    rows = Look.objects.filter(id__gt=first, id__lte=last).order_by("id")
    lines = [f"{row.id} {row.entry} {row.user} {canonical.moment(row.at)}" for row in rows]
    return len(lines), hashlib.sha256("\n".join([salt, *lines]).encode()).hexdigest()


def _stays(user: str, entry: int) -> bool:
    newest = _newest(user)
    return newest is not None and newest.entry == entry


def _newest(user: str) -> Look | None:
    return Look.objects.filter(user=user).order_by("-at", "-id").first()
