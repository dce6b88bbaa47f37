"""What two parties said in public, year by year, with unit, months, class of source and citation: figures, no lists.

Read from a facts file (TOML); a year without a source is absent. Must not know what follows from a figure.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from tallystick.model.statement import Party
from tallystick.model.words import Unit, Verification


@dataclass(frozen=True, slots=True)
class Speaker:
    """One party of the record; ``said`` is the neutral verb for its figures ("reported", "stated")."""

    name: str
    short: str
    said: str
    city: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """One figure as said: its unit, the party's own word for what it counts, the months covered and its source."""

    year: int
    by: Speaker
    value: int
    unit: Unit
    event: str
    months: int
    source_class: str
    verification: Verification
    citation: str
    notes: tuple[str, ...] = ()

    @property
    def party(self) -> Party:
        """The figure as one side of a statement."""
        source = f"{self.source_class}; {self.citation}; verification: {self.verification.value}"
        return Party(self.by.name, self.value, self.unit, self.event, source)


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A jurisdiction's public record: the agency, its counterpart and their figures."""

    name: str
    title: str
    agency: Speaker
    counterpart: Speaker
    figures: tuple[PublicFigure, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of which at least one figure is on record."""
        return tuple(sorted({figure.year for figure in self.figures}))

    def of(self, year: int, speaker: Speaker) -> PublicFigure | None:
        """What one party said of one year, if it is on record."""
        return next((figure for figure in self.figures if figure.year == year and figure.by is speaker), None)


def load_record(text: str) -> PublicRecord:
    """The record that a facts file holds."""
    data = tomllib.loads(text)
    agency, counterpart = Speaker(**data["agency"]), Speaker(**data["counterpart"])
    speakers = {"agency": agency, "counterpart": counterpart}
    figures = tuple(_figure(entry, speakers) for entry in data["figure"])
    return PublicRecord(data["record"]["name"], data["record"]["title"], agency, counterpart, figures)


def _figure(entry: dict[str, Any], speakers: dict[str, Speaker]) -> PublicFigure:
    return PublicFigure(
        year=entry["year"],
        by=speakers[entry["by"]],
        value=entry["value"],
        unit=Unit(entry["unit"]),
        event=entry["event"],
        months=entry["months"],
        source_class=entry["class"],
        verification=Verification(entry["verification"]),
        citation=entry["citation"],
        notes=tuple(entry.get("notes", ())),
    )
