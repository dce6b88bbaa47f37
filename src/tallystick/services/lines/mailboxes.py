"""A mailbox held against the register: every message that lies in it, waiting or moved, is registered or is a finding.

The server's own log is not asked: what lies in the mailbox is what arrived. Must not change anything in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tallystick.adapters.mailbox import server
from tallystick.model.lists import Call, Provenance
from tallystick.model.words import Channel
from tallystick.records.models import ArrivalKey
from tallystick.services.home import Home
from tallystick.services.lines.completeness import LineDay, compare
from tallystick.services.lines.heartbeat import Counted
from tallystick.services.lines.mail import account_of, transport_id
from tallystick.services.lines.offers import Desk
from tallystick.services.lines.places import station_of
from tallystick.services.lines.sources import Mail

_DAILY, _ASKED = timedelta(days=8), timedelta(days=92)
"""How far back the daily count looks, and a person's question that names no day."""


def mailbox_days(home: Home, source: Mail, *, since: date | None = None) -> tuple[LineDay, ...]:
    """Each local day of one mailbox from ``since`` on (without it: the last 92): messages there, messages registered.

    Raises:
        NotThere: the server is away.

    """
    first = since or home.local_day(home.clock()) - _ASKED
    with server.opened(account_of(source)) as box:
        lying = box.lying(first - timedelta(days=1))  # the server's days may begin earlier than ours
    calls = tuple(_calls(home, source, lying))
    return compare(home, calls, {one.transport_id for one in calls}, since=first)


def count_daily(desk: Desk, source: Mail) -> None:
    """Once a local day: keep with the signs of life how many messages lie there and how many are registered."""
    today = desk.home.local_day(desk.home.clock())
    if desk.beat.counted is None or desk.beat.counted.day != today:
        days = mailbox_days(desk.home, source, since=today - _DAILY)
        desk.beat.counted = Counted(today, sum(one.journal for one in days), sum(one.registered for one in days))


def _calls(home: Home, source: Mail, lying: Iterable[server.Lying]) -> Iterable[Call]:
    station = station_of(home, source.line)
    for number, one in enumerate(lying, 1):
        named = transport_id(home, source.line, one.message_id) if one.message_id else _by_bytes(one.sha256)
        place = Provenance(source.name, "", number)
        yield Call(place, source.line, station, one.arrived, "", pages=1, failure="", transport_id=named)


def _by_bytes(sha256: str) -> str:
    """Under which transport id a message without a Message-ID was registered: its place changed when it was moved."""
    found = ArrivalKey.objects.filter(channel=Channel.MAIL, sha256=sha256).values_list("transport_id", flat=True)
    return found.first() or f"bytes {sha256[:16]}"
