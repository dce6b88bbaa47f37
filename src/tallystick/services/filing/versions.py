"""Signed versions of a report and their packets: version 1, 2, … beside each other, none ever changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tallystick.model.errors import SumDoesNotClose, WrongUse
from tallystick.model.events import ReportFiled
from tallystick.model.period import Period, parse_period
from tallystick.services import ledger
from tallystick.services.filing.packet import write_folder
from tallystick.services.home import Home
from tallystick.services.law import ordinance
from tallystick.services.outside.receipts import proof_of


@dataclass(frozen=True, slots=True)
class Version:
    """One signed version, its packet, and the folder of the lists for the recipient, which may not be there."""

    number: int
    entry: int
    event: ReportFiled
    folder: Path

    @property
    def recipient(self) -> Path:
        """Where the lists for the recipient lie when the law asks for lists; never published."""
        return self.folder.with_name(f"{self.folder.name}-recipient")


def versions(home: Home, period: Period, *, duty: str = "") -> tuple[Version, ...]:
    """Signed versions of a period, oldest first."""
    name = report_name(home, duty)
    found = (
        Version(event.version, entry, event, place_of(home, period, duty, event.version))
        for entry, event in ledger.state(home).reports.items()
        if (event.period, event.report) == (period.name, name)
    )
    return tuple(sorted(found, key=lambda one: one.number))


def filed(home: Home) -> tuple[tuple[Period, str], ...]:
    """Every period and report (named as in entries) of which a version was signed, oldest period first."""
    names = {(event.period, event.report) for event in ledger.state(home).reports.values()}
    return tuple(sorted(((parse_period(period), report) for period, report in names), key=_by_first_day))


def _by_first_day(one: tuple[Period, str]) -> tuple[object, str]:
    return one[0].first, one[1]


def finish(home: Home, period: Period, *, duty: str = "") -> None:
    """Complete the packets whose digest stands in the log and whose folder a crash left beside its place."""
    for version in versions(home, period, duty=duty):
        part = part_of(home, period, duty, version.number)
        if version.folder.exists() or not part.exists():
            continue
        digest = hashlib.sha256((part / "report.json").read_bytes()).hexdigest()
        if digest != version.event.sha256:
            raise SumDoesNotClose("a packet is not the one that was signed", where=str(part))
        receipt = proof_of(home, version.entry, label=label_of(version))
        write_folder(part, {"receipt.tlog-proof": receipt.encode()})
        part.rename(version.folder)


def label_of(version: Version) -> str:
    """What a version's receipt is called."""
    return f"report {version.event.period} version {version.number}"


def report_name(home: Home, duty: str) -> str:
    """How entries name a report: empty for the ordinance's first one."""
    found = ordinance(home.settings.ordinance, home.path)
    name = found.duty(duty).id
    return "" if name == found.duty().id else name


def place_of(home: Home, period: Period, duty: str, version: int) -> Path:
    """Where a version's packet lies: below the period, with the report's name where the ordinance asks for several."""
    return home.path / "reports" / full_name(home, period, duty) / f"v{version}"


def full_name(home: Home, period: Period, duty: str) -> str:
    """Period and report in one name, ``2025-assistance``; the ordinance's first report has its period's alone."""
    name = report_name(home, duty)
    return f"{period.name}-{name}" if name else period.name


def named(home: Home, text: str) -> tuple[Period, str]:
    """The period and the report that a name of ``full_name`` means.

    Raises:
        WrongUse: it names no period, or a report that the ordinance does not ask for.

    """
    for duty in ordinance(home.settings.ordinance, home.path).duties:
        if text.endswith(f"-{duty.id}"):
            return parse_period(text.removesuffix(f"-{duty.id}")), duty.id
    try:
        return parse_period(text), ""
    except WrongUse as unknown:
        known = ", ".join(duty.id for duty in ordinance(home.settings.ordinance, home.path).duties)
        remedy = f"{unknown.remedy}; of several reports add its name: 2025-NAME, one of {known}"
        raise WrongUse(f"'{text}' is not a period and report", remedy=remedy) from None


def part_of(home: Home, period: Period, duty: str, version: int) -> Path:
    """Where a version's packet is written before its digest stands in the log."""
    place = place_of(home, period, duty, version)
    return place.with_name(f".{place.name}-part")
