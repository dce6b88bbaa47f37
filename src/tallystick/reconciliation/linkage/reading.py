"""A delimited list as it comes: bytes to rows of text, with everything odd about it counted and told. Drops no row.

Mixed encodings are read line by line; rows with too many or too few cells keep what can be kept; a quote that is never
closed costs its own line only; headings may stand below a preamble.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from tallystick.model.errors import BadList

from .columns import heading_key, meaning, not_used, recognise

DELIMITERS = (",", "\t", ";", "|")
SEARCHED_ROWS = 30
"""Rows in which the headings are looked for."""
_LONGEST_CELL = 2_000
"""A cell longer than this has swallowed other rows."""
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd about a list: what, and in how many rows."""

    what: str
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """A list as rows of text below its headings, with the places of the known columns.

    ``first_row`` is the number in the file of the first row.
    """

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    places: Mapping[str, int]
    first_row: int
    remarks: tuple[Remark, ...]

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """The known cells of a row by column."""
        return {column: row[place] for column, place in self.places.items() if place < len(row)}

    def ids(self) -> list[str]:
        """The id of each row: its own, or the row's number in the file."""
        place = self.places.get("id")
        numbers = range(self.first_row, self.first_row + len(self.rows))
        if place is None:
            return [str(number) for number in numbers]
        cells = (row[place].strip() if place < len(row) else "" for row in self.rows)
        return [cell or f"row {number}" for cell, number in zip(cells, numbers, strict=True)]


def decoded(data: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """The text of a list: UTF-8, UTF-16 with mark, and for single lines that are not UTF-8, Windows-1252.

    Raises:
        BadList: the bytes are no text.

    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), ()
    remarks = []
    if b"\x00" in data:
        lines = sum(b"\x00" in line for line in data.split(b"\n"))
        if lines > max(10, data.count(b"\n") // 5):
            raise BadList("this is no text", where=name, remedy="give the list as CSV or XLSX")
        remarks.append(Remark("rows with zero bytes, which were left out", lines))
        data = data.replace(b"\x00", b"")
    try:
        return data.decode("utf-8-sig"), tuple(remarks)
    except UnicodeDecodeError:
        text, odd = _line_by_line(data)
        return text, (*remarks, Remark("lines that are not UTF-8, read as Windows-1252", odd))


def _line_by_line(data: bytes) -> tuple[str, int]:
    made, odd = [], 0
    for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n"):
        try:
            made.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            made.append(line.decode("cp1252", errors="replace"))
            odd += 1
    return "\n".join(made), odd


def read_table(text: str, name: str, told: Mapping[str, str], before: Sequence[Remark] = ()) -> Table:
    """The rows of a delimited text.

    Raises:
        BadList: no headings are found, or two of them mean the same.

    """
    rows = parsed(text, delimiter(text))
    if any(len(cell) > _LONGEST_CELL and "\n" in cell for row in rows for cell in row):
        rows = [next(iter(parsed(line, delimiter(text))), []) for line in text.splitlines() if line.strip()]
        before = (*before, Remark("the table has a quote that is never closed; each line was read by itself", 1))
    return table_of(rows, name, told, before)


def parsed(text: str, sign: str) -> list[list[str]]:
    """Every row of a delimited text that has a cell."""
    csv.field_size_limit(2**31 - 1)
    return [row for row in csv.reader(StringIO(text, newline=""), delimiter=sign) if row]


def delimiter(text: str) -> str:
    """The sign that most often cuts the first rows into the same number of cells; comma when none does."""
    lines = [line for line in text[:100_000].splitlines()[:200] if line]

    def alike(sign: str) -> int:
        widths = Counter(line.count(sign) for line in lines)
        return max((count * width for width, count in widths.items() if width), default=0)

    return max(DELIMITERS, key=alike)


def table_of(rows: Sequence[Sequence[str]], name: str, told: Mapping[str, str], before: Sequence[Remark] = ()) -> Table:
    """A table out of rows of cells whose headings stand in one of the first rows.

    Raises:
        BadList: no headings are found, or two of them mean the same.

    """
    at = headings_at(rows, told)
    headings = tuple(rows[at]) if rows else ()
    places = recognise(headings, told, name)
    kept = rows[at + 1 :]
    beside = same_meaning(headings, told, places, len(kept))
    return Table(name, headings, kept, places, at + 2, (*before, *beside, *_oddities(kept, len(headings), places)))


def same_meaning(
    headings: Sequence[str], told: Mapping[str, str], places: Mapping[str, int], rows: int
) -> Iterator[Remark]:
    """What is told of columns that mean the same as one that was taken."""
    for heading, taken in not_used(headings, told, places):
        yield Remark(
            f"rows whose column '{heading}' was not used, for '{taken}' means the same (--map says which)", rows
        )


def headings_at(rows: Sequence[Sequence[str]], told: Mapping[str, str]) -> int:
    """The first of the first rows that names most known columns."""
    said = {heading_key(heading) for heading in told}

    def known(row: Sequence[str]) -> int:
        return sum(bool(meaning(key) or key in said) for key in map(heading_key, row))

    scores = [known(row) for row in rows[:SEARCHED_ROWS]]
    return max(range(len(scores)), key=lambda at: (scores[at], -at), default=0)


def _oddities(rows: Sequence[Sequence[str]], width: int, places: Mapping[str, int]) -> Iterator[Remark]:
    longer = sum(len(row) > width for row in rows)
    shorter = sum(len(row) < width for row in rows)
    formulas = sum(any(is_formula(cell) for cell in row) for row in rows)
    if longer:
        yield Remark("rows with more cells than headings; the cells beyond were not read", longer)
    if shorter:
        yield Remark("rows with fewer cells than headings; the missing cells count as not given", shorter)
    if formulas:
        yield Remark("rows with a formula in a cell, taken as text", formulas)
    if "id" not in places:
        yield Remark("no column of ids: rows are named by their number in the file", len(rows))
        return
    ids = Counter(row[places["id"]].strip() for row in rows if places["id"] < len(row))
    repeated = sum(count for identity, count in ids.items() if identity and count > 1)
    if repeated:
        yield Remark("rows whose id another row has too", repeated)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run a cell: it begins like a formula and is no number."""
    bare = cell.lstrip("\t\r\n ")
    if not bare.startswith(_FORMULA_SIGNS) or len(bare) == 1:
        return False
    return not bare[1:].replace(".", "", 1).replace("-", "").replace(" ", "").isdigit()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: what begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if is_formula(cell) else cell
