"""The report that the ordinance asks for: prepared by one person, signed by another, amended and never changed.

Signing: (1) the packet is written beside its place, (2) the report's digest is appended to the log, (3) the receipt is
added and the packet moves into place. A crash after 2 is finished by the next look at the reports (``finish``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tallystick.law import Measure, Zero
from tallystick.model.actor import Actor
from tallystick.model.errors import NotReady
from tallystick.model.events import ReportFiled
from tallystick.model.period import Period
from tallystick.model.state import RegisterState
from tallystick.model.words import Role
from tallystick.register import sums
from tallystick.reporting import Filing, Report, Scope, figures
from tallystick.services import ledger
from tallystick.services.filing import preparation
from tallystick.services.filing.circumstances import Cut, end_of, filing_at, now
from tallystick.services.filing.packet import packet_files, recipient_files, write_folder
from tallystick.services.filing.preparation import Preparation, SentBack
from tallystick.services.filing.readiness import Risk, risks
from tallystick.services.filing.versions import Version, finish, part_of, place_of, report_name, versions
from tallystick.services.home import Home
from tallystick.services.law import ordinance


@dataclass(frozen=True, slots=True)
class BeforeSigning:
    """The page before signing: the figures as they stand, what is open, who prepared it, the versions signed so far.

    ``fallen`` says what changed since the preparation; empty while it stands or nobody has prepared.
    """

    report: Report
    filing: Filing
    risks: tuple[Risk, ...]
    versions: tuple[Version, ...]
    changed: bool
    prepared: Preparation | None
    fallen: str
    sent_back: SentBack | None = None

    @property
    def can_sign(self) -> bool:
        """Whether nothing stops a signature (a reason may still be asked for)."""
        return not any(risk.stops for risk in self.risks)


def before_signing(home: Home, actor: Actor, period: Period, *, duty: str = "") -> BeforeSigning:
    """Give what the signer should see for ``period``; ``duty`` names one of several reports of the ordinance."""
    actor.need(Role.AUTHOR, Role.LEGAL, Role.AUDITOR, Role.CLERK)
    finish(home, period, duty=duty)
    name, cut = ordinance(home.settings.ordinance, home.path).duty(duty).id, now(home)
    prepared = preparation.newest(home, name, period.name)
    report = report_at(home, cut, period, duty=duty, stated=prepared.stated if prepared else {})
    signed = versions(home, period, duty=duty)
    return BeforeSigning(
        report=report,
        filing=filing_at(home, cut, len(signed) + 1, draft=True, amends=signed[-1].number if signed else None),
        risks=risks(home, period),
        versions=signed,
        changed=bool(signed) and signed[-1].event.figures != _values(report),
        prepared=prepared,
        fallen=preparation.changed(prepared, report) if prepared else "",
        sent_back=preparation.sent_back(home, prepared),
    )


def report_at(
    home: Home, cut: Cut, period: Period, *, duty: str = "", stated: Mapping[Measure, int] | None = None
) -> Report:
    """The report from the entries that the register had at ``cut``."""
    scope = Scope(ordinance(home.settings.ordinance, home.path), period, duty, stated or {})

    def counted(state: RegisterState) -> Report:
        then = state if state.size == cut.size else ledger.state_at(home, cut.size)
        return figures(scope, then, size=cut.size, zone=home.agency.zone)

    if cut.size != ledger.state(home).size:
        return counted(ledger.state(home))
    key = ("report", cut.size, scope.ordinance.sha256, period, duty, *sorted(scope.stated.items()))
    return ledger.kept(home, key, counted)


def prepare(
    home: Home,
    actor: Actor,
    period: Period,
    *,
    duty: str = "",
    reason: str = "",
    stated: Mapping[Measure, int] | None = None,
) -> BeforeSigning:
    """Prepare the report: another person may then sign these figures. Gives what that person will see.

    ``reason`` says why stations have no statement yet; ``stated`` are facts that the register does not hold.

    Raises:
        WrongUse: a stated fact is none that the report asks for.

    """
    preparation.check_stated(report_at(home, now(home), period, duty=duty), stated or {})
    report = report_at(home, now(home), period, duty=duty, stated=stated)
    preparation.register(home, actor, report, reason=reason, stated=stated or {})
    return before_signing(home, actor, period, duty=duty)


def send_back(home: Home, actor: Actor, period: Period, *, note: str, duty: str = "") -> int:
    """Give the preparation of ``period`` back with a note: it cannot be signed before it is prepared again.

    Raises:
        NotReady: nobody has prepared it, or it was given back already. WrongUse: there is no note.

    """
    actor.need(Role.AUTHOR)
    seen = before_signing(home, actor, period, duty=duty)
    if seen.prepared is None or seen.sent_back:
        raise NotReady("there is no preparation to send back", remedy="somebody prepares the report first")
    return preparation.send_back(home, actor, seen.prepared, note=note)


def sign(home: Home, actor: Actor, period: Period, *, duty: str = "", reason: str = "") -> Version:
    """Sign the report of ``period``: version 1, or an amended one beside the last.

    Raises:
        NotAllowed: the actor is no author. NotReady: something open stops it, nobody else has prepared it or the
        figures changed since, stations lack their statement and no reason is given, or nothing changed since the last
        version. SumDoesNotClose: a sum does not close.

    """
    actor.need(Role.AUTHOR)
    sums.check(ledger.state(home))
    seen = before_signing(home, actor, period, duty=duty)
    why = reason.strip() or (seen.prepared.reason if seen.prepared else "")
    _ready(seen, actor, why)
    filing = replace(seen.filing, draft=False, remarks=_remarks(seen, why))
    files = packet_files(seen.report, filing, _before(seen.versions))
    part = part_of(home, period, duty, filing.version)
    write_folder(part, files)  # 1
    if lists := recipient_files(seen.report, filing):
        write_folder(place_of(home, period, duty, filing.version).with_name(f"v{filing.version}-recipient"), lists)
    ledger.append(home, [_event(home, actor, seen, filing, files["report.json"])])  # 2
    finish(home, period, duty=duty)  # 3
    return versions(home, period, duty=duty)[-1]


def _ready(seen: BeforeSigning, actor: Actor, reason: str) -> None:
    stopping = [risk for risk in seen.risks if risk.stops]
    if stopping:
        words = "; ".join(f"{risk.code}: {risk.count} {' '.join(risk.which[:5])}".strip() for risk in stopping)
        raise NotReady(
            "this report cannot be signed yet",
            where=words,
            remedy="counsel adopts the pack (tallystick adopt); a person confirms every request (tallystick inbox)",
        )
    unswept = _unswept(seen)
    if unswept and not reason:
        raise NotReady(
            f"{unswept.count} stations have not stated what they hold",
            where=" ".join(unswept.which),
            remedy="register their statements (tallystick sweep), or give a reason; it is printed in the report",
        )
    if seen.versions and not seen.changed:
        raise NotReady("nothing has changed since the last version", remedy="there is no amended report to sign")
    if seen.report.duty.zero is Zero.SILENT and seen.report.empty:
        raise NotReady("nothing came in this period", remedy="the law asks for no report of nothing")
    _prepared(seen, actor)


def _prepared(seen: BeforeSigning, actor: Actor) -> None:
    how = "another person than the signer prepares it: tallystick report ... --prepare"
    if seen.prepared is None:
        raise NotReady("nobody has prepared this report", remedy=how)
    if seen.prepared.by == actor.user:
        raise NotReady(f"{actor.user} prepared this report and cannot sign it too", remedy=how)
    if seen.sent_back:
        raise NotReady(f"{seen.sent_back.by} sent this preparation back", remedy="prepare it again")
    if seen.fallen:
        raise NotReady(
            "the figures changed since this report was prepared", where=seen.fallen, remedy="prepare it again"
        )


def _unswept(seen: BeforeSigning) -> Risk | None:
    return next((risk for risk in seen.risks if risk.code == "no_sweep"), None)


def _remarks(seen: BeforeSigning, reason: str) -> tuple[str, ...]:
    unswept = _unswept(seen)
    if unswept is None:
        return (reason,) if reason else ()
    stations = ", ".join(unswept.which)
    return (f"Stations that have not yet stated what they hold: {stations}. Reason given: {reason}.",)


def _before(signed: tuple[Version, ...]) -> dict[str, Any] | None:
    if not signed:
        return None
    found: dict[str, Any] = json.loads((signed[-1].folder / "report.json").read_text(encoding="utf-8"))
    return found


def _event(home: Home, actor: Actor, seen: BeforeSigning, filing: Filing, report_json: bytes) -> ReportFiled:
    assert seen.prepared is not None
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
        report=report_name(home, seen.report.duty.id),
        stated={measure.value: value for measure, value in seen.prepared.stated.items()},
        remarks=filing.remarks,
        prepared_by=seen.prepared.by,
    )


def _values(report: Report) -> dict[str, int]:
    """Figures by id; one that is not recorded is left out, for it is not zero."""
    return {one.id: one.value for one in (*report.figures, *report.apart) if one.value is not None}


def remake(home: Home, actor: Actor, period: Period, version: Version, *, duty: str = "") -> dict[str, bytes]:
    """Make a signed version's packet anew from the entries it counted: the same bytes, whatever came after.

    Only an erasure of an entry behind it can change that.
    """
    actor.need(Role.AUTHOR, Role.LEGAL, Role.AUDITOR, Role.CLERK)
    event = version.event
    cut = Cut(event.log_size, event.at)
    report = report_at(home, cut, period, duty=duty, stated=_stated((version,)))
    earlier = versions(home, period, duty=duty)[: version.number - 1]
    amends = earlier[-1].number if earlier else None
    filing = filing_at(home, cut, version.number, draft=False, amends=amends, remarks=event.remarks)
    return packet_files(report, filing, _before(earlier))


def draft_as_of(home: Home, actor: Actor, period: Period, day: date, *, duty: str = "") -> dict[str, bytes]:
    """Make the packet of a draft as it would have been made at the end of a past local day; always the same bytes."""
    actor.need(Role.AUTHOR, Role.LEGAL, Role.AUDITOR, Role.CLERK)
    cut = end_of(home, day)
    earlier = tuple(one for one in versions(home, period, duty=duty) if one.entry < cut.size)
    report = report_at(home, cut, period, duty=duty, stated=_stated(earlier))
    amends = earlier[-1].number if earlier else None
    filing = filing_at(home, cut, len(earlier) + 1, draft=True, amends=amends)
    return packet_files(report, filing, _before(earlier))


def _stated(signed: tuple[Version, ...]) -> dict[Measure, int]:
    return {Measure(name): value for name, value in signed[-1].event.stated.items()} if signed else {}


def draft_files(home: Home, actor: Actor, period: Period, *, duty: str = "") -> dict[str, bytes]:
    """Make the packet of a draft: every page says that it is not signed."""
    seen = before_signing(home, actor, period, duty=duty)
    return packet_files(seen.report, seen.filing, _before(seen.versions))
