"""A form's first page: labels found, values cut beside them, each field read or given its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tallystick.model.reading import Box, Doubtful, FieldReading, Read, Unread
from tallystick.model.words import UnreadReason

from .anchors import Anchors, anchors, union
from .editions import Edition
from .phrases import Phrase
from .shapes import FORMATS
from .sight import Sight
from .strays import Strays
from .values import Line, field_value
from .zones import place_of, value_lines

_LINES = {"to": 5, "from": 5}
_SHAPE_ENOUGH = ("file_no", "event_no")
"""No other print of the form has their shape: they may be sure without a label."""


def read_form(
    sight: Sight, edition: Edition, body: int, words: Mapping[str, Sequence[str]]
) -> tuple[dict[str, FieldReading], Anchors]:
    """Every field of the edition, in its order, and the labels that were found; ``words`` are vocabularies by field."""
    found = anchors(sight, edition, body)
    strays = Strays(sight, found, words.get("citizenship", ()))
    beside = {name: value_lines(sight, found, name, lines=_LINES.get(name, 1)) for name in found.fields}
    labelled = {name: lines for name, lines in beside.items() if _possible(strays, name, lines)}
    if len(labelled) < len(edition.fields):
        lost = {name: lines for name, lines in strays.values().items() if name in edition.fields}
    else:
        lost = {}
    fields: dict[str, FieldReading] = {}
    for name in edition.fields:
        if name in labelled:
            fields[name] = _field(sight, name, labelled[name], words.get(name, ()))
        elif name in lost:
            fields[name] = _unlabelled(name, _field(sight, name, lost[name], words.get(name, ())))
        elif beside.get(name):
            fields[name] = _field(sight, name, beside[name], words.get(name, ()))
        elif name in found.fields:
            fields[name] = Unread(UnreadReason.BLANK, sight.page.box(place_of(sight, found, name)))
        else:
            fields[name] = Unread(UnreadReason.NOT_FOUND)
    return _checked(fields), found


def _possible(strays: Strays, name: str, lines: Sequence[Phrase]) -> bool:
    """False when nothing stands at the label, or what cannot be its value."""
    return bool(lines) and (name not in FORMATS or strays.fits(name, lines[0]))


def _field(sight: Sight, name: str, lines: Sequence[Phrase], words: Sequence[str]) -> FieldReading:
    box = sight.page.box(union(lines))
    value = _value(sight, name, lines, words, box)
    if isinstance(value, Read) or all(line.whole for line in lines):
        return value
    return _value(sight, name, [sight.phrase(line.area) for line in lines], words, box)


def _value(sight: Sight, name: str, lines: Sequence[Phrase], words: Sequence[str], box: Box) -> FieldReading:
    return field_value(name, [Line(line.scores, sight.alphabet) for line in lines], words, box)


def _unlabelled(name: str, value: FieldReading) -> FieldReading:
    """A value that was told by its shape alone is a person's to see."""
    if isinstance(value, Read) and name not in _SHAPE_ENOUGH:
        return Doubtful(value.value, value.score, value.box)
    return value


def _checked(fields: dict[str, FieldReading]) -> dict[str, FieldReading]:
    """A birth on or after the form's date is doubtful, and so is the date."""
    birth, prepared = fields.get("date_of_birth"), fields.get("prepared")
    if isinstance(birth, Read) and isinstance(prepared, Read) and birth.value >= prepared.value:
        for name, one in (("date_of_birth", birth), ("prepared", prepared)):
            fields[name] = Doubtful(one.value, one.score, one.box)
    return fields
