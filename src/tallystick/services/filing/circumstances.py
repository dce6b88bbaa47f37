"""What surrounds a report at one moment of the register: a report of a past cut-off gives the same bytes again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tallystick.model.words import Log
from tallystick.records import append as records
from tallystick.register import tree
from tallystick.reporting import Adoption, Filing
from tallystick.services import ledger, operations
from tallystick.services.home import Home


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut-off: the first ``size`` entries, and the moment (UTC) at which the report is made."""

    size: int
    at: datetime


def now(home: Home) -> Cut:
    """The register as it stands."""
    return Cut(records.size(Log.REQUESTS), home.clock())


def end_of(home: Home, day: date) -> Cut:
    """The register as it stood when a local day ended; entries stand in the order of their moments."""
    midnight = datetime.combine(day + timedelta(days=1), time(), home.zone)
    size = 0
    for one in ledger.opened(home):
        if isinstance(one, ledger.Opened) and ledger.event_of(one).at >= midnight:
            break
        size = one.index + 1
    return Cut(size, midnight - timedelta(seconds=1))


def filing_at(
    home: Home, cut: Cut, version: int, *, draft: bool, remarks: tuple[str, ...] = (), amends: int | None = None
) -> Filing:
    """The circumstances of a version made at ``cut``: adoption, outside holders and root are those of that moment."""
    arrivals = ledger.state(home).arrivals.values()
    first = min((one.event.at for one in arrivals if one.entry < cut.size), default=None)
    return Filing(
        agency=home.agency,
        version=version,
        made_at=cut.at,
        dated=home.local_day(cut.at),
        log_origin=home.origin(Log.REQUESTS),
        log_root=tree.root(cut.size, records.reader(Log.REQUESTS)).hex() if cut.size else "",
        signer=home.settings.signer,
        addressee=home.settings.addressee,
        amends=amends,
        adoption=_adoption(home, cut),
        register_since=home.local_day(first) if first else None,
        outside_holders=operations.handovers(home, until=cut.at),
        remarks=remarks,
        invented=home.settings.invented,
        draft=draft,
    )


def _adoption(home: Home, cut: Cut) -> Adoption | None:
    found = operations.adoption(home, until=cut.at)
    return Adoption(counsel=found.counsel, at=found.at, sha256=found.sha256, entry=found.entry) if found else None
