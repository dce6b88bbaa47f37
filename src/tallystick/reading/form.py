"""A form's first page: labels found, values cut beside them, each field read or given its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tallystick.model.reading import Doubtful, FieldReading, Read, Unread
from tallystick.model.words import UnreadReason

from .anchors import Anchors, anchors
from .area import around
from .editions import Edition
from .sight import Sight
from .values import Line, field_value
from .zones import place_of, value_lines

_LINES = {"to": 4, "from": 4}


def read_form(
    sight: Sight, edition: Edition, body: int, words: Mapping[str, Sequence[str]]
) -> tuple[dict[str, FieldReading], Anchors]:
    """Every field of the edition, in its order, and the labels that were found; ``words`` are vocabularies by field."""
    found = anchors(sight, edition, body)
    fields = {name: _field(sight, found, name, words.get(name, ())) for name in edition.fields}
    return _checked(fields), found


def _field(sight: Sight, found: Anchors, name: str, words: Sequence[str]) -> FieldReading:
    if name not in found.fields:
        return Unread(UnreadReason.NOT_FOUND)
    lines = value_lines(sight, found, name, lines=_LINES.get(name, 1))
    if not lines:
        return Unread(UnreadReason.BLANK, sight.page.box(place_of(sight, found, name)))
    seen = [Line(sight.scores(line), sight.alphabet) for line in lines]
    return field_value(name, seen, words, sight.page.box(around(lines)))


def _checked(fields: dict[str, FieldReading]) -> dict[str, FieldReading]:
    """A birth on or after the form's date is doubtful, and so is the date."""
    birth, prepared = fields.get("date_of_birth"), fields.get("prepared")
    if isinstance(birth, Read) and isinstance(prepared, Read) and birth.value >= prepared.value:
        for name, one in (("date_of_birth", birth), ("prepared", prepared)):
            fields[name] = Doubtful(one.value, one.score, one.box)
    return fields
