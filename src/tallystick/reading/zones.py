"""Where the value of a label stands: beside it in its cell or, when nothing stands there, below it."""

from __future__ import annotations

from statistics import median_low

import numpy as np

from .anchors import Anchor, Anchors, union
from .area import Area
from .likeness import contains
from .phrases import Phrase
from .sight import Sight

_LINES, _FEW = 5, 2
_CLOSE = 44
_OVER = 8
_INK, _SPECKS = 128, 6
_TOUCH = 5
"""Pixels of height that a value shares with its label at least: it may stand higher, on a line of its own."""
_THIN = 10
_WORD, _CRUMB = 3, 0.6
_SENTENCE, _FAR = 48, 200
_RIGHT_COLUMN = ("from", "file_no", "prepared")


def value_lines(sight: Sight, found: Anchors, name: str, *, lines: int = 1) -> list[Phrase]:
    """The lines of print that are the value of field ``name``, top first; empty when its place is blank."""
    anchor = found.fields[name]
    if anchor.printed.startswith("("):
        return _above(sight, found, anchor.area)
    end = _right_end(sight, found, anchor.area)
    if lines > _FEW:
        end = min([end, *_columns(found, anchor.area)])
    beside = [part for part in _beside(found, anchor.area, end) if not _goes_on(anchor, part)]
    if lines <= _FEW:
        under = _below(sight, found, anchor, end, lines) if not beside or _is_far(anchor, beside) else []
        return _joined(sight, beside) if not under or (beside and not _is_under(anchor, under)) else under
    every = _many_lines(sight, found, anchor, end, beside, lines)
    usual = median_low([line.area.height for line in every]) if every else 0
    return [line for line in every if line.area.height >= _CRUMB * usual and _has_word(line)]


def _is_far(anchor: Anchor, beside: list[Phrase]) -> bool:
    """True when what stands on the label's line is so far off that it may be another cell's."""
    return min(part.area.left for part in beside) - anchor.area.right > _FAR


def _is_under(anchor: Anchor, under: list[Phrase]) -> bool:
    """True when the line below begins where the label begins, as a value under its label does."""
    return abs(under[0].area.left - anchor.area.left) <= _CLOSE


def _many_lines(  # noqa: PLR0917
    sight: Sight, found: Anchors, anchor: Anchor, end: int, beside: list[Phrase], lines: int
) -> list[Phrase]:
    """The lines of an address: below each other behind the label, or all of them under it."""
    column = min((part.area.left for part in beside), default=None)
    behind = _below(sight, found, anchor, end, lines, column) if column is not None else []
    if column is not None and any(abs(line.area.left - column) <= _CLOSE for line in behind):
        return [*_joined(sight, beside), *behind]
    return _below(sight, found, anchor, end, lines) or _joined(sight, beside)


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
        if min(part.area.bottom, label.bottom) - max(part.area.top, label.top) >= _TOUCH
        and label.right - _OVER <= part.area.left < end - _OVER
        and (part.area.width > _THIN or part.area.left > label.right + 2 * _OVER)
    ]


def _joined(sight: Sight, parts: list[Phrase]) -> list[Phrase]:
    """One line of the parts: as it was read, or read again as one."""
    if len(parts) < 2:
        return parts
    return [sight.phrase(union(parts))]


def _below(  # noqa: PLR0917
    sight: Sight, found: Anchors, anchor: Anchor, right: int, lines: int, column: int | None = None
) -> list[Phrase]:
    """The lines under a label; right of ``column`` only, where its first value stands behind the label."""
    label = anchor.area
    left = _left_end(sight, found, label)
    room = lines * _CLOSE + (_CLOSE if len(anchor.printed) > _SENTENCE else _CLOSE // 2)
    bottom = _floor(sight, found, Area(left, label.bottom, right, label.bottom + room))
    parts = [
        part
        for part in found.rest
        if label.bottom - _OVER <= part.area.middle <= bottom
        and part.area.top > label.top + _OVER
        and left - _OVER <= part.area.left < right - _OVER
    ]
    if column is not None:
        parts = [right_part for part in parts if (right_part := _right_of(sight, part, column)) is not None]
    parts = [part for part in parts if not _goes_on(anchor, part)]
    rows: list[list[Phrase]] = []
    for part in sorted(parts, key=lambda one: one.area.top):
        row = next((row for row in rows if union(row).beside(part.area)), None)
        if row is None:
            rows.append([part])
        else:
            row.append(part)
    found_lines = [line for row in rows for line in _joined(sight, sorted(row, key=lambda one: one.area.left))]
    return [line for line in found_lines if not _goes_on(anchor, line)][: min(lines, _LINES)]


def _above(sight: Sight, found: Anchors, label: Area) -> list[Phrase]:
    """The line over a label in parentheses, as forms print it under a blank of a sentence."""
    over = [
        part
        for part in found.rest
        if -_CLOSE < part.area.bottom - label.top < _OVER
        and part.area.left < label.right + _CLOSE
        and part.area.right > label.left - _CLOSE
    ]
    lowest = max((part.area.bottom for part in over), default=0)
    row = sorted((part for part in over if lowest - part.area.bottom < _OVER), key=lambda one: one.area.left)
    return _joined(sight, row)


def _right_of(sight: Sight, part: Phrase, column: int) -> Phrase | None:
    """What of ``part`` stands right of ``column``: the left is a label that is broken over lines."""
    if part.area.left >= column - 2 * _OVER:
        return part
    if part.area.right <= column + _OVER:
        return None
    before = Area(column - 2 * _OVER, part.area.top, column - _OVER, part.area.bottom)
    if np.count_nonzero(before.of(sight.page.image) < _INK) > _SPECKS:
        return None
    right = Area(column - _OVER // 2, part.area.top, part.area.right, part.area.bottom)
    rows = np.flatnonzero((right.of(sight.page.image) < _INK).sum(axis=1) >= 2)
    if not len(rows):
        return None
    phrase = sight.phrase(Area(right.left, right.top + int(rows[0]), right.right, right.top + int(rows[-1]) + 1))
    return None if phrase.empty else phrase


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
