"""A figure divided: its lines by one or more details, and its list with one row for each item.

Each breakdown uses every entry of the figure once; what is not recorded stands in a line of its own, last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tallystick.law.measures import DETAILS
from tallystick.law.vocabulary import WORDS
from tallystick.model.contacts import Counterpart
from tallystick.model.money import dollars

from .counting import cents
from .items import Item, why_no_basis
from .report import Line

NOT_RECORDED = "not recorded"

_PLAIN = frozenset({"direction", "contact", "matter"})
"""Details whose values are words of a closed vocabulary, written with underscores."""

_COUNTERPARTS: dict[str, str] = {
    Counterpart.ICE_ERO: "ICE, enforcement and removal",
    Counterpart.ICE_HSI: "ICE, homeland security investigations",
    Counterpart.CBP: "CBP",
    Counterpart.LESC: "Law Enforcement Support Center",
    Counterpart.OTHER_FEDERAL: "another federal agency",
    Counterpart.OTHER: "an agency that is not federal",
}


def lines(breakdown: Sequence[tuple[str, ...]], items: Sequence[Item]) -> tuple[Line, ...]:
    """The lines of every breakdown of a figure, the largest of each first."""
    return tuple(line for names in breakdown for line in _lines(names, items))


def _lines(names: tuple[str, ...], items: Sequence[Item]) -> list[Line]:
    by = " and ".join(DETAILS[name].title.lower() for name in names)
    if names == ("case",):
        return [_case(item, by) for item in items]
    found: defaultdict[tuple[bool, str], list[int]] = defaultdict(list)
    for item in items:
        labels = [_label(name, item) for name in names]
        unknown = any(label.startswith(NOT_RECORDED) for label in labels)
        found[unknown, ", ".join(labels)].append(item.entry)
    ordered = sorted(found.items(), key=lambda one: (one[0][0], -len(one[1]), one[0][1]))
    return [Line(label, tuple(entries), by=by, recorded=not unknown) for (unknown, label), entries in ordered]


def _case(item: Item, by: str) -> Line:
    amount = cents(item)
    return Line(f"entry {item.entry}: {dollars(amount or 0)}", (item.entry,), amount, by)


def _label(name: str, item: Item) -> str:
    if name == "stated_basis" and item.request and (why := why_no_basis(item.request)):
        return why
    value = item.detail(name)
    return spoken(name, value) if value else NOT_RECORDED


def spoken(name: str, value: str) -> str:
    """The words for one value of a detail; a value that is in words already stays as it is."""
    if name in WORDS:
        return WORDS[name].values.get(value, value)
    if name == "counterpart":
        return _COUNTERPARTS.get(value, value)
    return value.replace("_", " ") if name in _PLAIN else value


def rows(columns: Sequence[str], items: Sequence[Item]) -> tuple[tuple[str, ...], ...]:
    """One row for each item: its entry, then what is known of each column; empty where it is not recorded."""
    return tuple((str(item.entry), *(item.detail(name) for name in columns)) for item in items) if columns else ()
