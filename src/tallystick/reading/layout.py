"""What stands where on a page, without reading it: pieces of print, ruled lines.

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
_RULE, _POST, _GAP = 22, 30, 9
_SPECK, _TALLEST = 4, 36


@dataclass(frozen=True, slots=True)
class Layout:
    """Pieces of print from top to bottom; masks of ruled lines at half size (1 = ink)."""

    pieces: tuple[Area, ...]
    rules: Mask
    posts: Mask

    def rules_in(self, area: Area) -> Mask:
        """The level ruled lines inside ``area``, at half size."""
        return _part(self.rules, area)

    def posts_in(self, area: Area) -> Mask:
        """The upright ruled lines inside ``area``, at half size."""
        return _part(self.posts, area)

    def post_columns(self, area: Area) -> list[int]:
        """Columns (pixels of the page) where an upright line stands beside ``area`` for most of its height."""
        strip = _part(self.posts, Area(0, area.top, self.posts.shape[1] * _HALF, area.bottom))
        return [int(x) * _HALF for x in np.flatnonzero(strip.mean(axis=0) > 0.8)] if len(strip) else []


def layout(image: Grey) -> Layout:
    """Find the print: ruled lines and specks put aside, letters joined into pieces where gaps are narrow."""
    height, width = image.shape
    small = cv2.resize(image, (max(1, width // _HALF), max(1, height // _HALF)), interpolation=cv2.INTER_AREA)
    ink = (small < _INK).astype(np.uint8)
    dark = (small < _DARK).astype(np.uint8)
    rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, _RULE), np.uint8))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))
    posts = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((_POST, 1), np.uint8))
    print_ = _without_specks(ink & (1 - cv2.dilate(rules | posts, np.ones((3, 3), np.uint8))))
    bridged = cv2.morphologyEx(print_, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    found = [_doubled(piece) for area in _parts(bridged) for piece in _lines_of(area, print_)]
    pieces = sorted((piece for piece in found if _is_print(piece)), key=lambda a: (a.top, a.left))
    return Layout(tuple(pieces), rules, posts)


def _part(mask: Mask, area: Area) -> Mask:
    return mask[
        max(0, area.top // _HALF) : (area.bottom + 1) // _HALF, max(0, area.left // _HALF) : area.right // _HALF
    ]


def _doubled(area: Area) -> Area:
    return Area(area.left * _HALF, area.top * _HALF, area.right * _HALF, area.bottom * _HALF)


def _is_print(piece: Area) -> bool:
    """Large enough for a word, or as thin and tall as a lone 1."""
    return piece.height >= 10 and (piece.width >= 10 or 15 <= piece.height <= 32)


def _without_specks(ink: Mask) -> Mask:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    across, down = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    keep = (np.maximum(across, down) >= _SPECK) & (down < _TALLEST)
    keep[0] = False
    return np.asarray(keep[labels], np.uint8)


def _parts(mask: Mask) -> list[Area]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [Area(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:]]


def _lines_of(area: Area, ink: Mask) -> list[Area]:
    """``area`` (half size) cut into its lines of print where a streak or a tall letter has tied several together."""
    if area.height < 20 or area.width < 20:
        return [area]
    rows = area.of(ink).sum(axis=1)
    dark = np.concatenate(([0], rows > max(1.5, 0.012 * area.width), [0])).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(dark) == 1), np.flatnonzero(np.diff(dark) == -1)
    lines = [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a >= 4]
    return [_trimmed(Area(area.left, area.top + a, area.right, area.top + b), ink) for a, b in lines] or [area]


def _trimmed(area: Area, ink: Mask) -> Area:
    """``area`` without the empty columns at its sides."""
    columns = np.flatnonzero(area.of(ink).sum(axis=0))
    if not len(columns):
        return area
    return Area(area.left + int(columns[0]), area.top, area.left + int(columns[-1]) + 1, area.bottom)
