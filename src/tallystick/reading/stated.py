"""What a PDF states (text layer, values of fields) beside what its picture shows: taken where both agree, never alone.

A text layer can say anything and nobody sees it. Where it differs from the picture the picture's reading stays, is
doubtful, and the other stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tallystick.model.reading import Box, Doubtful, FieldReading, Read, Unread

from .likeness import alike, plain
from .page import Word
from .shapes import FORMATS

_NEAR = 0.004
_AGREES = 0.8
_SURE = 0.99
_SLIPS = 2


@dataclass(frozen=True, slots=True)
class Stated:
    """Fields with what the file states taken in, and the values as the file spells them."""

    fields: dict[str, FieldReading]
    printed: dict[str, str]


def stated(
    fields: Mapping[str, FieldReading], printed: Mapping[str, str], words: Sequence[Word], known: Sequence[str]
) -> Stated:
    """Each field of the picture beside the words at its place; ``known`` are names of countries."""
    told: dict[str, FieldReading] = {}
    spelt = dict(printed)
    for name, one in fields.items():
        text = _text(words, one.box) if one.box and not isinstance(one, Unread) else ""
        told[name] = _together(name, one, text, known) if text else one
        if isinstance(told[name], Read) and text and told[name] != one and name not in ("to", "from"):
            spelt[name] = " ".join(text.split())
    return Stated(told, spelt)


def _text(words: Sequence[Word], box: Box) -> str:
    """The words whose middle lies in the box, line by line."""
    inside = [
        (word, left, top, bottom)
        for word, left, top, right, bottom in words
        if box.left - _NEAR <= (left + right) / 2 <= box.right + _NEAR
        if box.top - _NEAR <= (top + bottom) / 2 <= box.bottom + _NEAR
    ]
    rows: list[list[tuple[str, float, float, float]]] = []
    for one in sorted(inside, key=lambda one: (one[2] + one[3]) / 2):
        if rows and (one[2] + one[3]) / 2 <= rows[-1][0][3]:
            rows[-1].append(one)
        else:
            rows.append([one])
    return "\n".join(" ".join(word for word, *_ in sorted(row, key=lambda one: one[1])) for row in rows)


def _together(name: str, one: Read | Doubtful | Unread, text: str, known: Sequence[str]) -> FieldReading:
    if isinstance(one, Unread):
        return one
    value = _written(name, text, known)
    if value is not None and _agree(name, one, value):
        return Read(value, max(one.score, _SURE), one.box)
    others = (value or text, *(one.others if isinstance(one, Doubtful) else ()))
    return Doubtful(one.value, min(one.score, 0.9), one.box, tuple(dict.fromkeys(o for o in others if o != one.value)))


def _agree(name: str, one: Read | Doubtful, value: str) -> bool:
    """Equal, or so near that the picture's letters were misread: a number by two signs at most, words by a fifth.

    What the picture shows for sure is never set right by what nobody sees.
    """
    if plain(value) == plain(one.value):
        return True
    if isinstance(one, Read):
        return False
    if name in FORMATS:
        near = [other for other in (one.value, *one.others) if len(plain(other)) == len(plain(value))]
        return any(sum(a != b for a, b in zip(plain(o), plain(value), strict=True)) <= _SLIPS for o in near)
    return alike(value, one.value) >= _AGREES


def _written(name: str, text: str, known: Sequence[str]) -> str | None:
    """The text as this field is written down, None when it cannot be."""
    if name in FORMATS:
        return FORMATS[name].written(" ".join(text.split()))
    if name in ("to", "from"):
        return ", ".join(line.strip().rstrip(",") for line in text.split("\n"))
    flat = " ".join(text.split())
    if name == "citizenship":
        return next((word for word in known if plain(word) == plain(flat)), None)
    return flat
