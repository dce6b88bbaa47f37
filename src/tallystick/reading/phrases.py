"""A phrase of print that was read: where it stands, its letters, and the part of it that begins or ends at a letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .area import Area
from .ctc import Decoded, Letter
from .recogniser import Scores

_STOPS = " .,:;-_~*'`\"="
MARGIN = 4
"""Pixels around a phrase that are recognised with it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Letters in ``area`` and the scores they were read from; ``whole`` is False for a part of a longer phrase.

    ``pen`` says how much it looks like a hand's (0..1). ``loose`` is True for a line of a value of which the page does
    not show that it begins and ends there.
    """

    area: Area
    scores: Scores
    read: Decoded
    whole: bool = True
    pen: float = 0.0
    loose: bool = False

    @property
    def text(self) -> str:
        """The letters in a row."""
        return self.read.text

    @property
    def empty(self) -> bool:
        """True when no letter or digit was read."""
        return not any(letter.text.isalnum() for letter in self.read.letters)

    def before(self, letter: int) -> float:
        """Where the letter of that index begins, as a share of the phrase's width."""
        letters = self.read.letters
        if letter <= 0:
            return 0.0
        if letter >= len(letters):
            return 1.0
        return (letters[letter - 1].at + letters[letter].at) / 2

    def part(self, start: int, end: int) -> Phrase:
        """The letters from ``start`` to before ``end``, without the spaces and stops at their beginning.

        Other signs are kept: a bracket or a bar may be a letter that a fax has thinned.
        """
        letters = self.read.letters
        while start < end and letters[start].text in _STOPS:
            start += 1
        while start < end and letters[end - 1].text == " ":
            end -= 1
        first, last = self.before(start), self.before(end)
        steps = len(self.scores)
        low, high = int(first * steps), max(int(first * steps) + 1, int(last * steps + 0.999))
        width = self.area.width + 2 * MARGIN
        left = self.area.left - MARGIN
        area = Area(left + int(first * width), self.area.top, left + int(last * width), self.area.bottom)
        scale = steps / (high - low)
        moved = tuple(Letter(one.text, one.score, (one.at - low / steps) * scale) for one in letters[start:end])
        return Phrase(
            area, self.scores[low:high], Decoded(moved, self.read.weight), whole=False, pen=self.pen, loose=self.loose
        )


def cut(phrase: Phrase, spans: list[tuple[int, int]]) -> Iterator[Phrase]:
    """What is left of a phrase between ``spans`` of letters (start, end), each part with something to read."""
    at = 0
    for start, end in [*sorted(spans), (len(phrase.read.letters), 0)]:
        if start > at:
            part = phrase if at == 0 and start == len(phrase.read.letters) else phrase.part(at, start)
            if not part.empty:
                yield part
        at = max(at, end)
