"""Rectangles on a straightened page, in its pixels; right and bottom lie outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .page import Grey


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height of its centre line."""
        return (self.top + self.bottom) / 2

    def padded(self, pixels: int) -> Area:
        """Larger by ``pixels`` on every side."""
        return Area(self.left - pixels, self.top - pixels, self.right + pixels, self.bottom + pixels)

    def of(self, image: Grey) -> Grey:
        """The part of ``image`` inside."""
        return image[max(0, self.top) : max(0, self.bottom), max(0, self.left) : max(0, self.right)]

    def beside(self, other: Area) -> bool:
        """True when the two stand on one line of print: the smaller lies for half its height beside the other."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared * 2 >= min(self.height, other.height)


def around(areas: Iterable[Area]) -> Area:
    """The smallest rectangle that holds all of ``areas`` (at least one)."""
    all_of = list(areas)
    return Area(
        min(area.left for area in all_of),
        min(area.top for area in all_of),
        max(area.right for area in all_of),
        max(area.bottom for area in all_of),
    )
