"""Questions, demands and packets as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from tallystick.clerk import labels
from tallystick.clerk.shown.outcome import Option
from tallystick.law import Part
from tallystick.model.words import Asker, Nature, Reply
from tallystick.reporting import answer
from tallystick.services.questions.asked import Answer, Question
from tallystick.services.questions.packet import Packet
from tallystick.services.questions.release import Released


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One answer in words."""

    answer: Answer
    reply: str | Promise


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question in words; ``late`` when it was due before today and is unanswered."""

    question: Question
    asker: str | Promise
    nature: str | Promise
    answers: tuple[AnswerShown, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class ReleasedShown:
    """One release in words."""

    released: Released
    opened: tuple[str | Promise, ...]


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part that can be opened, and the citations that cover it while it is not."""

    value: str
    label: str | Promise
    open: bool
    citations: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave: rows under their headings, and how many coverings and pages."""

    head: tuple[str | Promise, ...]
    rows: tuple[tuple[str, ...], ...]
    coverings: int
    pages: int


def questions(found: Iterable[Question], today: date) -> tuple[QuestionShown, ...]:
    """Put words to questions."""
    return tuple(question(one, today) for one in found)


def question(one: Question, today: date) -> QuestionShown:
    """Put words to one question."""
    return QuestionShown(
        question=one,
        asker=labels.ASKERS[one.asked.asker],
        nature=labels.NATURES[one.asked.nature],
        answers=tuple(AnswerShown(each, labels.REPLIES[each.reply]) for each in one.answers),
        late=one.open and one.asked.due is not None and one.asked.due < today,
    )


def choices(sent: Mapping[str, str]) -> dict[str, tuple[Option, ...]]:
    """Give what can be chosen in the form, with what was chosen."""
    return {
        "askers": tuple(Option(one.value, labels.ASKERS[one], sent.get("asker") == one) for one in Asker),
        "natures": tuple(Option(one.value, labels.NATURES[one], sent.get("nature") == one) for one in Nature),
        "replies": tuple(Option(one.value, labels.REPLIES[one], sent.get("reply") == one) for one in Reply),
    }


def parts(opened: Sequence[str], made: Packet | None) -> tuple[PartShown, ...]:
    """Give every part with the citations that cover it; without a packet none can be told."""
    return tuple(
        PartShown(
            part.value,
            labels.PARTS[part],
            part.value in opened,
            "; ".join(one.citation for one in made.terms.grounds(part)) if made else "",
        )
        for part in Part
    )


def preview(made: Packet) -> Preview:
    """Give the rows as they would leave."""
    head = (
        *(labels.PACKET_COLUMNS[name] for name in answer.ALWAYS),
        *(labels.PARTS[part] for part in Part if part is not Part.PAGE),
    )
    rows = tuple(answer.row(one, made.terms) for one in made.held)
    return Preview(head, rows, len(made.coverings), made.pages)


def released(found: Iterable[Released]) -> tuple[ReleasedShown, ...]:
    """Put words to releases."""
    return tuple(ReleasedShown(one, tuple(labels.PARTS[part] for part in one.opened)) for one in found)


def opened_in(values: Iterable[str]) -> tuple[Part, ...]:
    """Give the parts that were chosen; anything else that was sent is no part."""
    return tuple(part for part in Part if part.value in set(values))
