"""The page of a line test: it says in large letters what it is, so that nobody takes it for a request (DESIGN §7.6)."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

WORDS = ("LINE TEST", "NOT A REQUEST", "NO PERSON")
_SIZE = (1700, 2200)
_DOTS = 200


def line_test_page(code: str, *, station: str, line: str) -> bytes:
    """One page as PDF (US Letter, 200 dots an inch), to be sent to that line."""
    image = Image.new("L", _SIZE, 255)
    draw = ImageDraw.Draw(image)
    large, middle, small = (ImageFont.load_default(size) for size in (150, 90, 44))
    for place, words in enumerate(WORDS):
        draw.text((_SIZE[0] / 2, 300 + 200 * place), words, fill=0, font=large, anchor="mm")
    draw.text((_SIZE[0] / 2, 1150), code, fill=0, font=middle, anchor="mm")
    told = (
        f"To station {station}, line {line}.",
        "This page tests that the line is read. It is about nobody and asks for nothing.",
        "Register it as any other page. The auditor says afterwards which page it was.",
    )
    for place, words in enumerate(told):
        draw.text((_SIZE[0] / 2, 1450 + 80 * place), words, fill=0, font=small, anchor="mm")
    draw.rectangle((60, 60, _SIZE[0] - 60, _SIZE[1] - 60), outline=0, width=6)
    written = io.BytesIO()
    image.convert("1").save(written, "PDF", resolution=_DOTS)
    return written.getvalue()
