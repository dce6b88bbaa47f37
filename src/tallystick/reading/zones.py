"""Where the value of a label stands: beside it in its cell or, when nothing stands there, below it."""

from __future__ import annotations

import numpy as np

from .anchors import Anchor, Anchors
from .area import Area, around
from .likeness import contains
from .sight import Sight

_LINES = 4
_CLOSE = 40


def value_lines(sight: Sight, found: Anchors, name: str, *, lines: int = 1) -> list[Area]:
    """The lines of print that are the value of field ``name``, top first; empty when its place is blank."""
    anchor = found.fields[name]
    beside = _beside(sight, found, anchor)
    if beside:
        return [beside]
    return _below(sight, found, anchor, lines)


def place_of(sight: Sight, found: Anchors, name: str) -> Area:
    """The empty place beside a label, to be shown to a person."""
    label = found.fields[name].area
    return Area(label.right, label.top - 4, _right_end(sight, found, label), label.bottom + 4)


def _beside(sight: Sight, found: Anchors, anchor: Anchor) -> Area | None:
    label = anchor.area
    end = _right_end(sight, found, label)
    pieces = []
    for piece in sight.layout.pieces:
        if not piece.beside(label) or piece.right > end + 12 or piece.right <= label.right + 6:
            continue
        if piece.left >= label.right - 6:
            pieces.append(piece)
        elif piece.left < label.right and piece.left <= label.left + 6:
            pieces.append(Area(label.right, piece.top, piece.right, piece.bottom))
    pieces = [piece for piece in pieces if not _is_label(sight, anchor, piece)]
    return around(pieces) if pieces else None


def _below(sight: Sight, found: Anchors, anchor: Anchor, lines: int) -> list[Area]:
    label = anchor.area
    left, right = _left_end(sight, label), _right_end(sight, found, label)
    bottom = _floor(sight, found, Area(left, label.bottom, right, label.bottom + lines * _CLOSE + _CLOSE))
    pieces = [
        piece
        for piece in sight.layout.pieces
        if label.bottom - 4 <= piece.top
        and piece.bottom <= bottom + 6
        and left - 6 <= piece.left
        and piece.right <= right + 12
        and piece not in sight.bands
    ]
    rows: list[list[Area]] = []
    for piece in pieces:
        row = next((row for row in rows if around(row).beside(piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    areas = [around(row) for row in rows]
    while areas and _is_label(sight, anchor, areas[0]):
        areas.pop(0)
    return areas[: min(lines, _LINES)]


def _is_label(sight: Sight, anchor: Anchor, piece: Area) -> bool:
    """True for a piece that goes on with the label's own words."""
    if anchor.printed.endswith(":") or piece.height > anchor.area.height + 8:
        return False
    text = sight.label(piece, 250).text
    return len(text) >= 4 and contains(anchor.printed, text) >= 0.75


def _right_end(sight: Sight, found: Anchors, label: Area) -> int:
    """Where the cell of a label ends: at a ruled line, at the next label of the line, or at the page's print."""
    others = [a.area.left - 8 for a in found.fields.values() if a.area.beside(label) and a.area.left > label.right]
    right = [x for x in sight.layout.post_columns(label) if x > label.right]
    return int(min([*others, *right, sight.page.image.shape[1] - 20]))


def _left_end(sight: Sight, label: Area) -> int:
    left = [x for x in sight.layout.post_columns(label) if x < label.left]
    return max([*left, label.left - 30, 0])


def _floor(sight: Sight, found: Anchors, zone: Area) -> int:
    """The first ruled line or label below a label, or the end of the zone."""
    labels = [anchor.area for anchor in found.fields.values()]
    across = [area.top for area in labels if area.left < zone.right and area.right > zone.left]
    stops = [zone.bottom, *(top for top in across if zone.top <= top < zone.bottom)]
    rules = sight.layout.rules_in(zone)
    if len(rules) > 3 and rules.shape[1]:
        near = np.stack([rules[offset : len(rules) - 2 + offset] for offset in range(3)]).max(axis=0)
        rows = np.flatnonzero(near.mean(axis=1) > 0.4)
        stops += [zone.top + 2 * int(row) for row in rows[:1]]
    return min(stops)
