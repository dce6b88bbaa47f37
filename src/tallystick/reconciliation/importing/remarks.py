"""What a reader should know of a list as a whole before counting its rows. Must not change a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tallystick.model.lists import Row, place_words

_TWO_NAMES = re.compile(r"[;/\n]| & | and ", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{7,9}")


def remarks_on(rows: Sequence[Row]) -> Iterator[str]:
    """The remarks, in words with counts and the first place."""
    two = [row for row in rows if names_two_persons(row)]
    if two:
        yield f"rows that name two persons: {len(two)}, {place_words(two[0].provenance)} first; each counts as one row"


def names_two_persons(row: Row) -> bool:
    """Whether a row bears two names or two file numbers."""
    return bool(_TWO_NAMES.search(row.name)) or len(set(_NUMBERS.findall(row.file_no))) > 1
