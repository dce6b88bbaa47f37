"""Which rows of list A are compared: prepared in the period, and naming the city or attributed to the agency.

Also what a row's facility says about the agency that keeps the register: its own or another's, and which station.
All knowledge of the agency is passed in. Must not know a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from tallystick.model.agency import Agency
from tallystick.model.errors import WrongUse
from tallystick.model.lists import ImportedList, Registered, Row
from tallystick.model.period import Period

from .facilities.attribution import Attribution, Facilities
from .facilities.names import States, facility_key, names_place, without_district

CITY, AGENCY = "city", "agency"
_TAIL_NUMBER = re.compile(r"(\d+)\D*$")
_NO_FACILITY = frozenset({"", "OTHER", "OTHER OTHER", "OTHER OTHER FACILITY", "OTHER FACILITY", "UNKNOWN"})
_POLICE = "POLICE"


@dataclass(frozen=True)
class Place:
    """The agency as facility names show it: its city, its state and its own names.

    ``known`` is the table of facilities, ``aliases`` are further names of the agency's own ones. An agency of police
    is also called ``CITY POLICE DEPT``; any other only by its names.
    """

    agency: Agency
    known: Facilities = field(default_factory=lambda: Facilities(States({})))
    aliases: tuple[str, ...] = ()

    @property
    def states(self) -> States:
        """What makes state names comparable."""
        return self.known.states

    def words(self, scope: str) -> str:
        """What a scope is called: the city, or the agency."""
        return self.agency.city if scope == CITY else self.agency.name

    @cached_property
    def _table(self) -> Facilities:
        """The table of facilities, knowing the agency by its own names too."""
        city = self.agency.city
        police = (f"{city} POLICE DEPT", f"{city} POLICE", f"{city} CITY POLICE DEPT") if self._is_police else ()
        return self.known.with_agency(self.agency.name, self.agency.state, (*police, *self.aliases), self.agency.ori)

    @property
    def _is_police(self) -> bool:
        return _POLICE in facility_key(self.agency.name).split()

    def attributed(self, row: Row) -> Attribution:
        """The agency that a row's facility belongs to, or why none; a row without a state is taken as of ours."""
        return self._attributed(row.facility, row.city, row.state or self.agency.state)

    @cached_property
    def _attributed(self) -> Callable[[str, str, str], Attribution]:
        return lru_cache(maxsize=None)(self._table.attribute)

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
        return not self.elsewhere(row) and self.attributed(row).agency == self.agency.name

    def facility_of(self, row: Row) -> tuple[str, str]:
        """Whose a row's facility is and which station it names, each empty where it is not known."""
        if self.is_own(row):
            return self.agency.name, self.station(row)
        return "" if self.unclear(row) else self.attributed(row).agency or row.facility, ""

    def receiver_of(self, request: Registered) -> tuple[str, str]:
        """The agency and the station that received a request."""
        return self.agency.name, request.station

    def unclear(self, row: Row) -> str:
        """Why it cannot be told whether the facility is the agency's own; empty when it can."""
        key = facility_key(row.facility)
        if key in _NO_FACILITY:
            return "the list names no facility"
        found = self.attributed(row)
        if found.agency:
            return ""
        own = f"{facility_key(self.agency.city)} {_POLICE}"
        if self._is_police and f"{key} ".startswith(f"{own} "):
            return f"{row.facility} may be the agency's own or another's"
        return f"{row.facility} {found.why}" if found.why.startswith("could be") else ""

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
    """The rows that are compared, in the order of the file, and how many of the list are not, each with its reason.

    ``placeless`` says that no row names a facility or city: the list was made for the agency, and all are compared.
    """

    rows: tuple[Row, ...]
    listed: int
    without_date: int
    other_period: int
    other_place: int
    placeless: bool = False


def population(listed: ImportedList, place: Place, period: Period, scope: str) -> Population:
    """The rows of a list that a statement for the place and period compares.

    Raises:
        WrongUse: the scope is neither ``city`` nor ``agency``.

    """
    if scope not in {CITY, AGENCY}:
        raise WrongUse(f"'{scope}' is not a scope", remedy="write --scope city or --scope agency")
    dated = [row for row in listed.rows if row.prepared]
    timely = [row for row in dated if row.prepared and row.prepared in period]
    placeless = not any(row.facility or row.city for row in listed.rows)
    chosen = tuple(timely) if placeless else tuple(row for row in timely if _is_here(row, place, scope))
    return Population(
        rows=chosen,
        listed=len(listed.rows),
        without_date=len(listed.rows) - len(dated),
        other_period=len(dated) - len(timely),
        other_place=len(timely) - len(chosen),
        placeless=placeless,
    )


def _is_here(row: Row, place: Place, scope: str) -> bool:
    if scope == AGENCY:
        return place.is_own(row)
    return place.in_city(row) or place.is_own(row)


def is_named(rows: Sequence[Row]) -> bool:
    """Whether a list gives names or numbers of persons; otherwise only marks can be compared."""
    return any(row.name or row.file_no or row.event_no or row.birth_date for row in rows)
