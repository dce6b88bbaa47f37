"""Looking at one straight page: each piece of print is recognised at most once. Knows no form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .area import Area
from .ctc import Decoded, greedy
from .layout import Layout, layout
from .page import Grey
from .phrases import MARGIN, Phrase
from .recogniser import Recogniser
from .straight import Straight
from .texts import Line

_REPEATED, _BAND_WIDTH, _BAND_HEIGHT = 8, 50, 24


class Sight:
    """A straight page, its layout and what of it was recognised so far."""

    def __init__(self, page: Straight, recogniser: Recogniser, second: Callable[[], Recogniser] | None = None) -> None:
        self.page = page
        self.layout: Layout = layout(page.image)
        self.bands = _bands(self.layout.pieces)
        self._recogniser = recogniser
        self._second = second
        self._phrases: dict[Area, Phrase] = {}
        self._labels: dict[Area, Decoded] = {}

    @property
    def alphabet(self) -> str:
        """The letters of the recogniser."""
        return self._recogniser.alphabet

    def phrase(self, area: Area) -> Phrase:
        """The line of print in ``area``, read with care."""
        if area not in self._phrases:
            scores, pen = self._recogniser.look(self._crop(area))
            self._phrases[area] = Phrase(area, scores, greedy(scores, self.alphabet), pen=pen)
        return self._phrases[area]

    def looks(self, phrases: Sequence[Phrase]) -> list[Line]:
        """The lines of a value as our own recogniser saw them."""
        return [Line(one.scores, self.alphabet, one.pen, one.loose) for one in phrases]

    def second_looks(self, phrases: Sequence[Phrase]) -> Callable[[Sequence[int]], list[Line]] | None:
        """How to have some of the lines looked at by the second recogniser, which is loaded only when it is asked."""
        second = self._second
        if second is None:
            return None
        return lambda which: [Line(second().scores(self._crop(phrases[at].area)), second().alphabet) for at in which]

    def label(self, area: Area, most: int) -> Decoded:
        """The text in ``area``, or in its first ``most`` pixels: good enough to tell a printed label."""
        area = head(area, most)
        if area not in self._labels:
            self._labels[area] = greedy(self._recogniser.scores(self._crop(area)), self.alphabet)
        return self._labels[area]

    def seen(self) -> int:
        """How many labels were read so far."""
        return len(self._labels)

    def legible(self, *, since: int = 0) -> float:
        """How sure the letters are, on average (0..1), of all but the first ``since`` labels read."""
        peaks = [letter.score for text in list(self._labels.values())[since:] for letter in text.letters]
        return sum(peaks) / len(peaks) if peaks else 0.0

    def _crop(self, area: Area) -> Grey:
        return area.padded(MARGIN).of(self.page.image)


def head(area: Area, most: int) -> Area:
    """``area``, or its first ``most`` pixels when it is much wider."""
    return area if area.width <= most * 1.4 else Area(area.left, area.top, area.left + most, area.bottom)


def _bands(pieces: tuple[Area, ...]) -> frozenset[Area]:
    """Small pieces that come back in one size, along a row or down a column: a band printed over and over, no label."""
    small = [piece for piece in pieces if piece.width > _BAND_WIDTH and piece.height <= _BAND_HEIGHT]
    sizes = np.array([(p.width, p.height, p.left, p.top) for p in small]).reshape(-1, 4)
    apart = np.abs(sizes[:, None, :] - sizes[None, :, :])
    alike = (apart[:, :, :2] <= (6, 5)).all(axis=2)
    row = (alike & (apart[:, :, 3] <= 8)).sum(axis=1)
    column = (alike & (apart[:, :, 2] <= 12)).sum(axis=1)
    often = (alike.sum(axis=1) >= _REPEATED) & ((row >= 3) | (column >= 6))
    return frozenset(piece for piece, repeated in zip(small, often, strict=True) if repeated)
