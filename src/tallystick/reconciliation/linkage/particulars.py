"""What of a row can be compared: numbers as numbers, days as days, names as words. Absent is 0 or empty, never a guess.

The same rules, said for whole columns at once, stand in ``bulk/columns.py``; tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .dates import day_number
from .names import GIVEN_PARTICLES, parted, whole, words

A_DIGITS = range(7, 11)
"""How many digits a file number has; more are two numbers in one cell, fewer are none."""

REPEATED = frozenset(digit * int("1" * length) for length in A_DIGITS for digit in range(10))
"""Numbers of one digit only: placeholders, not file numbers."""

DIGITS_FOR = {"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"}
"""Letters that a machine read for digits of a file number."""

NOT_GIVEN = frozenset(["NA", "N/A", "NONE", "NULL", "UNKNOWN", "UNK", "U", "-", "--", ".", "X"])
"""Cells that say that nothing is known; signs of a redaction are found by REDACTED."""

REDACTED = re.compile(r"\(?B\)? ?\(?[67]\)?", re.IGNORECASE)
TWO_PEOPLE = re.compile(r"[/;&|+\n]")
"""What stands between two people, or two names of one person, in one cell of a name."""

COUNTRY_CODES = {
    "MX": "MEXIC", "MEX": "MEXIC", "GT": "GUATE", "GTM": "GUATE", "HN": "HONDU", "HND": "HONDU", "SV": "ELSAL",
    "SLV": "ELSAL", "SALVA": "ELSAL", "EC": "ECUAD", "ECU": "ECUAD", "CO": "COLOM", "COL": "COLOM", "DO": "DOMIN",
    "DOM": "DOMIN", "DR": "DOMIN", "BR": "BRAZI", "BRA": "BRAZI", "BRASI": "BRAZI", "HT": "HAITI", "HTI": "HAITI",
    "CN": "CHINA", "CHN": "CHINA", "PEOPL": "CHINA", "IN": "INDIA", "IND": "INDIA", "VN": "VIETN", "VNM": "VIETN",
    "VE": "VENEZ", "VEN": "VENEZ", "NI": "NICAR", "NIC": "NICAR", "PE": "PERU", "PER": "PERU", "CU": "CUBA",
    "CUB": "CUBA", "JM": "JAMAI", "JAM": "JAMAI", "CV": "CAPEV", "CPV": "CAPEV", "CABOV": "CAPEV", "RU": "RUSSI",
    "RUS": "RUSSI", "UA": "UKRAI", "UKR": "UKRAI", "NG": "NIGER", "NGA": "NIGER", "PH": "PHILI", "PHL": "PHILI",
}  # fmt: skip
"""Codes of the commonest countries; otherwise the first five letters speak, as the federal codes do."""

_NOT_SIGNS = re.compile(r"[\W_]+")
_AGENCY_SIGNS = 7


@dataclass(frozen=True, slots=True)
class Particulars:
    """One row as it is compared; ``two_people`` marks a cell that names more than one."""

    given: tuple[str, ...] = ()
    given_whole: str = ""
    surnames: tuple[str, ...] = ()
    surname_whole: str = ""
    a_number: int = 0
    event_no: str = ""
    birth: int = 0
    sex: str = ""
    country: str = ""
    day: int = 0
    office: str = ""
    agency: str = ""
    two_people: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the row that could tell whom it is about."""
        return not (self.a_number or self.event_no or self.birth or self.given or self.surnames)


def particulars(cells: Mapping[str, str], *, month_first: Mapping[str, bool]) -> Particulars:
    """The particulars of a row; ``cells`` by the names of COLUMNS, ``month_first`` by the two columns of days."""
    given, last = f"{name(cells, 'first')} {name(cells, 'middle')}", name(cells, "last")
    if "name" in cells and not {"first", "last"} & set(cells):
        given, last = parted(name(cells, "name"))
    return Particulars(
        given=words(given, GIVEN_PARTICLES)[:2],
        given_whole=whole(given),
        surnames=words(last)[:2],
        surname_whole=whole(last),
        a_number=a_number(cells.get("a_number", "")),
        event_no=signs(cells.get("event_no", "")),
        birth=day_number(cells.get("dob", ""), month_first=month_first.get("dob", True)),
        sex=sex(cells.get("sex", "")),
        country=country(cells.get("cob", "")),
        day=day_number(cells.get("event_date", ""), month_first=month_first.get("event_date", True)),
        office=signs(cells.get("office", "")),
        agency=agency(cells.get("ori", "")),
        two_people=any(TWO_PEOPLE.search(cells.get(column, "")) for column in ("first", "middle", "last", "name"))
        or sum(map(str.isdigit, cells.get("a_number", ""))) >= 2 * A_DIGITS.start,
    )


def name(cells: Mapping[str, str], column: str) -> str:
    """The cell of a name; empty when it is redacted."""
    text = cells.get(column, "")
    return "" if REDACTED.match(text) else text


def a_number(text: str) -> int:
    """The last nine digits of a file number; 0 when there are too few or too many, or all are the same."""
    digits = "".join(sign for sign in text.upper().translate(_DIGITS) if sign in "0123456789")
    if len(digits) not in A_DIGITS or int(digits[-9:]) in REPEATED:
        return 0
    return int(digits[-9:])


def signs(text: str) -> str:
    """Letters and digits in capitals; empty when the cell says that nothing is known."""
    return _NOT_SIGNS.sub("", text.strip().upper()) if is_given(text) else ""


def is_given(text: str) -> bool:
    """Whether a cell says anything: neither blank nor a mark for that nothing is known, nor redacted."""
    word = text.strip().upper()
    return bool(word) and word not in NOT_GIVEN and not REDACTED.match(word)


def sex(text: str) -> str:
    """M or F; anything else is not given."""
    letter = text.strip().upper()[:1]
    return letter if letter in {"M", "F"} else ""


def agency(text: str) -> str:
    """An agency's ORI by its first seven signs; the last two often are zeros, or left out."""
    return signs(text)[:_AGENCY_SIGNS]


def country(text: str) -> str:
    """A country by its first five letters, codes of the commonest ones included."""
    word = signs(text)[:5]
    return COUNTRY_CODES.get(word, word)


_DIGITS = str.maketrans(DIGITS_FOR)
