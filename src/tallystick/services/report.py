"""The report that the ordinance asks for: draft it, sign it once, amend it by a new version, never change one.

Signing: (1) the packet is written beside its place, (2) the report's digest is appended to the log, (3) the receipt is
added and the packet moves into place. A crash after 2 is finished by the next look at the reports (``finish``).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tallystick.model.actor import Actor
from tallystick.model.errors import NotReady, SumDoesNotClose
from tallystick.model.events import ReportFiled
from tallystick.model.period import Period
from tallystick.model.words import Log, Role
from tallystick.records import append as records
from tallystick.records.models import Pending
from tallystick.register import sums, tree
from tallystick.reporting import Adoption, Filing, Report, Scope, figures
from tallystick.services import ledger, operations
from tallystick.services.home import Home
from tallystick.services.law import ordinance
from tallystick.services.packet import packet_files, write_folder
from tallystick.services.receipts import proof_of
from tallystick.services.sweep import stations_without_statement


@dataclass(frozen=True, slots=True)
class Risk:
    """Something open before signing; ``stops`` when it cannot be signed away with a reason."""

    code: str
    count: int
    stops: bool
    which: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One signed version and its packet."""

    number: int
    entry: int
    event: ReportFiled
    folder: Path


@dataclass(frozen=True, slots=True)
class BeforeSigning:
    """The page before signing: the figures as they stand, what is open, and the versions signed so far."""

    report: Report
    filing: Filing
    risks: tuple[Risk, ...]
    versions: tuple[Version, ...]
    changed: bool

    @property
    def can_sign(self) -> bool:
        """Whether nothing stops a signature (a reason may still be asked for)."""
        return not any(risk.stops for risk in self.risks)


def before_signing(home: Home, actor: Actor, period: Period) -> BeforeSigning:
    """Give what the signer should see for ``period``."""
    actor.need(Role.AUTHOR, Role.LEGAL, Role.AUDITOR, Role.CLERK)
    finish(home, period)
    report = _report(home, period)
    signed = versions(home, period)
    return BeforeSigning(
        report=report,
        filing=_filing(home, len(signed) + 1, draft=True, amends=signed[-1].number if signed else None),
        risks=_risks(home, period),
        versions=signed,
        changed=bool(signed) and signed[-1].event.figures != _values(report),
    )


def _report(home: Home, period: Period) -> Report:
    state = ledger.state(home)
    scope = Scope(ordinance(home.settings.ordinance, home.path), period)
    report = figures(scope, state, size=state.size, zone=home.agency.zone)
    report.check()
    return report


def _risks(home: Home, period: Period) -> tuple[Risk, ...]:
    state = ledger.state(home)
    open_requests = tuple(
        one.number
        for one in state.requests.values()
        if one.received_on in period and one.confirmed is None and not one.erased
    )
    unread = tuple(
        state.arrivals[row.entry].event.number
        for row in Pending.objects.all()
        if state.arrivals[row.entry].received_on in period
    )
    unswept = stations_without_statement(home, period)
    found = (
        Risk("not_adopted", 1, stops=True) if operations.adoption(home) is None else None,
        Risk("unconfirmed", len(open_requests), stops=True, which=open_requests) if open_requests else None,
        Risk("unread", len(unread), stops=True, which=unread) if unread else None,
        Risk("no_sweep", len(unswept), stops=False, which=unswept) if unswept else None,
        Risk("no_outside_holder", 1, stops=False) if not operations.handovers(home) else None,
    )
    return tuple(risk for risk in found if risk)


def sign(home: Home, actor: Actor, period: Period, *, reason: str = "") -> Version:
    """Sign the report of ``period``: version 1, or an amended one beside the last.

    Raises:
        NotAllowed: the actor is no author. NotReady: something open stops it, stations lack their statement and no
        ``reason`` is given, or nothing changed since the last version. SumDoesNotClose: a sum does not close.

    """
    actor.need(Role.AUTHOR)
    sums.check(ledger.state(home))
    seen = before_signing(home, actor, period)
    _ready(seen, reason)
    before = _before(seen.versions)
    filing = _filing(home, len(seen.versions) + 1, draft=False, remarks=_remarks(seen, reason), amends=_amends(seen))
    files = packet_files(seen.report, filing, before)
    part = _part(home, period, filing.version)
    write_folder(part, files)  # 1
    event = _event(home, actor, seen, filing, files["report.json"])
    ledger.append(home, [event])  # 2
    finish(home, period)  # 3
    return versions(home, period)[-1]


def _ready(seen: BeforeSigning, reason: str) -> None:
    stopping = [risk for risk in seen.risks if risk.stops]
    if stopping:
        words = "; ".join(f"{risk.code}: {risk.count} {' '.join(risk.which[:5])}".strip() for risk in stopping)
        raise NotReady(
            "this report cannot be signed yet",
            where=words,
            remedy="counsel adopts the pack (tallystick adopt); a person confirms every request (tallystick inbox)",
        )
    unswept = next((risk for risk in seen.risks if risk.code == "no_sweep"), None)
    if unswept and not reason.strip():
        raise NotReady(
            f"{unswept.count} stations have not stated what they hold",
            where=" ".join(unswept.which),
            remedy="register their statements (tallystick sweep), or give a reason; it is printed in the report",
        )
    if seen.versions and not seen.changed:
        raise NotReady("nothing has changed since the last version", remedy="there is no amended report to sign")


def _remarks(seen: BeforeSigning, reason: str) -> tuple[str, ...]:
    unswept = next((risk for risk in seen.risks if risk.code == "no_sweep"), None)
    if unswept is None:
        return (reason.strip(),) if reason.strip() else ()
    stations = ", ".join(unswept.which)
    return (f"Stations that have not yet stated what they hold: {stations}. Reason given: {reason.strip()}.",)


def _amends(seen: BeforeSigning) -> int | None:
    return seen.versions[-1].number if seen.versions else None


def _before(signed: tuple[Version, ...]) -> dict[str, Any] | None:
    if not signed:
        return None
    found: dict[str, Any] = json.loads((signed[-1].folder / "report.json").read_text(encoding="utf-8"))
    return found


def _filing(
    home: Home, version: int, *, draft: bool, remarks: tuple[str, ...] = (), amends: int | None = None
) -> Filing:
    now = home.clock()
    size = records.size(Log.REQUESTS)
    first = min((one.event.at for one in ledger.state(home).arrivals.values()), default=None)
    return Filing(
        agency=home.agency,
        version=version,
        made_at=now,
        dated=home.local_day(now),
        log_origin=home.origin(Log.REQUESTS),
        log_root=tree.root(size, records.reader(Log.REQUESTS)).hex() if size else "",
        signer=home.settings.signer,
        addressee=home.settings.addressee,
        amends=amends,
        adoption=_adoption(home),
        register_since=home.local_day(first) if first else None,
        outside_holders=operations.handovers(home),
        remarks=remarks,
        invented=home.settings.invented,
        draft=draft,
    )


def _adoption(home: Home) -> Adoption | None:
    found = operations.adoption(home)
    return Adoption(counsel=found.counsel, at=found.at, sha256=found.sha256, entry=found.entry) if found else None


def _event(home: Home, actor: Actor, seen: BeforeSigning, filing: Filing, report_json: bytes) -> ReportFiled:
    return ReportFiled(
        agency=home.agency.ori,
        station="",
        line="",
        at=filing.made_at,
        year=seen.report.period.last.year,
        by=actor.user,
        ordinance=seen.report.ordinance,
        period=seen.report.period.name,
        version=filing.version,
        sha256=hashlib.sha256(report_json).hexdigest(),
        log_size=seen.report.size,
        log_root=filing.log_root,
        figures=_values(seen.report),
        amends=seen.versions[-1].entry if seen.versions else None,
    )


def _values(report: Report) -> dict[str, int]:
    """Figures by id; one that is not recorded is left out, for it is not zero."""
    return {one.id: one.value for one in (*report.figures, *report.apart) if one.value is not None}


def versions(home: Home, period: Period) -> tuple[Version, ...]:
    """Signed versions of a period, oldest first."""
    found = (
        Version(event.version, entry, event, _place(home, period, event.version))
        for entry, event in ledger.state(home).reports.items()
        if event.period == period.name
    )
    return tuple(sorted(found, key=lambda one: one.number))


def finish(home: Home, period: Period) -> None:
    """Complete the packets whose digest stands in the log and whose folder a crash left beside its place."""
    for version in versions(home, period):
        part = _part(home, period, version.number)
        if version.folder.exists() or not part.exists():
            continue
        digest = hashlib.sha256((part / "report.json").read_bytes()).hexdigest()
        if digest != version.event.sha256:
            raise SumDoesNotClose("a packet is not the one that was signed", where=str(part))
        label = f"report {version.event.period} version {version.number}"
        receipt = proof_of(home, version.entry, label=label)
        write_folder(part, {"receipt.tlog-proof": receipt.encode()})
        part.rename(version.folder)


def _place(home: Home, period: Period, version: int) -> Path:
    return home.path / "reports" / period.name / f"v{version}"


def _part(home: Home, period: Period, version: int) -> Path:
    return home.path / "reports" / period.name / f".v{version}-part"


def draft_files(home: Home, actor: Actor, period: Period) -> dict[str, bytes]:
    """Make the packet of a draft: every page says that it is not signed."""
    seen = before_signing(home, actor, period)
    return packet_files(seen.report, seen.filing, _before(seen.versions))
