"""Note a request that came without paper: by telephone, in person, by teletype, as a hit in NCIC. A kind of its own.

It is a contact, never a detainer request: no form arrived. No name is needed, and none is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from tallystick.model.actor import Actor
from tallystick.model.contacts import ContactKind, Direction
from tallystick.model.errors import WrongUse
from tallystick.model.events import Contact
from tallystick.model.words import Channel, Role
from tallystick.services import ledger
from tallystick.services.home import Home

HOW: Mapping[str, tuple[Channel, ContactKind | None]] = MappingProxyType(
    {
        "phone": (Channel.PHONE, None),
        "in_person": (Channel.HAND, None),
        "teletype": (Channel.TELETYPE, None),
        "ncic": (Channel.TELETYPE, ContactKind.QUERY),
    }
)
"""The ways without paper: the channel, and the kind of contact where the way itself tells it."""

ASKED: Mapping[str, ContactKind] = MappingProxyType(
    {
        "hold": ContactKind.OTHER,
        "notice": ContactKind.INFORMATION,
        "information": ContactKind.INFORMATION,
        "transfer": ContactKind.TRANSFER,
        "other": ContactKind.OTHER,
    }
)
"""What can be asked for without paper."""

AHEAD = timedelta(minutes=5)
"""How far a clock at a desk may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody notes: ``how`` of ``HOW``, ``asked`` of ``ASKED``, the agency or office that asked, and when."""

    station: str
    how: str
    asked: str
    who: str = ""
    more: str = ""
    happened_at: datetime | None = None


def note_without_paper(home: Home, actor: Actor, noted: Noted) -> int:
    """Register that somebody asked without paper. Returns the entry, whose index is the number to write down.

    Raises:
        NotAllowed: the actor may not register. WrongUse: a word, the station or the moment cannot be taken.

    """
    actor.need(Role.STATION, Role.CLERK)
    now = home.clock()
    moment = noted.happened_at or now
    _check(home, actor, noted, ahead=moment - now)
    channel, kind = HOW[noted.how]
    event = Contact(
        agency=home.agency.ori,
        station=noted.station,
        line="",
        at=now,
        year=home.local_day(moment).year,
        by=actor.user,
        channel=channel,
        direction=Direction.ASKED_BY_THEM,
        who=noted.who.strip() or home.settings.counterpart,
        asked_what=": ".join(part for part in (noted.asked, noted.more.strip()) if part),
        happened_at=moment,
        contact=kind or ASKED[noted.asked],
    )
    return ledger.append(home, [event]).indices[0]


def contacts(home: Home, actor: Actor) -> tuple[tuple[int, Contact], ...]:
    """Every contact with its entry, the newest first."""
    actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    return tuple(sorted(ledger.state(home).contacts.items(), reverse=True))


def _check(home: Home, actor: Actor, noted: Noted, *, ahead: timedelta) -> None:
    if noted.how not in HOW:
        raise WrongUse("it was not said how the request came", remedy=f"one of: {', '.join(HOW)}")
    if noted.asked not in ASKED:
        raise WrongUse("it was not said what was asked for", remedy=f"one of: {', '.join(ASKED)}")
    if home.agency.station(noted.station) is None or (actor.stations and noted.station not in actor.stations):
        raise WrongUse(f"'{noted.station}' is not a station of {home.agency.name}")
    if ahead > AHEAD:
        raise WrongUse("the moment lies in the future", remedy="write when it happened, or leave it empty for now")
