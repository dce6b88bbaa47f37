"""Two lists of anybody's linked at the level of the request, with the chance and the reason of every pair.

Needs no register and no home. Small lists load neither numpy nor polars. Must not know Django.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path

from tallystick.model.errors import NotReady, NotThere, SumDoesNotClose, WrongUse
from tallystick.reconciliation.linkage.columns import heading_key
from tallystick.reconciliation.linkage.dates import american
from tallystick.reconciliation.linkage.names import load_forms
from tallystick.reconciliation.linkage.particulars import Particulars, is_given, particulars
from tallystick.reconciliation.linkage.reading import Remark, Table, decoded, harmless, read_table, table_of
from tallystick.reconciliation.linkage.small import MOST_PAIRS, Said, link_small
from tallystick.reconciliation.linkage.weights import Weights, load_weights
from tallystick.reconciliation.linkage.wording import BY_GROUP_WORDS, TO_REVIEW, unread_words

COLUMNS = ("id_a", "id_b", "score", "decide", "reason")
_BYTES_A_ROW = 1_300
"""Memory that linking large lists takes, measured at up to 3,000,000 rows a side (benchmarks/RESULTS.md)."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class ListTold:
    """What a list was taken for, and where its rows went.

    ``paired``, ``to_review``, ``nothing_to_compare`` and ``without_partner`` add up to ``rows``.
    """

    name: str
    columns: Mapping[str, str]
    rows: int
    paired: int
    to_review: int
    nothing_to_compare: int
    without_partner: int
    two_people: int
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class LinkedLists:
    """Both lists, the pairs as CSV, how many they are, and what the weights are called."""

    a: ListTold
    b: ListTold
    pairs: bytes
    same: int
    to_review: int
    weights: str
    set_aside: tuple[str, ...]


@cache
def name_forms() -> Mapping[str, str]:
    """The families of given names."""
    return load_forms(packaged("forms.txt"))


@cache
def shipped_weights() -> Weights:
    """The weights that small lists are linked by."""
    return load_weights(packaged("weights.toml"))


def link_files(first: Path, second: Path, told: Mapping[str, str], *, free: int | None = None) -> LinkedLists:
    """Link the lists of two files; ``told`` says what headings mean, ``free`` how many bytes of memory there are.

    Raises:
        NotThere: a file does not exist.
        BadList: a file is no list, or two of its columns mean the same.
        WrongUse: ``told`` names a column that neither list has.
        NotReady: the lists need more memory than there is.
        SumDoesNotClose: a row was lost.

    """
    data = [(_bytes(path), path.name) for path in (first, second)]
    rows = [content.count(b"\n") + 1 for content, _ in data]
    small = rows[0] * rows[1] <= MOST_PAIRS or any(content.startswith(_WORKBOOKS) for content, _ in data)
    if not small:
        _fits(rows, _free_memory() if free is None else free)
    linked = _small(data, told) if small else _large(data, told)
    for one in (linked.a, linked.b):
        if one.paired + one.to_review + one.nothing_to_compare + one.without_partner != one.rows:
            raise SumDoesNotClose("rows of a list were lost while linking", where=one.name)
    return linked


def _fits(rows: Sequence[int], free: int) -> None:
    needed = sum(rows) * _BYTES_A_ROW
    if needed > free:
        raise NotReady(
            f"lists of about {rows[0]:,} and {rows[1]:,} rows need about {needed / 1e9:.1f} GB of memory, "
            f"and {free / 1e9:.1f} GB are free",
            remedy="divide both lists by the day of the request and link the parts, or use a machine with more memory",
        )


def _free_memory() -> int:
    """Bytes that the system says it can give; on systems that do not say it, as many as are wanted."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return sys.maxsize
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), sys.maxsize)


def rows_of_file(path: Path) -> list[Particulars]:
    """The rows of a list as they are compared.

    Raises:
        NotThere: the file does not exist.
        BadList: it is no list, or two of its columns mean the same.

    """
    return _particulars(_table(_bytes(path), path.name, {}))


def packaged(name: str) -> str:
    """A packaged data file of the linkage, as text."""
    return files("tallystick.reconciliation.linkage").joinpath("data", name).read_text(encoding="utf-8")


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise NotThere("there is no such file", where=str(path), remedy="check the path")
    return path.read_bytes()


def _table(data: bytes, name: str, told: Mapping[str, str]) -> Table:
    if data.startswith(_WORKBOOKS):
        from tallystick.adapters.sheets import open_sheets

        sheets = open_sheets(data, name)
        return table_of([row for sheet in sheets[:1] for row in sheet.rows], name, told, _other_sheets(len(sheets)))
    text, before = decoded(data, name)
    return read_table(text, name, told, before)


def _other_sheets(sheets: int) -> tuple[Remark, ...]:
    return (Remark("further sheets of the workbook that were not read", sheets - 1),) if sheets > 1 else ()


def _all_there(told: Mapping[str, str], *headings: Sequence[str]) -> None:
    there = {heading_key(heading) for of_one in headings for heading in of_one}
    missing = [heading for heading in told if heading_key(heading) not in there]
    if missing:
        shown = "; ".join(", ".join(of_one) for of_one in headings)
        raise WrongUse(f"neither list has a column '{missing[0]}'", remedy=f"they have: {shown}")


# Small lists


def _small(data: Sequence[tuple[bytes, str]], told: Mapping[str, str]) -> LinkedLists:
    tables = [_table(content, name, told) for content, name in data]
    _all_there(told, *(table.headings for table in tables))
    people = [_particulars(table) for table in tables]
    linked = link_small(people[0], people[1], name_forms(), shipped_weights())
    sides = [
        _told(
            table, rows, {(pair.a, pair.b)[side]: pair.sure for pair in sorted(linked.pairs, key=lambda one: one.sure)}
        )
        for side, (table, rows) in enumerate(zip(tables, people, strict=True))
    ]
    same = sum(pair.sure for pair in linked.pairs)
    return LinkedLists(
        sides[0],
        sides[1],
        _pairs_csv(linked.pairs, tables[0].ids(), tables[1].ids()),
        same,
        len(linked.pairs) - same,
        f"shipped, version {shipped_weights().version}",
        tuple(field.value for field in linked.set_aside),
    )


def _particulars(table: Table) -> list[Particulars]:
    cells = [table.cells(row) for row in table.rows]
    month_first = {column: american(row.get(column, "") for row in cells) for column in ("dob", "event_date")}
    return [particulars(row, month_first=month_first) for row in cells]


def _told(table: Table, rows: Sequence[Particulars], ends: Mapping[int, bool]) -> ListTold:
    """``ends``: rows that are in a pair, and whether in a sure one."""
    paired = sum(ends.values())
    empty = sum(row.empty for at, row in enumerate(rows) if at not in ends)
    return ListTold(
        name=table.name,
        columns={column: table.headings[place] for column, place in table.places.items()},
        rows=len(rows),
        paired=paired,
        to_review=len(ends) - paired,
        nothing_to_compare=empty,
        without_partner=len(rows) - len(ends) - empty,
        two_people=sum(row.two_people for row in rows),
        remarks=(*table.remarks, *_unread(_unread_cells(table, rows))),
    )


def _unread_cells(table: Table, rows: Sequence[Particulars]) -> dict[str, int]:
    read = {"a_number": [row.a_number for row in rows], "dob": [row.birth for row in rows]}
    read["event_date"] = [row.day for row in rows]
    cells = [table.cells(row) for row in table.rows]
    return {
        column: sum(not value and is_given(of_one.get(column, "")) for of_one, value in zip(cells, values, strict=True))
        for column, values in read.items()
    }


def _unread(counts: Mapping[str, int]) -> Iterator[Remark]:
    yield from (Remark(unread_words(column), count) for column, count in counts.items() if count)


def _pairs_csv(pairs: Sequence[Said], first: Sequence[str], second: Sequence[str]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for pair in pairs:
        words = pair.pattern.words() if pair.pattern else BY_GROUP_WORDS
        reason = words if pair.sure else TO_REVIEW + words
        writer.writerow(
            (harmless(first[pair.a]), harmless(second[pair.b]), f"{pair.chance:.4f}", int(pair.sure), reason)
        )
    return text.getvalue().encode()


# Large lists


def _large(data: Sequence[tuple[bytes, str]], told: Mapping[str, str]) -> LinkedLists:
    from tallystick.reconciliation.bulk.linking import link
    from tallystick.reconciliation.bulk.tables import Frame, pairs_csv, read_frame

    frames = [read_frame(content, name, told) for content, name in data]
    _all_there(told, *(frame.headings for frame in frames))
    linked = link(frames[0].rows, frames[1].rows, name_forms(), shipped_weights())

    def told_of(frame: Frame, side: int) -> ListTold:
        fate = linked.fates[side]
        return ListTold(
            name=frame.name,
            columns=frame.columns,
            rows=frame.rows.height,
            paired=fate.paired,
            to_review=fate.to_review,
            nothing_to_compare=fate.nothing_to_compare,
            without_partner=fate.without_partner,
            two_people=fate.two_people,
            remarks=(*frame.remarks, *_unread(fate.unread)),
        )

    same = int(linked.found.sure.sum())
    return LinkedLists(
        told_of(frames[0], 0),
        told_of(frames[1], 1),
        pairs_csv(linked.found, frames[0], frames[1]),
        same,
        len(linked.found.sure) - same,
        linked.weights.version,
        tuple(field.value for field in linked.set_aside),
    )
