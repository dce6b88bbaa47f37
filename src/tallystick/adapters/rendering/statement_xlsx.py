"""The auditor's working paper (XLSX): the sums as formulas over the rows, every unit with its evidence, room to sign.

Every count of the first sheets is a formula, so that a spreadsheet recomputes it. Must not decide anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from tallystick.model.lists import Provenance, Row
from tallystick.model.reasons import Reason
from tallystick.model.statement import Statement, UnitOutcome
from tallystick.reconciliation.telling.wording import GRADE_WORDS, words_of

from .svg import INVENTED_WORDS

_UNITS, _BARS = "Units", "Bars"
_HEAD = (
    ("Side", 6),
    ("Code", 7),
    ("Reason", 34),
    ("Grade", 7),
    ("Evidence", 80),
    ("Also", 12),
    ("File", 26),
    ("Sheet", 16),
    ("Row", 7),
    ("Request", 16),
    ("Prepared", 12),
    ("Facility", 36),
    ("City", 16),
    ("State", 18),
    ("Form", 36),
    ("Lift reason", 30),
)


def render(statement: Statement, rows: Mapping[Provenance, Row], *, made_at: datetime, invented: bool = False) -> bytes:
    """The working paper as bytes; ``rows`` are list A's rows by their place."""
    data = BytesIO()
    with Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": _title(statement), "created": made_at.replace(tzinfo=None)})
        paper = _Paper(book, invented=invented)
        _statement_sheet(paper, statement)
        _bars_sheet(paper, statement)
        _units_sheet(paper, statement.units, rows)
        _sign_sheet(paper, statement)
    return data.getvalue()


class _Paper:
    """The workbook with its formats; each sheet begins with what is invented, if anything is."""

    def __init__(self, book: Workbook, *, invented: bool) -> None:
        self.book = book
        self.invented = invented
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, name: str, widths: Sequence[int]) -> tuple[Any, int]:
        """A new sheet and the first row that is free."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if self.invented:
            sheet.write_string(0, 0, INVENTED_WORDS, self.book.add_format({"bold": True}))
            sheet.set_header(f"&C&B{INVENTED_WORDS}")
        return sheet, int(self.invented)

    def head(self, sheet: Any, row: int, words: Iterable[str]) -> None:
        """A row of headings."""
        for column, word in enumerate(words):
            sheet.write_string(row, column, word, self.bold)

    def cells(self, sheet: Any, row: int, values: Iterable[str | int | None]) -> None:
        """A row of cells; text stays text whatever it begins with."""
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(row, column, value, self.wrap)
            elif value:
                sheet.write_string(row, column, value, self.wrap)


def _title(statement: Statement) -> str:
    return f"Working paper: immigration detainer requests, {statement.scope}, {statement.period.name}"


def _statement_sheet(paper: _Paper, statement: Statement) -> None:
    sheet, at = paper.sheet("Statement", (60, 14, 14, 12))
    paper.head(sheet, at, [_title(statement)])
    for offset, sentence in enumerate((statement.sentence, statement.sentence_back), at + 1):
        sheet.merge_range(offset, 0, offset, 3, sentence, paper.wrap)
        sheet.set_row(offset, 120)
    at += 4
    paper.head(sheet, at, ("Sum", "Left", "Right", "Closes"))
    for offset, (name, left, right, value) in enumerate(_sums(statement), at + 1):
        sheet.write_string(offset, 0, name, paper.wrap)
        sheet.write_formula(offset, 1, left, paper.wrap, value)
        sheet.write_number(offset, 2, right, paper.wrap)
        sheet.write_formula(offset, 3, f'=IF(B{offset + 1}=C{offset + 1},"yes","NO")', paper.wrap, "yes")
    at += 7
    paper.head(sheet, at, ["Notes"])
    for offset, note in enumerate((*statement.notes, *([statement.chance] if statement.chance else [])), at + 1):
        sheet.merge_range(offset, 0, offset, 3, note, paper.wrap)
        sheet.set_row(offset, 32)


def _sums(statement: Statement) -> tuple[tuple[str, str, int, int], ...]:
    """Name, formula over the units, the number that it must equal, and the formula's value."""

    def count(side: str, reason: Reason | None = None) -> str:
        code = f',{_UNITS}!B:B,"{reason.value}"' if reason else ""
        return f'COUNTIFS({_UNITS}!A:A,"{side}"{code})'

    both, later = count("A", Reason.IN_BOTH), count("A", Reason.REGISTERED_LATER)
    return (
        ("Rows of list A", f"={count('A')}", statement.a.total, statement.a.total),
        ("In both as filed", f"={both}", statement.in_both_filed, statement.in_both_filed),
        ("List B as filed = in both + register only", f"={both}+{count('B')}", statement.filed, statement.filed),
        (
            "List B as corrected = as filed + registered later",
            f"={both}+{count('B')}+{later}+{count('L')}",
            statement.corrected,
            statement.corrected,
        ),
        (
            "List A − bars of A + bars of B = as filed",
            f"={count('A')}-({count('A')}-{both})+{count('B')}",
            statement.filed,
            statement.filed,
        ),
    )


def _bars_sheet(paper: _Paper, statement: Statement) -> None:
    sheet, at = paper.sheet(_BARS, (6, 7, 40, 10, 10, *[24] * len(GRADE_WORDS)))
    paper.head(sheet, at, ("Side", "Code", "Reason", "Units", "Signed", *GRADE_WORDS.values()))
    for offset, bar in enumerate(statement.bars, at + 1):
        paper.cells(sheet, offset, (bar.side, bar.reason.value, words_of(bar.reason, bar.side).label))
        counted = f"=COUNTIFS({_UNITS}!A:A,A{offset + 1},{_UNITS}!B:B,B{offset + 1})"
        sheet.write_formula(offset, 3, counted, paper.wrap, bar.count)
        sheet.write_number(offset, 4, bar.signed, paper.wrap)
        for column, grade in enumerate(GRADE_WORDS, 5):
            graded = f'{counted[:-1]},{_UNITS}!D:D,"{grade.value}")'
            sheet.write_formula(offset, column, graded, paper.wrap, bar.grades.get(grade, 0))
    sheet.freeze_panes(at + 1, 0)


def _units_sheet(paper: _Paper, units: Sequence[UnitOutcome], rows: Mapping[Provenance, Row]) -> None:
    sheet, at = paper.sheet(_UNITS, [width for _, width in _HEAD])
    paper.head(sheet, at, [word for word, _ in _HEAD])
    for offset, unit in enumerate(units, at + 1):
        paper.cells(sheet, offset, (*_unit(unit), *_row(rows.get(unit.row) if unit.row else None)))
    sheet.freeze_panes(at + 1, 3)
    sheet.autofilter(at, 0, at + max(len(units), 1), len(_HEAD) - 1)


def _unit(unit: UnitOutcome) -> tuple[str | int | None, ...]:
    place = (unit.row.file, unit.row.sheet, unit.row.row) if unit.row else ("", "", None)
    also = " ".join(reason.value for reason in unit.also)
    label = words_of(unit.reason, unit.side).label
    return (unit.side, unit.reason.value, label, unit.grade.value, unit.why, also, *place, unit.partner)


def _row(row: Row | None) -> tuple[str, ...]:
    if row is None:
        return ()
    prepared = row.prepared.isoformat() if row.prepared else ""
    return (prepared, row.facility, row.city, row.state, row.form, row.lift_reason)


def _sign_sheet(paper: _Paper, statement: Statement) -> None:
    sheet, at = paper.sheet("Sign-off", (34, 60))
    paper.head(sheet, at, ("Sign-off", _title(statement)))
    lines = ("List examined (file, SHA-256)", "Units looked at (sample, seed)", "Differences found", "Name", "Date")
    for offset, line in enumerate(lines, at + 1):
        sheet.write_string(offset, 0, line, paper.wrap)
        sheet.set_row(offset, 36)
