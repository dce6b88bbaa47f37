"""report.json as printed: the figures that a report shows, each with the entries it says stand behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.model.errors import ProofFails

from .plainjson import object_of

NAME = "report.json"
HOLDS = "requests_lodged"
"""The measure of requests to hold, as report.json names it."""


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure or a line of its breakdown; ``given`` marks a fact that a person states and no entry stands behind."""

    name: str
    value: int | None
    entries: tuple[int, ...]
    given: bool = False
    lines: tuple[PrintedFigure, ...] = ()
    measure: str = ""


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """What report.json prints: its period, figures, and the log it was counted from."""

    name: str
    version: int
    amends: int | None
    first: date
    last: date
    figures: tuple[PrintedFigure, ...]
    apart: tuple[PrintedFigure, ...]
    origin: str
    size: int
    root: str

    @property
    def recounted(self) -> PrintedFigure | None:
        """The figure that anybody recounts from the opened leaves: the requests to hold, asked for or counted apart."""
        every = (*self.figures, *self.apart)
        named = next((figure for figure in every if figure.measure == HOLDS or figure.name == "holds"), None)
        return named or next(iter(self.figures), None)

    @property
    def year(self) -> int | None:
        """The calendar year that the period is, if it is one."""
        year = self.first.year
        return year if (self.first, self.last) == (date(year, 1, 1), date(year, 12, 31)) else None

    def every(self) -> Iterator[PrintedFigure]:
        """All figures, those counted apart, and their lines."""
        for figure in (*self.figures, *self.apart):
            yield figure
            yield from figure.lines


def read(data: bytes) -> PrintedReport:
    """The report of that file.

    Raises:
        ProofFails: the file has not the form.

    """
    plain = object_of(data, NAME)
    try:
        return _report(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as cause:
        raise ProofFails(f"{NAME} has not the form of a report: {cause}") from cause


def _report(plain: dict[str, Any]) -> PrintedReport:
    period, log = plain["period"], plain["log"]
    return PrintedReport(
        name=f"{period['name']} version {plain['version']}",
        version=int(plain["version"]),
        amends=plain["amends"],
        first=date.fromisoformat(period["first"]),
        last=date.fromisoformat(period["last"]),
        figures=tuple(_figure(one) for one in plain["figures"]),
        apart=tuple(_figure(one) for one in plain["apart"]),
        origin=str(log["origin"]),
        size=int(log["size"]),
        root=str(log["root"]),
    )


def _figure(plain: dict[str, Any]) -> PrintedFigure:
    return PrintedFigure(
        name=str(plain["id"]),
        value=_number(plain["value"]),
        entries=_entries(plain["entries"]),
        given=bool(plain.get("stated_by_department", False)),
        measure=str(plain.get("measure") or ""),
        lines=tuple(_line(str(plain["id"]), line) for line in plain["breakdown"]),
    )


def _line(figure: str, plain: dict[str, Any]) -> PrintedFigure:
    return PrintedFigure(f"{figure}, {plain['label']}", _number(plain["value"]), _entries(plain["entries"]))


def _number(plain: object) -> int | None:
    if plain is not None and type(plain) is not int:
        raise ValueError(f"{plain!r} is not a count")
    return plain


def _entries(plain: list[object]) -> tuple[int, ...]:
    if any(type(entry) is not int for entry in plain):
        raise ValueError("an entry is not a number")
    return tuple(entry for entry in plain if isinstance(entry, int))
