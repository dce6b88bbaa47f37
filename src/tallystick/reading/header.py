"""The line that a fax machine prints over the top of a page: sender, clock, page of pages.

It is level on the page as sent, whatever the skew of the paper, so it is read first and taken off the picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from .area import Area
from .ctc import greedy
from .layout import layout
from .page import Grey
from .recogniser import Recogniser

_STRIP = 140
_ROWS = 2
_WORDS = re.compile(
    r"\d{1,2}:\d\d"  # a clock
    r"|\bP[.,]? ?\d+ ?/ ?\d+|^\W*\d{1,3} ?/ ?\d{1,3}\W*$"  # page of pages
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b"  # a day
    r"|\bFAX\b.*\d{3}",
    re.IGNORECASE,
)

_COUNT = re.compile(
    r"\b(?:P(?:age|g|[.,:])?[.,:]? ?0*(\d{1,3}) ?(?:/|of) ?0*(\d{1,3})|0*(\d{1,3}) ?/ ?0*(\d{1,3})\W*$)", re.IGNORECASE
)
_CLOCK = re.compile(r"\b(\d{1,2}):([0-5]\d)(?::([0-5]\d))?\s?([AP])?\.?M?\b", re.IGNORECASE)
_DAYS = (
    (re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b"), "ymd"),
    (re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b"), "mdy"),
    (re.compile(r"\b([A-Z]{3})[a-z]*[. -]{1,2}(\d{1,2})[ ,.-]+(\d{4})\b", re.IGNORECASE), "bdy"),
    (re.compile(r"\b(\d{1,2})[. -]{1,2}([A-Z]{3})[a-z]*[ ,.-]+(\d{4})\b", re.IGNORECASE), "dby"),
)
_MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
_FROM = re.compile(r"\b(?:FROM|FR|ID)\b[ :.]*", re.IGNORECASE)
_TAIL = re.compile(r"\b(?:TO|FAX|TEL|P(?:AGE|G)?)\b.*$", re.IGNORECASE)
_HEAD = re.compile(r"^\W*(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]{0,6}\b|FAX\b|TEL\b|TIME\b|DATE\b|\W)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """What the sender's machine printed: who, its own clock (``YYYY-MM-DD HH:MM``, local), "n of m"; "" if not told."""

    sender: str = ""
    sent: str = ""
    page: str = ""


def parted(text: str) -> HeaderLine:
    """The parts of a header line; machines differ in their order and in how they write a day."""
    count, clock = _COUNT.search(text), _CLOCK.search(text)
    numbers = [int(one) for one in count.groups() if one] if count else []
    page = f"{numbers[0]} of {numbers[1]}" if len(numbers) == 2 and 0 < numbers[0] <= numbers[1] else ""
    day, span = _day(text)
    left = text
    for part in sorted(
        [s for s in (span, count.span() if count else None, clock.span() if clock else None) if s], reverse=True
    ):
        left = f"{left[: part[0]]} | {left[part[1] :]}"
    return HeaderLine(_sender(left), " ".join(part for part in (day, _hour(clock)) if part), page)


def _day(text: str) -> tuple[str, tuple[int, int] | None]:
    for shape, order in _DAYS:
        if found := shape.search(text):
            parts = dict(zip(order, found.groups(), strict=True))
            month = parts["m"] if "m" in parts else str(_MONTHS.find(parts["b"].upper()) // 3 + 1)
            year = parts["y"] if len(parts["y"]) == 4 else f"20{parts['y']}"
            try:
                return date(int(year), int(month), int(parts["d"])).isoformat(), found.span()
            except ValueError:
                continue
    return "", None


def _hour(clock: re.Match[str] | None) -> str:
    if clock is None:
        return ""
    hour, half = int(clock[1]), (clock[4] or "").upper()
    hour = hour % 12 + (12 if half == "P" else 0) if half else hour
    return f"{hour:02}:{clock[2]}" if hour < 24 else ""


def _sender(left: str) -> str:
    """The longest part that has letters, after the word FROM where there is one."""
    named = _FROM.search(left)
    parts = [part for part in (left[named.end() :] if named else left).split("|") if part.strip()]
    parts = [_TAIL.sub("", parts[0])] if named and parts else [_HEAD.sub("", part) for part in parts]
    parts = [part.strip(" .,:;-|") for part in parts]
    return max(parts, key=lambda part: sum(letter.isalpha() for letter in part), default="")


def take_header(
    image: Grey, recogniser: Recogniser, *, whole: bool, second: Callable[[], Recogniser] | None = None
) -> tuple[str, Grey]:
    """The header's text and the page without it; ``whole`` False reads its last words only (the page count).

    A header that is wanted whole is read by the ``second`` recogniser: a machine's letters of dots are like no print.
    The text is empty when no line near the top reads like a fax machine's.
    """
    pieces = [piece for piece in layout(image[:_STRIP]).pieces if piece.height < 60]
    for row in _rows(pieces)[:_ROWS]:
        words = {row[-1]: _text(image, row[-1], recogniser)}
        if not _WORDS.search(words[row[-1]]):
            words[row[0]] = _text(image, row[0], recogniser)
        if any(_WORDS.search(text) for text in words.values()):
            for piece in row if whole else ():
                words[piece] = _text(image, piece, second() if second else recogniser)
            return " ".join(words[piece] for piece in row if piece in words), _without(image, row)
    return "", image


def _rows(pieces: list[Area]) -> list[list[Area]]:
    rows: list[list[Area]] = []
    for piece in pieces:
        row = next((row for row in rows if row[0].beside(piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [sorted(row) for row in rows]


def _text(image: Grey, area: Area, recogniser: Recogniser) -> str:
    return greedy(recogniser.scores(area.padded(4).of(image)), recogniser.alphabet).text


def _without(image: Grey, row: list[Area]) -> Grey:
    clean = image.copy()
    for piece in row:
        piece.padded(3).of(clean)[:] = np.uint8(255)
    return clean
