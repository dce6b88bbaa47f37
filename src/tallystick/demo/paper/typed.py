"""Letters of one width, as a system's printer or a typewriter sets them.

The face is the DejaVu Sans Mono that typst brings along (no font of the machine is used); each letter is rendered once
onto a cell of the printer's pitch. Knows no form.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Final

import typst
from PIL import Image, ImageOps

ASCENT: Final = 0.76  # of DejaVu Sans Mono, in ems: from the top of a cell to the line its letters stand on
_CODES: Final = (*range(32, 127), *range(0xC0, 0x100))
_SOURCE: Final = """
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: "DejaVu Sans Mono", size: {size}pt, weight: "{weight}", top-edge: "ascender", bottom-edge: "descender")
#grid(columns: ({cell}pt,) * {count}, align: center, {letters})
"""


@cache
def letters(size: float, cell: int, dpi: int, *, bold: bool = False) -> dict[str, Image.Image]:
    """Ink masks (mode L, 255 is ink) of the letters at ``size`` points, each ``cell`` pixels wide at ``dpi``."""
    source = _SOURCE.format(
        size=size,
        weight="bold" if bold else "regular",
        cell=cell * 72 / dpi,
        count=len(_CODES),
        letters=", ".join(f"str.from-unicode({code})" for code in _CODES),
    )
    made = typst.compile(source.encode(), format="png", ppi=float(dpi), ignore_system_fonts=True)
    row = ImageOps.invert(Image.open(io.BytesIO(_bytes_of(made))).convert("L"))
    return {chr(code): row.crop((at * cell, 0, at * cell + cell, row.height)) for at, code in enumerate(_CODES)}


def _bytes_of(made: bytes | list[bytes] | None) -> bytes:
    if isinstance(made, bytes):
        return made
    raise TypeError("typst gave no single picture")
