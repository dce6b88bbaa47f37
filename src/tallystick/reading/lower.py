"""The part below the boxes: the number to call, the officer's name, the box that cancels an earlier request.

What is filled in there stands on a ruled line or apart from the printed sentences; those are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2

from tallystick.model.reading import Doubtful, FieldReading, MarkReading, Read, Unread
from tallystick.model.words import UnreadReason

from .anchors import HEAD, Anchors
from .area import Area
from .boxes import marked_in
from .editions import Edition
from .known import Words
from .likeness import contains, starts_with
from .sight import Sight
from .strays import Strays
from .values import Line, field_value

_SHORT = (90, 460)
_OVER = 36
_PHONES = 4
_LIKE = 0.6


def read_further(sight: Sight, found: Anchors, edition: Edition, strays: Strays) -> dict[str, FieldReading]:
    """The number to call and the officer, each read or with its reason."""
    officer = _officer(sight, found, edition)
    bottom = officer.top if officer else sight.page.image.shape[0]
    return {
        "notify_phone": _phone(sight, found, strays, bottom),
        "officer": _free(sight, "officer", officer),
    }


def read_marks(sight: Sight, found: Anchors, edition: Edition) -> tuple[MarkReading, ...]:
    """The box that cancels an earlier request, if the form has one."""
    if not edition.cancel:
        return ()
    for square in (one for one in sight.layout.squares if one.top > found.end):
        words = [p for p in sight.layout.pieces if p.padded(4).beside(square) and 0 < p.left - square.right + 12 < 80]
        if any(starts_with(sight.label(piece, HEAD).text, edition.cancel).likeness >= _LIKE for piece in words):
            marked, density, box = marked_in(sight, square)
            return (MarkReading("cancel", marked, density, sight.page.box(box)),)
    return (MarkReading("cancel", None, 0.0),)


def _lines(sight: Sight, found: Anchors) -> Iterator[Area]:
    height = sight.page.image.shape[0]
    for piece in sight.layout.pieces:
        if found.end < piece.top < height * 0.85 and piece not in sight.bands:
            yield piece


def _officer(sight: Sight, found: Anchors, edition: Edition) -> Area | None:
    """Where the officer's name stands: over the ruled line over its label."""
    if not edition.officer:
        return None
    for piece in _lines(sight, found):
        line = Area(piece.left, piece.top - 16, piece.left + 160, piece.top + 6)
        rules = sight.layout.rules_in(line)
        under = piece.width < 2 * HEAD and rules.size and rules.max(axis=0).mean() > 0.7
        if under and contains(edition.officer, sight.label(piece, HEAD).text) >= _LIKE:
            return _over(sight, piece)
    return None


def _over(sight: Sight, label: Area) -> Area:
    above = [
        piece
        for piece in sight.layout.pieces
        if -60 < piece.bottom - label.top < 8 and piece.height > 12 and piece.left < label.right
        if piece.right > label.left - 160 and piece not in sight.bands
    ]
    return max(above, key=lambda piece: piece.bottom, default=Area(label.left, label.top - 40, label.right, label.top))


def _free(sight: Sight, name: str, area: Area | None) -> FieldReading:
    if area is None:
        return Unread(UnreadReason.NOT_FOUND)
    phrase = sight.phrase(area)
    return field_value(name, [Line(phrase.scores, sight.alphabet)], Words(), sight.page.box(area))


def _phone(sight: Sight, found: Anchors, strays: Strays, bottom: int) -> FieldReading:
    low, high = _SHORT
    short = [p for p in _lines(sight, found) if low < p.width < high and p.bottom < bottom and p.height > 12]
    ruled = [area for area in _blanks(sight, found) if area.bottom < bottom]
    for area in sorted([*short, *ruled], key=lambda one: one.top)[: 3 * _PHONES]:
        phrase = sight.phrase(area)
        if strays.fits("notify_phone", phrase):
            value = field_value("notify_phone", [Line(phrase.scores, sight.alphabet)], Words(), sight.page.box(area))
            return (
                value if area in ruled or not isinstance(value, Read) else Doubtful(value.value, value.score, value.box)
            )
    return Unread(UnreadReason.BLANK if ruled else UnreadReason.NOT_FOUND)


def _blanks(sight: Sight, found: Anchors) -> Iterator[Area]:
    """The room over each short ruled line: a blank in a sentence."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(sight.layout.rules, None), connectivity=8)
    low, high = _SHORT
    for left, top, width, _, _ in stats[1:]:
        if low < 2 * width < high and 2 * top > found.end:
            yield Area(int(2 * left), int(2 * top) - _OVER, int(2 * (left + width)), int(2 * top) + 6)
