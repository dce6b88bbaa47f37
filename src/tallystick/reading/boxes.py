"""Check boxes: how much ink lies inside, in three bands. What lies between is a person's to decide.

Thresholds were measured on faxed pages: a thin pen tick may leave a single pixel of itself, and so may dirt. Only a box
without any is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tallystick.model.reading import BoxReading
from tallystick.model.words import StatedBasis

from .anchors import Anchors, square_of
from .area import Area
from .sight import Sight

EMPTY, MARKED = 0.003, 0.12
_REACH = 120
_SMALLEST, _LARGEST = 16, 42
_NEAR = 5
_BETTER = 0.01
_AROUND, _CLEAR, _STREAKED = 26, 3, 0.7
_UP = 10
"""Pixels by which a box may stand higher or lower than its words."""
_FAINT = 0.35
"""Share of frames that must be ink where no whole frame is seen."""
_FRAMED = 0.45
"""Share of a frame that must be ink before what is inside says that a box is empty or marked."""
Name = TypeVar("Name", bound=str)


def read_boxes(sight: Sight, found: Anchors, wanted: tuple[StatedBasis, ...]) -> tuple[BoxReading, ...]:
    """One reading a box of the form, in the form's order; a box that is not found has no verdict."""
    squares = {basis: found.squares.get(basis) or square_of(sight, one.area) for basis, one in found.boxes.items()}
    seen = {basis: square for basis, square in squares.items() if square}
    if not seen:
        seen = faint(sight, {basis: anchor.area for basis, anchor in found.boxes.items()})
    if not seen:
        return tuple(BoxReading(basis, None, 0.0) for basis in wanted)
    size = round(median(min(square.width, square.height) for square in seen.values()))
    across = round(median(found.boxes[basis].area.left - square.left for basis, square in seen.items()))
    down = round(median(square.bottom - found.boxes[basis].area.top for basis, square in seen.items()))
    for basis in set(squares).difference(seen):
        text = found.boxes[basis].area
        bottom = text.top + down
        seen[basis] = Area(text.left - across, bottom - size, text.left - across + size, bottom)
    return tuple(_reading(sight, basis, seen.get(basis), size) for basis in wanted)


def _reading(sight: Sight, basis: StatedBasis, square: Area | None, size: int) -> BoxReading:
    if square is None:
        return BoxReading(basis, None, 0.0)
    placed = Area(square.left, square.bottom - size, square.left + size, square.bottom)
    marked, density, box = marked_in(sight, placed)
    return BoxReading(basis, marked, density, sight.page.box(box))


def marked_in(sight: Sight, square: Area) -> tuple[bool | None, float, Area]:
    """Whether there is a mark in ``square``, how much of its inside is ink (0..1), and where exactly it stands."""
    framed, box = _snapped(sight, square)
    density = _density(sight, box)
    seen = framed > _FRAMED
    marked = True if density > MARKED and seen else False if density < EMPTY and seen else None
    return marked, round(density, 4), box


def _density(sight: Sight, box: Area) -> float:
    """How much of the inside is ink (0..1); a streak that runs on above and below the box is none of it."""
    inside = box.padded(-max(4, round(box.width * 0.22)))
    ink = inside.of(sight.page.image) < 128
    if not ink.size:
        return 0.0
    streaks = _running(sight, Area(inside.left, box.top - _AROUND, inside.right, box.top - _CLEAR))
    streaks &= _running(sight, Area(inside.left, box.bottom + _CLEAR, inside.right, box.bottom + _AROUND))
    ink = ink & ~streaks[: ink.shape[1]] if len(streaks) >= ink.shape[1] else ink
    return float(ink.mean())


def _running(sight: Sight, area: Area) -> NDArray[np.bool_]:
    """The columns that are ink for most of ``area``, and those beside them."""
    ink = area.of(sight.page.image) < 128
    dark = ink.mean(axis=0) > _STREAKED if ink.shape[0] else np.zeros(ink.shape[1], np.bool_)
    wide = np.convolve(dark, np.ones(3), mode="same") > 0 if len(dark) >= 3 else dark
    return np.asarray(wide, np.bool_)


def _snapped(sight: Sight, box: Area) -> tuple[float, Area]:
    """The frame near ``box`` on which the most ink lies, and how much: a frame inside it would pass for a mark."""
    ink = (box.padded(2 * _NEAR).of(sight.page.image) < 128).astype(np.int32)
    origin = (max(0, box.left - 2 * _NEAR), max(0, box.top - 2 * _NEAR))
    best, found = 0.0, box
    for size in range(max(_SMALLEST, box.width - 4), box.width + 5, 2):
        inked = _frames(ink, size)[_NEAR : 3 * _NEAR + 1, _NEAR : 3 * _NEAR + 1]
        if inked.size and (most := float(inked.max())) > best + _BETTER:
            top, left = np.argwhere(inked >= most - _BETTER)[0] + _NEAR
            best = most
            found = Area(origin[0] + left, origin[1] + top, origin[0] + left + size, origin[1] + top + size)
    return best, found


def _frames(ink: NDArray[np.int32], size: int) -> NDArray[np.float64]:
    """For each place (row, column) how much of a square frame of that size with its corner there is ink, 0 to 1."""
    rows, columns = np.maximum(ink[:-1], ink[1:]), np.maximum(ink[:, :-1], ink[:, 1:])
    if min(rows.shape[0], columns.shape[1]) < size:
        return np.zeros((0, 0))
    along = np.pad(rows.cumsum(axis=1), ((0, 0), (1, 0)))
    down = np.pad(columns.cumsum(axis=0), ((1, 0), (0, 0)))
    across, upright = along[:, size:] - along[:, :-size], down[size:] - down[:-size]
    high, wide = upright.shape[0], across.shape[1]
    sides = across[:high, :] + across[size - 2 : size - 2 + high, :]
    posts = upright[:, :wide] + upright[:, size - 2 : size - 2 + wide]
    return np.asarray((sides + posts) / (4.0 * size), np.float64)


def faint(sight: Sight, texts: Mapping[Name, Area], known: int = 0) -> dict[Name, Area]:
    """Where no whole frame is seen: the one size and column in which the most ink lies on frames left of the words.

    A side of a frame may have grown together with words, which then begin within it: most words say where they begin.
    ``known`` is the size of the form's other boxes (pixels), 0 when there is none.
    """
    if not texts:
        return {}
    ink = np.pad(sight.page.image < 128, _REACH).astype(np.int32)
    left = round(median(text.left for text in texts.values()))
    best: tuple[float, dict[Name, Area]] = (0.0, {})
    for size in range(known - 2, known + 3) if known else range(_SMALLEST, _LARGEST, 2):
        least = size // 2 if len(texts) > 1 else size + 4
        first = max(0, _REACH - left)  # a frame stands on the page
        inked = {
            basis: _column(ink, text, left - _REACH, size)[:, first : _REACH - least] for basis, text in texts.items()
        }
        if first >= _REACH - least:
            continue
        scores = np.mean([of_one.max(axis=0) for of_one in inked.values()], axis=0)
        at = int(scores.argmax())
        if scores[at] > best[0]:
            x = left - _REACH + first + at
            tops = {basis: texts[basis].top - _UP + int(of_one[:, at].argmax()) for basis, of_one in inked.items()}
            best = (float(scores[at]), {basis: Area(x, top, x + size, top + size) for basis, top in tops.items()})
    return best[1] if best[0] > _FAINT else {}


def _column(ink: NDArray[np.int32], text: Area, left: int, size: int) -> NDArray[np.float64]:
    """How much of a frame is ink (0..1), by its top near that of the words and by its left side from ``left`` on.

    ``ink`` has a margin of ``_REACH`` on every side.
    """
    top, start = text.top - _UP + _REACH, left + _REACH
    return _frames(ink[top : top + 2 * _UP + size, start : start + _REACH + size], size)
