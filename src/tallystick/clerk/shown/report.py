"""The calendar and the page before signing: figures with their entries, what is open, signed versions side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tallystick.clerk import labels
from tallystick.law import STATED, UNITS, CountUnit, Measure
from tallystick.model.money import dollars
from tallystick.model.state import RequestState
from tallystick.reporting import Figure
from tallystick.services.filing.calendar import Due, Stage
from tallystick.services.filing.docket import packet_names
from tallystick.services.filing.readiness import Risk
from tallystick.services.filing.report import BeforeSigning
from tallystick.services.filing.versions import Version

RISKS = {
    "not_adopted": _("Counsel has not adopted the ordinance as it is written here."),
    "unconfirmed": _("Requests that no person has compared with their picture:"),
    "unread": _("Arrivals that are still to be read:"),
    "no_sweep": _("Stations without a statement of what they hold:"),
    "undecided": _("Requests without a recorded answer:"),
    "no_counterpart_list": _("The other party's list has not been compared."),
    "unanswered": _("Questions without an answer:"),
    "no_outside_holder": _("No outside holder: the past is not provable."),
}
UNITS_SHOWN: dict[str, str | Promise] = {
    "requests": _("requests"),
    "individuals": _("individuals"),
    "cases": _("cases"),
    "arrests": _("arrests"),
    "transmissions": _("transmissions"),
    "documents": _("documents"),
    "instances": _("instances"),
    "assignments": _("assignments"),
    "prisoners": _("prisoners"),
    "dollars": _("dollars"),
    "contacts": _("contacts"),
}

STAGES = {
    Stage.RUNNING: _("the period is running"),
    Stage.OPEN: _("to be prepared"),
    Stage.PREPARED: _("prepared; another person signs"),
    Stage.FALLEN: _("changed since it was prepared"),
    Stage.FILED: _("signed"),
    Stage.CHANGED: _("the register has changed since it was signed"),
    Stage.NOTHING: _("nothing came; the law asks for no report of nothing"),
}
NAMED = 12
"""How many numbers are written out where something is open."""
STATED_FIELD = "stated-"
"""How the fields of the form begin that ask for a fact of agency and period; the name of the measure follows."""


@dataclass(frozen=True, slots=True)
class DueShown:
    """One report of the calendar; ``open`` says in words what is open, what stops a signature first."""

    due: Due
    stage: str | Promise
    open: tuple[RiskShown, ...]


@dataclass(frozen=True, slots=True)
class StatedShown:
    """One fact that the register does not hold and that a person states: its field, question, unit and text so far."""

    field: str
    text: str
    unit: str | Promise
    money: bool
    value: str


@dataclass(frozen=True, slots=True)
class RiskShown:
    """One open thing in words; ``which`` names the first numbers or stations, ``more`` counts the others."""

    words: str | Promise
    which: tuple[str, ...]
    more: int
    stops: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """One entry behind a figure: its index, and its number when it is a request that can be opened."""

    entry: int
    number: str


@dataclass(frozen=True, slots=True)
class FigureShown:
    """One figure; an empty ``value`` is "not recorded", which is never zero."""

    figure: Figure
    value: str
    unit: str | Promise
    verification: str | Promise


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One signed version with the files of its packet."""

    version: Version
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure in every version and as it stands now."""

    text: str
    values: tuple[int | None, ...]
    changed: bool


def due(one: Due) -> DueShown:
    """Put words to one report of the calendar."""
    return DueShown(one, STAGES[one.stage], risks(one.open))


def written(sent: Mapping[str, str]) -> dict[str, str]:
    """What a person wrote into the fields of stated facts, by measure; an empty field states nothing."""
    found = {name.removeprefix(STATED_FIELD): text for name, text in sent.items() if name.startswith(STATED_FIELD)}
    return {name: text for name, text in found.items() if text.strip()}


def stated(seen: BeforeSigning, sent: Mapping[str, str]) -> tuple[StatedShown, ...]:
    """The facts that this report asks of a person, with what was written or stated last."""
    before = seen.prepared.stated if seen.prepared else {}
    asked = {one.measure: one for one in seen.report.figures if one.measure in STATED}
    return tuple(_stated(measure, one.text, before, sent) for measure, one in asked.items() if measure)


def _stated(measure: Measure, text: str, before: Mapping[Measure, int], sent: Mapping[str, str]) -> StatedShown:
    money = UNITS[measure] is CountUnit.DOLLARS
    last = before.get(measure)
    value = "" if last is None else dollars(last) if money else str(last)
    field = f"{STATED_FIELD}{measure.value}"
    return StatedShown(field, text, UNITS_SHOWN[UNITS[measure]], money, sent.get(field, value))


def risks(found: Sequence[Risk]) -> tuple[RiskShown, ...]:
    """Put words to what is open, what stops a signature first."""
    ordered = sorted(found, key=lambda risk: not risk.stops)
    return tuple(
        RiskShown(RISKS.get(risk.code, risk.code), risk.which[:NAMED], len(risk.which[NAMED:]), risk.stops)
        for risk in ordered
    )


def figures(found: Sequence[Figure]) -> tuple[FigureShown, ...]:
    """Put words to figures."""
    return tuple(_figure(one) for one in found)


def _figure(figure: Figure) -> FigureShown:
    return FigureShown(
        figure=figure,
        value=_value(figure),
        unit=UNITS_SHOWN.get(figure.unit, figure.unit),
        verification=labels.VERIFICATIONS[figure.verification] if figure.verification else "",
    )


def _value(figure: Figure) -> str:
    if figure.value is None:
        return ""
    return dollars(figure.amount_cents or 0) if figure.unit == CountUnit.DOLLARS else str(figure.value)


def behind(entries: Iterable[int], requests: Sequence[RequestState]) -> tuple[Behind, ...]:
    """Put numbers to entries behind a figure, as far as they are requests."""
    numbers = {request.entry: request.number for request in requests}
    return tuple(Behind(entry, numbers.get(entry, "")) for entry in entries)


def versions(found: Sequence[Version]) -> tuple[VersionShown, ...]:
    """Give the signed versions with the files that their packets hold."""
    return tuple(VersionShown(one, packet_names(one)) for one in found)


def compared(seen: BeforeSigning) -> tuple[Compared, ...]:
    """Set every version's figures beside those that stand now."""
    return tuple(_compared(figure, seen.versions) for figure in seen.report.figures)


def _compared(figure: Figure, signed: Sequence[Version]) -> Compared:
    values = (*(one.event.figures.get(figure.id) for one in signed), figure.value)
    return Compared(figure.text, values, changed=len(set(values)) > 1)
