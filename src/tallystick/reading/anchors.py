"""Where the printed labels of a form stand on this page. Found by reading them, so any margin or type face will do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from tallystick.model.words import StatedBasis

from .area import Area, around
from .columns import column, in_order, words_beside
from .editions import Edition
from .likeness import alike, contains, find, folded, starts_with
from .phrases import Phrase, cut
from .sight import Sight, head

HEAD = 280
"""Pixels of a line that are read to tell what it begins with."""
_WIDE = 900
_INK, _COLUMN_GAP = 128, 60
"""Pixels without print between two columns of a wide line at least."""
_BESIDE = 120
_UPPER = 0.55
_ALIKE = {3: 1.0, 4: 0.75, 5: 0.75, 6: 0.72}
_LONG = 0.6
_SAID = 32
"""Letters of a label that are looked for; of a longer one the rest may stand on the next line."""
_ON, _GOING_ON = 2, 0.7
_SLIP = 4
"""Letters within which the last sign of a label follows on what was taken for its end."""
_CRUMB = 12
_BOX = 0.66
_LOWEST_BOX = 0.75
_FIRST_WORDS, _ABOVE = 150, 300
_HALF_LETTER = 8
_TORN, _OWN = 70, 0.7
_FIRST_WORD = 0.7
"""How alike a label counts of which only the first word was told."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label: where it stands, how alike it is (0..1), the words that the form prints."""

    area: Area
    likeness: float
    printed: str


@dataclass(slots=True)
class Anchors:
    """The labels found, by field and by basis, with the ``squares`` of boxes.

    ``rest`` is the print of the upper part that is no label; ``floor`` is where that part ends, ``end`` where the boxes
    end (pixels).
    """

    fields: dict[str, Anchor] = field(default_factory=dict)
    boxes: dict[StatedBasis, Anchor] = field(default_factory=dict)
    squares: dict[StatedBasis, Area] = field(default_factory=dict)
    rest: list[Phrase] = field(default_factory=list)
    floor: int = 0
    end: int = 0


def anchors(sight: Sight, edition: Edition, body: int) -> Anchors:
    """The labels of ``edition`` below ``body`` pixels: first the boxes, which end the upper part, then that part."""
    height = sight.page.image.shape[0]
    found = Anchors(floor=body + int((height - body) * _UPPER), end=height)
    _find_boxes(sight, found, edition, body)
    phrases = list(_upper(sight, found, edition, body))
    _find_labels(found, edition, phrases)
    _find_beginnings(found, edition)
    found.rest = [part for one in found.rest if not (part := _stopped(one, edition)).empty]
    for name, anchor in found.fields.items():
        if not anchor.printed.endswith(":"):
            found.fields[name] = _completed(found, anchor)
    return found


def _completed(found: Anchors, anchor: Anchor) -> Anchor:
    """The label with what a wide gap has torn off it at either side; that is no longer among the rest."""
    for part in list(found.rest):
        gap = max(anchor.area.left - part.area.right, part.area.left - anchor.area.right)
        if part.area.beside(anchor.area) and gap <= _TORN and contains(anchor.printed, part.text) >= _OWN:
            found.rest.remove(part)
            anchor = Anchor(around((anchor.area, part.area)), anchor.likeness, anchor.printed)
    return anchor


def _find_boxes(sight: Sight, found: Anchors, edition: Edition, body: int) -> None:
    """Words of the boxes: those right of a square, then those in the same column whose square cannot be seen."""
    lines = [piece for piece in sight.layout.pieces if piece.top > body and piece not in sight.bands]
    for square in sight.layout.squares:
        if edition.boxes and len(found.boxes) == len(edition.boxes):
            break
        beside = [p for p in lines if p.beside(square) and -12 <= p.left - square.right <= _BESIDE]
        if beside:
            _take_box(sight, found, edition, min(beside, key=lambda p: p.left))
    if edition.boxes and len(found.boxes) < len(edition.boxes):
        for piece in _candidates(found, edition, lines, sight):
            _take_box(sight, found, edition, piece)
    _in_order(sight, found, edition, body)
    if found.boxes:
        found.floor = min(anchor.area.top for anchor in found.boxes.values())
        found.end = max(anchor.area.bottom for anchor in found.boxes.values())


def _in_order(sight: Sight, found: Anchors, edition: Edition, body: int) -> None:
    """Boxes whose words cannot be read, by their place: the column of squares has the form's order."""
    order = list(edition.boxes)
    known = {
        order.index(basis): square
        for basis, anchor in found.boxes.items()
        if (square := square_of(sight, anchor.area)) is not None
    }
    found.squares.update({order[at]: square for at, square in known.items()})
    if not order or len(known) == len(order):
        return
    height = sight.page.image.shape[0]
    squares = column(sight, list(known.values()), body, int(height * _LOWEST_BOX)).squares
    rows = {order.index(basis): anchor.area for basis, anchor in found.boxes.items()} | known
    for at, (square, likeness) in in_order(sight, squares, list(edition.boxes.values()), rows).items():
        basis = order[at]
        if basis in found.boxes and not _stands_before(square, found.boxes[basis].area):
            continue
        found.squares.setdefault(basis, square)
        found.boxes.setdefault(basis, Anchor(words_beside(sight, square), likeness, edition.boxes[basis]))


def _stands_before(square: Area, words: Area) -> bool:
    """True when the square is close left of its words and on their line; elsewhere letters may look like a frame."""
    return square.beside(words) and -_HALF_LETTER < words.left - square.right <= _BESIDE


def square_of(sight: Sight, text: Area) -> Area | None:
    """The square nearest to the left of its words."""
    near = [
        square
        for square in sight.layout.squares
        if square.padded(8).beside(text) and -8 < text.left - square.right <= _BESIDE
    ]
    return max(near, key=lambda square: square.right, default=None)


def _candidates(found: Anchors, edition: Edition, lines: list[Area], sight: Sight) -> Iterator[Area]:
    """Lines that may be the words of a box not yet found: in the column of the others, else any long line."""
    lefts = [anchor.area.left for anchor in found.boxes.values()]
    taken = {anchor.area for anchor in found.boxes.values()}
    highest = min((anchor.area.top for anchor in found.boxes.values()), default=0)
    height = sight.page.image.shape[0]
    for piece in lines:
        if len(found.boxes) == len(edition.boxes):
            return
        near = any(-60 <= piece.left - left <= 16 for left in lefts) and piece.top > highest - _ABOVE
        open_ = not lefts and piece.width > HEAD and height * 0.2 < piece.top < height * 0.7
        if piece not in taken and piece.width > _FIRST_WORDS and (near or open_):
            yield piece


def _take_box(sight: Sight, found: Anchors, edition: Edition, piece: Area) -> None:
    text = sight.label(piece, HEAD)
    if len(text.text) < 8:
        return
    for basis, words in edition.boxes.items():
        options = [(starts_with(text.text[skip:], words).likeness, skip) for skip in range(4)]
        likeness, skip = max(options, key=lambda one: (one[0], -one[1]))
        if likeness > max(_BOX, found.boxes[basis].likeness if basis in found.boxes else 0):
            left = piece.left + int(head(piece, HEAD).width * text.letters[skip].at) - _HALF_LETTER
            left = piece.left if left - piece.left < 2 * _HALF_LETTER else left
            found.boxes[basis] = Anchor(Area(left, piece.top, piece.right, piece.bottom), likeness, words)


def _upper(sight: Sight, found: Anchors, edition: Edition, body: int) -> Iterator[Phrase]:
    """Every phrase between the title and the first box; of long lines without a label the parts that are columns."""
    for piece in (*sight.layout.pieces, *_lone_letters(sight)):
        if piece.bottom <= body or piece.bottom > found.floor or piece in sight.bands or _is_crumb(piece):
            continue
        wide = piece.width > _WIDE and not _begins_with_label(sight, edition, piece)
        for part in _columns_of(sight, piece) if wide else (piece,):
            phrase = sight.phrase(part)
            if not phrase.empty and not edition.is_mark(phrase.text):
                yield phrase


def _columns_of(sight: Sight, piece: Area) -> Iterator[Area]:
    """The parts of a wide line that stand in columns of their own, far from each other; a sentence has none."""
    dark = np.flatnonzero((piece.of(sight.page.image) < _INK).any(axis=0))
    ends = np.flatnonzero(np.diff(dark) > _COLUMN_GAP)
    if not len(ends):
        return
    starts = [int(dark[0]), *(int(dark[at + 1]) for at in ends)]
    stops = [*(int(dark[at]) for at in ends), int(dark[-1])]
    for start, stop in zip(starts, stops, strict=True):
        part = Area(piece.left + start, piece.top, piece.left + stop + 1, piece.bottom)
        others = (one for one in sight.layout.pieces if one != piece and one.beside(part))
        if part.width <= _WIDE and not any(one.left < part.right and part.left < one.right for one in others):
            yield part


def _is_crumb(piece: Area) -> bool:
    """True for print too low to be read, unless it is as wide as a short label (a faint "Sex:")."""
    return piece.height <= _CRUMB and not 2 * piece.height <= piece.width <= 4 * piece.height


def _lone_letters(sight: Sight) -> Iterator[Area]:
    """Squares with no words in them or behind them: a heavy M or D that stands alone looks like a box to be ticked."""
    for square in sight.layout.squares:
        row = [piece for piece in sight.layout.pieces if piece.beside(square) and piece.right > square.left]
        if not any(piece.left - square.right <= _BESIDE for piece in row):
            yield square


def _begins_with_label(sight: Sight, edition: Edition, piece: Area) -> bool:
    """Of a long label the first words are enough: the rest may stand on the next line."""
    text = sight.label(piece, HEAD).text
    return any(starts_with(text, label, whole=len(label) <= _SAID).likeness >= _LONG for label in edition.labels())


def _find_labels(found: Anchors, edition: Edition, phrases: list[Phrase]) -> None:
    """Give each field its likeliest label; labels of one phrase do not overlap, longer and surer ones first."""
    options = sorted(
        (
            (match.likeness * min(20, len(folded(label))), -index, name, label, match)
            for index, phrase in enumerate(phrases)
            for name, label in edition.all_labels()
            if (match := find(phrase.text, label[:_SAID])).likeness >= _ALIKE.get(len(folded(label)), _LONG)
        ),
        key=lambda option: option[:2],
        reverse=True,
    )
    spans: dict[int, list[tuple[int, int]]] = {}
    for _, minus, name, label, match in options:
        index, span = -minus, (match.start, _extended(phrases[-minus].text, match.end, label))
        free = all(span[1] <= start or end <= span[0] for start, end in spans.get(index, ()))
        if name in found.fields or not free:
            continue
        spans.setdefault(index, []).append(span)
        found.fields[name] = Anchor(_area(phrases[index], *span), match.likeness, label)
    found.rest = [part for index, phrase in enumerate(phrases) for part in cut(phrase, spans.get(index, []))]


def _find_beginnings(found: Anchors, edition: Edition) -> None:
    """A label whose words stand so far apart that each was read by itself is told by its first word and its colon."""
    for name, labels in edition.fields.items():
        if name in found.fields:
            continue
        for label in (one for one in labels if ": " in one):
            word = label.partition(":")[0]
            first = [part for part in found.rest if _is_word(part.text, word)]
            if len(first) == 1:
                found.rest.remove(first[0])
                found.fields[name] = Anchor(first[0].area, _FIRST_WORD, label)
                break


def _is_word(text: str, word: str) -> bool:
    head, colon, rest = text.partition(":")
    return bool(colon) and not rest.strip() and folded(head) == folded(word)


def _stopped(part: Phrase, edition: Edition) -> Phrase:
    """``part`` up to the printed words with which its sentence goes on."""
    for stop in edition.stops:
        match = find(part.text, stop)
        if match.likeness >= _GOING_ON:
            return part.part(0, match.start)
    return part


def _extended(text: str, end: int, label: str) -> int:
    """Where a label ends whose first letters end at ``end``: at its last sign; of a long one also words that go on."""
    if len(label) <= _SAID:
        last = text.find(label[-1], end, end + _SLIP) if label[-1] in ":)" else -1
        return max(end, last + 1)
    rest = folded(label[_SAID:])
    stops = [at for at in range(len(text), end, -1) if at == len(text) or text[at] == " "]
    for stop in stops:
        said = folded(text[end:stop])
        if len(said) >= _ON and alike(said, rest[: len(said)]) >= _LONG:
            return stop
    return end


def _area(phrase: Phrase, start: int, end: int) -> Area:
    """The pixels of the label: from its first letter to the end of its last."""
    left, width = phrase.area.left, phrase.area.width
    begin, finish = int(phrase.before(start) * width), int(phrase.before(end) * width)
    return Area(left + begin, phrase.area.top, left + finish, phrase.area.bottom)


def union(phrases: Sequence[Phrase]) -> Area:
    """The pixels of all of ``phrases``."""
    return around(phrase.area for phrase in phrases)
