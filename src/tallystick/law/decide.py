"""Which clause speaks: look up one row per answer. Decides nothing for an officer; it cites.

A fact that is not given meets no condition: the ruling then says which facts are missing instead of guessing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.words import AnswerField

from .ordinance import Decision, Ordinance, Row, RulePeriod, Ruling
from .vocabulary import ANSWER_ASKED, WORDS


def at(ordinance: Ordinance, day: date) -> RulePeriod:
    """The period of rules that holds on a local day.

    Raises:
        NotThere: the ordinance says nothing on that day (before its first period or after its last).

    """
    for period in ordinance.periods:
        if day in period:
            return period
    raise NotThere(
        f"{ordinance.name} has no rules for {day.isoformat()}",
        where=f"ordinance {ordinance.id}",
        remedy=f"its first period begins on {ordinance.periods[0].first.isoformat()}",
    )


def decide(ordinance: Ordinance, on: date, facts: Mapping[str, str]) -> Decision:
    """What the ordinance says on ``on`` about ``facts`` (words and values of ``law.vocabulary``).

    Raises:
        WrongUse: a fact or value is not a word of the vocabulary; every one is named at once.
        NotThere: the ordinance has no rules for that day.

    """
    _check_facts(facts)
    period = at(ordinance, on)
    rulings = {answer: rule(answer, period.tables[answer], facts) for answer in AnswerField}
    main = rulings[ANSWER_ASKED.get(facts.get("form_asks", ""), AnswerField.HOLD)]
    return Decision(ordinance.id, on, period, dict(facts), rulings, main)


def rule(answer: AnswerField, rows: tuple[Row, ...], facts: Mapping[str, str]) -> Ruling:
    """The ruling of the one row that the facts meet; not covered, with what is missing, where they meet none."""
    for row in rows:
        if meets(row, facts):
            return Ruling(answer, row.clause, row.effect, row.not_covered)
    missing = tuple(word for word in WORDS if word not in facts and _could_matter(word, rows, facts))
    return Ruling(answer, why="facts are missing" if missing else "no row applies", missing=missing)


def meets(row: Row, facts: Mapping[str, str]) -> bool:
    """Whether the facts meet every condition of the row."""
    return all(facts.get(word) in values for word, values in row.when.items())


def _could_matter(word: str, rows: tuple[Row, ...], facts: Mapping[str, str]) -> bool:
    """Whether a row names the word and no given fact rules that row out."""
    return any(
        word in row.when and all(facts[name] in values for name, values in row.when.items() if name in facts)
        for row in rows
    )


def _check_facts(facts: Mapping[str, str]) -> None:
    wrong = [f"{name} = {value}" for name, value in facts.items() if not _known(name, value)]
    if wrong:
        raise WrongUse(
            f"not words of the vocabulary: {', '.join(wrong)}",
            remedy=f"facts are {', '.join(WORDS)}",
        )


def _known(name: str, value: str) -> bool:
    return name in WORDS and value in WORDS[name].values
