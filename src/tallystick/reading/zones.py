"""Where the value of a label stands: beside it in its cell or, when nothing stands there, below it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
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
_REACH = 84
"""Pixels from a label in parentheses up to the value over it, a ruled line and a band between them."""
_INK, _GAP = 128, 4
_ALIGNED = 10
"""Pixels by which lines may differ that begin at one place."""
_TOUCH = 2
"""Pixels of height that a value shares with its label at least: it may stand higher, on a line of its own."""
_THIN = 10
_WORD, _CRUMB = 3, 0.6
_EVEN, _APART = 1.4, 2.2
"""How much wider one step between lines may be than another, and than a line is high."""
_TOLD = 0.62
"""How alike a label is at least that shows where its value begins."""
_SENTENCE, _FAR = 48, 200
_STROKE = 24
"""Dark pixels of a letter at least."""
_RIGHT_COLUMN = ("from", "file_no", "prepared")


def value_lines(sight: Sight, found: Anchors, name: str, *, lines: int = 1) -> list[Phrase]:
    """The lines of print that are the value of field ``name``, top first; empty when its place is blank."""
    anchor = found.fields[name]
    if anchor.printed.startswith("("):
        return _above(sight, found, anchor.area)
    end = _right_end(sight, found, anchor.area)
    if lines > _FEW and name not in _RIGHT_COLUMN:
        end = min([end, *_columns(found, anchor.area)])
    beside = [part for part in _beside(found, anchor.area, end) if not _goes_on(anchor, part)]
    if lines <= _FEW:
        under = _below(sight, found, anchor, end, lines) if not beside or _is_far(anchor, beside) else []
        told = _joined(sight, beside) if not under or (beside and not _is_under(anchor, under)) else under
        return told or _crumbs(sight, found, anchor.area, end)
    every = _many_lines(sight, found, anchor, end, beside, lines)
    usual = median_low([line.area.height for line in every]) if every else 0
    kept = [line for line in every if line.area.height >= _CRUMB * usual and _has_word(line)]
    loose = not is_closed(found, anchor, end, kept)
    return [replace(line, loose=loose) for line in kept]


def is_closed(found: Anchors, anchor: Anchor, end: int, lines: list[Phrase]) -> bool:
    """True when the page shows that an address begins and ends with ``lines``.

    All begin at one place and stand evenly, the first at its label or close under it; none goes on behind its end, and
    up to what stands next on the page there is no other print in their column.
    """
    if not lines or anchor.likeness < _TOLD:
        return False
    areas = [line.area for line in lines]
    begin = [line.area.left + _first(line) * line.area.width for line in lines]
    left, tops = min(area.left for area in areas), [area.top for area in areas]
    steps = [below - above for above, below in pairwise(tops)]
    pitch = max(steps, default=areas[0].height * 2)
    aligned = max(begin) - min(begin) <= 2 * _ALIGNED
    even = pitch <= min(_EVEN * min(steps, default=pitch), _APART * max(area.height for area in areas))
    room = Area(left - _OVER, min(anchor.area.top, tops[0]), end, areas[-1].bottom + pitch)
    strange = [
        part
        for part in found.rest
        if room.left <= part.area.right and part.area.left < room.right and room.top < part.area.middle < room.bottom
        if not any(part.area.beside(area) and part.area.left < area.right for area in areas)
        if not _goes_on(anchor, part) and not _is_anothers(found, anchor, part)
        if not any(part.area.beside(other.area) for other in found.fields.values() if other is not anchor)
    ]
    torn = any(
        part.area.beside(area)
        and part.area.left < area.right + 2 * area.height
        and part.area.right > area.right + _OVER
        for part in found.rest
        for area in areas
    )
    return aligned and even and not strange and not torn


def _first(line: Phrase) -> float:
    """Where the first letter stands, as a share of the line's width: dirt may have grown together with the line."""
    return next((letter.at for letter in line.read.letters if letter.text != " "), 0.0)


def _is_far(anchor: Anchor, beside: list[Phrase]) -> bool:
    """True when what stands on the label's line is so far off that it may be another cell's."""
    return min(part.area.left for part in beside) - anchor.area.right > _FAR


def _is_under(anchor: Anchor, under: list[Phrase]) -> bool:
    """True when the line below begins where the label begins, as a value under its label does."""
    return abs(under[0].area.left - anchor.area.left) <= _CLOSE


def _crumbs(sight: Sight, found: Anchors, label: Area, end: int) -> list[Phrase]:
    """A letter whose strokes came apart behind its label, so that each was taken for a speck."""
    place = Area(label.right + _OVER, label.top - _OVER, min(end, label.right + _FAR), label.bottom + _OVER)
    ys, xs = np.nonzero(place.of(sight.page.image) < _INK)
    if any(part.area.beside(place) and place.left <= part.area.left < place.right for part in found.rest):
        return []
    if len(xs) < _STROKE or np.ptp(ys) < label.height // 2:
        return []
    left, top = place.left + int(xs.min()), place.top + int(ys.min())
    phrase = sight.phrase(Area(left, top, place.left + int(xs.max()) + 1, place.top + int(ys.max()) + 1))
    return [] if phrase.empty else [phrase]


def _many_lines(  # noqa: PLR0917
    sight: Sight, found: Anchors, anchor: Anchor, end: int, beside: list[Phrase], lines: int
) -> list[Phrase]:
    """The lines of an address: below each other behind the label, or all of them under it."""
    if not beside:
        return _below(sight, found, anchor, end, lines)
    column = _column(sight, found, beside)
    first = [right for part in beside if (right := _right_of(sight, part, column)) is not None]
    behind = _below(sight, found, anchor, end, lines, column)
    if first and any(abs(line.area.left - column) <= _CLOSE for line in behind):
        return [*_joined(sight, first), *behind]
    under = _below(sight, found, anchor, end, lines)
    close = under and _is_under(anchor, under) and under[0].area.top - anchor.area.bottom < _CLOSE // 2
    return under if under and (close or not first) else _joined(sight, first)


def _column(sight: Sight, found: Anchors, beside: list[Phrase]) -> int:
    """Where an address begins that stands behind its label: where most lines begin, of it and of the next address.

    Its first lines may have grown together with words of the label; then they have a gap there.
    """
    row = union(beside)
    others = [anchor.area for name, anchor in found.fields.items() if name not in ("to", "from")]
    near = [
        part
        for part in found.rest
        if part.area.right > row.left - _OVER and -_OVER < part.area.top - row.top < 2 * _LINES * _CLOSE
        if not any(_touch(part.area, other) for other in others)
    ]
    begin = {
        left: sum(_begins_at(sight, part, left) for part in near)
        for left in sorted({part.area.left for part in near if row.left - _OVER <= part.area.left < row.right})
    }
    most = max(begin, key=lambda left: begin[left], default=row.left)
    return most if begin.get(most, 0) > begin.get(row.left, 0) + 1 else row.left


def _touch(one: Area, other: Area) -> bool:
    """True when the two share some height: a value may stand higher than its label, on a line of its own."""
    return min(one.bottom, other.bottom) - max(one.top, other.top) >= _TOUCH


def _begins_at(sight: Sight, part: Phrase, column: int) -> bool:
    if abs(part.area.left - column) <= _ALIGNED:
        return True
    return part.area.left < column < part.area.right and _gap_before(sight, part, column) is not None


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
        if _touch(part.area, label)
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
        and part.area.left + part.area.right < 2 * right
        and not _is_anothers(found, anchor, part)
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


def _is_anothers(found: Anchors, anchor: Anchor, part: Phrase) -> bool:
    """True for print that stands behind another label on its line."""
    return any(
        _touch(part.area, other.area)
        and anchor.area.bottom < other.area.bottom
        and other.area.right - _OVER <= part.area.left
        and other.area.left < anchor.area.left + _CLOSE
        and other.area.right > anchor.area.left
        for other in found.fields.values()
    )


def _above(sight: Sight, found: Anchors, label: Area) -> list[Phrase]:
    """The line over a label in parentheses, as forms print it under a blank of a sentence."""
    over = [
        part
        for part in found.rest
        if -_REACH < part.area.bottom - label.top < _OVER
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
    cut = _gap_before(sight, part, column)
    if cut is None:
        return None
    right = Area(cut, part.area.top, part.area.right, part.area.bottom)
    rows = np.flatnonzero((right.of(sight.page.image) < _INK).sum(axis=1) >= 2)
    if not len(rows):
        return None
    phrase = sight.phrase(Area(right.left, right.top + int(rows[0]), right.right, right.top + int(rows[-1]) + 1))
    return None if phrase.empty else phrase


def _gap_before(sight: Sight, part: Phrase, column: int) -> int | None:
    """Where, close before ``column``, a line of print has a gap from top to bottom between two words; None without."""
    area = part.area
    spaces = [area.left + one.at * area.width for one in part.read.letters if one.text == " "]
    strip = Area(column - 3 * _OVER, area.top, column + _OVER // 2, area.bottom)
    if not any(strip.left - _OVER <= space <= strip.right + _OVER for space in spaces):
        return None
    empty = (strip.of(sight.page.image) < _INK).sum(axis=0) <= 1
    ends = (right for right in range(len(empty), _GAP - 1, -1) if empty[right - _GAP : right].all())
    return next((strip.left + right for right in ends), None)


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
