"""Where the value of a label stands: beside it in its cell or, when nothing stands there, below it."""

from __future__ import annotations

import numpy as np

from .anchors import Anchor, Anchors, union
from .area import Area
from .likeness import contains
from .phrases import Phrase
from .sight import Sight

_LINES, _FEW = 5, 2
_CLOSE = 44
_OVER = 8
_THIN = 10
_WORD, _CRUMB = 3, 0.6
_RIGHT_COLUMN = ("from", "file_no", "prepared")


def value_lines(sight: Sight, found: Anchors, name: str, *, lines: int = 1) -> list[Phrase]:
    """The lines of print that are the value of field ``name``, top first; empty when its place is blank."""
    anchor = found.fields[name]
    end = _right_end(sight, found, anchor.area)
    if lines > _FEW:
        end = min([end, *_columns(found, anchor.area)])
    beside = [part for part in _beside(found, anchor.area, end) if not _goes_on(anchor, part)]
    if lines <= _FEW:
        return _joined(sight, beside) or _below(sight, found, anchor, end, lines)
    every = [*_joined(sight, beside), *_below(sight, found, anchor, end, lines)]
    tallest = max((line.area.height for line in every), default=0)
    return [line for line in every if line.area.height >= _CRUMB * tallest and _has_word(line)]


def _has_word(line: Phrase) -> bool:
    return sum(letter.isalnum() for letter in line.text) >= _WORD


def _columns(found: Anchors, label: Area) -> list[int]:
    """Where the right column of the grid begins, when ``label`` stands in the left one."""
    right = [found.fields[name].area.left - _OVER for name in _RIGHT_COLUMN if name in found.fields]
    return [x for x in right if x > label.left + 3 * _OVER and x > label.left + _CLOSE]


def place_of(sight: Sight, found: Anchors, name: str) -> Area:
    """The empty place beside a label, to be shown to a person."""
    label = found.fields[name].area
    return Area(label.right, label.top - 4, _right_end(sight, found, label), label.bottom + 4)


def _beside(found: Anchors, label: Area, end: int) -> list[Phrase]:
    return [
        part
        for part in found.rest
        if part.area.beside(label)
        and label.right - _OVER <= part.area.left < end - _OVER
        and (part.area.width > _THIN or part.area.left > label.right + 2 * _OVER)
    ]


def _joined(sight: Sight, parts: list[Phrase]) -> list[Phrase]:
    """One line of the parts: as it was read, or read again as one."""
    if len(parts) < 2:
        return parts
    return [sight.phrase(union(parts))]


def _below(sight: Sight, found: Anchors, anchor: Anchor, right: int, lines: int) -> list[Phrase]:
    label = anchor.area
    left = _left_end(sight, found, label)
    bottom = _floor(sight, found, Area(left, label.bottom, right, label.bottom + lines * _CLOSE + _CLOSE // 2))
    parts = [
        part
        for part in found.rest
        if label.bottom - _OVER <= part.area.middle <= bottom
        and part.area.top > label.top + _OVER
        and left - _OVER <= part.area.left < right - _OVER
    ]
    rows: list[list[Phrase]] = []
    for part in sorted(parts, key=lambda one: one.area.top):
        row = next((row for row in rows if union(row).beside(part.area)), None)
        if row is None:
            rows.append([part])
        else:
            row.append(part)
    found_lines = [line for row in rows for line in _joined(sight, sorted(row, key=lambda one: one.area.left))]
    return [line for line in found_lines if not _goes_on(anchor, line)][: min(lines, _LINES)]


def _goes_on(anchor: Anchor, part: Phrase) -> bool:
    """True for a part that goes on with the label's own words."""
    if anchor.printed.endswith(":") or part.area.height > anchor.area.height * 1.6 + _OVER:
        return False
    text = part.text
    return len(text) >= 4 and contains(anchor.printed, text) >= 0.62


def _right_end(sight: Sight, found: Anchors, label: Area) -> int:
    """Where the cell of a label ends: at a ruled line, at the next label of the line, or at the page's print."""
    others = [a.area.left - 4 for a in found.fields.values() if a.area.beside(label) and a.area.left > label.right - 4]
    right = [x for x in sight.layout.post_columns(label) if x > label.right - 4]
    return int(min([*others, *right, sight.page.image.shape[1] - 10]))


def _left_end(sight: Sight, found: Anchors, label: Area) -> int:
    left = [x for x in sight.layout.post_columns(label) if x < label.left]
    others = [a.area.right for a in found.fields.values() if a.area.beside(label) and a.area.right < label.left]
    return max([*left, *others, label.left - 60, 0])


def _floor(sight: Sight, found: Anchors, zone: Area) -> int:
    """The first ruled line or label below a label, or the end of the zone."""
    labels = [anchor.area for anchor in found.fields.values()]
    across = [area.top for area in labels if area.left < zone.right and area.right > zone.left]
    stops = [zone.bottom, *(top for top in across if zone.top <= top < zone.bottom)]
    rules = sight.layout.rules_in(zone)
    if len(rules) > 3 and rules.shape[1]:
        near = np.stack([rules[offset : len(rules) - 2 + offset] for offset in range(3)]).max(axis=0)
        rows = np.flatnonzero(near.mean(axis=1) > 0.5)
        stops += [zone.top + 2 * int(row) for row in rows if row > 4][:1]
    return min(stops)
