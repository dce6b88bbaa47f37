"""A form's first page: labels found, values cut beside them, each field read or given its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tallystick.model.reading import Doubtful, FieldReading, Read, Unread
from tallystick.model.words import ASKED_BY_FORM, UnreadReason

from .anchors import Anchors, anchors, union
from .editions import Edition
from .known import Words
from .lower import read_further
from .phrases import Phrase
from .shapes import FORMATS
from .sight import Sight
from .strays import Strays
from .values import as_printed, field_value
from .zones import place_of, value_lines

_LINES = {"to": 5, "from": 5, "citizenship": 2}
_HAND = 0.25
"""Mean likeness to a hand's line over a form's values (of typed forms 6 in 1,000 lie above)."""
_SHAPE_ENOUGH = ("file_no", "event_no")
"""No other print of the form has their shape: they may be sure without a label."""

Values = Mapping[str, Sequence[Phrase]]


@dataclass(frozen=True, slots=True)
class FormRead:
    """A first page: its key fields, the labels found, values as printed, and what stands below the boxes."""

    fields: dict[str, FieldReading]
    found: Anchors
    printed: dict[str, str]
    further: dict[str, FieldReading] = field(default_factory=dict)


def read_form(sight: Sight, edition: Edition, body: int, words: Words) -> FormRead:
    """Every field of the edition, in its order, with what stands below its boxes when it has any."""
    found = anchors(sight, edition, body)
    strays = Strays(sight, found, words.of("citizenship"), edition.labels())
    beside = {name: value_lines(sight, found, name, lines=_LINES.get(name, 1)) for name in found.fields}
    labelled = {name: _fitted(strays, name, lines) for name, lines in beside.items() if _possible(strays, name, lines)}
    asked = edition.form in ASKED_BY_FORM
    lost = _loose(strays.values()) if asked and len(labelled) < len(edition.fields) else {}
    told: Values = {**{name: lines for name, lines in beside.items() if lines}, **lost, **labelled}
    fields: dict[str, FieldReading] = {}
    for name in edition.fields:
        if name in told:
            value = _field(sight, name, told[name], words)
            fields[name] = value if name in labelled else _unlabelled(name, value)
        elif name in found.fields:
            fields[name] = Unread(UnreadReason.BLANK, sight.page.box(place_of(sight, found, name)))
        else:
            fields[name] = Unread(UnreadReason.NOT_FOUND)
    printed = {name: _printed(sight, name, told[name], value) for name, value in fields.items() if name in told}
    further = read_further(sight, found, edition, strays)
    if _by_hand([line for name in fields for line in told.get(name, ())]):
        for name in [name for name, one in fields.items() if isinstance(one, Read)]:
            fields[name] = _field(sight, name, [replace(line, pen=1.0) for line in told[name]], words)
    return FormRead(_checked(fields), found, printed, further)


def _loose(values: Values) -> Values:
    """Values without a label: where they begin and end is a guess."""
    return {name: [replace(line, loose=True) for line in lines] for name, lines in values.items()}


def _possible(strays: Strays, name: str, lines: Sequence[Phrase]) -> bool:
    """False when nothing stands at the label, or what cannot be its value."""
    return bool(lines) and (name not in FORMATS or strays.fits(name, lines[0]))


def _fitted(strays: Strays, name: str, lines: Sequence[Phrase]) -> Sequence[Phrase]:
    """Of a value with a set shape what has that shape; the crumbs of a label before it are left out."""
    return [strays.fitted(name, lines[0])] if name in FORMATS and " " in lines[0].text.strip() else lines


def _field(sight: Sight, name: str, lines: Sequence[Phrase], words: Words) -> FieldReading:
    """The value of a field; a part of a longer phrase is looked at by itself."""
    alone = [line if line.whole else _by_itself(sight, line) for line in lines]
    return field_value(name, sight.looks(alone), words, sight.page.box(union(lines)), sight.second_looks(alone))


def _by_itself(sight: Sight, part: Phrase) -> Phrase:
    return replace(sight.phrase(part.area), pen=part.pen, loose=part.loose)


def _printed(sight: Sight, name: str, lines: Sequence[Phrase], value: FieldReading) -> str:
    return as_printed(name, sight.looks(lines), "" if isinstance(value, Unread) else value.value)


def _unlabelled(name: str, value: FieldReading) -> FieldReading:
    """A value that was told by its shape alone is a person's to see."""
    if isinstance(value, Read) and name not in _SHAPE_ENOUGH:
        return Doubtful(value.value, value.score, value.box)
    return value


def _by_hand(lines: Sequence[Phrase]) -> bool:
    """True when values look like a hand's on the whole: then a person sees each, whatever one of them looks like."""
    return bool(lines) and sum(line.pen for line in lines) / len(lines) >= _HAND


def _checked(fields: dict[str, FieldReading]) -> dict[str, FieldReading]:
    """A birth on or after the form's date is doubtful, and so is the date."""
    birth, prepared = fields.get("date_of_birth"), fields.get("prepared")
    if isinstance(birth, Read) and isinstance(prepared, Read) and birth.value >= prepared.value:
        for name, one in (("date_of_birth", birth), ("prepared", prepared)):
            fields[name] = Doubtful(one.value, one.score, one.box)
    return fields
