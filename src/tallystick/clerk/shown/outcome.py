"""The outcome of one request as its page shows it: the questions, what the ordinance says, the four answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from tallystick.clerk import labels
from tallystick.clerk.facts import answer
from tallystick.law.ordinance import Clause, Decision, Ruling
from tallystick.law.vocabulary import WORDS, Word
from tallystick.model.contacts import CustodyMoment
from tallystick.model.words import Answer, AnswerField

GIVEN_BY_THE_PAPER = "form_asks"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen."""

    value: str
    label: str | Promise
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One fact that a person states, with the values it may have."""

    name: str
    text: str | Promise
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One of the four answers with its three values."""

    name: str
    label: str | Promise
    help: str | Promise
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One moment of the custody; ``value`` is local time, empty where it is not recorded."""

    name: str
    label: str | Promise
    value: str


@dataclass(frozen=True, slots=True)
class RulingShown:
    """What the ordinance says about one answer, or why it says nothing."""

    label: str | Promise
    effect: str | Promise
    clause: Clause | None
    verification: str | Promise
    why: str
    missing: tuple[str | Promise, ...]
    main: bool


def questions(chosen: Mapping[str, str], asked: Sequence[Word]) -> tuple[Question, ...]:
    """Give the questions that the law turns on but the one that the paper answers, with the answers so far."""
    return tuple(
        Question(
            name=word.name,
            text=labels.QUESTIONS.get(word.name, word.question),
            options=tuple(
                Option(value, answer(label), chosen.get(word.name) == value) for value, label in word.values.items()
            ),
        )
        for word in asked
        if word.name != GIVEN_BY_THE_PAPER
    )


def facts_in(sent: Mapping[str, str]) -> dict[str, str]:
    """Give the facts that were stated; a question left open gives none."""
    return {name: sent[name] for name in WORDS if name != GIVEN_BY_THE_PAPER and sent.get(name)}


def answer_rows(now: Mapping[AnswerField, Answer]) -> tuple[AnswerRow, ...]:
    """Give the four answers; each is "not recorded" until it is recorded."""
    return tuple(
        AnswerRow(
            name=field.value,
            label=labels.ANSWER_FIELDS[field],
            help=labels.ANSWER_HELP[field],
            options=tuple(Option(one.value, labels.ANSWERS[one], now.get(field) is one) for one in Answer),
        )
        for field in AnswerField
    )


def moments(now: Mapping[CustodyMoment, datetime], sent: Mapping[str, str], zone: ZoneInfo) -> tuple[MomentRow, ...]:
    """Give the moments of the custody as they were sent or recorded, in local time."""
    return tuple(
        MomentRow(f"at-{one.value}", label, sent.get(f"at-{one.value}", _local(now.get(one), zone)))
        for one, label in labels.MOMENTS.items()
    )


def _local(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%dT%H:%M}" if at else ""


def rulings(decision: Decision) -> tuple[RulingShown, ...]:
    """Put words to what the ordinance says about each answer."""
    return tuple(_ruling(ruling, decision) for ruling in decision.rulings.values())


def _ruling(ruling: Ruling, decision: Decision) -> RulingShown:
    return RulingShown(
        label=labels.ANSWER_FIELDS[ruling.answer],
        effect=labels.EFFECTS[ruling.effect] if ruling.effect else "",
        clause=ruling.clause,
        verification=labels.VERIFICATIONS[ruling.clause.verification] if ruling.clause else "",
        why=ruling.why,
        missing=tuple(labels.QUESTIONS.get(name, name) for name in ruling.missing),
        main=ruling.answer is decision.main.answer,
    )
