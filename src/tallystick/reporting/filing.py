"""What surrounds a report when it is made: agency, version, day, log, adoption; and ``report.json`` as a plain value.

The layout of report.json is read by the auditor of packets and by other people's programs: keys are only added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tallystick.model.agency import Agency

from .amend import Change, changes
from .disclosure import LEAST, Further
from .labels import counted, day_words, listed
from .report import Figure, Line, Report


@dataclass(frozen=True, slots=True)
class Adoption:
    """Counsel's adoption of the ordinance pack: by whom, when (UTC), the pack's digest, its entry in the log."""

    counsel: str
    at: datetime
    sha256: str
    entry: int


@dataclass(frozen=True, slots=True)
class Filing:
    """The circumstances of one version of a report.

    ``dated`` is the local day on the letter, ``made_at`` the moment (UTC). ``signer`` is a title, ``addressee`` an
    officer of the agency's city; where they are empty the law's reporter and recipient stand. ``signer_name`` may be
    empty. ``remarks`` are sentences that must be printed (a station without a statement, and why).
    """

    agency: Agency
    version: int
    made_at: datetime
    dated: date
    log_origin: str
    log_root: str
    signer: str = ""
    signer_name: str = ""
    addressee: str = ""
    amends: int | None = None
    adoption: Adoption | None = None
    register_since: date | None = None
    outside_holders: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    invented: bool = False
    draft: bool = False


def limits(report: Report, filing: Filing) -> tuple[str, ...]:
    """What the figures and their proof do not show (DESIGN §7.7), in sentences to be printed."""
    since = day_words(filing.register_since) if filing.register_since else "the register began"
    said = [
        "That every request which was sent is here. The report counts what was received and entered; a page that never "
        "arrived, or that arrived and was never entered, is not in it.",
        f"Anything from before {since}.",
        "Why anybody did anything. The register holds papers, times and answers, not intentions.",
        "How another party counts. Its list may use another unit, another day or another agency's name.",
    ]
    if old := report.figure("day_zero").value:
        said.append(
            f"How {counted(old, 'requests')} arrived. They were entered afterwards from an old log, a letter or a "
            "paper (evidence grade C), not received through a line."
        )
    if filing.dated <= report.period.last:
        said.append(
            f"Requests that were received after this report was made on {day_words(filing.dated)}, or found later. "
            "They are added in an amended version."
        )
    return (*said, _holders(filing.outside_holders))


def _holders(holders: tuple[str, ...]) -> str:
    if not holders:
        return (
            "That the past was not rewritten. Nobody outside the department holds the log's checkpoints: "
            "no outside holder, the past is not provable."
        )
    return f"Anything newer than the last checkpoint held outside the department by {listed(holders)}."


def report_json(report: Report, filing: Filing, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The whole report as one JSON value; ``before`` is the report.json that this version amends."""
    return {
        "agency": {"ori": filing.agency.ori, "name": filing.agency.name},
        "ordinance": report.ordinance,
        "ordinance_name": report.ordinance_name,
        "ordinance_citation": report.ordinance_citation,
        "ordinance_sha256": report.ordinance_sha256,
        "period": {
            "first": report.period.first.isoformat(),
            "last": report.period.last.isoformat(),
            "name": report.period.name,
        },
        "report": report.duty.id,
        "title": report.duty.title,
        "reporter": report.duty.reporter,
        "recipient": report.duty.recipient,
        "due": report.due.isoformat() if report.due else None,
        "certified_zero": [figure.id for figure in report.certified],
        "version": filing.version,
        "amends": filing.amends,
        "figures": [_figure(figure) for figure in report.figures],
        "apart": [_figure(figure) for figure in report.apart],
        "further": [_further(table) for table in report.further],
        "changes": [_plain(change) for change in changes(report, before)] if before else [],
        "log": {"origin": filing.log_origin, "size": report.size, "root": filing.log_root},
        "dated": filing.dated.isoformat(),
        "made_at": _moment(filing.made_at),
        "invented": filing.invented,
        "draft": filing.draft,
        "remarks": list(filing.remarks),
        "limits": list(limits(report, filing)),
        "adoption": _adoption(filing.adoption),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": figure.id,
        "text": figure.text,
        "citation": figure.citation,
        "source": figure.source,
        "verification": figure.verification.value if figure.verification else "",
        "measure": figure.measure.value if figure.measure else "",
        "unit": figure.unit,
        "value": figure.value,
        "not_recorded": figure.not_recorded,
        "stated_by_department": figure.given,
        "entries": list(figure.entries),
        "breakdown": [_line(line) for line in figure.breakdown],
        "note": figure.note,
    }
    for name in ("amount_cents", "persons"):
        if (number := getattr(figure, name)) is not None:
            value[name] = number
    return value


def _further(table: Further) -> dict[str, Any]:
    lines = [{"label": label, "value": value} for label, value in table.lines]
    return {"id": table.id, "title": table.title, "lines": lines, "least": LEAST, "merged": list(table.merged)}


def _line(line: Line) -> dict[str, Any]:
    value: dict[str, Any] = {"label": line.label, "value": line.value, "entries": list(line.entries), "by": line.by}
    return value if line.amount_cents is None else {**value, "amount_cents": line.amount_cents}


def _adoption(adoption: Adoption | None) -> dict[str, Any] | None:
    if adoption is None:
        return None
    return {
        "counsel": adoption.counsel,
        "at": _moment(adoption.at),
        "sha256": adoption.sha256,
        "entry": adoption.entry,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _plain(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "before": change.before,
        "after": change.after,
        "added": list(change.added),
        "removed": list(change.removed),
    }
