"""Where the printed labels of a form stand on this page. Found by reading them, so any margin or type face will do."""

from __future__ import annotations

from dataclasses import dataclass, field

from tallystick.model.words import StatedBasis

from .area import Area, around
from .ctc import Decoded
from .editions import Edition
from .likeness import Found, starts_with
from .sight import Sight, head

_HEAD = 250
_NEIGHBOUR = 70
_ADDRESS = 130
_TORN = 30
_ENOUGH, _PLAIN = 0.7, 0.98


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label: the print that says it, cut off where the label ends, and how alike it is (0..1)."""

    area: Area
    likeness: float
    printed: str


@dataclass(slots=True)
class Anchors:
    """The labels found, by field and by basis; ``end`` is where the part that is read ends (pixels)."""

    fields: dict[str, Anchor] = field(default_factory=dict)
    boxes: dict[StatedBasis, Anchor] = field(default_factory=dict)
    end: int = 0


def anchors(sight: Sight, edition: Edition, body: int) -> Anchors:
    """The labels of ``edition`` below ``body`` pixels: first words of phrases, from the top until all are found.

    What stands below an address label is looked at only when a label is still missing after that, and so are phrases
    without a box at their left when a box is missing.
    """
    found = Anchors(end=sight.page.image.shape[0])
    later: list[Area] = []
    for piece in sight.layout.pieces:
        if piece.bottom <= body or piece in sight.bands or piece.top >= found.end:
            continue
        ticked = any(_is_square(p) and _left_of(p, piece, 110) for p in sight.layout.pieces)
        if _complete(found, edition):
            break
        if _in_address(found, piece) or not (ticked or _begins_a_phrase(sight, piece)):
            later.append(piece)
        elif ticked or len(found.fields) < len(edition.fields):
            _look(sight, found, edition, piece, ticked=ticked)
    for piece in later if len(found.fields) < len(edition.fields) else ():
        if _begins_a_phrase(sight, piece) and piece.top < found.end:
            _look(sight, found, edition, piece, ticked=False)
    if found.boxes and len(found.boxes) < len(edition.boxes):
        _look_for_boxes(sight, found, edition)
    return found


def _complete(found: Anchors, edition: Edition) -> bool:
    return len(found.fields) == len(edition.fields) and len(found.boxes) == len(edition.boxes)


def _in_address(found: Anchors, piece: Area) -> bool:
    """True below a label that ends without a colon, where an address is expected."""
    labels = (anchor.area for anchor in found.fields.values() if not anchor.printed.endswith(":"))
    return any(0 <= piece.top - at.bottom + 6 < _ADDRESS and at.left - 20 < piece.left < at.right for at in labels)


def _look_for_boxes(sight: Sight, found: Anchors, edition: Edition) -> None:
    """Words that begin in the column of the words already found, though no box was seen beside them."""
    areas = [anchor.area for anchor in found.boxes.values()]
    first, last = min(area.top for area in areas), max(area.top for area in areas)
    for piece in sight.layout.pieces:
        near = any(abs(piece.left - area.left) < 16 for area in areas)
        if near and first - _ADDRESS < piece.top < last + _ADDRESS and piece not in areas and piece not in sight.bands:
            _look(sight, found, edition, piece, ticked=True)


def _look(sight: Sight, found: Anchors, edition: Edition, piece: Area, *, ticked: bool) -> None:
    text = sight.label(piece, _HEAD)
    if edition.end and len(text.text) > 12 and starts_with(text.text, edition.end).likeness > 0.8:
        found.end = min(found.end, piece.top)
        return
    _take(sight, found, edition, piece, text, ticked=ticked)


def _take(sight: Sight, found: Anchors, edition: Edition, piece: Area, text: Decoded, *, ticked: bool) -> None:
    """Keep the piece as the label it is most like, if it is more like it than what was found before."""
    if ticked:
        for basis, words in edition.boxes.items():
            match = starts_with(text.text, words)
            if match.likeness > max(_ENOUGH - 0.05, found.boxes[basis].likeness if basis in found.boxes else 0):
                found.boxes[basis] = Anchor(piece, match.likeness, words)
        return
    options = _matches(text, edition)
    phrase = _phrase(sight, piece)
    if phrase != piece and not text.text.rstrip().endswith(":") and options and max(options)[0] < _PLAIN:
        piece, text = phrase, sight.label(phrase, _HEAD)
        options = _matches(text, edition) or options
    if options:
        likeness, end, name, label = max(options)
        if name not in found.fields or likeness > found.fields[name].likeness + 0.1:
            found.fields[name] = Anchor(_cut(piece, text, end), likeness, label)


def _matches(text: Decoded, edition: Edition) -> list[tuple[float, int, str, str]]:
    """The fields whose label the text begins with: likeness, where the label ends, field, label."""
    return [
        (match.likeness, match.end, name, label)
        for name, labels in edition.fields.items()
        for label in labels
        if (match := _labelled(text.text, label)).likeness >= _ENOUGH
    ]


def _phrase(sight: Sight, piece: Area) -> Area:
    """The piece with what stands close behind it: a thin fax tears a label apart between its words."""
    whole = piece
    for other in sorted(sight.layout.pieces):
        if other.beside(piece) and 0 < other.left - whole.right <= _TORN and whole.width < _HEAD:
            whole = around((whole, other))
    return whole


def _labelled(text: str, label: str) -> Found:
    """The label at the beginning of ``text``; of a label with an explanation, as much as was read or its first part."""
    first = label.partition(":")[0] + ":"
    if first == label:
        return starts_with(text, label, whole=True)
    read = starts_with(text, label)
    return read if read.likeness >= _ENOUGH and len(text) > len(first) else starts_with(text, first, whole=True)


def _cut(piece: Area, text: Decoded, end: int) -> Area:
    """The piece up to where its label ends; beyond it a value may follow in the same piece."""
    read = head(piece, _HEAD).width
    after = text.letters[end:]
    following = next((letter for letter in after if letter.text.isalnum()), None)
    if following is None:
        return piece
    last = [letter for letter in text.letters if letter.at < following.at][-1]
    right = piece.left + int((last.at + following.at) / 2 * read)
    return Area(piece.left, piece.top, right, piece.bottom)


def _begins_a_phrase(sight: Sight, piece: Area) -> bool:
    """True when nothing stands close to the left, or a ruled line parts the two."""
    near = [other for other in sight.layout.pieces if other is not piece and _left_of(other, piece, _NEIGHBOUR)]
    return all(_parted(sight, other, piece) for other in near)


def _parted(sight: Sight, left: Area, right: Area) -> bool:
    between = sight.layout.posts_in(Area(left.right - 2, right.top, right.left + 2, right.bottom))
    return bool(between.size) and bool((between.mean(axis=0) > 0.6).any())


def _left_of(other: Area, piece: Area, within: int) -> bool:
    return other.beside(piece) and -10 <= piece.left - other.right <= within and other.height > 8


def _is_square(piece: Area) -> bool:
    return 16 <= piece.width <= 44 and 16 <= piece.height <= 44 and 0.65 <= piece.width / piece.height <= 1.5
