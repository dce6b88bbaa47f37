"""The rows of one long sheet, typed column by column: the same rows as ``rows.Typing`` makes, several times as fast.

Every different text of a column is read once. Must not know how a sheet is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

from tallystick.model.lists import Columnar, Provenance, Row

from .rows import ABSENT, ASKED, FORM, Typing
from .values import asked_of


def typed_rows(table: Columnar, typing: Typing, places: Sequence[Provenance], kept: Sequence[int]) -> Iterator[Row]:
    """The rows at the indices ``kept``, each with its place; columns that mean the same must not be among them."""
    values: list[Any] = [repeat(absent) for absent in ABSENT]
    raws: list[tuple[str, list[str]]] = []
    for at, column, slot, readings in typing.used:
        texts, every = table.column(at)
        number = [every[index] for index in kept]
        said = set(number)
        read = [readings[text] if one in said else None for one, text in enumerate(texts)]
        values[slot] = [ABSENT[slot] if read[one] is None else read[one] for one in number]
        left = [text if value is None else "" for text, value in zip(texts, read, strict=True)]
        if any(left):
            raws.append((column, [left[one] for one in number]))
    if not isinstance(values[FORM], repeat):
        values[ASKED] = map(asked_of, values[FORM])
    return map(Row, places, _raw(raws, len(kept)), *values)


def _raw(columns: Sequence[tuple[str, list[str]]], rows: int) -> Iterator[dict[str, str]]:
    """The texts of each row that say nothing, by column; rows that leave the same share one."""
    if not columns:
        nothing: dict[str, str] = {}
        return repeat(nothing, rows)
    names = [name for name, _ in columns]
    made = _Raw(names)
    return map(made.__getitem__, zip(*(texts for _, texts in columns), strict=True))


class _Raw(dict[tuple[str, ...], dict[str, str]]):
    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, texts: tuple[str, ...]) -> dict[str, str]:
        made = self[texts] = {name: text for name, text in zip(self._names, texts, strict=True) if text}
        return made


def first_seen(table: Columnar, at: int, start: int) -> Iterator[tuple[str, int]]:
    """Each different text of a column from row ``start`` on, with the row where it first stands."""
    texts, every = table.column(at)
    seen: set[int] = set()
    for index in range(start, len(every)):
        if (one := every[index]) not in seen:
            seen.add(one)
            yield texts[one], index


def strange_rows(table: Columnar, dates: Sequence[int], start: int, strange: Callable[[str], bool]) -> dict[int, str]:
    """Rows in which something else stands where a date belongs, and what, from row ``start`` on."""
    found: dict[int, str] = {}
    for at in reversed(dates):
        texts, every = table.column(at)
        odd = {one for one, text in enumerate(texts) if strange(text)}
        found |= {index: texts[every[index]] for index in range(start, len(every)) if every[index] in odd}
    return dict(sorted(found.items()))
