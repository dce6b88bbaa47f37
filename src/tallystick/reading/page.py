"""A page as a decoder hands it over: pixels as sent, with their resolution. Must not know which file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from tallystick.model.words import UnreadReason

DPI = 204.0
"""Resolution at which pages are read, pixels per inch both ways (ITU-T T.4: 1728 pixels on 215 mm)."""

MAX_SQUARE = 12_000_000
"""Pixels of a squared page at most; a page that states an absurd resolution is made coarser."""

Grey = NDArray[np.uint8]

Word = tuple[str, float, float, float, float]
"""A word that a PDF states and its place: left, top, right, bottom in fractions of the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``pixels`` are rows of bytes as sent, one bit (1 = white) or eight bits a pixel.

    ``width`` and ``height`` count pixels as sent, ``dpi_x`` and ``dpi_y`` pixels per inch (a fax has 204 by 98 or 196).
    A page that could not be decoded has no pixels and says why in ``unread``. ``text`` is a PDF's own text,
    ``words`` the same word by word. ``call`` is what the receiver wrote down: ``caller``, ``received``, ``line``.
    """

    number: int
    width: int
    height: int
    dpi_x: float
    dpi_y: float
    pixels: bytes
    bits: int = 8
    damaged: bool = False
    unread: UnreadReason | None = None
    text: str = ""
    call: Mapping[str, str] = field(default_factory=dict)
    words: tuple[Word, ...] = ()

    def grey(self) -> Grey:
        """The pixels as sent, shape (height, width), 0 black to 255 white."""
        rows = np.frombuffer(self.pixels, np.uint8).reshape(self.height, -1)
        if self.bits == 1:
            rows = np.unpackbits(rows, axis=1)[:, : self.width] * np.uint8(255)
        return rows

    def square(self, dpi: float = DPI) -> Grey:
        """The page with square pixels at ``dpi``, so that a fax of 204 by 98 has its true shape."""
        across, down = self.width * dpi / self.dpi_x, self.height * dpi / self.dpi_y
        fit = min(1.0, (MAX_SQUARE / (across * down)) ** 0.5)
        width, height = max(1, round(across * fit)), max(1, round(down * fit))
        image = self.grey()
        if (width, height) == (self.width, self.height):
            return image
        smaller = width * height < image.size
        way = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
        return np.asarray(cv2.resize(image, (width, height), interpolation=way), np.uint8)
