"""The operations log: anchors of the requests log, counts of lines, counsel's adoptions, what was given outside."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.words import CopyKind, ErasureGround, Log, OpeningLevel, OperationKind, Publishing, Role
from tallystick.records import append as records
from tallystick.records.models import Acknowledgement
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.law import ordinance

_MOST_DAYS = 31
_FULL_DAY = 64
"""Entries of one day, or a multiple: how many of them people caused is not to be told from outside."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """Counsel's adoption of an ordinance pack: the text's SHA-256, who adopted it and when (UTC)."""

    entry: int
    ordinance: str
    sha256: str
    counsel: str
    at: datetime


def adopt(home: Home, actor: Actor, *, counsel: str) -> Adoption:
    """Register that counsel has read and adopted the ordinance pack in force, by its digest.

    Raises:
        WrongUse: no counsel is named, or the pack is a draft.

    """
    actor.need(Role.LEGAL)
    if not counsel.strip():
        raise WrongUse("an adoption needs the name of counsel", remedy="--counsel 'NAME'")
    pack = ordinance(home.settings.ordinance, home.path)
    if pack.draft:
        raise WrongUse(
            f"'{pack.id}' is a draft: its texts were not read to the end",
            remedy="read the law, write your own file from it (HOME/ordinances/NAME.toml), and adopt that",
        )
    facts = {
        "ordinance": pack.id,
        "sha256": pack.sha256,
        "counsel": counsel.strip(),
    }
    at = home.clock()
    entry = ledger.append_operation(home, OperationKind.ADOPTION, facts, at=at)
    return Adoption(entry, facts["ordinance"], facts["sha256"], facts["counsel"], at)


def adoption(home: Home, *, until: datetime | None = None) -> Adoption | None:
    """Find the newest adoption of exactly the pack that is in force, of all or of those up to a moment.

    A changed text needs a new adoption.
    """
    digest = ordinance(home.settings.ordinance, home.path).sha256
    found = None
    for entry, at, facts in of_kind(home, OperationKind.ADOPTION):
        if facts["sha256"] == digest and (until is None or at <= until):
            found = Adoption(entry, facts["ordinance"], facts["sha256"], facts["counsel"], at)
    return found


def set_opening_level(home: Home, actor: Actor, level: OpeningLevel, *, counsel: str) -> int:
    """Register counsel's signed policy of what a publication opens from now on; its entry of the operations log.

    Raises:
        WrongUse: no counsel is named.

    """
    return _policy(home, actor, OperationKind.OPENING_POLICY, {"level": level.value, "counsel": counsel.strip()})


def opening_level(home: Home) -> OpeningLevel:
    """What a publication opens: the newest policy, A where counsel signed none."""
    last = newest(home, OperationKind.OPENING_POLICY)
    return OpeningLevel(last[1]["level"]) if last else OpeningLevel.A


def set_publishing(home: Home, actor: Actor, when: Publishing, *, counsel: str) -> int:
    """Register counsel's signed policy of when a publication may show more entries; its entry of the operations log.

    Raises:
        WrongUse: no counsel is named.

    """
    return _policy(home, actor, OperationKind.PUBLISHING_POLICY, {"when": when.value, "counsel": counsel.strip()})


def publishing(home: Home) -> Publishing:
    """When a publication may show more entries: the newest policy, with a report where counsel signed none."""
    last = newest(home, OperationKind.PUBLISHING_POLICY)
    return Publishing(last[1]["when"]) if last else Publishing.WITH_REPORT


def _policy(home: Home, actor: Actor, kind: OperationKind, facts: dict[str, str]) -> int:
    actor.need(Role.LEGAL)
    if not facts["counsel"]:
        raise WrongUse("a policy needs the name of counsel", remedy="--counsel 'NAME'")
    return ledger.append_operation(home, kind, facts)


def held(home: Home, request: int, *, reason: str, by: str, in_force: bool, demand: str = "") -> int:
    """Enter that a legal hold was set on a request, by a demand or a person, or released."""
    force = "yes" if in_force else "no"
    facts = {"refers_to": str(request), "reason": reason, "by": by, "in_force": force, "demand": demand}
    return ledger.append_operation(home, OperationKind.LEGAL_HOLD, facts)


def erasure_proposed(home: Home, request: int, ground: ErasureGround, *, approval: str, by: str) -> int:
    """Enter that one person proposed an erasure; a second one carries it out."""
    facts = {"refers_to": str(request), "ground": ground.value, "approval": approval, "by": by}
    return ledger.append_operation(home, OperationKind.ERASURE_PROPOSED, facts)


def line_test_planned(home: Home, *, station: str, line: str, digest: str) -> int:
    """Enter that a test of a line was planned; only the digest of its code."""
    facts = {"station": station, "line": line, "document": digest}
    return ledger.append_operation(home, OperationKind.LINE_TEST_PLAN, facts)


def line_test_revealed(home: Home, *, plan: int, arrival: int) -> int:
    """Enter that an arrival was a planned test."""
    facts = {"plan": str(plan), "refers_to": str(arrival)}
    return ledger.append_operation(home, OperationKind.LINE_TEST_REVEAL, facts)


def of_kind(home: Home, kind: OperationKind) -> list[tuple[int, datetime, dict[str, str]]]:
    """Every entry of that kind: its index, its moment (UTC) and its facts, in order."""
    found = []
    for one in ledger.opened(home, Log.OPERATIONS, kind=kind.value):
        if isinstance(one, ledger.Opened):
            plain = json.loads(one.body)
            found.append((one.index, datetime.fromisoformat(plain["at"]), plain["facts"]))
    return found


def newest(home: Home, kind: OperationKind) -> tuple[datetime, dict[str, str]] | None:
    """The newest entry of that kind: its moment (UTC) and its facts; None before the first."""
    last = ledger.last_opened(home, Log.OPERATIONS, kind.value)
    if last is None:
        return None
    plain = json.loads(last.body)
    return datetime.fromisoformat(plain["at"]), plain["facts"]


def anchor(home: Home) -> int | None:
    """Write a salted digest of the requests log's newest checkpoint; None before its first entry.

    The salt stays in the sealed body: outsiders see that the state was fixed, not what it was.
    """
    checkpoint = records.latest_note(Log.REQUESTS)
    if checkpoint is None:
        return None
    salt = os.urandom(32).hex()
    digest = hashlib.sha256((salt + "\n" + checkpoint).encode()).hexdigest()
    return ledger.append_operation(home, OperationKind.ANCHOR, {"document": digest, "salt": salt})


def anchor_hourly(home: Home) -> bool:
    """Anchor the requests log if this hour has no anchor yet; whether it was done."""
    last, now = newest(home, OperationKind.ANCHOR), home.clock()
    if last and last[0] >= now.replace(minute=0, second=0, microsecond=0):
        return False
    return anchor(home) is not None


def count_lines(home: Home) -> int:
    """Enter, for every line and each whole day since the last time, how many transmissions it brought; how many counts.

    Also of how many of them the sender was told. One entry a line and a day, zeros too. Days that nobody counted are
    made up for, thirty-one at most.
    """
    yesterday = home.local_day(home.clock()) - timedelta(days=1)
    last = newest(home, OperationKind.CHANNEL_COUNT)
    counted = date.fromisoformat(last[1]["date"]) if last else yesterday - timedelta(days=1)
    days = [yesterday - timedelta(days=back) for back in range(min((yesterday - counted).days, _MOST_DAYS))][::-1]
    arrivals = ledger.state(home).arrivals
    brought, told = _by_line(home, arrivals), _by_line(home, Acknowledgement.objects.values_list("entry", flat=True))
    lines = [(station.code, line.name) for station in home.agency.stations for line in station.lines]
    for day in days:
        for station, line in lines:
            place = (day, station, line)
            facts = {
                "station": station,
                "line": line,
                "date": day.isoformat(),
                "transmissions": str(brought[place]),
                "acknowledged": str(told[place]),
            }
            ledger.append_operation(home, OperationKind.CHANNEL_COUNT, facts)
    return len(days) * len(lines)


def _by_line(home: Home, entries: Iterable[int]) -> Counter[tuple[date, str, str]]:
    """How many of these arrivals each line brought on each local day."""
    events = [ledger.state(home).arrivals[entry].event for entry in entries]
    return Counter((home.local_day(event.received_at), event.station, event.line) for event in events)


def looked(home: Home, *, day: date, last: int, views: int, digest: str, salt: str) -> int:
    """Enter what was looked at up to the end of a local day: how many views, the row of the last, a salted digest."""
    facts = {"date": day.isoformat(), "last": str(last), "views": str(views), "document": digest, "salt": salt}
    return ledger.append_operation(home, OperationKind.LOOKS, facts)


def fill_day(home: Home) -> int:
    """Once a local day, fill the log up to the next multiple of what a day has; how many entries that took."""
    last = newest(home, OperationKind.REST)
    if last and home.local_day(last[0]) == home.local_day(home.clock()):
        return 0
    lacking = -records.size(Log.OPERATIONS) % _FULL_DAY or _FULL_DAY
    ledger.append_operations(home, [(OperationKind.REST, {})] * lacking)
    return lacking


def given(home: Home, holder: str, size: int, digest: str) -> None:
    """Register that a holder was given the checkpoint of this size and SHA-256, with the receipts up to it."""
    facts = {"holder": holder, "document": digest, "size": str(size)}
    ledger.append_operation(home, OperationKind.HANDOVER, facts)


def given_up_to(home: Home, holder: str) -> int:
    """The size up to which a holder has receipts; 0 before the first handover."""
    sizes = [
        int(facts.get("size", 0)) for _, _, facts in of_kind(home, OperationKind.HANDOVER) if facts["holder"] == holder
    ]
    return max(sizes, default=0)


def copied(home: Home, what: CopyKind, *, name: str, sha256: str, until: date) -> int:
    """Enter that a copy was made, under which name and SHA-256, and the last day it may be kept."""
    facts = {"what": what.value, "name": name, "document": sha256, "until": until.isoformat()}
    return ledger.append_operation(home, OperationKind.COPY, facts)


def handovers(home: Home, *, until: datetime | None = None) -> tuple[str, ...]:
    """Outside holders that have been given a checkpoint, by name; of all time or up to a moment."""
    given = of_kind(home, OperationKind.HANDOVER)
    return tuple(sorted({facts["holder"] for _, at, facts in given if until is None or at <= until}))


def fix_order(home: Home, *, order: str, method: str) -> int:
    """Register the digest of a statement's order of reasons, once, before the other party's list is opened.

    Returns the entry that holds it; ``order`` is a SHA-256, ``method`` the version of the published method.
    """
    for entry, _, facts in of_kind(home, OperationKind.METHOD):
        if facts["document"] == order:
            return entry
    return ledger.append_operation(home, OperationKind.METHOD, {"document": order, "method": method})
