"""Signs of life: when each source was last looked at with success, and what could not be done and is tried again.

One small file a source in ``heartbeat/`` of the home, so that any monitor can read it. An alarm follows a missing
look, never a missing request: a station may see two a year (facts/users.md §1.7). Nothing in it is about a person.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from tallystick.adapters.vault import write_durably
from tallystick.services.home import Home
from tallystick.services.lines.sources import Source

_FIRST, _LONGEST = timedelta(seconds=30), timedelta(hours=1)


@dataclass(slots=True)
class Trouble:
    """What could not be done: how often it was tried, when it is tried again (UTC), and what was said."""

    tries: int
    not_before: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The daily count of a mailbox: on which local day, messages that lay there, those of them that were registered."""

    day: date
    lying: int
    registered: int


@dataclass(slots=True)
class Beat:
    """One source: the last look that succeeded (UTC, None before the first), its own trouble, and that of its items.

    ``seen`` are marks of what a look saw; the source's own module knows what they mean.
    """

    source: str
    looked_at: datetime | None = None
    waiting: int = 0
    seen: set[str] = field(default_factory=set)
    trouble: Trouble | None = None
    items: dict[str, Trouble] = field(default_factory=dict)
    counted: Counted | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether the source may be looked at now."""
        return self.trouble is None or now >= self.trouble.not_before

    def item_is_due(self, name: str, now: datetime) -> bool:
        """Whether one item of it may be tried now."""
        return name not in self.items or now >= self.items[name].not_before

    def heard(self, now: datetime, waiting: int) -> None:
        """Note a look that succeeded; ``waiting`` items are still there."""
        self.looked_at, self.waiting, self.trouble = now, waiting, None

    def missed(self, now: datetime, words: str) -> None:
        """Note a look that did not succeed: the pause doubles from half a minute to an hour."""
        self.trouble = _again(self.trouble, now, words)

    def item_missed(self, name: str, now: datetime, words: str) -> None:
        """Note an item that could not be registered; the others go on."""
        self.items[name] = _again(self.items.get(name), now, words)

    def item_done(self, name: str) -> None:
        """Note an item that is registered and moved."""
        self.items.pop(name, None)


def _again(before: Trouble | None, now: datetime, words: str) -> Trouble:
    tries = before.tries + 1 if before else 1
    pause = min(_FIRST * 2 ** min(tries - 1, 20), _LONGEST)
    return Trouble(tries, now + pause, words)


def read(home: Home, source: Source) -> Beat:
    """What is known of a source; a damaged or missing file is as if it had never been looked at."""
    try:
        plain = json.loads(_path(home, source).read_text(encoding="utf-8"))
        return Beat(
            source=source.name,
            looked_at=_moment(plain["looked_at"]),
            waiting=int(plain["waiting"]),
            seen=set(plain["seen"]),
            trouble=_trouble(plain["trouble"]) if plain["trouble"] else None,
            items={name: _trouble(one) for name, one in plain["items"].items()},
            counted=_counted(plain.get("counted")),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Beat(source.name)


def write(home: Home, source: Source, beat: Beat) -> None:
    """Keep what is known of a source. A full disk is no reason to stop: the look itself counts."""
    path = _path(home, source)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_durably(path, json.dumps(asdict(beat), default=_plain, indent=1).encode())
    except OSError:
        return


def is_silent(home: Home, source: Source, beat: Beat) -> bool:
    """Whether the last look that succeeded is longer ago than the source's ``alarm_hours``, or there was none."""
    if beat.looked_at is None:
        return True
    return home.clock() - beat.looked_at > timedelta(hours=source.alarm_hours)


def _path(home: Home, source: Source) -> Path:
    name = hashlib.sha256(source.name.encode()).hexdigest()[:16]
    return home.path / "heartbeat" / f"{name}.json"


def _trouble(plain: dict[str, object]) -> Trouble:
    moment = _moment(plain["not_before"])
    assert moment is not None
    return Trouble(int(str(plain["tries"])), moment, str(plain["words"]))


def _counted(plain: dict[str, object] | None) -> Counted | None:
    if not plain:
        return None
    return Counted(date.fromisoformat(str(plain["day"])), int(str(plain["lying"])), int(str(plain["registered"])))


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else sorted(map(str, value))  # type: ignore[call-overload]
