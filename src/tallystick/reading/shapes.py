"""The shapes that values have on these forms (facts/forms_and_data.md, identifiers) and their one written form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from .ctc import Place, Shape

_DIGITS = "0123456789"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Format:
    """The shapes of a value as printed and how it is written down; ``written`` gives None for what cannot be."""

    shapes: tuple[Shape, ...]
    written: Callable[[str], str | None]

    def fits(self, text: str) -> bool:
        """True when the text has one of the shapes, letter by letter."""
        return any(_pattern(shape).fullmatch(text) for shape in self.shapes)


@cache
def _pattern(shape: Shape) -> re.Pattern[str]:
    return re.compile("".join(f"[{re.escape(place.letters)}]{'?' if place.optional else ''}" for place in shape))


def _digits(count: int, *, more: int = 0) -> Shape:
    return (Place(_DIGITS),) * count + (Place(_DIGITS, optional=True),) * more


def _day(text: str) -> str | None:
    numbers = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.replace(" ", ""))
    if not numbers:
        return None
    month, day, year = (int(number) for number in numbers.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _alien_number(text: str) -> str | None:
    digits = re.sub(r"\D", "", text)
    return f"A{digits:0>9}" if len(digits) in (8, 9) else None


def _phone(text: str) -> str | None:
    digits = re.sub(r"\D", "", text)
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else None


def _bare(text: str) -> str | None:
    return text.replace(" ", "") or None


def _sex(text: str) -> str | None:
    return text[:1].upper() or None


_SEPARATOR = Place("/-.")
_DATE: Shape = (
    Place("01", optional=True),
    Place(_DIGITS),
    _SEPARATOR,
    Place("0123", optional=True),
    Place(_DIGITS),
    _SEPARATOR,
    Place("12"),
    Place("09"),
    Place(_DIGITS),
    Place(_DIGITS),
)
_DASH = Place(" -", optional=True)
_ALIEN: Shape = (
    Place("A"),
    _DASH,
    *_digits(2),
    Place(_DIGITS, optional=True),
    _DASH,
    *_digits(3),
    _DASH,
    *_digits(3),
)
_PHONE: Shape = (
    Place("(", optional=True),
    *_digits(3),
    Place(")-. ", optional=True),
    Place(" ", optional=True),
    *_digits(3),
    Place("-. ", optional=True),
    *_digits(4),
)
_EVENT: Shape = ((Place(_CAPITALS),) * 3) + _digits(10)

FORMATS: dict[str, Format] = {
    "subject_id": Format(((Place(_DIGITS[1:]), *_digits(6, more=5)),), _bare),
    "file_no": Format((_ALIEN,), _alien_number),
    "event_no": Format((_EVENT,), _bare),
    "prepared": Format((_DATE,), _day),
    "date_of_birth": Format((_DATE,), _day),
    "notify_phone": Format((_PHONE,), _phone),
    "sex": Format(((Place("MF"),), *(tuple(Place(x) for x in w) for w in ("Male", "Female", "MALE", "FEMALE"))), _sex),
}
"""Formats by field name; a field that is not here is free text."""


def event_shapes(prefixes: Sequence[str]) -> tuple[Shape, ...]:
    """The shapes of an event number that begins with one of the three-letter codes of known offices."""
    return tuple(tuple(Place(letter) for letter in prefix) + _digits(10) for prefix in prefixes)
