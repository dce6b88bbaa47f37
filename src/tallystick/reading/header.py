"""The line that a fax machine prints over the top of a page: sender, clock, page of pages.

It is level on the page as sent, whatever the skew of the paper, so it is read first and taken off the picture.
"""

from __future__ import annotations

import re

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


def take_header(image: Grey, recogniser: Recogniser, *, whole: bool) -> tuple[str, Grey]:
    """The header's text and the page without it; ``whole`` False reads its last words only (the page count).

    The text is empty when no line near the top reads like a fax machine's.
    """
    pieces = [piece for piece in layout(image[:_STRIP]).pieces if piece.height < 60]
    for row in _rows(pieces)[:_ROWS]:
        words = {row[-1]: _text(image, row[-1], recogniser)}
        if not _WORDS.search(words[row[-1]]):
            words[row[0]] = _text(image, row[0], recogniser)
        if any(_WORDS.search(text) for text in words.values()):
            for piece in row if whole else ():
                words[piece] = words.get(piece) or _text(image, piece, recogniser)
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
