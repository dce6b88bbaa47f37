"""What other programs may do: register by one channel at one station with a token, and nothing else.

A token is shown once; its SHA-256 is kept, with an end of at most a year and the moment of its last use.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from tallystick.model.actor import Actor
from tallystick.model.errors import NotAllowed, WrongUse
from tallystick.model.words import Channel, Role
from tallystick.records.models import ChannelToken
from tallystick.services.home import Home

LONGEST = timedelta(days=366)
LARGEST = 60 * 1024 * 1024
"""Bytes of the largest transmission that is taken over the web; a folder or a mailbox takes larger ones."""
PREFIX = "tly_"


@dataclass(frozen=True, slots=True)
class Program:
    """A program behind a token: who acts, and by which channel it registers."""

    actor: Actor
    station: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class Token:
    """A token as others see it: its program, where and how it registers, its end and its last use (UTC)."""

    name: str
    station: str
    channel: str
    ends_at: datetime
    used_at: datetime | None


def make_token(home: Home, *, name: str, station: str, channel: Channel, made_by: str, days: int = 365) -> str:
    """Make a token for the program ``name``. Shown once.

    Raises:
        WrongUse: no such station, or an end more than a year away.

    """
    if home.agency.station(station) is None:
        raise WrongUse(f"'{station}' is not a station of {home.agency.name}")
    if not 0 < days <= LONGEST.days:
        raise WrongUse(f"a token cannot last {days} days", remedy="1 to 366")
    token = PREFIX + secrets.token_urlsafe(32)
    ends_at = home.clock() + timedelta(days=days)
    ChannelToken.objects.create(
        name=name, token_sha256=_digest(token), station=station, channel=channel, made_by=made_by, ends_at=ends_at
    )
    return token


def program_of(home: Home, token: str) -> Program:
    """Give the program behind a token and keep that it was used.

    Raises:
        NotAllowed: the token is not known, has ended or was ended.

    """
    now = home.clock()
    row = ChannelToken.objects.filter(token_sha256=_digest(token), ended=False, ends_at__gt=now).first()
    if row is None:
        raise NotAllowed("this token is not in use", remedy="tallystick user token makes another")
    ChannelToken.objects.filter(pk=row.pk).update(used_at=now)
    actor = Actor(f"program {row.name}", frozenset({Role.STATION}), home.agency.ori, frozenset({row.station}))
    return Program(actor, row.station, Channel(row.channel))


def end_token(name: str) -> int:
    """End every token of the program ``name``; returns how many were in use."""
    return ChannelToken.objects.filter(name=name, ended=False).update(ended=True)


def tokens() -> tuple[Token, ...]:
    """Every token in use, by the name of its program."""
    rows = ChannelToken.objects.filter(ended=False).order_by("name")
    return tuple(Token(row.name, row.station, row.channel, row.ends_at, row.used_at) for row in rows)


def check_size(size: int) -> None:
    """Pass if a transmission of ``size`` bytes can be taken over the web.

    Raises:
        WrongUse: it is larger than ``LARGEST``.

    """
    if size > LARGEST:
        raise WrongUse(
            f"the file has {size // (1024 * 1024)} MB; at most {LARGEST // (1024 * 1024)} MB can be sent here",
            remedy="leave the paper in the tray marked DETAINER, or put the file into a watched folder",
        )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
