"""TOML text -> ``Ordinance``, or every mistake of the file at once.

The text comes from outside; this module knows no folder. The order is: syntax, tables key by key, then the checks of
``law.check`` (references, dates, gaps and overlaps, cases), which run only over what could be read.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace

from tallystick.model.errors import BadLaw
from tallystick.model.words import Verification

from .check import check
from .clock import Clock
from .fields import Fields
from .load_reports import clock, duty, item
from .load_rules import case, period
from .ordinance import Clause, Definition, Mistake, Ordinance
from .vocabulary import AgencyKind


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


def load_clocks(text: str, name: str) -> tuple[Clock, ...]:
    """The clocks of a file that holds nothing else: those that run beside every ordinance.

    Raises:
        BadLaw: with every mistake of the file, one a line.

    """
    mistakes: list[Mistake] = []
    top = Fields(tomllib.loads(text), "", mistakes)
    clocks = tuple(clock(each) for each in top.each("clock", at_least=1))
    top.done()
    if mistakes:
        raise BadLaw(f"{name} cannot be used", where="\n         ".join(map(str, mistakes)))
    return clocks


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
    draft = top.flag("draft")
    least = 0 if draft else 1
    clauses = _clauses(top)
    duties = tuple(duty(each, clauses) for each in top.each("report", at_least=least))
    ordinance = Ordinance(
        id=top.text("id"),
        name=top.text("name"),
        citation=top.text("citation"),
        state=top.text("state"),
        agency_kinds=top.words("agency_kinds", AgencyKind),
        duties=duties,
        clauses=clauses,
        definitions=tuple(_definition(each) for each in top.each("definition")),
        clocks=tuple(clock(each) for each in top.each("clock")),
        periods=tuple(period(each, clauses) for each in top.each("period", at_least=1)),
        report_items=tuple(item(each, duties) for each in top.each("report_item", at_least=least)),
        cases=tuple(case(each) for each in top.each("case", at_least=1)),
        sha256=sha256,
        invented=top.flag("invented"),
        draft=draft,
        note=top.text("note", optional=not draft),
    )
    top.done()
    return ordinance


def _clauses(top: Fields) -> dict[str, Clause]:
    found: dict[str, Clause] = {}
    for each in top.each("clause", at_least=1):
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
