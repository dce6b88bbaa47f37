"""TOML text -> ``Ordinance``, or every mistake of the file at once.

The text comes from outside; this module knows no folder. The order is: syntax, tables key by key, then the checks of
``law.check`` (references, dates, gaps and overlaps, cases), which run only over what could be read.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tallystick.model.errors import BadLaw
from tallystick.model.words import AnswerField, Verification

from .check import check
from .fields import SOME_DAY, Fields
from .ordinance import (
    Case,
    Clause,
    Definition,
    Duty,
    Expected,
    Mistake,
    Ordinance,
    ReportItem,
    Row,
    RulePeriod,
)
from .vocabulary import WORDS, AgencyKind, Breakdown, CountUnit, Effect, Measure

_NO_CLAUSE = Clause("", "", "", "", "", Verification.GAP, SOME_DAY)
"""Stands for a clause that the file does not have; a mistake has then been noted."""


def load(text: str, name: str) -> Ordinance:
    """The ordinance that a file's text describes; ``name`` is how mistakes call the file.

    Raises:
        BadLaw: with every mistake of the file, one a line.

    """
    ordinance, mistakes = examine(text, name)
    if ordinance is None:
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        raise BadLaw(
            f"{name} cannot be used: {count}",
            where="\n         ".join(str(mistake) for mistake in mistakes),
            remedy=f"set the file right and run: tallystick law check {name}",
        )
    return ordinance


def examine(text: str, name: str) -> tuple[Ordinance | None, tuple[Mistake, ...]]:
    """The ordinance and no mistake, or None and every mistake."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        return None, (Mistake("", "", f"not TOML: {broken}", name),)
    mistakes: list[Mistake] = []
    ordinance = _ordinance(Fields(table, "", mistakes), hashlib.sha256(text.encode()).hexdigest())
    if not mistakes:
        mistakes.extend(check(ordinance))
    named = tuple(replace(mistake, file=name) for mistake in mistakes)
    return (None if named else ordinance), named


def _ordinance(top: Fields, sha256: str) -> Ordinance:
    clauses = _clauses(top)
    ordinance = Ordinance(
        id=top.text("id"),
        name=top.text("name"),
        citation=top.text("citation"),
        state=top.text("state"),
        agency_kinds=top.words("agency_kinds", AgencyKind),
        duty=_duty(_under(top, "duty"), clauses),
        clauses=clauses,
        definitions=tuple(_definition(each) for each in _each(top, "definition")),
        periods=tuple(_period(each, clauses) for each in _each(top, "period", at_least=1)),
        report_items=tuple(_item(each) for each in _each(top, "report_item", at_least=1)),
        cases=tuple(_case(each) for each in _each(top, "case", at_least=1)),
        sha256=sha256,
        invented=top.flag("invented"),
        note=top.text("note", optional=True),
    )
    top.done()
    return ordinance


def _each(top: Fields, key: str, *, at_least: int = 0) -> list[Fields]:
    return [
        Fields(table, f"{key} {table.get('id', table.get('title', f'#{number}'))}", top.mistakes)
        for number, table in enumerate(top.tables(key, at_least=at_least), 1)
    ]


def _under(top: Fields, key: str) -> Fields:
    where = f"{top.where}, {key}" if top.where else key
    return Fields(top.under(key), where, top.mistakes)


def _clauses(top: Fields) -> dict[str, Clause]:
    found: dict[str, Clause] = {}
    for each in _each(top, "clause", at_least=1):
        clause = _clause(each)
        if clause.id in found:
            each.wrong("id", "is given twice")
        found[clause.id] = clause
    return found


def _clause(fields: Fields) -> Clause:
    clause = Clause(
        id=fields.text("id"),
        citation=fields.text("citation"),
        quotation=fields.text("quotation", optional=True),
        text=fields.text("text"),
        source=fields.text("source"),
        verification=fields.word("verification", Verification),
        first=fields.day("from"),
        last=fields.optional_day("to"),
    )
    fields.done()
    return clause


def _refer(fields: Fields, clauses: Mapping[str, Clause], *, optional: bool = False) -> Clause | None:
    name = fields.text("clause", optional=optional)
    if name and name not in clauses:
        fields.wrong("clause", f"'{name}' is no clause of this file")
    return clauses.get(name)


def _duty(fields: Fields, clauses: Mapping[str, Clause]) -> Duty:
    duty = Duty(
        reporter=fields.text("reporter"),
        recipient=fields.text("recipient"),
        due=fields.text("due"),
        clause=_refer(fields, clauses) or _NO_CLAUSE,
    )
    fields.done()
    return duty


def _definition(fields: Fields) -> Definition:
    definition = Definition(
        id=fields.text("id"),
        term=fields.text("term"),
        text=fields.text("text"),
        source=fields.text("source"),
        verification=fields.word("verification", Verification),
    )
    fields.done()
    return definition


def _period(fields: Fields, clauses: Mapping[str, Clause]) -> RulePeriod:
    period = RulePeriod(
        id=fields.text("id"),
        first=fields.day("from"),
        last=fields.optional_day("to"),
        note=fields.text("note"),
        source=fields.text("source"),
        verification=fields.word("verification", Verification),
        tables={answer: _table(fields, answer, clauses) for answer in AnswerField},
    )
    fields.done()
    return period


def _table(period: Fields, answer: AnswerField, clauses: Mapping[str, Clause]) -> tuple[Row, ...]:
    rows = period.tables(answer.value, at_least=1)
    return tuple(
        _row(Fields(table, f"{period.where}, {answer.value} row {number}", period.mistakes), clauses)
        for number, table in enumerate(rows, 1)
    )


def _row(fields: Fields, clauses: Mapping[str, Clause]) -> Row:
    speaks = "clause" in fields.table
    row = Row(
        when={word: values for word, value in fields.under("when").items() if (values := _values(fields, word, value))},
        clause=_refer(fields, clauses) if speaks else None,
        effect=fields.word("effect", Effect) if speaks else None,
        not_covered="" if speaks else fields.text("not_covered"),
    )
    fields.done()
    return row


def _values(fields: Fields, word: str, value: Any) -> frozenset[str]:
    """The values of one condition: a word or a list of words, each in the vocabulary."""
    given = value if isinstance(value, list) else [value]
    if word not in WORDS:
        fields.wrong(f"when.{word}", f"is no fact of the vocabulary: {', '.join(WORDS)}")
        return frozenset()
    known = WORDS[word].values
    for item in given:
        if item not in known:
            fields.wrong(f"when.{word}", f"'{item}' is none of {', '.join(known)}")
    return frozenset(item for item in given if item in known)


def _item(fields: Fields) -> ReportItem:
    item = ReportItem(
        id=fields.text("id"),
        number=fields.number("number"),
        measure=fields.word("measure", Measure),
        unit=fields.word("unit", CountUnit),
        breakdown=fields.word("breakdown", Breakdown),
        citation=fields.text("citation"),
        text=fields.text("text"),
        quotation=fields.text("quotation", optional=True),
        source=fields.text("source"),
        verification=fields.word("verification", Verification),
        first=fields.day("from"),
        last=fields.optional_day("to"),
    )
    fields.done()
    return item


def _case(fields: Fields) -> Case:
    facts, expected = _under(fields, "facts"), _under(fields, "expect")
    case = Case(
        title=fields.text("title"),
        on=fields.day("on"),
        facts={word: next(iter(_values(facts, word, value)), "") for word, value in facts.table.items()},
        expected={answer: _expected(expected, answer) for answer in AnswerField if answer.value in expected.table},
    )
    expected.done()
    fields.done()
    return case


def _expected(fields: Fields, answer: AnswerField) -> Expected:
    """``"not covered"``, or ``"CLAUSE EFFECT"`` with the effect as the last word."""
    words = fields.text(answer.value)
    if words == "not covered":
        return Expected()
    clause, _, effect = words.rpartition(" ")
    if not clause or effect not in set(Effect):
        fields.wrong(
            answer.value, f"'{words}' is neither 'not covered' nor 'CLAUSE EFFECT', effect {', '.join(Effect)}"
        )
        return Expected()
    return Expected(clause, Effect(effect))
