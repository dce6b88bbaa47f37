"""A report is prepared by one person and signed by another. The preparation falls when the figures change.

What is prepared stands in the operations log: who, when, the digest of the figures, facts of agency and period that the
register does not hold, and why stations have no statement. Nothing in it is about a person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tallystick.law import STATED, UNITS, CountUnit, Measure
from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.money import in_cents
from tallystick.model.words import OperationKind, Role
from tallystick.reporting import Figure, Report
from tallystick.services import ledger, operations, words
from tallystick.services.home import Home

_DIGITS = 12
"""No agency counts further in a period."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """One preparation: its entry in the operations log, who and when (UTC), the figures as they stood."""

    entry: int
    by: str
    at: datetime
    digest: str
    figures: Mapping[str, int | None]
    stated: Mapping[Measure, int]
    reason: str


def register(home: Home, actor: Actor, report: Report, *, reason: str, stated: Mapping[Measure, int]) -> int:
    """Register that ``actor`` has prepared this report. Returns the entry of the operations log.

    Raises:
        WrongUse: a stated fact is none that the report asks for, or is below zero.

    """
    actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR)
    check_stated(report, stated)
    facts = {
        "ordinance": report.ordinance,
        "report": report.duty.id,
        "period": report.period.name,
        "by": actor.user,
        "document": digest(report),
        "figures": json.dumps({figure.id: figure.value for figure in report.figures}),
        "stated": json.dumps({measure.value: value for measure, value in stated.items()}),
        "reason": reason.strip(),
    }
    return ledger.append_operation(home, OperationKind.PREPARATION, facts)


@dataclass(frozen=True, slots=True)
class SentBack:
    """The signer gave a preparation back: its entry, who and when (UTC), and the note (None when erased)."""

    entry: int
    by: str
    at: datetime
    note: str | None


def send_back(home: Home, actor: Actor, prepared: Preparation, *, note: str) -> int:
    """Register that the signer gives a preparation back with a note; it must be prepared again. Returns the entry.

    Raises:
        WrongUse: there is no note.

    """
    actor.need(Role.AUTHOR)
    if not note.strip():
        raise WrongUse("to send it back takes a note", remedy="say what is to be put right")
    facts = {"refers_to": str(prepared.entry), "by": actor.user}
    return words.append_with(home, OperationKind.SENT_BACK, facts, {"note": note.strip()})


def sent_back(home: Home, prepared: Preparation | None) -> SentBack | None:
    """Whether this preparation was given back."""
    for entry, at, facts in operations.of_kind(home, OperationKind.SENT_BACK):
        if prepared and facts["refers_to"] == str(prepared.entry):
            return SentBack(entry, facts["by"], at, (words.said_in(home, entry) or {}).get("note"))
    return None


def check_stated(report: Report, stated: Mapping[Measure, int]) -> None:
    """Pass if every stated fact is one that this report asks for.

    Raises:
        WrongUse: naming the one that is not.

    """
    asked = {figure.measure for figure in report.figures if figure.measure in STATED}
    for measure, value in stated.items():
        if measure not in asked or value < 0:
            known = ", ".join(sorted(one.value for one in asked if one)) or "none"
            raise WrongUse(f"{measure.value} = {value} cannot be stated here", remedy=f"this report asks for: {known}")


def facts(written: Mapping[str, str]) -> dict[Measure, int]:
    """Facts as people write them, by the name of their measure: money in cents, everything else a count.

    Raises:
        WrongUse: a name is no measure, or a text is no number of its unit.

    """
    return {_measure(name): _number(_measure(name), text) for name, text in written.items()}


def _measure(name: str) -> Measure:
    try:
        return Measure(name)
    except ValueError:
        known = ", ".join(sorted(STATED))
        raise WrongUse(f"'{name}' is not known", remedy=f"one of: {known}") from None


def _number(measure: Measure, text: str) -> int:
    if UNITS[measure] is CountUnit.DOLLARS:
        return in_cents(text)
    if not text.strip().isdecimal() or len(text) > _DIGITS:
        raise WrongUse(f"'{text}' is not a whole number", where=measure.value)
    return int(text)


def newest(home: Home, report: str, period: str) -> Preparation | None:
    """The newest preparation of that report and period, if there is one."""
    found = None
    for entry, at, facts in operations.of_kind(home, OperationKind.PREPARATION):
        if (facts["report"], facts["period"]) == (report, period):
            found = _preparation(entry, at, facts)
    return found


def _preparation(entry: int, at: datetime, facts: Mapping[str, str]) -> Preparation:
    stated = {Measure(name): value for name, value in json.loads(facts["stated"]).items()}
    figures = json.loads(facts["figures"])
    return Preparation(entry, facts["by"], at, facts["document"], figures, stated, facts["reason"])


def digest(report: Report) -> str:
    """SHA-256 over every figure with the entries behind it, its lines and its rows."""
    plain = [[*_plain(figure), list(figure.rows)] for figure in report.figures]
    return hashlib.sha256(json.dumps(plain, separators=(",", ":")).encode()).hexdigest()


def _plain(figure: Figure) -> list[object]:
    lines = [[line.by, line.label, list(line.entries), line.amount_cents] for line in figure.breakdown]
    return [figure.id, figure.value, figure.not_recorded, list(figure.entries), lines]


def changed(prepared: Preparation, report: Report) -> str:
    """What changed since it was prepared, in words; empty while it stands."""
    if prepared.digest == digest(report):
        return ""
    said = [
        f"{figure.text}: {_value(prepared.figures.get(figure.id))} then, {_value(figure.value)} now"
        for figure in report.figures
        if prepared.figures.get(figure.id) != figure.value
    ]
    return "; ".join(said) or "the numbers are the same, the entries or answers behind them are not"


def _value(value: int | None) -> str:
    return "not recorded" if value is None else str(value)
