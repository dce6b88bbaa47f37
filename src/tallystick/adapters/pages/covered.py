"""A page on which everything is covered but a few windows: what is not in a window never gets into the picture.

The picture is drawn on a blank page and windows are copied onto it, so that a mistake shows too little, never too much.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from tallystick.model.reading import Box

from .opened import open_pages

_COVER, _INK, _MARGIN = 214, 60, 0.004
"""Grey of a cover, grey of the words on it, and paper shown around a window as a fraction of the page."""
_EVERY = 160
"""Points between two lines of words on the cover."""


def covered_png(
    data: bytes, page: int, windows: Sequence[Box], words: str, *, never: Sequence[Box] = ()
) -> bytes | None:
    """One page (from 0) as a PNG, covered but for ``windows``; ``words`` (ASCII) stand on the cover.

    ``never`` are places that stay covered even where a window touches them.

    None when the file has no such picture.
    """
    opened = open_pages(data, only=page)
    found = next((one for one in opened.pages if one.number == page and one.pixels), None)
    if found is None:
        return None
    shown = found.square()
    made = np.full_like(shown, _COVER)
    for line in range(_EVERY // 2, made.shape[0], _EVERY):
        cv2.putText(made, words, (40, line), cv2.FONT_HERSHEY_SIMPLEX, 0.9, _INK, 2, cv2.LINE_AA)
    for box in windows:
        rows, across = _span(box.top, box.bottom, made.shape[0]), _span(box.left, box.right, made.shape[1])
        made[rows, across] = shown[rows, across]
        corners = (across.start, rows.start), (max(across.start, across.stop - 1), max(rows.start, rows.stop - 1))
        cv2.rectangle(made, corners[0], corners[1], _INK, 1)
    for box in never:
        made[_span(box.top, box.bottom, made.shape[0]), _span(box.left, box.right, made.shape[1])] = _COVER
    return bytes(cv2.imencode(".png", made)[1])


def _span(first: float, last: float, size: int) -> slice:
    start, stop = int((first - _MARGIN) * size), int((last + _MARGIN) * size) + 1
    return slice(max(0, start), min(size, max(start, stop)))
