"""Forms as data: titles, numbers, printed labels, boxes. Texts come in from outside; an unknown edition is normal."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tallystick.model.errors import WrongUse
from tallystick.model.reading import FIELD_NAMES
from tallystick.model.words import FormKind, StatedBasis

from .likeness import contains

_MARKED = 0.75
_MARKS = ("SPECIMEN INVENTED", "SPECIMEN", "INVENTED", "SAMPLE")


@dataclass(frozen=True, slots=True)
class Edition:
    """A paper by its printed words: ``fields`` are accepted labels by field name, ``boxes`` the words beside a box.

    ``end`` is the heading after the last box; below it stand the words of the box that ``cancel``s an earlier request
    and those under the ``officer``'s name. ``stops`` are printed words that end a value within a sentence,
    ``marks`` are stamped over samples, ``says`` tells a letter that has no title. Without fields it is only told apart.
    """

    form: FormKind
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    boxes: Mapping[StatedBasis, str] = field(default_factory=dict)
    end: str = ""
    marks: tuple[str, ...] = ()
    officer: str = ""
    cancel: str = ""
    stops: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    def labels(self) -> tuple[str, ...]:
        """Every accepted label of every field."""
        return tuple(label for labels in self.fields.values() for label in labels)

    def all_labels(self) -> tuple[tuple[str, str], ...]:
        """Fields with each of their labels."""
        return tuple((name, label) for name, labels in self.fields.items() for label in labels)

    def is_mark(self, text: str) -> bool:
        """True for words that are stamped over a paper and belong to no field."""
        return (
            any(contains(text, mark) >= _MARKED and len(text) < 3 * len(mark) for mark in self.marks)
            and "(" not in text
        )


@dataclass(frozen=True, slots=True)
class Editions:
    """Every paper that can be told; ``codes`` are ISO 3166-1 codes by the printed names of citizenships.

    ``words`` are those that addresses are made of.
    """

    all: tuple[Edition, ...]
    codes: Mapping[str, str]
    words: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The printed names of citizenships."""
        return tuple(self.codes)

    def of(self, form: FormKind) -> Edition | None:
        """The edition of that form, if it is known."""
        return next((edition for edition in self.all if edition.form is form), None)


def load(texts: Mapping[str, str]) -> Editions:
    """The editions from TOML texts by file name; several files of one form add to what is accepted as that form.

    Raises:
        WrongUse: a text names a field, box or form that does not exist.

    """
    found: list[Edition] = []
    codes: dict[str, str] = {}
    words: list[str] = []
    for name, text in sorted(texts.items()):
        raw = tomllib.loads(text)
        words += raw.get("words", ())
        codes |= {country: code for code, spelt in raw.get("countries", {}).items() for country in spelt}
        try:
            found += [_edition(one) for one in ([raw] if "form" in raw else raw.get("paper", ()))]
        except (KeyError, ValueError) as error:
            raise WrongUse(f"the form file names what does not exist: {error}", where=name) from error
    merged: dict[FormKind, Edition] = {}
    for one in found:
        merged[one.form] = _together(merged[one.form], one) if one.form in merged else one
    return Editions(tuple(merged.values()), codes, tuple(words))


def _together(first: Edition, second: Edition) -> Edition:
    """Both prints of one form: each text of the second is accepted beside those of the first."""
    names = dict.fromkeys([*first.fields, *second.fields])
    return replace(
        first,
        numbers=_joined(first.numbers, second.numbers),
        titles=_joined(first.titles, second.titles),
        fields={name: _joined(first.fields.get(name, ()), second.fields.get(name, ())) for name in names},
        boxes={**second.boxes, **first.boxes},
    )


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))


def _edition(raw: dict[str, Any]) -> Edition:
    fields = {name: tuple(labels) for name, labels in raw.get("fields", {}).items()}
    unknown = set(fields).difference(FIELD_NAMES)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return Edition(
        form=FormKind(raw["form"]),
        numbers=tuple(raw.get("numbers", ())),
        titles=tuple(raw["titles"]),
        fields=fields,
        boxes={StatedBasis(name): text for name, text in raw.get("boxes", {}).items()},
        end=raw.get("end", ""),
        marks=tuple(raw.get("marks", _MARKS)),
        officer=raw.get("officer", ""),
        cancel=raw.get("cancel", ""),
        stops=tuple(raw.get("stops", ())),
        says=tuple(raw.get("says", ())),
    )
