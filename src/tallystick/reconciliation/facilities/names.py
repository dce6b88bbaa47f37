"""Facility and state names made comparable, no word dropped. Must not know any agency."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

_WORDS = re.compile(r"[A-Z0-9#]+")
_APOSTROPHES = re.compile(r"['’]")
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+[A-Z]\b\.?")
_DISTRICT = re.compile(
    r"\b(?:DISTRICT|PRECINCT|STATION|AREA|DIVISION) (?:NUMBER )?#? ?([A-Z]?[ -]?\d+[A-Z]?)$"
    r"|#(\d+)$"
    r"|(?<= )(\d+)(?:ST|ND|RD|TH)(?: POLICE)? (?:DISTRICT|PRECINCT|DIVISION)$"
)
_LONG_FORMS = {
    "DEPT": "DEPARTMENT",
    "DEP": "DEPARTMENT",
    "DPT": "DEPARTMENT",
    "PD": "POLICE DEPARTMENT",
    "CTY": "COUNTY",
    "CNTY": "COUNTY",
    "CO": "COUNTY",
    "DET": "DETENTION",
    "CORR": "CORRECTIONS",
    "CTR": "CENTER",
    "DIST": "DISTRICT",
    "DIV": "DIVISION",
    "PCT": "PRECINCT",
    "NO": "NUMBER",
    "ST": "STREET",
    "HOC": "HOUSE OF CORRECTIONS",
    "SHERIFFS": "SHERIFF",
    "MARSHALS": "MARSHAL",
}


def facility_key(name: str) -> str:
    """The name in capitals without punctuation, usual abbreviations written out, every word kept."""
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), _APOSTROPHES.sub("", name.upper()))
    return " ".join(_LONG_FORMS.get(word, word) for word in _WORDS.findall(plain))


def without_district(key: str) -> tuple[str, str]:
    """A facility key without its district, and the district as written there (empty when it names none).

    ``PHILADELPHIA 15TH POLICE DISTRICT`` is the fifteenth of ``PHILADELPHIA POLICE DEPARTMENT``.
    """
    found = _DISTRICT.search(key)
    if not found:
        return key, ""
    before = key[: found.start()].strip()
    if found[3] and " POLICE " in found[0]:
        return f"{before} POLICE DEPARTMENT", found[3]
    return before, (found[1] or found[2] or found[3]).replace(" ", "-")


def names_place(name: str, place: str) -> bool:
    """Whether ``name`` contains ``place`` as whole words."""
    words = f" {' '.join(_WORDS.findall(name.upper()))} "
    return bool(place) and f" {' '.join(_WORDS.findall(place.upper()))} " in words


@dataclass(frozen=True, slots=True)
class States:
    """The states' names by their postal codes; a state that is not among them stands for itself."""

    names: dict[str, str]

    def key(self, state: str) -> str:
        """A state's name in capitals, whether it was given by name or by code; empty stays empty."""
        plain = " ".join(state.upper().replace(".", "").split())
        return self.names.get(plain, plain)


def load_states(text: str) -> States:
    """The states that a TOML table of codes and names holds."""
    return States({code: name.upper() for code, name in tomllib.loads(text)["states"].items()})
