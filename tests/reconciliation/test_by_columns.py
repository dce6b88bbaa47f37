"""A long list is read by columns, and comes out as the same rows that reading it row by row gives."""

from __future__ import annotations

import csv
import random
from io import StringIO

import pytest

from tallystick.adapters.sheets import delimited
from tallystick.adapters.sheets.opening import open_sheets
from tallystick.model.errors import BadList
from tallystick.model.lists import Columnar
from tallystick.reconciliation.importing import understand
from tallystick.services.inspect import vocabulary

HEADINGS = ("Prepare Date", "Detainer Type", "Detainer Detention Facility", "State", "City", "Detainer Lift Reason")
FORM = "I247A - Immigration Detainer - Notice of Action"


def written(rows, *, preamble=(), quoting=csv.QUOTE_MINIMAL):
    text = StringIO(newline="")
    writer = csv.writer(text, quoting=quoting)
    writer.writerows([*preamble, HEADINGS, *rows])
    return text.getvalue().encode()


def rows_of(count):
    drawn = random.Random(4)
    return [
        (
            f"{drawn.randrange(1, 13)}/{drawn.randrange(1, 28)}/2024",
            drawn.choice([FORM, "I247G", " NA ", "b(6), b(7)c"]),
            f"LYDD, PORT OF {drawn.randrange(20)}",
            drawn.choice(["", "NH"]),
            drawn.choice(["LYDD ", "b(6)"]),
            drawn.choice(["Case Closed", "NULL"]),
        )
        for _ in range(count)
    ]


def both(data, monkeypatch):
    found = []
    for least in (1, 10**9):
        monkeypatch.setattr(delimited, "_LONG", least)
        sheets = open_sheets(data, "list.csv")
        found.append((isinstance(sheets[0].rows, Columnar), understand(sheets, vocabulary())))
    return found


STRAY = ("Total: 400", "", "", "", "", "")
GARBAGE = ("%%%", "x", "y", "z", "%", "%")
BLANK = ("",) * 6


@pytest.mark.parametrize(
    "data",
    [
        written(rows_of(400)),
        written(rows_of(400), preamble=[["INVENTED"], [], ["A list", "of 2024"]]),
        written(rows_of(400), quoting=csv.QUOTE_ALL),
        written([*rows_of(100), STRAY, BLANK, *rows_of(100), GARBAGE]),
        written(rows_of(400)).replace(b"\r\n", b"\n").removesuffix(b"\n"),
        b"\xef\xbb\xbf" + written(rows_of(400)),
        written([row[:4] for row in rows_of(50)] + rows_of(50)),
    ],
    ids=["plain", "preamble", "all quoted", "stray, blank and garbage rows", "newlines", "with a mark", "short rows"],
)
def test_by_columns_and_row_by_row_give_the_same_list(data, monkeypatch):
    (by_columns, fast), (by_rows, slow) = both(data, monkeypatch)
    assert (by_columns, by_rows) == (True, False)
    assert fast == slow
    assert fast.rows


@pytest.mark.parametrize(
    "data",
    [
        written([*rows_of(30), ("1/2/2024", FORM, "two\nlines", "", "", "")]),
        written([*rows_of(30), (*rows_of(1)[0], "one more")]),
        written(rows_of(30)).replace(b"LYDD ", b"L\xd1DD", 1),
    ],
    ids=["a break in a cell", "a cell too many", "two encodings"],
)
def test_what_is_odd_is_read_row_by_row(data, monkeypatch):
    monkeypatch.setattr(delimited, "_SAMPLE_BYTES", 1_000)
    monkeypatch.setattr(delimited, "_LONG", 1)
    assert not isinstance(open_sheets(data, "list.csv")[0].rows, Columnar)


def test_a_cell_beyond_the_headings_is_asked_about_either_way(monkeypatch):
    data = written([*rows_of(30), (*rows_of(1)[0], "one more")])
    for least in (1, 10**9):
        monkeypatch.setattr(delimited, "_LONG", least)
        with pytest.raises(BadList, match="column 7"):
            understand(open_sheets(data, "list.csv"), vocabulary())


def test_two_rows_of_headings_are_refused_in_long_lists_too(monkeypatch):
    monkeypatch.setattr(delimited, "_LONG", 1)
    data = written([*rows_of(30), HEADINGS, *rows_of(30)])
    with pytest.raises(BadList, match="two rows of headings"):
        understand(open_sheets(data, "list.csv"), vocabulary())
