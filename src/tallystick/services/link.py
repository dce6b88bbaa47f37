"""Two lists of anybody's linked at the level of the request, with the chance and the reason of every pair.

Needs no register and no home. Small lists load neither numpy nor polars. Takes bytes apart where it is called, so
what strangers wrote is linked through ``link_apart``. Must know neither Django nor files.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import StringIO
from math import prod
from typing import TYPE_CHECKING

from tallystick.model.errors import NotReady, SumDoesNotClose, WrongUse
from tallystick.reconciliation.linkage.columns import heading_key
from tallystick.reconciliation.linkage.dates import american
from tallystick.reconciliation.linkage.names import load_forms
from tallystick.reconciliation.linkage.particulars import Particulars, is_given, particulars
from tallystick.reconciliation.linkage.reading import Remark, Table, decoded, harmless, read_table, table_of
from tallystick.reconciliation.linkage.small import MOST_PAIRS, Said, link_small
from tallystick.reconciliation.linkage.weights import Weights, load_weights
from tallystick.reconciliation.linkage.wording import BY_GROUP_WORDS, TO_REVIEW, unread_words

if TYPE_CHECKING:
    from tallystick.model.lists import Cells  # loaded only with a workbook

COLUMNS = ("id_a", "id_b", "score", "decide", "reason")
_BYTES_A_ROW = 1_300
"""Memory that linking large lists takes, measured at up to 3,000,000 rows a side (benchmarks/RESULTS.md)."""
_TINY = b"id,last\n1,ROE\n"


@dataclass(frozen=True, slots=True)
class GivenList:
    """A list as it is given: its name, and the bytes of a delimited text or the opened sheets of a workbook."""

    name: str
    content: bytes | tuple[Cells, ...] = field(repr=False)


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


def link_lists(lists: Sequence[GivenList], told: Mapping[str, str]) -> LinkedLists:
    """Link two lists in this process; ``told`` says what headings mean.

    Raises:
        BadList: a file is no list, or two of its columns mean the same.
        WrongUse: ``told`` names a column that neither list has.
        SumDoesNotClose: a row was lost.

    """
    linked = _small(lists, told) if are_small(lists) else _large(lists, told)
    for one in (linked.a, linked.b):
        if one.paired + one.to_review + one.nothing_to_compare + one.without_partner != one.rows:
            raise SumDoesNotClose("rows of a list were lost while linking", where=one.name)
    return linked


def are_small(lists: Sequence[GivenList]) -> bool:
    """Whether both are linked row by row: they are short, or one is a workbook."""
    return prod(map(_lines, lists)) <= MOST_PAIRS


def _lines(one: GivenList) -> int:
    """Lines of a text; none of a workbook."""
    return one.content.count(b"\n") + 1 if isinstance(one.content, bytes) else 0


def fits(lists: Sequence[GivenList], free: int) -> None:
    """See that lists can be linked within ``free`` bytes of memory, by the number of their lines.

    Raises:
        NotReady: they need more.

    """
    rows = list(map(_lines, lists))
    needed = sum(rows) * _BYTES_A_ROW
    if needed > free and not are_small(lists):
        raise NotReady(
            f"lists of about {rows[0]:,} and {rows[1]:,} rows need about {needed / 1e9:.1f} GB of memory, "
            f"and {free / 1e9:.1f} GB are free",
            remedy="divide both lists by the day of the request and link the parts, or use a machine with more memory",
        )


def load(*, small: bool) -> None:
    """Use once whatever opens a file at its first use, so that nothing has to when lists are linked afterwards."""
    for codec in ("utf-8-sig", "utf-16", "cp1252"):
        codecs.lookup(codec)
    name_forms(), shipped_weights()
    if not small:
        import numpy.ma  # numpy itself does so late

        from tallystick.reconciliation.bulk import linking, tables

        del linking, numpy
        tables.read_frame(_TINY, "", {})  # starts the threads of polars


def cells_of(one: GivenList) -> list[dict[str, str]]:
    """The known cells of each row of a list, by column.

    Raises:
        BadList: it is no list, or two of its columns mean the same.

    """
    return _cells(_table(one, {}))


def rows_of(cells: Sequence[Mapping[str, str]]) -> list[Particulars]:
    """Rows of known cells as they are compared."""
    month_first = {column: american(row.get(column, "") for row in cells) for column in ("dob", "event_date")}
    return [particulars(row, month_first=month_first) for row in cells]


def packaged(name: str) -> str:
    """A packaged data file of the linkage, as text."""
    return files("tallystick.reconciliation.linkage").joinpath("data", name).read_text(encoding="utf-8")


def _table(one: GivenList, told: Mapping[str, str]) -> Table:
    if not isinstance(one.content, bytes):
        rows = [row for sheet in one.content[:1] for row in sheet.rows]
        return table_of(rows, one.name, told, _other_sheets(len(one.content)))
    text, before = decoded(one.content, one.name)
    return read_table(text, one.name, told, before)


def _cells(table: Table) -> list[dict[str, str]]:
    return [table.cells(row) for row in table.rows]


def _other_sheets(sheets: int) -> tuple[Remark, ...]:
    return (Remark("further sheets of the workbook that were not read", sheets - 1),) if sheets > 1 else ()


def _all_there(told: Mapping[str, str], *headings: Sequence[str]) -> None:
    there = {heading_key(heading) for of_one in headings for heading in of_one}
    missing = [heading for heading in told if heading_key(heading) not in there]
    if missing:
        shown = "; ".join(", ".join(of_one) for of_one in headings)
        raise WrongUse(f"neither list has a column '{missing[0]}'", remedy=f"they have: {shown}")


# Small lists


def _small(lists: Sequence[GivenList], told: Mapping[str, str]) -> LinkedLists:
    tables = [_table(one, told) for one in lists]
    _all_there(told, *(table.headings for table in tables))
    people = [rows_of(_cells(table)) for table in tables]
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
    cells = _cells(table)
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


def _large(lists: Sequence[GivenList], told: Mapping[str, str]) -> LinkedLists:
    from tallystick.reconciliation.bulk.linking import link
    from tallystick.reconciliation.bulk.tables import Frame, pairs_csv, read_frame

    frames = [read_frame(one.content, one.name, told) for one in lists if isinstance(one.content, bytes)]
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
