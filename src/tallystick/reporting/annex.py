"""The annex: one row for each request of the period, and the dictionary that explains its columns."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from tallystick.model.words import Answer, Asked, FormKind, LateSource

from .report import AnnexRow, Report

NOT_RECORDED = Answer.NOT_RECORDED.value


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, type (Frictionless Table Schema), title, description, the values it can have."""

    name: str
    type: str
    title: str
    description: str
    values: tuple[str, ...] = ()


_ANSWERS = tuple(answer.value for answer in (Answer.NO, Answer.YES))
_YES_NO = ("no", "yes")
_ASKED = tuple(asked.value for asked in Asked)
_FORMS = tuple(form.value for form in FormKind)


def _answer(name: str, title: str, description: str) -> Column:
    return Column(name, "string", title, f"{description} Missing ({NOT_RECORDED}) is neither yes nor no.", _ANSWERS)


COLUMNS: tuple[Column, ...] = (
    Column("entry", "integer", "Entry", "Index of the request's entry in the requests log, from 0."),
    Column("year", "integer", "Year", "Local calendar year in which the request was received."),
    Column("form", "string", "Form", "The form by its printed number.", _FORMS),
    Column("asked", "string", "Asked", "What the form asks for. Item 1 counts 'hold'.", _ASKED),
    Column(
        "stated_basis",
        "string",
        "Stated basis",
        "Boxes ticked on the form as a named person confirmed them, joined by |; 'none' when no box is marked; "
        "empty when it is not recorded.",
    ),
    _answer("hold", "Hold", "Was the person held past the time of release?"),
    _answer("notice", "Notice", "Was notice of the release given?"),
    _answer("information", "Information", "Was information given?"),
    _answer("transfer", "Transfer", "Was the person transferred to ICE custody?"),
    Column("clause", "string", "Clause", "Clause of the ordinance pack named with the outcome, or 'not covered'."),
    Column("late", "string", "Late", "Entered after the day it reached a station.", _YES_NO),
    Column(
        "entered",
        "string",
        "Entered from",
        "'live' when it arrived through a line; else what it was entered from afterwards. Anything but 'live' and "
        "'sweep' is of evidence grade C.",
        ("live", *LateSource),
    ),
    Column("withdrawn", "string", "Withdrawn", "Withdrawn by the sender; it stays counted as lodged.", _YES_NO),
)
"""Column for column the fields of ``AnnexRow``."""

assert [column.name for column in COLUMNS] == [field.name for field in fields(AnnexRow)]


def annex(report: Report) -> list[dict[str, str]]:
    """The rows of annex.csv as texts by column name, in the order of the log."""
    return [{name: str(value) for name, value in asdict(row).items()} for row in report.rows]
