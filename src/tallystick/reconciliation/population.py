"""Which rows of list A are compared: prepared in the period, and naming the city or attributed to the agency.

Also what a row's facility says about the agency that keeps the register: its own or another's, and which station.
All knowledge of the agency is passed in. Must not know a reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tallystick.model.agency import Agency
from tallystick.model.errors import WrongUse
from tallystick.model.lists import ImportedList, Row
from tallystick.model.period import Period

from .facilities.names import States, facility_key, names_place, without_district

CITY, AGENCY = "city", "agency"
_TAIL_NUMBER = re.compile(r"(\d+)\D*$")


@dataclass(frozen=True)
class Place:
    """The agency as facility names show it: its city, its state and its own names, ``CITY POLICE DEPT`` among them."""

    agency: Agency
    states: States = field(default_factory=lambda: States({}))
    aliases: tuple[str, ...] = ()

    def words(self, scope: str) -> str:
        """What a scope is called: the city, or the agency."""
        return self.agency.city if scope == CITY else self.agency.name

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """The agency's own names, made comparable."""
        return frozenset(
            facility_key(name) for name in (self.agency.name, f"{self.agency.city} POLICE DEPT", *self.aliases)
        )

    def names_city(self, row: Row) -> bool:
        """Whether the facility's name contains the city's name as a word."""
        return names_place(row.facility, self.agency.city)

    def in_city(self, row: Row) -> bool:
        """Whether the facility names the city or stands in it by the city column."""
        return self.names_city(row) or row.city.casefold() == self.agency.city.casefold()

    def elsewhere(self, row: Row) -> bool:
        """Whether a state is given and is another than the agency's."""
        return bool(row.state) and self.states.key(row.state) != self.states.key(self.agency.state)

    def is_own(self, row: Row) -> bool:
        """Whether the facility is the agency itself or one of its districts."""
        return not self.elsewhere(row) and without_district(facility_key(row.facility))[0] in self.own_keys

    def station(self, row: Row) -> str:
        """The station that an own facility's district points to; empty when it points to none or several."""
        _, district = without_district(facility_key(row.facility))
        if not district or not self.is_own(row):
            return ""
        codes = [code for code, numbers in self._districts.items() if district.lstrip("#") in numbers]
        return codes[0] if len(codes) == 1 else ""

    @cached_property
    def _districts(self) -> dict[str, frozenset[str]]:
        """For each station the districts it can be called by: its code, and the number at the end of code or name."""
        called: dict[str, frozenset[str]] = {}
        for station in self.agency.stations:
            numbers = {found[1] for text in (station.code, station.name) if (found := _TAIL_NUMBER.search(text))}
            called[station.code] = frozenset({station.code, *numbers})
        return called


@dataclass(frozen=True, slots=True)
class Population:
    """The rows that are compared, in the order of the file, and how many of the list are not, each with its reason."""

    rows: tuple[Row, ...]
    listed: int
    without_date: int
    other_period: int
    other_place: int


def population(listed: ImportedList, place: Place, period: Period, scope: str) -> Population:
    """The rows of a list that a statement for the place and period compares.

    Raises:
        WrongUse: the scope is neither ``city`` nor ``agency``.

    """
    if scope not in {CITY, AGENCY}:
        raise WrongUse(f"'{scope}' is not a scope", remedy="write --scope city or --scope agency")
    dated = [row for row in listed.rows if row.prepared]
    timely = [row for row in dated if row.prepared and row.prepared in period]
    chosen = tuple(row for row in timely if (place.in_city(row) if scope == CITY else place.is_own(row)))
    return Population(
        rows=chosen,
        listed=len(listed.rows),
        without_date=len(listed.rows) - len(dated),
        other_period=len(dated) - len(timely),
        other_place=len(timely) - len(chosen),
    )


def is_named(rows: Sequence[Row]) -> bool:
    """Whether a list gives names or numbers of persons; otherwise only marks can be compared."""
    return any(row.name or row.file_no or row.event_no or row.birth_date for row in rows)
