"""A page made straight: square pixels at 204 an inch, skew taken out, turned by half if it was fed upside down."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tallystick.model.reading import Box

from .area import Area
from .page import Grey

_MOST = 4.0
_SHRINK = 4
_STREAK = 0.5


@dataclass(frozen=True, slots=True)
class Straight:
    """The straightened picture and how to find a place of it on the page as it was sent."""

    number: int
    image: Grey
    back: NDArray[np.float64]
    turned: bool

    def box(self, area: Area) -> Box:
        """``area`` as fractions of the page as sent."""
        corners = [(x, y, 1.0) for x in (area.left, area.right) for y in (area.top, area.bottom)]
        xs, ys = self.back @ np.array(corners).T
        height, width = self.image.shape
        across, down = np.clip(xs / width, 0, 1), np.clip(ys / height, 0, 1)
        return Box(self.number, *(round(float(v), 4) for v in (across.min(), down.min(), across.max(), down.max())))

    def upside_down(self) -> Straight:
        """The same page turned by half."""
        height, width = self.image.shape
        half = np.array([[-1.0, 0, width], [0, -1.0, height], [0, 0, 1]])
        image = np.ascontiguousarray(self.image[::-1, ::-1])
        return Straight(self.number, image, self.back @ half, not self.turned)


def straighten(number: int, image: Grey) -> Straight:
    """The page of that number, from square pixels, with level lines of print."""
    angle = skew(image)
    height, width = image.shape
    forth = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    if angle:
        image = np.asarray(cv2.warpAffine(image, forth, (width, height), borderValue=255), np.uint8)
    return Straight(number, image, cv2.invertAffineTransform(forth), turned=False)


def without_streaks(image: Grey) -> Grey:
    """Columns that are dark all down the page, the trace of a dirty scanner, become the lighter of their neighbours."""
    dark = np.flatnonzero((image < 128).mean(axis=0) > _STREAK)
    if not len(dark) or len(dark) > 60:
        return image
    clean = image.copy()
    last = image.shape[1] - 1
    for run in np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1):
        left, right = max(0, int(run[0]) - 1), min(last, int(run[-1]) + 1)
        clean[:, run] = np.maximum(image[:, left], image[:, right])[:, None]
    return clean


def skew(image: Grey) -> float:
    """By how many degrees the lines of print fall to the right, -4 to 4; 0 for an empty page.

    Lines are level when the counts of ink per row change most sharply from row to row.
    """
    height, width = image.shape
    size = (max(1, width // _SHRINK), max(1, height // _SHRINK))
    ys, xs = np.nonzero(cv2.resize(image, size, interpolation=cv2.INTER_AREA) < 160)
    if len(ys) < 50:
        return 0.0
    across, down = xs - size[0] / 2, ys + size[0] * 0.1

    def sharpness(angle: float) -> float:
        rows = np.bincount((down - across * np.tan(np.radians(angle))).astype(np.int32).clip(0))
        return float((np.diff(rows.astype(np.float64)) ** 2).sum())

    coarse = max(np.arange(-_MOST, _MOST + 0.01, 0.25), key=sharpness)
    fine = max(np.arange(coarse - 0.2, coarse + 0.21, 0.05), key=sharpness)
    return round(float(fine), 2)
