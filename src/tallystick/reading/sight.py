"""Looking at one straight page: each piece of print is recognised at most once. Knows no form."""

from __future__ import annotations

import numpy as np

from .area import Area
from .ctc import Decoded, greedy
from .layout import Layout, layout
from .recogniser import Recogniser, Scores
from .straight import Straight

_MARGIN = 4


class Sight:
    """A straight page, its layout and what of it was recognised so far."""

    def __init__(self, page: Straight, recogniser: Recogniser) -> None:
        self.page = page
        self.layout: Layout = layout(page.image)
        self._recogniser = recogniser
        self._seen: dict[Area, Scores] = {}
        self.bands = _bands(self.layout.pieces)

    @property
    def alphabet(self) -> str:
        """The letters of the recogniser."""
        return self._recogniser.alphabet

    def scores(self, area: Area) -> Scores:
        """The scores of the line of print in ``area``."""
        if area not in self._seen:
            self._seen[area] = self._recogniser.scores(area.padded(_MARGIN).of(self.page.image))
        return self._seen[area]

    def text(self, area: Area, most: int = 0) -> Decoded:
        """The text in ``area``, or in its first ``most`` pixels."""
        if most and area.width > most * 1.4:
            area = Area(area.left, area.top, area.left + most, area.bottom)
        return greedy(self.scores(area), self.alphabet)

    def seen(self) -> int:
        """How many pieces were recognised so far."""
        return len(self._seen)

    def legible(self, *, since: int = 0) -> float:
        """How sure the letters are, on average (0..1), of all but the first ``since`` pieces recognised."""
        peaks = [letter.score for area in list(self._seen)[since:] for letter in self.text(area).letters]
        return sum(peaks) / len(peaks) if peaks else 0.0


def _bands(pieces: tuple[Area, ...]) -> frozenset[Area]:
    """Pieces whose size comes back at least eight times: a band that is printed over and over, not a label."""
    sizes = np.array([(piece.width, piece.height) for piece in pieces]).reshape(-1, 2)
    alike = (np.abs(sizes[:, None, :] - sizes[None, :, :]) <= (5, 3)).all(axis=2).sum(axis=1)
    return frozenset(piece for piece, count in zip(pieces, alike, strict=True) if count >= 8 and piece.width > 80)
