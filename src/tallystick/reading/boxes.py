"""Check boxes: how much ink lies inside, in three bands. What lies between is a person's to decide.

Thresholds: facts measured on faxed pages (empty up to .065 where a streak runs through, a thin pen tick from .046).
"""

from __future__ import annotations

from statistics import median

from tallystick.model.reading import BoxReading
from tallystick.model.words import StatedBasis

from .anchors import Anchors
from .area import Area
from .sight import Sight

EMPTY, MARKED = 0.03, 0.12


def read_boxes(sight: Sight, found: Anchors, wanted: tuple[StatedBasis, ...]) -> tuple[BoxReading, ...]:
    """One reading a box of the form, in the form's order; a box that is not found has no verdict."""
    squares = {basis: _square(sight, anchor.area) for basis, anchor in found.boxes.items()}
    size = round(median([min(s.width, s.height) for s in squares.values() if s] or [0]))
    return tuple(_reading(sight, basis, squares.get(basis), size) for basis in wanted)


def _reading(sight: Sight, basis: StatedBasis, square: Area | None, size: int) -> BoxReading:
    if square is None:
        return BoxReading(basis, None, 0.0)
    box = Area(square.left, square.bottom - size, square.left + size, square.bottom)
    edge = max(4, round(size * 0.22))
    inside = box.padded(-edge).of(sight.page.image)
    density = float((inside < 128).mean()) if inside.size else 0.0
    marked = True if density > MARKED else False if density < EMPTY else None
    return BoxReading(basis, marked, round(density, 4), sight.page.box(box))


def _square(sight: Sight, text: Area) -> Area | None:
    """The box nearest to the left of its words."""
    near = [
        piece
        for piece in sight.layout.pieces
        if piece.beside(text) and 0 < text.left - piece.right <= 110 and 16 <= piece.width <= 50 and piece.height >= 16
    ]
    return max(near, key=lambda piece: piece.right, default=None)
