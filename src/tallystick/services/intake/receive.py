"""Take one transmission in: its bytes and its entry are durable → acknowledged.

The order of acts, and what a crash leaves at each point:

1. the bytes are sealed under a key that is durable  crash before 3: nothing was acknowledged, the channel has them
2. entry, number, checkpoint and the sealed bytes    are one transaction; a crash leaves all of it or nothing
3. it commits, and the receipt is given              crash after 3: the same again finds the arrival, adds nothing
4. later the bytes move into the vault               crash in between: they lie in both places, the next work drops one

Where 2 or 3 fail with an error (a full disk, no database), the bytes go into the vault and a sealed note into the
spool, both synced, before the error is told: ``recover`` registers from them, whether the channel comes again or not.
Idempotent by (channel, transport id, SHA-256): the same again returns the same receipt and adds nothing. The same bytes
by another transmission are a new arrival.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError

from tallystick.adapters.vault import Vault
from tallystick.model.actor import Actor
from tallystick.model.errors import TallystickError, WrongUse
from tallystick.model.words import Channel, LineUse, Role
from tallystick.services.home import Home
from tallystick.services.intake import batches, fresh
from tallystick.services.intake.batches import Received
from tallystick.services.intake.fresh import Found
from tallystick.services.intake.media import media_of


@dataclass(frozen=True, slots=True)
class Transmission:
    """What a channel hands over. ``transport_id`` is the channel's own name for it; without one it is the SHA-256."""

    data: bytes
    channel: Channel
    station: str
    line: str = ""
    transport_id: str = ""
    received_at: datetime | None = None
    sender: str = ""
    file_name: str = ""


def receive(home: Home, actor: Actor, transmission: Transmission) -> Received:
    """Receive one transmission (steps 1 to 3 above).

    Raises:
        NotAllowed: the actor may not register. WrongUse: the station is not one of the agency's.

    """
    actor.need(Role.STATION, Role.CLERK, Role.SYSTEM)
    _check_station(home, actor, transmission.station)
    found = _found(home, actor, transmission)
    try:
        return batches.register(home, found, transmission.data)
    except (TallystickError, OSError, DatabaseError, sqlite3.Error):
        _keep_for_later(home, found, transmission.data)
        raise


def _keep_for_later(home: Home, found: Found, data: bytes) -> None:
    """Keep what could not be registered, if the disk takes that much; the error that led here is told anyway."""
    with contextlib.suppress(TallystickError, OSError, DatabaseError, sqlite3.Error):
        if not fresh.note_of(home, found).exists():
            Vault(home.path / "vault", home.keys).put(data)  # without a look into the database, which may be away
            fresh.write_note(home, found)


def recover(home: Home) -> list[Received]:
    """Register what an error or a crash left to register, then move what is registered into the vault."""
    found = [_finish(home, one) for one in fresh.read_notes(home)]
    found += batches.register_waiting(home)
    fresh.move_into_vault(home)
    return found


def _finish(home: Home, found: Found) -> Received:
    received = batches.register(home, found)
    fresh.drop_note(home, found)
    return received


def name_as_transport_id(home: Home, name: str) -> str:
    """A file's name as a transport id: keyed, because people put names into file names and this id is never erased."""
    secret = bytes.fromhex((home.path / "same.key").read_text(encoding="ascii").strip())
    return "file:" + hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()[:32]


def _check_station(home: Home, actor: Actor, code: str) -> None:
    if home.agency.station(code) is None or (actor.stations and code not in actor.stations):
        known = (
            ", ".join(station.code for station in home.agency.stations) or "none: add [[station]] to tallystick.toml"
        )
        raise WrongUse(f"'{code}' is not a station of {home.agency.name}", remedy=f"stations: {known}")


def _found(home: Home, actor: Actor, transmission: Transmission) -> Found:
    digest = hashlib.sha256(transmission.data).hexdigest()
    moment = transmission.received_at or home.clock()
    line = transmission.line or _only_line(home, transmission.station)
    shared = batches.use_of(home.agency, transmission.station, line) is LineUse.SHARED
    return {
        "sha256": digest,
        "size": str(len(transmission.data)),
        "media": media_of(transmission.data),
        "channel": transmission.channel.value,
        "station": transmission.station,
        "line": line,
        "transport_id": transmission.transport_id or digest,
        "received_at": moment.isoformat(),
        "sender": transmission.sender,
        "file_name": "" if shared else transmission.file_name,
        "by": actor.user,
    }


def _only_line(home: Home, code: str) -> str:
    station = home.agency.station(code)
    return station.lines[0].name if station and len(station.lines) == 1 else ""
