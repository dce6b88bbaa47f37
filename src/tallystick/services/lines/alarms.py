"""Which lines have gone silent: a missing look is an alarm, a missing request never is.

A line is heard when its source was looked at with success, and when anything came by it, a marked test page too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.lines import heartbeat
from tallystick.services.lines.sources import lines_of


@dataclass(frozen=True, slots=True)
class Alarm:
    """One source: whether it is silent, its last look and the last thing that came by its lines (UTC), its trouble.

    ``counted`` is the last daily count of a mailbox.
    """

    source: str
    silent: bool
    looked_at: datetime | None
    last_arrival: datetime | None
    waiting: int
    trouble: str
    counted: heartbeat.Counted | None = None

    @property
    def calls_for_somebody(self) -> bool:
        """Whether a look is missing, or a message that lies in the mailbox is not registered."""
        return self.silent or (self.counted is not None and self.counted.registered < self.counted.lying)

    @property
    def words(self) -> str:
        """One line for an operator; nothing in it is about a person."""
        looked = f"last looked at {self.looked_at:%Y-%m-%d %H:%M} UTC" if self.looked_at else "never looked at"
        came = f", last arrival {self.last_arrival:%Y-%m-%d %H:%M} UTC" if self.last_arrival else ", no arrival yet"
        left = f", {self.waiting} tried again" if self.waiting else ""
        one = self.counted
        count = f", {one.registered} of {one.lying} messages registered on {one.day}" if one else ""
        return looked + came + left + count + (f"; {self.trouble}" if self.trouble else "")


def alarms(home: Home) -> tuple[Alarm, ...]:
    """Every configured source, silent or not."""
    last: dict[str, datetime] = {}
    for arrival in ledger.state(home).arrivals.values():
        line, at = arrival.event.line, arrival.event.received_at
        last[line] = max(at, last.get(line, at))
    found = []
    for source in home.settings.sources:
        beat = heartbeat.read(home, source)
        arrivals = [last[line] for line in lines_of(source) if line in last]
        found.append(
            Alarm(
                source=source.name,
                silent=heartbeat.is_silent(home, source, beat),
                looked_at=beat.looked_at,
                last_arrival=max(arrivals, default=None),
                waiting=len(beat.items),
                trouble=beat.trouble.words.partition("\n")[0] if beat.trouble else "",
                counted=beat.counted,
            )
        )
    return tuple(found)
