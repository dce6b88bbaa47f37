"""The part below the boxes: the number to call, the officer's name, the box and date that cancel an earlier request.

What is filled in there stands within or beside printed sentences: it is told by its shape, by a ruled line under it,
and by the words before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import cv2

from tallystick.model.reading import Doubtful, FieldReading, MarkReading, Read, Unread
from tallystick.model.words import ASKED_BY_FORM, FormKind, UnreadReason

from .anchors import HEAD, Anchors, square_of, union
from .area import Area, around
from .boxes import faint, marked_in
from .editions import Edition
from .known import Words
from .likeness import contains, find, starts_with
from .phrases import Phrase
from .sight import Sight
from .strays import Strays
from .values import field_value

_SHORT = (90, 460)
_OVER = 36
_LIKE = 0.6
_LOWEST = 0.9
_TALL, _WIDE = 12, 60
_ROWS = 7
"""Lines of the requests that are read for the number to call: it stands in the first sentences."""
_ABOVE, _BELOW = 64, 10
_LEAST = 10
_SIGNED = (250, 1100)
"""How wide a line to sign on is, in pixels: neither a blank in a sentence nor the rule between two parts."""
_NUMBER = re.compile(r"[(\[{/]?[0-9OoIlSBZ]{3}[)\]}/]?[-. ]{0,2}[0-9OoIlSBZ]{3}[-. ]{1,2}[0-9OoIlSBZ]{4}(?![0-9])")
_TOLD, _SAID = 40, 0.85
_OF_A_DAY = re.compile(r"\b(dat[eo]d|[o0]n|[o0]f|from)\s*$", re.IGNORECASE)
_DAY = re.compile(r"[0-9OIlSBZ]{1,2}[/.,-][0-9OIlSBZ]{1,2}[/.,-][0-9OIlSBZ]{2,4}")


def read_further(sight: Sight, found: Anchors, edition: Edition, strays: Strays) -> dict[str, FieldReading]:
    """The number to call, the officer and the day of a request that is cancelled, each read or with its reason."""
    officer = _officer(sight, found, edition)
    bottom = officer[-1].top if officer else int(sight.page.image.shape[0] * _LOWEST)
    further = {"officer": _free(sight, "officer", officer[0] if officer else None)}
    if edition.form in ASKED_BY_FORM:
        further["notify_phone"] = _phone(sight, found, strays, bottom)
    if edition.form is FormKind.CANCELLATION:
        further["cancels"] = _day_of_request(sight)
    cancel = _cancel_words(sight, found, edition)
    return further if cancel is None else further | {"cancels": _cancelled(sight, cancel, edition)}


def read_marks(sight: Sight, found: Anchors, edition: Edition) -> tuple[MarkReading, ...]:
    """The box that cancels an earlier request, if the form has one."""
    if not edition.cancel:
        return ()
    words = _cancel_words(sight, found, edition)
    square = words.square if words else None
    if square is None:
        return (MarkReading("cancel", None, 0.0),)
    marked, density, box = marked_in(sight, square)
    return (MarkReading("cancel", marked, density, sight.page.box(box)),)


@dataclass(frozen=True, slots=True)
class _Cancel:
    """The line that begins with the words of the cancel box, and the box before it where one is seen."""

    line: Area
    square: Area | None


def _cancel_words(sight: Sight, found: Anchors, edition: Edition) -> _Cancel | None:
    """The words, found beside a square or, where the tick has grown together with it, by themselves."""
    if not edition.cancel:
        return None
    lines = list(_lines(sight, found))
    squares = [one for one in sight.layout.squares if one.top > _start(found)]
    for square in squares:
        for line in lines:
            if (
                line.padded(4).beside(square)
                and -12 < line.left - square.right < 80
                and _is_cancel(sight, line, edition)
            ):
                return _Cancel(line, square)
    for line in (one for one in lines if one.width > 2 * HEAD):
        if _is_cancel(sight, line, edition):
            return _Cancel(line, square_of(sight, line) or _unseen(sight, found, line))
    return None


def _is_cancel(sight: Sight, line: Area, edition: Edition) -> bool:
    text = sight.label(line, HEAD).text
    return any(starts_with(text[skip:], edition.cancel).likeness >= _LIKE for skip in range(4) if len(text) > skip + 8)


def _unseen(sight: Sight, found: Anchors, line: Area) -> Area | None:
    """The frame before the line on which most ink lies, as large as the boxes above; or within it, grown together."""
    size = next((square.width for square in found.squares.values()), 0)
    inside = Area(line.left + size + size // 2, line.top, line.right, line.bottom) if size else line
    placed = faint(sight, {"cancel": line}, size) or faint(sight, {"cancel": inside}, size)
    return placed.get("cancel")


def _cancelled(sight: Sight, cancel: _Cancel, edition: Edition) -> FieldReading:
    """The day on the line behind the words, if one is filled in."""
    words = edition.cancel[-24:]
    beside = sorted(piece for piece in sight.layout.pieces if piece.beside(cancel.line) and piece not in sight.bands)
    for piece in beside:
        phrase = sight.phrase(piece)
        after = find(phrase.text, words).end if piece == cancel.line else 0
        if day := _DAY.search(phrase.text, after):
            return _part(sight, "prepared", phrase, *day.span())
    return Unread(UnreadReason.BLANK)


def _day_of_request(sight: Sight) -> FieldReading:
    """The first day in the sentences of a letter that is said of a detainer."""
    before = ""
    for piece in sight.layout.pieces:
        if piece in sight.bands or piece.width < _WIDE:
            continue
        phrase = sight.phrase(piece)
        for day in _DAY.finditer(phrase.text):
            said = (before + phrase.text[: day.start()])[-2 * _TOLD :]
            if _OF_A_DAY.search(said) and contains(said, "detainer") >= _SAID:
                return _part(sight, "prepared", phrase, *day.span())
        before = phrase.text[-2 * _TOLD :] + " "
    return Unread(UnreadReason.NOT_FOUND)


def _start(found: Anchors) -> int:
    """Where the part below the boxes begins; without boxes, below the fields."""
    if found.boxes:
        return found.end
    return max((anchor.area.bottom for anchor in found.fields.values()), default=0)


def _lines(sight: Sight, found: Anchors) -> Iterator[Area]:
    height, start = sight.page.image.shape[0], _start(found)
    for piece in sight.layout.pieces:
        if start < piece.top < height * _LOWEST and piece not in sight.bands:
            yield piece


def _officer(sight: Sight, found: Anchors, edition: Edition) -> tuple[Area, Area] | None:
    """Where the officer's name stands, over its label, and the label."""
    if not edition.officer:
        return None
    for piece in _lines(sight, found):
        if piece.width < 4 * HEAD:
            text = sight.label(piece, HEAD).text
            if len(text) >= _LEAST and starts_with(text, edition.officer).likeness >= _LIKE:
                return _over(sight, piece, edition), piece
    return _over_a_rule(sight, found)


def _over_a_rule(sight: Sight, found: Anchors) -> tuple[Area, Area] | None:
    """Where the label cannot be read: the print that stands on the first line to sign on, and that line."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(sight.layout.rules, None), connectivity=8)
    lines = sorted((2 * top, 2 * left, 2 * width) for left, top, width, _, _ in stats[1:].tolist())
    low, high = _SIGNED
    for top, left, width in lines:
        if not (low < width < high and _start(found) < top < sight.page.image.shape[0] * _LOWEST):
            continue
        line = Area(left, top, left + width, top + 4)
        for piece in _lines(sight, found):
            on_it = -_OVER // 2 < piece.bottom - top < _BELOW and left - _BELOW < piece.left < left + width // 2
            if on_it and piece.height > _TALL and sum(map(str.isalpha, sight.phrase(piece).text)) >= _LEAST:
                row = [sight.phrase(one) for one in _lines(sight, found) if one.beside(piece) and one.left < line.right]
                return union(row), line
    return None


def _over(sight: Sight, label: Area, edition: Edition) -> Area:
    """The print nearest above the label that is no stamp: all of its line as far as the label reaches."""
    above = [
        piece
        for piece in sight.layout.pieces
        if -_ABOVE < piece.bottom - label.top < _BELOW
        if piece.height > _TALL and piece.left < label.right + _OVER and piece.right > label.left - 160
        if piece not in sight.bands
    ]
    for piece in sorted(above, key=lambda one: -one.bottom):
        phrase = sight.phrase(piece)
        if not phrase.empty and not edition.is_mark(phrase.text) and sum(map(str.isalpha, phrase.text)) > 2:
            row = [sight.phrase(one) for one in above if one.beside(piece)]
            return around([*_initials(sight, piece), *(one.area for one in row if not one.empty)])
    return Area(label.left, label.top - 40, label.right, label.top)


def _initials(sight: Sight, line: Area) -> list[Area]:
    """Squares close before a line of print where no box stands: a B or a D of straight strokes looks like one."""
    return [one for one in sight.layout.squares if one.beside(line) and 0 < line.left - one.right < 2 * _OVER]


def _free(sight: Sight, name: str, area: Area | None) -> FieldReading:
    if area is None:
        return Unread(UnreadReason.NOT_FOUND)
    return field_value(name, sight.looks([sight.phrase(area)]), Words(), sight.page.box(area))


def _part(sight: Sight, name: str, phrase: Phrase, start: int, end: int) -> FieldReading:
    """The letters from ``start`` to ``end`` as the value of a field; looked at by themselves if they are not sure."""
    part = phrase if (start, end) == (0, len(phrase.text)) else phrase.part(start, end)
    value = field_value(name, sight.looks([part]), Words(), sight.page.box(part.area))
    if isinstance(value, Read) or part.whole:
        return value
    again = field_value(name, sight.looks([sight.phrase(part.area)]), Words(), sight.page.box(part.area))
    return again if getattr(again, "score", 0.0) > getattr(value, "score", 0.0) else value


def _phone(sight: Sight, found: Anchors, strays: Strays, bottom: int) -> FieldReading:
    """The first number to call in the sentences of the request that is not the support line's; else the blank's."""
    before, rows = "", 0
    last = Area(0, 0, 0, 0)
    for piece in _lines(sight, found):
        if piece.bottom > bottom or rows > _ROWS:
            break
        if piece.width < _WIDE or piece.height <= _TALL:
            continue
        rows += not piece.beside(last)
        last = piece
        phrase = sight.phrase(piece)
        for number in _NUMBER.finditer(phrase.text):
            said = (before + phrase.text[: number.start()])[-_TOLD:]
            if contains(said, "support") < _LIKE:
                return _part(sight, "notify_phone", phrase, *number.span())
        before = phrase.text[-_TOLD:]
    return _in_blank(sight, found, strays, bottom)


def _in_blank(sight: Sight, found: Anchors, strays: Strays, bottom: int) -> FieldReading:
    """The number over a short ruled line, if it can be one."""
    ruled = [area for area in _blanks(sight, found) if area.bottom < bottom]
    for area in sorted(ruled, key=lambda one: one.top)[:4]:
        phrase = sight.phrase(area)
        if strays.fits("notify_phone", phrase):
            value = _part(sight, "notify_phone", phrase, 0, len(phrase.text))
            return Doubtful(value.value, value.score, value.box) if isinstance(value, Read) else value
    return Unread(UnreadReason.BLANK if ruled else UnreadReason.NOT_FOUND)


def _blanks(sight: Sight, found: Anchors) -> Iterator[Area]:
    """The room over each short ruled line: a blank in a sentence."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(sight.layout.rules, None), connectivity=8)
    low, high = _SHORT
    for left, top, width, _, _ in stats[1:]:
        if low < 2 * width < high and 2 * top > _start(found):
            yield Area(int(2 * left), int(2 * top) - _OVER, int(2 * (left + width)), int(2 * top) + 6)
