"""The workbook with its formats and plain tables. Text stays text whatever it begins with. Knows no statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter import Workbook

from tallystick.adapters.rendering.svg import INVENTED_WORDS

Cell = str | int | None
Head = Sequence[tuple[str, int]]
"""Headings with their column widths."""


class Paper:
    """A workbook under construction; each sheet begins with what is invented, if anything is."""

    def __init__(self, book: Workbook, *, invented: bool) -> None:
        self.book = book
        self.invented = invented
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, name: str, widths: Iterable[int]) -> tuple[Any, int]:
        """A new sheet and the first row that is free."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        if self.invented:
            sheet.write_string(0, 0, INVENTED_WORDS, self.book.add_format({"bold": True}))
            sheet.set_header(f"&C&B{INVENTED_WORDS}")
        return sheet, int(self.invented)

    def head(self, sheet: Any, row: int, words: Iterable[str]) -> None:
        """A row of headings."""
        for column, word in enumerate(words):
            sheet.write_string(row, column, word, self.bold)

    def cells(self, sheet: Any, row: int, values: Iterable[Cell]) -> None:
        """A row of cells."""
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(row, column, value, self.wrap)
            elif value:
                sheet.write_string(row, column, value, self.wrap)

    def table(self, name: str, head: Head, rows: Iterable[Iterable[Cell]], words: str = "") -> None:
        """A sheet with one table that can be filtered; ``words`` stand above it."""
        sheet, at = self.sheet(name, (width for _, width in head))
        if words:
            sheet.merge_range(at, 0, at, len(head) - 1, words, self.wrap)
            sheet.set_row(at, 48)
            at += 1
        self.head(sheet, at, (word for word, _ in head))
        last = at
        for last, row in enumerate(rows, at + 1):
            self.cells(sheet, last, row)
        sheet.freeze_panes(at + 1, 0)
        sheet.autofilter(at, 0, max(last, at + 1), len(head) - 1)
