"""The processes within a simulated year (``year.py`` starts them): they watch, work and in the end check as the product does.

Only the clock is the year's, and the disk is full when the world says so.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from lines import year_papers
from tallystick.model.actor import system
from tallystick.register import sums
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.intake.receive import recover
from tallystick.services.intake.strangers import forget_old
from tallystick.services.intake.work import read_pending
from tallystick.services.keeping.rebuild import rebuild
from tallystick.services.lines.completeness import LineDay, line_days
from tallystick.services.lines.mailboxes import mailbox_days
from tallystick.services.lines.sources import Folder, Mail
from tallystick.services.lines.watch import look_at_all

PACE = 20
"""Seconds of the year in one second while the world stands still: so that pauses and claims run out."""


def seed(home: Home, folder: Path, drawn: int) -> int:
    """Keep beforehand what is known of the documents that are not drawn; draw the others once."""
    del folder
    for number in range(drawn, year_papers.DOCUMENTS):
        readings.keep(home, year_papers.kept(number, drawn))
    return 0


def intake(home: Home, folder: Path, drawn: int) -> int:
    """Watch as ``tallystick watch`` does; each acknowledgement is written down with its number and digest."""
    del drawn
    _in_the_year(home, folder)
    real = home.vault.seal

    def seal(digest: str, data: bytes) -> tuple[int, bytes]:
        if (folder / "flags" / "full").exists():
            raise OSError(28, "No space left on device")
        return real(digest, data)

    home.vault.seal = seal  # type: ignore[method-assign]
    with (folder / "acknowledged").open("a", buffering=1) as acknowledged:
        while not (folder / "flags" / "taken").exists():
            _round(home, folder, acknowledged.write)
            acknowledged.flush()
            time.sleep(0.1)
    return 0


def _round(home: Home, folder: Path, write: Callable[[str], int]) -> None:
    recover(home)
    looks = look_at_all(home, system(home.agency.ori))
    for look in looks:
        for one in look.received:
            write(f"{one.entry} {one.number} {one.sha256}\n")
        for trouble in look.troubles:
            sys.stderr.write(f"{look.source}: {trouble}\n")
    calm = (folder / "flags" / "calm").exists() and len(looks) == len(home.settings.sources)
    if calm and not _lying(home) and not any(one.received or one.waiting or one.troubles for one in looks):
        (folder / "flags" / "taken").touch()


def _lying(home: Home) -> bool:
    folders = [one.folder for one in home.settings.sources if isinstance(one, Folder)]
    return any(path.is_file() for folder in folders for path in folder.iterdir())


def work(home: Home, folder: Path, drawn: int) -> int:
    """Work as ``tallystick work`` does, a few at a time so that four have something to do; strangers go each month."""
    del drawn
    _in_the_year(home, folder)
    from tallystick.records.models import ArrivalKey, Pending

    while True:
        read_pending(home, system(home.agency.ori), limit=5)
        waiting = Pending.objects.count()
        (folder / "flags" / "pending").write_text(str(waiting))
        (folder / "flags" / "registered").write_text(str(ArrivalKey.objects.count()))
        if (folder / "flags" / "forget").exists():
            (folder / "flags" / "forget").unlink(missing_ok=True)
            forget_old(home)
        if (folder / "flags" / "taken").exists() and not waiting:
            return 0
        time.sleep(0.1)


def _in_the_year(home: Home, folder: Path) -> None:
    """Make the home's clock the world's, which may jump."""

    def clock() -> datetime:
        text, at = _told(folder / "flags" / "now")
        jump, _ = _told(folder / "flags" / "jump")
        moment = datetime.fromisoformat(text) if text else datetime(2025, 1, 2, tzinfo=UTC)
        passed = PACE * max(time.time() - at, 0.0)
        return moment + timedelta(seconds=passed + float(jump or 0))

    home.clock = clock


def _told(path: Path) -> tuple[str, float]:
    """What a flag says, and since when; empty while the world writes it."""
    try:
        return path.read_text(), path.stat().st_mtime
    except OSError:
        return "", time.time()


def check(home: Home, folder: Path, drawn: int) -> int:
    """Make every sum from the register alone, and hold every acknowledgement against it."""
    del drawn
    from tallystick.records.models import ArrivalKey

    state = ledger.state(home)
    days = [*line_days(home), *_mailboxes(home)]
    wrong = [one.name for one in sums.of(state) if not one.closes] + [one.what for one in rebuild(home) if not one.same]
    wrong += [f"{one.line} {one.day}" for one in days if not one.closes or one.journal != one.registered]
    keys = {key.entry: key for key in ArrivalKey.objects.all()}
    said = [line.split() for line in (folder / "acknowledged").read_text().splitlines()]
    broken = [number for entry, number, digest in said if not _is_kept(keys.get(int(entry)), number, digest)]
    lines = {station.code: station.lines[0].name for station in home.agency.stations}
    found = {
        "arrivals": len(state.arrivals),
        "entries": state.size,
        "requests": len(state.requests),
        "copies": sum(one.kind.value == "copy_of" for one in state.documents.values()),
        "erased": len(state.erased),
        "unread": sum(not one.documents for one in state.arrivals.values()),
        "lost": len(broken) + sum(not _opens(home, key, state.erased) for key in keys.values()),
        "acknowledged": len(said),
        "wrong": wrong,
        "journal": sum(one.journal for one in days),
        "by_line": dict(sorted(Counter(lines[key.station] for key in keys.values()).items())),
    }
    sys.stdout.write(json.dumps(found))
    return 1 if wrong or found["lost"] or found["unread"] else 0


def _mailboxes(home: Home) -> list[LineDay]:
    first = datetime(2025, 1, 1, tzinfo=UTC).date()
    sources = [one for one in home.settings.sources if isinstance(one, Mail)]
    return [day for source in sources for day in mailbox_days(home, source, since=first)]


def _is_kept(key: object, number: str, digest: str) -> bool:
    """Whether what was acknowledged is registered under the same number for the same bytes."""
    return bool(key) and f"{key.station}-{key.year}-{key.serial:04d}" == number and key.sha256 == digest  # type: ignore[attr-defined]


def _opens(home: Home, key: object, erased: set[int]) -> bool:
    """Whether the original can be opened and is the one that was registered; what was erased need not."""
    if key.entry in erased:  # type: ignore[attr-defined]
        return True
    digest: str = key.sha256  # type: ignore[attr-defined]
    return home.vault.readable(digest) and sha256(home.vault.get(digest)).hexdigest() == digest


ACTS = {"seed": seed, "intake": intake, "work": work, "check": check}
