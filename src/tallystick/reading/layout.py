"""What stands where on a page, without reading it: lines of print, ruled lines, squares to be ticked.

Works on masks at half size; areas are in pixels of the page (204 an inch).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .area import Area
from .page import Grey

Mask = NDArray[np.uint8]

_HALF = 2
_INK, _DARK = 176, 140
_RULE, _POST = 22, 30
_HAIR_RULE = 44
"""Half pixels of a ruled line that is thin and grey: longer than any stroke of a letter."""
_GAP = 15
"""Half pixels that may lie between two letters of one phrase: a space of the widest typewriter face."""
_TINY = 3
_SQUARE = (7, 22)
_SIDE = 0.8
_TWO_LINES, _WAIST, _THIN = 18, 0.35, 0.15
_BLACK = 128


@dataclass(frozen=True, slots=True)
class Layout:
    """Phrases of print and empty or ticked squares from top to bottom; ruled lines at half size (1 = ink)."""

    pieces: tuple[Area, ...]
    squares: tuple[Area, ...]
    rules: Mask
    posts: Mask

    def rules_in(self, area: Area) -> Mask:
        """The level ruled lines inside ``area``, at half size."""
        return _part(self.rules, area)

    def post_columns(self, area: Area) -> list[int]:
        """Columns (pixels of the page) where an upright line stands beside ``area`` for most of its height."""
        strip = _part(self.posts, Area(0, area.top, self.posts.shape[1] * _HALF, area.bottom))
        return [int(x) * _HALF for x in np.flatnonzero(strip.mean(axis=0) > 0.7)] if len(strip) else []


def layout(image: Grey) -> Layout:
    """Find the print: rules, squares and specks put aside, letters joined into phrases where gaps are narrow."""
    height, width = image.shape
    small = cv2.resize(image, (max(1, width // _HALF), max(1, height // _HALF)), interpolation=cv2.INTER_AREA)
    ink = (small < _INK).astype(np.uint8)
    dark = (small < _DARK).astype(np.uint8)
    rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, _RULE), np.uint8))
    rules |= cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, _HAIR_RULE), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))
    posts = cv2.morphologyEx(upright, cv2.MORPH_OPEN, np.ones((_POST, 1), np.uint8))
    squares = _squares(ink)
    lines = cv2.dilate(rules | posts, np.ones((3, 3), np.uint8))
    print_ = _without(ink & (1 - lines), squares)
    letters = _without_specks(print_)
    bridged = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    bridged &= 1 - cv2.dilate(posts, np.ones((1, 3), np.uint8))
    found = [piece for area in _parts(bridged) for piece in _lines_of(area, letters, image)]
    pieces = [_doubled(_widened(piece, print_)) for piece in found if _is_print(piece)]
    return Layout(
        tuple(sorted(pieces, key=lambda a: (a.top, a.left))), tuple(_doubled(one) for one in squares), rules, posts
    )


def _part(mask: Mask, area: Area) -> Mask:
    return mask[
        max(0, area.top // _HALF) : (area.bottom + 1) // _HALF, max(0, area.left // _HALF) : area.right // _HALF
    ]


def _doubled(area: Area) -> Area:
    return Area(area.left * _HALF, area.top * _HALF, area.right * _HALF, area.bottom * _HALF)


def _is_print(piece: Area) -> bool:
    """As high as a letter and as wide as a word, or as thin and tall as a lone 1."""
    return piece.height >= 5 and (piece.width >= 5 or 7 <= piece.height <= 16)


def _without(ink: Mask, squares: list[Area]) -> Mask:
    clean = ink.copy()
    for square in squares:
        square.padded(1).of(clean)[:] = 0
    return clean


def _without_specks(ink: Mask) -> Mask:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    keep = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= _TINY
    keep[0] = False
    return np.asarray(keep[labels], np.uint8)


def _parts(mask: Mask) -> list[Area]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [Area(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:]]


def _squares(ink: Mask) -> list[Area]:
    """Frames that stand alone, as wide as they are high, all four sides inked, as large as a box to be ticked."""
    low, high = _SQUARE
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, tall = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    small, large = np.minimum(wide, tall), np.maximum(wide, tall)
    like = (small >= low) & (small <= high) & (large <= high + 6) & (large <= 1.5 * small)
    like[0] = False
    left, side = stats[like, cv2.CC_STAT_LEFT], small[like]
    bottom = stats[like, cv2.CC_STAT_TOP] + tall[like]
    along = np.pad((ink[:-1] | ink[1:]).cumsum(axis=1, dtype=np.int32), ((0, 0), (1, 0)))
    ends = [along[row, left + side] - along[row, left] for row in (bottom - side, bottom - 2)]
    lined = np.minimum(*ends) >= _SIDE * side
    corners = zip(left[lined].tolist(), bottom[lined].tolist(), side[lined].tolist(), strict=True)
    areas = [Area(x, y - size, x + size, y) for x, y, size in corners]
    return [area for area in areas if _is_frame(ink, area)]


def _is_frame(ink: Mask, area: Area) -> bool:
    """True when a line runs along each side and no letter stands close at the left or right."""
    frame = area.of(ink)
    edges = (frame[:2], frame[-2:], frame[:, :2].T, frame[:, -2:].T)
    if any(np.count_nonzero(edge[0] | edge[-1]) < _SIDE * edge.shape[1] for edge in edges):
        return False
    sides = [
        Area(area.left - 4, area.top, area.left - 1, area.bottom),
        Area(area.right + 1, area.top, area.right + 4, area.bottom),
    ]
    low = [Area(side.left, (side.top + side.bottom) // 2, side.right, side.bottom) for side in sides]
    return all(part.size == 0 or part.mean() < 0.1 for part in (one.of(ink) for one in low))


def _lines_of(area: Area, ink: Mask, image: Grey) -> list[Area]:
    """``area`` cut into its lines of print where a streak or a tall letter has tied several together."""
    if area.height < 20 or area.width < 20:
        return [area]
    rows = area.of(ink).sum(axis=1, dtype=np.int64)
    dark = np.concatenate(([0], rows > max(1.5, 0.012 * area.width), [0])).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(dark) == 1), np.flatnonzero(np.diff(dark) == -1)
    lines = [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a >= 4]
    if len(lines) == 1 and area.height >= _TWO_LINES:
        lines = _at_the_waist(_doubled(area).of(image))
    return [_trimmed(Area(area.left, area.top + a, area.right, area.top + b), ink) for a, b in lines] or [area]


def _at_the_waist(print_: Grey) -> list[tuple[int, int]]:
    """Two lines of print that stand close, cut where the least ink lies between them; one where they cannot be told.

    Looks at all of the pixels and answers at half size: a gap of one row is lost there.
    """
    rows = np.count_nonzero(print_ < _BLACK, axis=1)
    height = len(rows)
    start = int(height * _WAIST)
    waist = start + int(rows[start : height - start].argmin())
    if rows[waist] > _THIN * rows.max():
        return [(0, height // _HALF)]
    return [(0, waist // _HALF), ((waist + 1) // _HALF, height // _HALF)]


def _trimmed(area: Area, ink: Mask) -> Area:
    """``area`` without the empty columns at its sides."""
    columns = np.flatnonzero(area.of(ink).sum(axis=0))
    if not len(columns):
        return area
    return Area(area.left + int(columns[0]), area.top, area.left + int(columns[-1]) + 1, area.bottom)


def _widened(piece: Area, ink: Mask) -> Area:
    """``piece`` with the crumbs of a thin first or last letter, which were taken for specks."""
    reach = min(8, piece.height)
    left, right = max(0, piece.left - reach), min(ink.shape[1], piece.right + reach)
    crumbs = np.flatnonzero(ink[piece.top : piece.bottom, left:right].sum(axis=0) >= 2)
    if not len(crumbs):
        return piece
    return Area(
        min(piece.left, left + int(crumbs[0])), piece.top, max(piece.right, left + int(crumbs[-1]) + 1), piece.bottom
    )
