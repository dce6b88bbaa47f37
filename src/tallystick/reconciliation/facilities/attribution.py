"""From a facility name, city and state to the agency that it belongs to, or a reason why not.

1. a name in the table of aliases, in the same state; 2. a name of the form "PLACE POLICE DEPARTMENT"; 3. the nearest
alias of the same state, only with a clear margin over the nearest one of another agency. Otherwise nobody: a wrong
attribution charges an agency with other people's papers. Must not know which agency keeps the register.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from tallystick.model.agency import check_ori

from .names import States, facility_key, without_district

_NEAR_ENOUGH = 90.0
_CLEAR_MARGIN = 8.0
_POLICE = re.compile(r"([A-Z0-9 ]+?) POLICE DEPARTMENT")
_NOT_A_TOWN = frozenset({"COUNTY", "STATE", "UNIVERSITY", "COLLEGE", "SCHOOL", "TRIBAL", "AIRPORT", "TRANSIT"})
_SURE, _BY_FORM = "in the table of facilities", "named after its place"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The agency of a facility (empty when not attributed), its district if named, and why in words.

    ``ori`` has nine characters, or is empty where it is not known for certain: seven are shared by several agencies.
    ``state`` is the agency's, in capitals: two places of one name are two agencies.
    """

    agency: str
    why: str
    district: str = ""
    ori: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class _Alias:
    key: str
    state: str
    agency: str


@dataclass(frozen=True, slots=True)
class Facilities:
    """Known names of facilities with their agencies; ``states`` makes state names comparable."""

    states: States
    aliases: tuple[_Alias, ...] = ()
    by_key: dict[str, tuple[_Alias, ...]] = field(default_factory=dict)
    oris: dict[str, str] = field(default_factory=dict)

    def with_agency(self, name: str, state: str, aliases: Iterable[str], ori: str = "") -> Facilities:
        """The same table, knowing one more agency by the names given.

        An agency of the table that bears the same ORI, or one of these names in that state, is the same agency.
        """
        where = self.states.key(state)
        keys = dict.fromkeys(facility_key(alias) for alias in (name, *aliases))
        same = {alias.agency for alias in self.aliases if alias.state == where and alias.key in keys}
        same |= {agency for agency, known in self.oris.items() if ori and known == ori}
        renamed = tuple(replace(alias, agency=name) if alias.agency in same else alias for alias in self.aliases)
        more = tuple(_Alias(key, where, name) for key in keys)
        number = ori or next((self.oris[agency] for agency in sorted(same) if agency in self.oris), "")
        oris = self.oris | ({name: number} if number else {})
        return _facilities(self.states, tuple(dict.fromkeys((*renamed, *more))), oris)

    def attribute(self, facility: str, city: str = "", state: str = "") -> Attribution:
        """The agency of one facility as a list names it; ``city`` is named in the answer, it decides nothing."""
        found = self._attribute(facility, city, state)
        where = self.states.key(state) if found.agency else ""
        return replace(found, ori=self.oris.get(found.agency, ""), state=where)

    def _attribute(self, facility: str, city: str, state: str) -> Attribution:
        key, district = without_district(facility_key(facility))
        if not key:
            return Attribution("", "the list names no facility")
        where = self.states.key(state)
        same = [alias for alias in self.by_key.get(key, ()) if not where or alias.state in {"", where}]
        agencies = sorted({alias.agency for alias in same})
        if len(agencies) == 1:
            return Attribution(agencies[0], _SURE if where else f"{_SURE}; the list gives no state", district)
        if agencies:
            return Attribution("", f"could be {' or '.join(agencies)}: the list gives no state")
        return self._by_form(key, where, district) or self._nearest(key, where, district, city)

    def _by_form(self, key: str, state: str, district: str) -> Attribution | None:
        found = _POLICE.fullmatch(key)
        if not found or _NOT_A_TOWN.intersection(found[1].split()):
            return None
        if not state:
            return Attribution("", f"there may be a {found[1].title()} in several states: the list gives no state")
        namesake = f" ({state.title()})" if key in self.by_key else ""
        return Attribution(f"{found[1].title()} Police Department{namesake}", _BY_FORM, district)

    def _nearest(self, key: str, state: str, district: str, city: str) -> Attribution:
        best: dict[str, float] = {}
        for alias in self.aliases:
            if state and alias.state in {"", state}:
                score = fuzz.ratio(key, alias.key)
                best[alias.agency] = max(score, best.get(alias.agency, 0.0))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        near = [(agency, score) for agency, score in ranked if score >= _NEAR_ENOUGH]
        if not near:
            return Attribution("", f"no known facility of that name{f' in {city}' if city else ''}")
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        if near[0][1] - second < _CLEAR_MARGIN:
            return Attribution("", f"could be {near[0][0]} or {ranked[1][0]}: no clear margin")
        return Attribution(near[0][0], f"nearest known name ({near[0][1]:.0f} of 100)", district)


def _facilities(states: States, aliases: tuple[_Alias, ...], oris: dict[str, str]) -> Facilities:
    by_key: dict[str, tuple[_Alias, ...]] = {}
    for alias in aliases:
        by_key[alias.key] = (*by_key.get(alias.key, ()), alias)
    return Facilities(states, aliases, by_key, oris)


def load_facilities(text: str, states: States) -> Facilities:
    """The facilities that a TOML file of agencies holds: name, state (empty: any), aliases, and ORI where certain.

    Raises:
        WrongUse: an ORI has not nine characters.

    """
    agencies = tomllib.loads(text)["agency"]
    oris = {entry["name"]: check_ori(entry["ori"]) for entry in agencies if "ori" in entry}
    aliases = tuple(
        _Alias(facility_key(alias), states.key(entry["state"]), entry["name"])
        for entry in agencies
        for alias in (entry["name"], *entry["aliases"])
    )
    return _facilities(states, tuple(dict.fromkeys(aliases)), oris)
