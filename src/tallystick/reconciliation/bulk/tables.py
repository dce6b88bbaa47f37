"""Large delimited lists as columns of text, and the answer as delimited text. What is odd is counted as in small lists.

A list that the fast reader cannot take (rows too long, a quote that is never closed) is read row by row instead:
slower, and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from tallystick.reconciliation.linkage.columns import recognise
from tallystick.reconciliation.linkage.levels import Pattern
from tallystick.reconciliation.linkage.reading import (
    SEARCHED_ROWS,
    Remark,
    decoded,
    delimiter,
    headings_at,
    parsed,
    read_table,
    same_meaning,
)
from tallystick.reconciliation.linkage.wording import BY_GROUP_WORDS, TO_REVIEW

from .comparing import levels_of
from .grouping import BY_GROUP, Found
from .words import Numbers

_START = 1 << 16
_MAY_BE_FORMULAS = re.compile(rb'[,\n"\t;|]\s*[=+@-]\s*[^\s0-9.-]')
_FORMULA = r"^\s*[=+@-]\s*[^\s0-9.-]"
"""What a spreadsheet would run, as ``linkage.reading.is_formula`` says it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A list as columns of text named as in COLUMNS (those that it has, ``id`` always), with what was odd about it."""

    name: str
    rows: pl.DataFrame
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    remarks: tuple[Remark, ...]


def read_frame(data: bytes, name: str, told: Mapping[str, str]) -> Frame:
    """The list behind the bytes of a delimited file.

    Raises:
        BadList: the bytes are no text, no headings are found, or two of them mean the same.

    """
    text, before = decoded(data, name)
    sign = delimiter(text)
    top = parsed("".join(text[:_START].splitlines(keepends=True)[:SEARCHED_ROWS]), sign)
    at = headings_at(top, told)
    places = recognise(top[at], told, name)
    encoded = text.encode() if before else data
    rows = _fast(encoded, sign, at, len(top[at]))
    if rows is None or encoded.lstrip()[:1] in {b"\n", b"\r"}:
        return _slow(text, name, told, before)
    named = rows.select(pl.col(rows.columns[place]).fill_null("").alias(column) for column, place in places.items())
    beside = same_meaning(top[at], told, places, rows.height)
    remarks = (*before, *beside, *_ragged(encoded, sign, at, len(top[at])), *_formulas(encoded, rows))
    ids, told_of_ids = _ids(named, at + 2)
    columns = {column: top[at][place] for column, place in places.items()}
    return Frame(name, named.with_columns(ids), tuple(top[at]), columns, (*remarks, *told_of_ids))


def _fast(encoded: bytes, sign: str, at: int, width: int) -> pl.DataFrame | None:
    """The rows below the headings; nothing when they are not as many as there are lines, or one is too long."""
    lines = encoded.count(b"\n") + (not encoded.endswith(b"\n"))
    try:
        rows = pl.read_csv(encoded, separator=sign, has_header=False, skip_rows=at, infer_schema=False)
    except pl.exceptions.PolarsError:
        return None
    if rows.height != lines - at or rows.width != width:
        return None
    return rows.slice(1)


def _slow(text: str, name: str, told: Mapping[str, str], before: Sequence[Remark]) -> Frame:
    table = read_table(text, name, told, before)
    columns = {
        column: [row[place] if place < len(row) else "" for row in table.rows] for column, place in table.places.items()
    }
    columns["id"] = table.ids()
    rows = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    used = {column: table.headings[place] for column, place in table.places.items()}
    return Frame(name, rows, table.headings, used, table.remarks)


def _ids(rows: pl.DataFrame, first_row: int) -> tuple[pl.Series, tuple[Remark, ...]]:
    """The id of each row: its own, or the row's number in the file; and what is odd about them."""
    numbers = pl.Series("id", np.arange(first_row, first_row + rows.height)).cast(pl.String)
    if "id" not in rows.columns:
        return numbers, (Remark("no column of ids: rows are named by their number in the file", rows.height),)
    ids = rows["id"].str.strip_chars()
    known = pl.select(pl.when(ids == "").then("row " + numbers).otherwise(ids).alias("id")).to_series()
    if known.n_unique() == rows.height:
        return known, ()
    return known, (Remark("rows whose id another row has too", int(known.is_duplicated().sum())),)


def _ragged(encoded: bytes, sign: str, at: int, width: int) -> Iterator[Remark]:
    """Rows that are too short, where the number of signs says that there may be some."""
    lines = encoded.count(b"\n") + (not encoded.endswith(b"\n")) - at
    if encoded.count(sign.encode()) == lines * (width - 1):
        return
    every = pl.read_csv(
        encoded, separator="\x01", has_header=False, skip_rows=at + 1, infer_schema=False, quote_char=None
    ).to_series()
    plain = every.filter(~every.str.contains('"', literal=True).fill_null(value=False)).fill_null("")
    shorter = int((plain.str.count_matches(sign, literal=True) < width - 1).sum())
    if shorter:
        yield Remark("rows with fewer cells than headings; the missing cells count as not given", shorter)


def _formulas(encoded: bytes, rows: pl.DataFrame) -> Iterator[Remark]:
    """Rows with formulas, looked for only where the bytes say that there may be some."""
    if not _MAY_BE_FORMULAS.search(encoded):
        return
    marked = pl.any_horizontal(pl.all().str.contains(_FORMULA).fill_null(value=False))
    found = int(rows.select(marked).to_series().sum())
    if found:
        yield Remark("rows with a formula in a cell, taken as text", found)


def pairs_csv(found: Found, first: Frame, second: Frame) -> bytes:
    """The pairs under ``id_a,id_b,score,decide,reason``, lines ending in LF; no cell can be run by a spreadsheet."""
    distinct = np.unique(found.pattern)
    said = pl.DataFrame({"pattern": distinct, "words": _words(distinct)})
    made = pl.DataFrame(
        {
            "id_a": _harmless(first.rows["id"]).gather(found.left),
            "id_b": _harmless(second.rows["id"]).gather(found.right),
            "score": found.chance,
            "decide": found.sure.astype(np.int8),
            "pattern": found.pattern,
        }
    ).join(said, on="pattern", how="left", maintain_order="left")
    reason = pl.when(pl.col("decide") == 1).then(pl.col("words")).otherwise(TO_REVIEW + pl.col("words"))
    return made.select("id_a", "id_b", "score", "decide", reason=reason).write_csv(float_precision=4).encode()


def _words(patterns: Numbers) -> list[str]:
    levels = levels_of(patterns).T.tolist()
    return [
        BY_GROUP_WORDS if number == BY_GROUP else Pattern(tuple(of_one)).words()
        for number, of_one in zip(patterns.tolist(), levels, strict=True)
    ]


def _harmless(ids: pl.Series) -> pl.Series:
    odd = ids.str.contains(_FORMULA)
    return ids.scatter(odd.arg_true(), "'" + ids.filter(odd)) if odd.any() else ids
