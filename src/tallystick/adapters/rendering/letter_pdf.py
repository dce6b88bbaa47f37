"""The letter as one PDF that is both archival (PDF/A-2a) and accessible (PDF/UA-1).

The text of the letter reaches the layout as data and is never read as markup. Built-in fonts only, and the letter's own
day as its date: the same letter gives the same bytes on every machine. Must not know what a figure means.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from importlib import resources
from typing import Any

import typst

from tallystick.model.errors import WrongUse
from tallystick.reporting.letter import Block, Bullets, Heading, Letter, Paragraph, Table

_KIND: dict[type[Block], str] = {Heading: "heading", Paragraph: "paragraph", Bullets: "bullets", Table: "table"}


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF/A-2a and PDF/UA-1.

    Raises:
        WrongUse: the letter has characters that the built-in fonts cannot show.

    """
    layout = resources.files(__package__).joinpath("letter.typ").read_bytes()
    try:
        return bytes(
            typst.compile(
                layout,
                format="pdf",
                ignore_system_fonts=True,
                sys_inputs={"letter": json.dumps(_plain(letter), ensure_ascii=False)},
                pdf_standards=["a-2a", "ua-1"],  # ISO 19005-2 level A and ISO 14289-1
                timestamp=datetime.combine(letter.day, time(), UTC),
            )
        )
    except typst.TypstError as broken:
        raise WrongUse(
            "the letter cannot be set as PDF/A",
            where=broken.message,
            remedy="use letters of the Latin, Greek or Cyrillic script in the agency's and the signer's names",
        ) from broken


def _plain(letter: Letter) -> dict[str, Any]:
    day = {"year": letter.day.year, "month": letter.day.month, "day": letter.day.day}
    blocks = {name: [_block(block) for block in getattr(letter, name)] for name in ("blocks", "annex")}
    return {**asdict(letter), "day": day, **blocks}


def _block(block: Block) -> dict[str, Any]:
    return {"kind": _KIND[type(block)], **asdict(block)}
