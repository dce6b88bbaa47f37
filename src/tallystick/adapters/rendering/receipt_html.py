"""A receipt on one printed page: what it says in words, the whole of it in one QR code, and nothing personal."""

from __future__ import annotations

from html import escape

import segno
from segno.encoder import DataOverflowError

_STYLE = """
body { font: 12pt/1.45 "DejaVu Sans", sans-serif; color: #000; background: #fff;
  max-inline-size: 17cm; margin: 1.5cm auto }
h1 { font-size: 17pt; margin-block: 0 .3cm } dl { display: grid; grid-template-columns: 6cm 1fr; gap: .12cm }
dt { font-weight: bold } dd { margin: 0; overflow-wrap: anywhere }
svg { inline-size: 9.5cm; block-size: auto; display: block; shape-rendering: crispEdges }
.small { font-size: 9.5pt }
@page { size: auto; margin: 1.2cm }
"""


def receipt_page(text: str, *, title: str, told: list[tuple[str, str]], words: list[str]) -> bytes:
    """The page of a receipt.

    Args:
        text: the receipt itself (``.tlog-proof``).
        title: the heading.
        told: names and values to print, in order.
        words: sentences below them.

    """
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in told)
    sentences = "".join(f'<p class="small">{escape(one)}</p>' for one in words)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1><dl>{rows}</dl>{receipt_code(text)}{sentences}"
        "</main></body></html>\n"
    ).encode()


def receipt_code(text: str) -> str:
    """The whole receipt as one QR code (SVG), or a sentence where it is too long for one."""
    try:
        code = segno.make(text.encode(), mode="byte", error="l", boost_error=False, micro=False)
    except DataOverflowError:
        return "<p>The receipt is too long for one code: keep its file.</p>"
    drawn: str = code.svg_inline(scale=2, title="The receipt as a QR code", omitsize=True)
    return drawn
