"""Take one transmission in: bytes durable → registered → acknowledged.

The order of acts, and what a crash leaves at each point:

1. the bytes go into the vault (synced)      crash before: nothing was acknowledged, the channel still has them
2. a spool note names them (synced)          crash after 1: unused bytes in the vault, the channel still has them
3. one transaction appends the arrival       crash after 2: ``recover`` runs step 3 again from the note
4. the spool note goes, the receipt is given crash after 3: ``recover`` finds the arrival and only drops the note

Before step 1 it is looked whether the same was received before: then nothing is kept a second time. Idempotent by
(channel, transport id, SHA-256): the same again returns the same receipt and adds nothing. The same bytes by another
transmission are a new arrival.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tallystick.adapters.vault import write_durably
from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.events import Arrival
from tallystick.model.words import Channel, LineUse, Log, Role
from tallystick.records import append as records
from tallystick.records.models import ArrivalKey, Pending
from tallystick.services import ledger
from tallystick.services.home import Home
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


@dataclass(frozen=True, slots=True)
class Received:
    """The acknowledgement: entry index, the number to write on the paper, and whether it had been received before."""

    entry: int
    number: str
    again: bool
    sha256: str
    size: int


def receive(home: Home, actor: Actor, transmission: Transmission) -> Received:
    """Receive one transmission (steps 1 to 4 above).

    Raises:
        NotAllowed: the actor may not register. WrongUse: the station is not one of the agency's.

    """
    actor.need(Role.STATION, Role.CLERK, Role.SYSTEM)
    _check_station(home, actor, transmission.station)
    known = _known(transmission)
    if known is not None:
        return known
    digest = home.vault.put(transmission.data)  # 1
    found = _spool(home, actor, transmission, digest)  # 2
    received = _register(home, found, transmission.data)  # 3
    _drop(home, found)  # 4
    return received


def _known(transmission: Transmission) -> Received | None:
    """What was answered before: nothing is kept again, least of all what was erased or handed back since."""
    digest = hashlib.sha256(transmission.data).hexdigest()
    key = _same(transmission.channel.value, transmission.transport_id or digest, digest)
    return _again(key, len(transmission.data)) if key else None


def _same(channel: str, transport_id: str, sha256: str) -> ArrivalKey | None:
    return ArrivalKey.objects.filter(channel=channel, transport_id=transport_id, sha256=sha256).first()


def _again(key: ArrivalKey, size: int) -> Received:
    return Received(key.entry, _number(key), again=True, sha256=key.sha256, size=size)


def name_as_transport_id(home: Home, name: str) -> str:
    """A file's name as a transport id: keyed, because people put names into file names and this id is never erased."""
    secret = bytes.fromhex((home.path / "same.key").read_text(encoding="ascii").strip())
    return "file:" + hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()[:32]


def recover(home: Home) -> list[Received]:
    """Run steps 3 and 4 for every spool note that a crash left behind."""
    notes = sorted((home.path / "spool").glob("*.json"))
    return [_finish(home, json.loads(path.read_text(encoding="utf-8"))) for path in notes]


def _finish(home: Home, found: dict[str, str]) -> Received:
    received = _register(home, found)
    _drop(home, found)
    return received


def _check_station(home: Home, actor: Actor, code: str) -> None:
    if home.agency.station(code) is None or (actor.stations and code not in actor.stations):
        known = (
            ", ".join(station.code for station in home.agency.stations) or "none: add [[station]] to tallystick.toml"
        )
        raise WrongUse(f"'{code}' is not a station of {home.agency.name}", remedy=f"stations: {known}")


def _spool(home: Home, actor: Actor, transmission: Transmission, digest: str) -> dict[str, str]:
    moment = transmission.received_at or home.clock()
    line = transmission.line or _only_line(home, transmission.station)
    found = {
        "sha256": digest,
        "size": str(len(transmission.data)),
        "media": media_of(transmission.data),
        "channel": transmission.channel.value,
        "station": transmission.station,
        "line": line,
        "transport_id": transmission.transport_id or digest,
        "received_at": moment.isoformat(),
        "sender": transmission.sender,
        "file_name": "" if _use(home, transmission.station, line) is LineUse.SHARED else transmission.file_name,
        "by": actor.user,
    }
    write_durably(_note(home, found), json.dumps(found, ensure_ascii=False).encode())
    return found


def _only_line(home: Home, code: str) -> str:
    station = home.agency.station(code)
    return station.lines[0].name if station and len(station.lines) == 1 else ""


def _note(home: Home, found: dict[str, str]) -> Path:
    key = "\n".join((found["channel"], found["transport_id"], found["sha256"]))
    return home.path / "spool" / f"{hashlib.sha256(key.encode()).hexdigest()}.json"


def _drop(home: Home, found: dict[str, str]) -> None:
    _note(home, found).unlink(missing_ok=True)


def _register(home: Home, found: dict[str, str], data: bytes = b"") -> Received:
    """Append the arrival; ``data`` is kept anew if the same bytes of an older arrival were destroyed since step 1."""
    size = int(found["size"])
    with records.sequencer(Log.REQUESTS) as entry:
        before = _same(found["channel"], found["transport_id"], found["sha256"])
        if before is not None:
            return _again(before, size)
        if data and not home.vault.readable(found["sha256"]):
            home.vault.put(data)
        key = _key(home, found, entry)
        event = _arrival(home, found, _number(key))
        ledger.append(home, [event])
        key.save(force_insert=True)
        Pending.objects.create(entry=entry)
    return Received(entry, event.number, again=False, sha256=found["sha256"], size=size)


def _key(home: Home, found: dict[str, str], entry: int) -> ArrivalKey:
    year = home.local_day(datetime.fromisoformat(found["received_at"])).year
    last = ArrivalKey.objects.filter(station=found["station"], year=year).order_by("-serial").first()
    return ArrivalKey(
        channel=found["channel"],
        transport_id=found["transport_id"],
        sha256=found["sha256"],
        station=found["station"],
        year=year,
        serial=last.serial + 1 if last else 1,
        entry=entry,
    )


def _number(key: ArrivalKey) -> str:
    return f"{key.station}-{key.year}-{key.serial:04d}"


def _arrival(home: Home, found: dict[str, str], number: str) -> Arrival:
    received_at = datetime.fromisoformat(found["received_at"])
    same = ArrivalKey.objects.filter(sha256=found["sha256"]).order_by("entry").first()
    return Arrival(
        agency=home.agency.ori,
        station=found["station"],
        line=found["line"],
        at=home.clock(),
        year=home.local_day(received_at).year,
        by=found["by"],
        number=number,
        channel=Channel(found["channel"]),
        line_use=_use(home, found["station"], found["line"]),
        transport_id=found["transport_id"],
        sha256=found["sha256"],
        size=int(found["size"]),
        media=found["media"],
        received_at=received_at,
        sender=found["sender"],
        file_name=found["file_name"],
        same_bytes_as=same.entry if same else None,
    )


def _use(home: Home, code: str, name: str) -> LineUse:
    station = home.agency.station(code)
    lines = station.lines if station else ()
    return next((line.use for line in lines if line.name == name), LineUse.DEDICATED)
