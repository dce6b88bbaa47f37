"""The first sheets: sentences, sums and bars, each count a formula over the sheet of units. Must not count."""

from __future__ import annotations

from tallystick.model.reasons import Reason
from tallystick.model.statement import Statement
from tallystick.reconciliation.telling.wording import GRADE_WORDS, words_of

from .paper import Paper
from .units import UNITS


def title_of(statement: Statement) -> str:
    """What the working paper is about."""
    return f"Working paper: immigration detainer requests, {statement.scope}, {statement.period.name}"


def statement_sheet(paper: Paper, statement: Statement) -> None:
    """The sentences, the sums as formulas over the units, and the notes."""
    sheet, at = paper.sheet("Statement", (60, 14, 14, 12))
    paper.head(sheet, at, [title_of(statement)])
    for offset, sentence in enumerate((statement.sentence, statement.sentence_back), at + 1):
        sheet.merge_range(offset, 0, offset, 3, sentence, paper.wrap)
        sheet.set_row(offset, 120)
    at += 4
    paper.head(sheet, at, ("Sum", "Left", "Right", "Closes"))
    for offset, (name, left, right, value) in enumerate(sums_of(statement), at + 1):
        sheet.write_string(offset, 0, name, paper.wrap)
        sheet.write_formula(offset, 1, left, paper.wrap, value)
        sheet.write_number(offset, 2, right, paper.wrap)
        sheet.write_formula(offset, 3, f'=IF(B{offset + 1}=C{offset + 1},"yes","NO")', paper.wrap, "yes")
    at += 7
    paper.head(sheet, at, ["Notes"])
    for offset, note in enumerate((*statement.notes, *([statement.chance] if statement.chance else [])), at + 1):
        sheet.merge_range(offset, 0, offset, 3, note, paper.wrap)
        sheet.set_row(offset, 32)


def sums_of(statement: Statement) -> tuple[tuple[str, str, int, int], ...]:
    """Name, formula over the units, the number that it must equal, and the formula's value."""

    def count(side: str, reason: Reason | None = None) -> str:
        code = f',{UNITS}!B:B,"{reason.value}"' if reason else ""
        return f'COUNTIFS({UNITS}!A:A,"{side}"{code})'

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


def bars_sheet(paper: Paper, statement: Statement) -> None:
    """Every bar with its units and grades, counted by formulas."""
    sheet, at = paper.sheet("Bars", (6, 7, 40, 10, 10, *[24] * len(GRADE_WORDS)))
    paper.head(sheet, at, ("Side", "Code", "Reason", "Units", "Signed", *GRADE_WORDS.values()))
    for offset, bar in enumerate(statement.bars, at + 1):
        paper.cells(sheet, offset, (bar.side, bar.reason.value, words_of(bar.reason, bar.side).label))
        counted = f"=COUNTIFS({UNITS}!A:A,A{offset + 1},{UNITS}!B:B,B{offset + 1})"
        sheet.write_formula(offset, 3, counted, paper.wrap, bar.count)
        sheet.write_number(offset, 4, bar.signed, paper.wrap)
        for column, grade in enumerate(GRADE_WORDS, 5):
            graded = f'{counted[:-1]},{UNITS}!D:D,"{grade.value}")'
            sheet.write_formula(offset, column, graded, paper.wrap, bar.grades.get(grade, 0))
    sheet.freeze_panes(at + 1, 0)
