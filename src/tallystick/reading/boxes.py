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
    seen = {basis: square for basis, square in squares.items() if square}
    if not seen:
        return tuple(BoxReading(basis, None, 0.0) for basis in wanted)
    size = round(median(min(square.width, square.height) for square in seen.values()))
    across = round(median(found.boxes[basis].area.left - square.left for basis, square in seen.items()))
    down = round(median(square.bottom - found.boxes[basis].area.top for basis, square in seen.items()))
    for basis in set(squares).difference(seen):
        text = found.boxes[basis].area
        bottom = text.top + down
        squares[basis] = Area(text.left - across, bottom - size, text.left - across + size, bottom)
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
    """The box nearest to the left of its words, if it stands apart from other print."""
    near = [
        piece
        for piece in sight.layout.pieces
        if piece.beside(text)
        and 0 < text.left - piece.right <= 110
        and 16 <= piece.width <= 50
        and 16 <= piece.height <= 50
    ]
    return max(near, key=lambda piece: piece.right, default=None)
