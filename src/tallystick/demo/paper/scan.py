"""What a fax machine makes of a drawn page: skew, scale, light, threshold, specks, lost lines, a streak; one bit.

Five levels, the figures of facts: 1 is a fax sent from a computer, 2 and 3 are scanned at 196 lines an inch, 4 and 5
at 98. All chance comes from the given ``random.Random``. Knows no file format.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from tallystick.model.reading import Box

from .content import Drawn, Printed
from .sheet import DPI

SCAN_WIDTH: Final = 1728
DOTS_PER_INCH: Final = 204
FINE: Final = 196
STANDARD: Final = 98

Bits = NDArray[np.bool_]
Feed = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Level:
    """How rough a machine is: ``skew`` in degrees either way, ``scale`` and ``threshold`` as ranges (0..1)."""

    lines: int
    skew: float
    scale: tuple[float, float]
    threshold: tuple[float, float]
    specks: float
    blots: int
    lost: int
    streak: bool


LEVELS: Final[dict[int, Level]] = {
    1: Level(FINE, 0, (1, 1), (0.5, 0.5), 0, 0, 0, streak=False),
    2: Level(FINE, 0.6, (0.985, 1), (0.42, 0.60), 0.0004, 0, 0, streak=False),
    3: Level(FINE, 1.6, (0.96, 1.01), (0.44, 0.72), 0.0015, 6, 2, streak=True),
    4: Level(STANDARD, 0.7, (0.98, 1), (0.42, 0.60), 0.0005, 0, 0, streak=False),
    5: Level(STANDARD, 2.0, (0.94, 1.01), (0.46, 0.74), 0.002, 6, 3, streak=True),
}


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as lines of 1728 picture elements (True where black), ``lines`` to the inch, and where its print went."""

    bits: Bits
    lines: int
    printed: tuple[Printed, ...] = ()


def scan(page: Drawn, level: Level, rng: random.Random) -> Scan:
    """The page through a machine of that level; boxes of the print are moved along with the paper."""
    wide = round(page.image.width / DPI * DOTS_PER_INCH)
    high = round(page.image.height / DPI * FINE)
    feed = _crooked(wide, high, level, rng) if level.skew else (1.0, 0.0, (wide - SCAN_WIDTH) / 2, 0.0, 1.0, 0.0)
    black = _light(_fed(page.image, (wide, high), feed, level, rng), level, rng)
    if level.specks:
        _dirty(black, level, rng)
    return Scan(black, level.lines, tuple(_moved(piece, feed, (wide, high)) for piece in page.printed))


def _fed(image: Image.Image, size: tuple[int, int], feed: Feed, level: Level, rng: random.Random) -> Image.Image:
    """The page reduced to the scanner's grid, shifted, turned and scaled about its middle."""
    small = image.resize(size, Image.Resampling.BOX)
    how = Image.Resampling.BILINEAR if level.skew else Image.Resampling.NEAREST
    small = small.transform((SCAN_WIDTH, size[1]), Image.Transform.AFFINE, feed, how, fillcolor=255)
    if level.skew:
        small = small.filter(ImageFilter.BoxBlur(rng.uniform(0.2, 0.6)))
    if level.lines == FINE:
        return small
    # Standard resolution: the machine skips every second line of its grid, it does not average two.
    return small.resize((SCAN_WIDTH, max(1, size[1] * level.lines // FINE)), Image.Resampling.NEAREST)


def _light(grey: Image.Image, level: Level, rng: random.Random) -> Bits:
    """Black or white, under a lamp that is weaker on one side."""
    paper = np.asarray(grey, dtype=np.float32)
    if level.skew:
        lamp = np.linspace(1, 1 - rng.uniform(0, 0.06), paper.shape[1], dtype=np.float32)
        paper = paper * (lamp if rng.random() < 0.5 else lamp[::-1])
    return paper < 255 * rng.uniform(*level.threshold)


def _crooked(wide: int, high: int, level: Level, rng: random.Random) -> Feed:
    """Affine coefficients from a place on the scan to one on the page (both in elements, which are not square)."""
    angle = math.radians(rng.uniform(-level.skew, level.skew))
    scale = rng.uniform(*level.scale)
    shift = (rng.uniform(-0.06, 0.06) * DOTS_PER_INCH, rng.uniform(-0.04, 0.06) * FINE)
    aspect = DOTS_PER_INCH / FINE
    a, b = math.cos(angle) / scale, math.sin(angle) * aspect / scale
    d, e = -math.sin(angle) / aspect / scale, math.cos(angle) / scale
    x, y = SCAN_WIDTH / 2 + shift[0], high / 2 + shift[1]
    return (a, b, wide / 2 - a * x - b * y, d, e, high / 2 - d * x - e * y)


def _moved(piece: Printed, feed: Feed, size: tuple[int, int]) -> Printed:
    """The piece of print with its box on the scan, which is upright: it holds the corners of the turned one."""
    a, b, c, d, e, f = feed
    wide, high = size
    box, turn = piece.box, a * e - b * d
    corners = [(x * wide - c, y * high - f) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    across = [(e * x - b * y) / turn / SCAN_WIDTH for x, y in corners]
    down = [(a * y - d * x) / turn / high for x, y in corners]
    moved = Box(box.page, min(across), min(down), max(across), max(down))
    return Printed(piece.text, piece.role, moved, piece.name)


def _dirty(black: Bits, level: Level, rng: random.Random) -> None:
    """Specks of either colour, blots, lost lines and a streak, in place."""
    chance = np.random.default_rng(rng.getrandbits(64))
    height, width = black.shape
    count = int(black.size * level.specks)
    rows, columns = chance.integers(0, height, count), chance.integers(0, width, count)
    black[rows, columns] ^= True
    for _ in range(rng.randint(0, level.blots)):
        top, left = rng.randrange(height), rng.randrange(width)
        black[top : top + rng.randint(2, 5), left : left + rng.randint(2, 7)] = True
    for _ in range(rng.randint(0, level.lost)):
        line = rng.randrange(1, height)
        black[line] = black[line - 1] if rng.random() < 0.5 else False
    if level.streak and rng.random() < 0.5:
        column = rng.randrange(60, width - 60)
        black[chance.random(height) < 0.85, column] = True
