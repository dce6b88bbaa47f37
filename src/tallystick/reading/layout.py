"""What stands where on a page, without reading it: pieces of print, ruled lines. Sizes are pixels at 204 an inch."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .area import Area
from .page import Grey

Mask = NDArray[np.uint8]

_RULE = 41
_POST = 60
_GAP = 19
_SPECK = 6
_TALLEST = 70


@dataclass(frozen=True, slots=True)
class Layout:
    """Pieces of print from top to bottom and the masks of ink (1 = ink) they were found in."""

    pieces: tuple[Area, ...]
    print_: Mask
    rules: Mask
    posts: Mask


def layout(image: Grey) -> Layout:
    """Find the print: ruled lines and specks put aside, letters joined into pieces where gaps are narrow."""
    ink = (image < 128).astype(np.uint8)
    rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, _RULE), np.uint8))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((5, 1), np.uint8))
    posts = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((_POST, 1), np.uint8))
    lines = cv2.dilate(rules | posts, np.ones((3, 3), np.uint8))
    print_ = _without_specks(ink & (1 - lines))
    bridged = cv2.morphologyEx(print_, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    found = [piece for area in _parts(bridged) for piece in _lines_of(area, print_)]
    pieces = sorted((piece for piece in found if _is_print(piece)), key=lambda a: (a.top, a.left))
    return Layout(tuple(pieces), print_, rules, posts)


def _is_print(piece: Area) -> bool:
    """Large enough for a word, or as thin and tall as a lone 1."""
    return piece.height >= 10 and (piece.width >= 8 or (piece.width >= 3 and 15 <= piece.height <= 32))


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
    """``area`` cut into its lines of print where a streak or a tall letter has tied several together."""
    if area.height < 40 or area.width < 40:
        return [area]
    rows = area.of(ink).sum(axis=1)
    dark = np.concatenate(([0], rows > max(3.0, 0.012 * area.width), [0])).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(dark) == 1), np.flatnonzero(np.diff(dark) == -1)
    lines = [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a >= 8]
    return [_trimmed(Area(area.left, area.top + a - 1, area.right, area.top + b + 1), ink) for a, b in lines] or [area]


def _trimmed(area: Area, ink: Mask) -> Area:
    """``area`` without the empty columns at its sides."""
    columns = np.flatnonzero(area.of(ink).sum(axis=0) > 1)
    if not len(columns):
        return area
    return Area(area.left + int(columns[0]), area.top, area.left + int(columns[-1]) + 1, area.bottom)
