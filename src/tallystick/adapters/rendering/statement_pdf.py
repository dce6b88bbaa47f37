"""A statement's content as a tagged PDF (PDF/A-2a and PDF/UA-1 in one file) through typst.

Only typst's own fonts are used, so that the file is the same on every machine. Must not know what is counted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.resources import files
from typing import Any

import typst

from .statement_content import Content, Table
from .svg import INVENTED_WORDS

PDF_FAMILY = "Libertinus Serif"
_TEMPLATE = "statement.typ"
_STANDARDS: Any = ["a-2a", "ua-1"]
_WIDEST = 48


def render(content: Content, *, made_at: datetime) -> bytes:
    """The PDF, dated ``made_at`` (UTC); the content's picture should be drawn with ``PDF_FAMILY``."""
    template = files("tallystick.adapters.rendering").joinpath(_TEMPLATE).read_bytes()
    sources: Any = {  # typst takes a mapping of files, its stub does not say so
        "main.typ": template,
        "content.json": json.dumps(_values(content)).encode(),
        **({"picture.svg": content.picture.encode()} if content.picture else {}),
        **{f"section-{at}.svg": one.picture.encode() for at, one in enumerate(content.sections) if one.picture},
    }
    made: bytes = typst.compile(
        sources,
        format="pdf",
        pdf_standards=_STANDARDS,
        ignore_system_fonts=True,
        timestamp=made_at.replace(microsecond=0),
    )
    return made


def _values(content: Content) -> dict[str, Any]:
    values = asdict(content)
    values["has_picture"] = bool(values.pop("picture"))
    values["invented_words"] = INVENTED_WORDS if content.invented else ""
    for section, made in zip(content.sections, values["sections"], strict=True):
        made["table"] = _table(section.table) if section.table else None
        made["picture"] = bool(section.picture)
    return values


def _table(table: Table) -> dict[str, Any]:
    weights = [_weight([row[at] for row in (table.head, *table.rows)]) for at in range(len(table.head))]
    numbers = sorted(table.numbers)
    return {
        "caption": table.caption,
        "head": table.head,
        "rows": table.rows,
        "numbers": numbers,
        "weights": weights,
    }


def _weight(cells: Sequence[str]) -> int:
    """The share of the width that a column asks for: its longest text, but neither a word nor a whole paragraph."""
    return min(max(10, *map(len, cells)), _WIDEST)
