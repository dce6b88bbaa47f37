"""The legal desk as its pages show it: the table with the row that fired, counsel's words, the ordinance of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from tallystick.clerk import labels
from tallystick.clerk.facts import answer
from tallystick.law.ordinance import Clause, Row
from tallystick.law.vocabulary import WORDS
from tallystick.services.desk.legal import Fired, Opened, Opinion


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact in words: the question and what was answered."""

    question: str | Promise
    answer: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of the table: its conditions in words, and the clause with its effect or why nothing is covered."""

    conditions: tuple[FactShown, ...]
    effect: str | Promise
    clause: Clause | None
    why: str
    here: bool


@dataclass(frozen=True, slots=True)
class OpinionShown:
    """One word of counsel, or a question to counsel; ``why`` None was erased."""

    entry: int
    position: str | Promise
    by: str
    at: datetime
    clause: str
    why: str | None
    stale: bool


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """One clause of the text with how well it was checked."""

    clause: Clause
    verification: str | Promise


def facts(given: Mapping[str, str]) -> tuple[FactShown, ...]:
    """Put words to facts."""
    return tuple(_fact(name, (value,)) for name, value in given.items() if name in WORDS)


def table(opened: Opened) -> tuple[RowShown, ...]:
    """Put words to the rows of the table."""
    return tuple(_row(one) for one in opened.table)


def _row(fired: Fired) -> RowShown:
    row: Row = fired.row
    return RowShown(
        conditions=tuple(_fact(name, sorted(values)) for name, values in row.when.items()),
        effect=labels.EFFECTS[row.effect] if row.effect else "",
        clause=row.clause,
        why=row.not_covered,
        here=fired.here,
    )


def _fact(name: str, values: Sequence[str]) -> FactShown:
    word = WORDS[name]
    said = (answer(word.values[value]) if value in word.values else value for value in values)
    return FactShown(labels.QUESTIONS.get(name, word.question), " / ".join(said))


def opinions(found: Sequence[Opinion], sha256: str) -> tuple[OpinionShown, ...]:
    """Put words to what was asked and said; ``sha256`` is the text in force: an older one is told."""
    return tuple(
        OpinionShown(
            one.entry, labels.POSITIONS[one.position], one.by, one.at, one.clause, one.why, one.sha256 != sha256
        )
        for one in found
    )


def clauses(found: Sequence[Clause]) -> tuple[ClauseShown, ...]:
    """Put words to the clauses of a day."""
    return tuple(ClauseShown(one, labels.VERIFICATIONS[one.verification]) for one in found)
