"""The drawing surface: print, values, ticks, rules and SPECIMEN bands on one letter page, in inches and points.

The only face is the one that Pillow brings along, laid out without shaping, so that the same seed gives the same
picture on every machine. Knows no form.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from tallystick.model.reading import Box

from .content import Drawn, Printed, Role
from .typed import ASCENT, letters

DPI: Final = 400
WIDTH: Final = 8.5
HEIGHT: Final = 11.0
LEFT: Final = 0.5
RIGHT: Final = 8.0
PRINT: Final = 8.3
INK: Final = 0.008
_TIMES: Final = 6  # an even number: no mark lies on a rule in the middle of the page


@dataclass(frozen=True, slots=True)
class Look:
    """How a system prints its values: ``size`` in points, ``cell`` in pixels (0 = proportional), weight, tick."""

    size: float
    cell: int = 0
    bold: bool = False
    capitals: bool = False
    tick: str = "X"

    def shown(self, text: str) -> str:
        """The text as this system prints it."""
        return text.upper() if self.capitals else text

    def width(self, text: str) -> float:
        """How wide the text comes out, in inches."""
        return len(text) * self.cell / DPI if self.cell else face(self.size).getlength(self.shown(text)) / DPI


LOOKS: Final = (
    Look(size=10, tick="X"),
    Look(size=10, cell=36, tick="filled"),
    Look(size=9, cell=32, bold=True, capitals=True, tick="X"),
    Look(size=10.5, bold=True, tick="check"),
)


@cache
def face(points: float) -> ImageFont.FreeTypeFont:
    """Pillow's own face at ``points`` (1/72 inch), unshaped."""
    shipped = ImageFont.load_default(size=10)
    if not isinstance(shipped, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType: its own face cannot be had")
    pixels = round(points * DPI / 72)
    return ImageFont.truetype(io.BytesIO(shipped.font_bytes), pixels, layout_engine=ImageFont.Layout.BASIC)


def dots(inches: float) -> int:
    """Inches in pixels of the sheet."""
    return round(inches * DPI)


class Sheet:
    """One page being drawn; every piece of print is remembered with its box."""

    def __init__(self, *, base: Drawn | None = None, page: int = 0) -> None:
        self.image = base.image.copy() if base else Image.new("L", (dots(WIDTH), dots(HEIGHT)), 255)
        self.printed = list(base.printed) if base else []
        self._page = page
        self._draw = ImageDraw.Draw(self.image)

    def drawn(self) -> Drawn:
        """The finished page."""
        return Drawn(self.image, tuple(self.printed))

    def label(self, text: str, x: float, y: float, *, size: float = PRINT, bold: bool = False) -> float:
        """Print ``text`` with its left upper corner at ``x``, ``y`` inches; gives the x where it ends."""
        font = face(size)
        stroke = size * (0.022 if bold else INK) * DPI / 72
        self._draw.text((dots(x), dots(y)), text, fill=0, font=font, stroke_width=stroke)
        end = x + font.getlength(text) / DPI
        self._note(text, Role.LABEL, (x, y, end, y + size / 72))
        return end

    def centred(self, text: str, y: float, *, size: float, bold: bool = False) -> None:
        """Print ``text`` in the middle of the page."""
        self.label(text, (WIDTH - face(size).getlength(text) / DPI) / 2, y, size=size, bold=bold)

    def paragraph(
        self, text: str, x: float, y: float, *, right: float = RIGHT, size: float = PRINT, bold: bool = False
    ) -> float:
        """Print ``text`` broken into lines no wider than to ``right``; gives the y below it."""
        for line in _broken(text, size, right - x):
            self.label(line, x, y, size=size, bold=bold)
            y += size / 72 * 1.17
        return y

    def value(self, name: str, text: str, x: float, y: float, look: Look) -> None:
        """Print a field's value in the look of the sending system (``y`` is the top of the label beside it)."""
        shown = look.shown(text)
        if look.cell:
            self._typed(shown, x, y, look)
        else:
            stroke = look.size * (0.02 if look.bold else INK) * DPI / 72
            at = (dots(x), _baseline(y))
            self._draw.text(at, shown, fill=0, font=face(look.size), stroke_width=stroke, anchor="ls")
        box = (x, y - 0.03, x + look.width(text), y + look.size / 72)
        self._note(shown, Role.VALUE, box, name)

    def _typed(self, text: str, x: float, y: float, look: Look) -> None:
        masks = letters(look.size, look.cell, DPI, bold=look.bold)
        top = _baseline(y) - round(look.size * DPI / 72 * ASCENT)
        for index, letter in enumerate(text):
            mask = masks.get(letter, masks["?"])
            self.image.paste(0, (dots(x) + index * look.cell, top), mask)

    def tick_box(self, name: str, x: float, y: float, *, size: float = 0.13) -> None:
        """An empty check box."""
        corner = (dots(x), dots(y), dots(x + size), dots(y + size))
        self._draw.rectangle(corner, outline=0, width=dots(0.01))
        self._note("", Role.BOX, (x, y, x + size, y + size), name)

    def tick(self, x: float, y: float, look: Look, rng: random.Random, *, size: float = 0.13) -> None:
        """Mark the box whose left upper corner is ``x``, ``y``."""
        shift = rng.uniform(-0.008, 0.008)
        inner = [dots(x + shift) + dots(0.02), dots(y + shift) + dots(0.02)]
        low, high, width = dots(size * 0.12), dots(size - 0.04), dots(0.016)
        if look.tick == "filled":
            self._draw.rectangle((inner[0], inner[1], inner[0] + high, inner[1] + high), fill=0)
        elif look.tick == "check":
            path = [(inner[0] + low, inner[1] + high // 2), (inner[0] + high // 2, inner[1] + high)]
            self._draw.line([*path, (inner[0] + high + dots(0.02), inner[1] - low)], fill=0, width=width)
        else:
            self._draw.line((*inner, inner[0] + high, inner[1] + high), fill=0, width=width)
            self._draw.line((inner[0], inner[1] + high, inner[0] + high, inner[1]), fill=0, width=width)

    def rule(self, y: float, *, left: float = LEFT, right: float = RIGHT, weight: float = 0.009) -> None:
        """A horizontal ruled line."""
        self._draw.line((dots(left), dots(y), dots(right), dots(y)), fill=0, width=dots(weight))

    def post(self, x: float, top: float, bottom: float, *, weight: float = 0.009) -> None:
        """A vertical ruled line."""
        self._draw.line((dots(x), dots(top), dots(x), dots(bottom)), fill=0, width=dots(weight))

    def band(self, text: str, y: float, *, size: float = 6.5) -> float:
        """A band of ``text`` repeated over the width; gives the y below it. Big enough for 98 lines an inch."""
        width = face(size).getlength(text) / DPI
        step = (RIGHT - LEFT - 0.1 - width) / (_TIMES - 1)
        for index in range(_TIMES):
            self.mark(text, LEFT + 0.05 + index * step, y + 0.01, size=size)
        return y + size / 72 + 0.03

    def dot(self, x: float, y: float) -> None:
        """A bullet before a line of print that begins at ``y``."""
        self._draw.ellipse((dots(x), dots(y + 0.045), dots(x + 0.05), dots(y + 0.095)), fill=0)

    def mark(self, text: str, x: float, y: float, *, size: float = 6.5) -> None:
        """One SPECIMEN mark with its left upper corner at ``x``, ``y``."""
        self._draw.text((dots(x), dots(y)), text, fill=0, font=face(size), stroke_width=0.5)
        edges = (x, y - 0.01, x + face(size).getlength(text) / DPI, y + size / 72 + 0.01)
        self._note(text, Role.SPECIMEN, edges)

    def signature(self, x: float, y: float, rng: random.Random) -> None:
        """A scrawl about an inch and a half long that is nobody's name."""
        path, across = [], x
        while across < x + 1.5:
            path.append((dots(across), dots(y + rng.uniform(-0.09, 0.07))))
            across += rng.uniform(0.03, 0.11)
        self._draw.line(path, fill=0, width=dots(0.014), joint="curve")

    def _note(self, text: str, role: Role, edges: tuple[float, float, float, float], name: str = "") -> None:
        left, top, right, bottom = edges
        box = Box(self._page, left / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT)
        self.printed.append(Printed(text, role, box, name))


def _baseline(y: float) -> int:
    """Where a line of print of the common size stands whose top is at ``y`` inches; in pixels."""
    return dots(y) + face(PRINT).getmetrics()[0]


def _broken(text: str, size: float, width: float) -> Iterable[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and face(size).getlength(longer) > width * DPI:
            yield line
            line = word
        else:
            line = longer
    yield line
