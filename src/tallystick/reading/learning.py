"""A draft of an edition from a sample page: the labels of this print in its own words, for a person to check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tallystick.model.words import FormKind

from .anchors import Anchor, anchors
from .editions import Edition
from .page import Page
from .sight import Sight
from .transmission import Reader, seen

_WIDEST = 1200
_LEAST, _SAME = 4, 0.8


def draft(pages: Iterable[Page], reader: Reader) -> Edition | None:
    """The labels of the first page that bears a form's labels, as they are printed there; None when none does."""
    for page in pages:
        look = seen(page, reader)
        if look is None:
            continue
        sight, kind = look.sight, look.kind
        known = reader.editions.of(kind.form if kind.known else FormKind.I247A)
        if known is None or not known.fields:
            continue
        found = anchors(sight, known, kind.body)
        if len(found.fields) >= _LEAST:
            return replace(
                known,
                titles=_title(sight, kind.body) or known.titles,
                fields={name: (_label(sight, found.fields[name]),) for name in known.fields if name in found.fields},
                boxes={basis: known.boxes[basis] for basis in known.boxes if basis in found.boxes},
            )
    return None


def _label(sight: Sight, anchor: Anchor) -> str:
    """The known words when they stand there but for a slip, else the words as they were read."""
    if anchor.likeness >= _SAME:
        return anchor.printed
    text = sight.phrase(anchor.area).text.strip()
    return text if text.endswith((":", ")")) else f"{text}:"


def _title(sight: Sight, body: int) -> tuple[str, ...]:
    """The line that ends where the body begins."""
    lines = [piece for piece in sight.layout.pieces if piece.bottom == body and piece not in sight.bands]
    return tuple(sight.label(piece, _WIDEST).text for piece in lines if piece.width > piece.height * 6)[:1]
