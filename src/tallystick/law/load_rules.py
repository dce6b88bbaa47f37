"""The rules of an ordinance file: dated periods, decision tables, and the cases that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tallystick.model.words import AnswerField, Verification

from .fields import Fields, nearest
from .ordinance import Case, Clause, Expected, Row, RulePeriod
from .vocabulary import WORDS, Effect


def period(fields: Fields, clauses: Mapping[str, Clause]) -> RulePeriod:
    """One dated period with its four tables."""
    found = RulePeriod(
        id=fields.text("id"),
        first=fields.day("from"),
        last=fields.optional_day("to"),
        note=fields.text("note"),
        source=fields.text("source"),
        verification=fields.word("verification", Verification),
        tables={answer: _table(fields, answer, clauses) for answer in AnswerField},
    )
    fields.done()
    return found


def _table(period: Fields, answer: AnswerField, clauses: Mapping[str, Clause]) -> tuple[Row, ...]:
    rows = period.tables(answer.value, at_least=1)
    return tuple(
        _row(Fields(table, f"{period.where}, {answer.value} row {number}", period.mistakes), clauses)
        for number, table in enumerate(rows, 1)
    )


def _row(fields: Fields, clauses: Mapping[str, Clause]) -> Row:
    speaks = "clause" in fields.table
    row = Row(
        when=conditions(fields, "when"),
        clause=clauses.get(fields.reference("clause", clauses, "clause")) if speaks else None,
        effect=fields.word("effect", Effect) if speaks else None,
        not_covered="" if speaks else fields.text("not_covered"),
    )
    fields.done()
    return row


def conditions(fields: Fields, key: str) -> dict[str, frozenset[str]]:
    """The conditions of a row or of an item: each a word of the vocabulary with the values that meet it."""
    given = fields.under(key)
    return {word: values for word, value in given.items() if (values := _values(fields, key, word, value))}


def _values(fields: Fields, key: str, word: str, value: Any) -> frozenset[str]:
    given = value if isinstance(value, list) else [value]
    if word not in WORDS:
        fields.wrong(f"{key}.{word}", f"is no fact of the vocabulary{nearest(word, WORDS)}")
        return frozenset()
    known = WORDS[word].values
    for each in given:
        if each not in known:
            fields.wrong(f"{key}.{word}", f"'{each}' is none of {', '.join(known)}{nearest(each, known)}")
    return frozenset(each for each in given if each in known)


def case(fields: Fields) -> Case:
    """One worked example."""
    expected = fields.below("expect")
    expected.may_have(*AnswerField)
    found = Case(
        title=fields.text("title"),
        on=fields.day("on"),
        facts={word: next(iter(values)) for word, values in conditions(fields, "facts").items()},
        expected={answer: _expected(expected, answer) for answer in AnswerField if answer.value in expected.table},
    )
    expected.done()
    fields.done()
    return found


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
