"""The annex as a workbook: one sheet of rows, one that explains the columns. Texts stay texts; nothing is a formula.

The same report gives the same bytes: the workbook's date is the letter's own day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from tallystick.reporting import COLUMNS, Column, Filing, Report, annex

_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_WIDTHS = {"name": 16, "title": 24, "description": 90}


def annex_xlsx(report: Report, filing: Filing) -> bytes:
    """The rows of the annex and its dictionary as an Office Open XML workbook."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, dict(_PLAIN)) as book:
        book.set_properties({"title": report.duty.title, "created": datetime.combine(filing.dated, time())})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _rows(book.add_worksheet("Requests"), COLUMNS, annex(report), bold)
        _dictionary(book.add_worksheet("What the columns say"), COLUMNS, bold)
    return data.getvalue()


def _rows(sheet: Any, columns: Sequence[Column], rows: Sequence[Mapping[str, str]], bold: Any) -> None:
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.title, bold)
        sheet.set_column(place, place, max(12, len(column.title) + 2))
    for line, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            _cell(sheet, line, place, column, row[column.name])
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _cell(sheet: Any, line: int, place: int, column: Column, text: str) -> None:
    if column.type == "integer" and text:
        sheet.write_number(line, place, int(text))
    else:
        sheet.write_string(line, place, text.replace("_", " "))


def _dictionary(sheet: Any, columns: Sequence[Column], bold: Any) -> None:
    for place, (name, width) in enumerate(_WIDTHS.items()):
        sheet.write_string(0, place, name.capitalize(), bold)
        sheet.set_column(place, place, width)
    for line, column in enumerate(columns, 1):
        for place, name in enumerate(_WIDTHS):
            sheet.write_string(line, place, getattr(column, name))
