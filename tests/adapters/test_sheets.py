"""Any file that is handed over as a list comes out as cells of text, or is refused by name."""

from datetime import date, datetime
from io import BytesIO

import pytest
import xlsxwriter

from tallystick.adapters.sheets import open_sheets
from tallystick.model.errors import BadList


def workbook(**sheets):
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    else:
                        sheet.write(number, column, value)
    return data.getvalue()


def test_a_workbook_gives_every_sheet_with_its_own_row_numbers():
    data = workbook(A=[[], [], ["", "x"]], B=[["y"]])
    first, second = open_sheets(data, "list.xlsx")
    assert (first.file, first.sheet, second.sheet) == ("list.xlsx", "A", "B")
    assert first.rows[2] == ("", "x")
    assert second.rows == (("y",),)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2025, 3, 4), "2025-03-04"),
        (datetime(2025, 3, 4, 15, 10), "2025-03-04 15:10:00"),  # noqa: DTZ001 - a cell has no zone
        (1984, "1984"),
        (1.5, "1.5"),
        (True, "TRUE"),
        ("  padded ", "padded"),
        ("06/14/0002 03:10 PM", "06/14/0002 03:10 PM"),
    ],
)
def test_a_cell_becomes_text_without_losing_what_it_says(value, text):
    assert open_sheets(workbook(A=[[value]]), "list.xlsx")[0].rows == ((text,),)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"a,b\n1,2\n", (("a", "b"), ("1", "2"))),
        ("\ufeffa,b\r\n1,é\r\n".encode(), (("a", "b"), ("1", "é"))),
        ("a\tb\n1\t2\n".encode("utf-16"), (("a", "b"), ("1", "2"))),
        (b"a;b\n1,5;2\n", (("a", "b"), ("1,5", "2"))),
        (b"a|b\n1|2\n", (("a", "b"), ("1", "2"))),
        ("a,b\n1,Núñez\n".encode("cp1252"), (("a", "b"), ("1", "Núñez"))),
        (b'a,b\n"two\nlines",2\n', (("a", "b"), ("two\nlines", "2"))),
        (b"one column\n1\n", (("one column",), ("1",))),
    ],
)
def test_delimited_text_is_read_in_the_ways_programs_write_it(data, rows):
    assert open_sheets(data, "list.csv")[0].rows == rows


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"II*\x00" + b"\x01" * 40, "TIFF"),
        (b"\x00\x01\x02\x03garbage", "neither a workbook nor text"),
        (workbook(A=[["x"]])[:400], "cannot be opened"),
        (b'a,b\n"never closed,2\n', "breaks off"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (workbook(A=[]), "no sheet has a filled cell"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason_and_a_remedy(data, word):
    with pytest.raises(BadList, match=word) as refusal:
        open_sheets(data, "list.xlsx")
    assert refusal.value.where.startswith("list.xlsx")
    assert refusal.value.remedy


def test_lines_of_two_encodings_are_each_read_in_their_own_and_told():
    (cells,) = open_sheets("name\nNúñez\n".encode() + "Peña\n".encode("cp1252"), "list.csv")
    assert cells.rows == (("name",), ("Núñez",), ("Peña",))
    assert cells.remarks == ("list.csv: 1 of 3 lines are not UTF-8 and were read as Windows-1252",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_habit_of_ending_a_line_gives_the_same_rows(end):
    assert open_sheets(end.join(["a,b", '1,"2', '3"', ""]).encode(), "x.csv")[0].rows == (("a", "b"), ("1", f"2{end}3"))


def test_a_formula_is_the_value_it_shows_and_text_that_looks_like_one_stays_text():
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("A")
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_string(0, 1, '=HYPERLINK("x")')
    assert open_sheets(data.getvalue(), "list.xlsx")[0].rows == (("2", '=HYPERLINK("x")'),)
