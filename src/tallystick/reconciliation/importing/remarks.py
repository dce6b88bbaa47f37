"""What a reader should know of a list as a whole before counting its rows. Must not change a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import chain
from operator import attrgetter

from tallystick.model.lists import Row, place_words
from tallystick.model.said import Said
from tallystick.reconciliation.linkage.reading import is_formula

_TWO_NAMES = re.compile(r"[;/\n]| & | and ", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{7,9}")
_TEXTS = tuple(field.name for field in fields(Row) if field.default == "")


def remarks_on(rows: Sequence[Row]) -> Iterator[str]:
    """The remarks, in words with counts and the first place."""
    two = [row for row in rows if names_two_persons(row)]
    if two:
        yield Said(
            "rows that name two persons: %(rows)s, %(place)s first; each counts as one row",
            rows=len(two),
            place=place_words(two[0].provenance),
        )
    live = _with_a_formula(rows)
    if live:
        yield Said(
            "rows with a formula in a cell: %(rows)s, %(place)s first; it is taken as text",
            rows=len(live),
            place=place_words(live[0].provenance),
        )


def _with_a_formula(rows: Sequence[Row]) -> list[Row]:
    """Rows with a cell that a spreadsheet would run; every different text of a column is looked at once."""
    columns = [attrgetter(name) for name in _TEXTS]
    texts = set(chain.from_iterable(row.raw.values() for row in rows if row.raw))
    formulas = {text for text in texts.union(*(map(column, rows) for column in columns)) if is_formula(text)}
    if not formulas:
        return []
    return [row for row in rows if formulas.intersection((*(column(row) for column in columns), *row.raw.values()))]


def names_two_persons(row: Row) -> bool:
    """Whether a row bears two names or two file numbers."""
    return bool(_TWO_NAMES.search(row.name)) or len(set(_NUMBERS.findall(row.file_no))) > 1
