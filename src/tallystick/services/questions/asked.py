"""Questions of council, press, other agencies, courts and the public: registered with their answers or as unanswered.

A question that asks for papers is a demand: it names register numbers or a period, and sets a legal hold on that.
Who asks and in which words lies sealed beside the entry; nobody is found by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.model.actor import Actor
from tallystick.model.errors import NotReady, NotThere, WrongUse
from tallystick.model.period import parse_period
from tallystick.model.state import RequestState
from tallystick.model.words import Asker, Log, Nature, OperationKind, Reply, Role
from tallystick.records.append import sequencer
from tallystick.services import ledger, operations, words
from tallystick.services.home import Home
from tallystick.services.keeping import retention

READERS = (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
WRITERS = (Role.CLERK, Role.LEGAL, Role.AUTHOR)
DEMANDS = frozenset(Nature) - {Nature.QUESTION}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told of a question. ``who`` and ``text`` are sealed; ``numbers`` are register numbers."""

    asker: Asker
    nature: Nature
    on: date
    text: str
    who: str = ""
    due: date | None = None
    numbers: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question; ``text`` None was erased."""

    entry: int
    reply: Reply
    on: date
    by: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers, the oldest first; ``digest`` is that of its sealed words.

    ``erased`` says that they are gone.
    """

    entry: int
    number: str
    asked: Asked
    by: str
    at: datetime
    digest: str
    answers: tuple[Answer, ...]
    erased: bool = False

    @property
    def demand(self) -> bool:
        """Whether it asks for papers."""
        return self.asked.nature in DEMANDS

    @property
    def open(self) -> bool:
        """Whether it is unanswered."""
        return not self.answers


def ask(home: Home, actor: Actor, asked: Asked) -> Question:
    """Register a question. A demand sets a legal hold on every request that it names or that its period holds.

    Raises:
        WrongUse: it has no words, a demand names neither numbers nor a period, or the period cannot be read.
        NotThere: a register number is none.

    """
    actor.need(*WRITERS)
    _check(home, asked)
    with sequencer(Log.OPERATIONS):
        number = _next_number(home, asked.on.year)
        entry = words.append_with(
            home,
            OperationKind.QUESTION,
            {
                "number": number,
                "asker": asked.asker.value,
                "nature": asked.nature.value,
                "date": asked.on.isoformat(),
                "due": asked.due.isoformat() if asked.due else "",
                "about": ",".join(asked.numbers),
                "period": asked.period,
                "by": actor.user,
            },
            {"who": asked.who.strip(), "text": asked.text.strip()},
        )
        found = _found(home, entry)
        hold_what_it_names(home, actor, found)
    return found


def answer(home: Home, actor: Actor, entry: int, reply: Reply, *, on: date, text: str) -> int:
    """Register what was answered; a later answer stands beside the earlier one. Returns the entry.

    Raises:
        NotThere: no such question. WrongUse: no words, or a day before the question.

    """
    actor.need(*WRITERS)
    question = _found(home, entry)
    if not text.strip():
        raise WrongUse("an answer needs its words", remedy="write what was answered, or where it can be read")
    if on < question.asked.on:
        raise WrongUse("an answer cannot be older than its question")
    facts = {"refers_to": str(entry), "reply": reply.value, "date": on.isoformat(), "by": actor.user}
    return words.append_with(home, OperationKind.ANSWER, facts, {"text": text.strip()})


def erase(home: Home, actor: Actor, entry: int, *, authority: str) -> int:
    """Erase who asked, in which words, what was answered and to whom a packet left. Returns the entry that says so.

    Number, kind, days, digests and what was counted stay.

    Raises:
        NotThere: no such question. WrongUse: no authority is named.
        NotReady: it is unanswered, or its hold is in force.

    """
    actor.need(Role.LEGAL, Role.CUSTODIAN)
    question = _found(home, entry)
    if not authority.strip():
        raise WrongUse("an erasure needs its authority", remedy="name the schedule, approval or order that allows it")
    if question.open:
        raise NotReady(f"{question.number} is unanswered", remedy="answer it first")
    if any(one.demand == question.number for one in retention.all_holds(home)):
        raise NotReady(f"the legal hold of {question.number} is in force", remedy="counsel releases it first")
    facts = {"refers_to": str(entry), "authority": authority.strip(), "by": actor.user}
    done = ledger.append_operation(home, OperationKind.WORDS_ERASED, facts)
    left = [
        one for one, _, about in operations.of_kind(home, OperationKind.RELEASE) if about["refers_to"] == str(entry)
    ]
    words.erase(home, (entry, *(one.entry for one in question.answers), *left))
    return done


def listing(home: Home, actor: Actor) -> tuple[Question, ...]:
    """Every question, the newest first."""
    actor.need(*READERS)
    return tuple(reversed(_every(home)))


def unanswered(home: Home) -> tuple[Question, ...]:
    """The questions without an answer, the oldest first."""
    return tuple(one for one in _every(home) if one.open)


def question(home: Home, actor: Actor, entry: int) -> Question:
    """One question by its entry of the operations log.

    Raises:
        NotThere: there is none.

    """
    actor.need(*READERS)
    return _found(home, entry)


def numbered(home: Home, number: str) -> int:
    """The entry of the question of that number (``Q-2025-0001``), or the entry itself written as digits.

    Raises:
        NotThere: there is none.

    """
    found = next((one.entry for one in _every(home) if number.upper() in {one.number, str(one.entry)}), None)
    if found is None:
        raise NotThere(f"there is no question '{number}'", remedy="tallystick question list shows their numbers")
    return found


def named_by(home: Home, question: Question) -> tuple[RequestState, ...]:
    """The requests that a question names by number or that its period holds, in the order of their numbers.

    It is found by register number and period only: there is no search by person.
    """
    period = parse_period(question.asked.period) if question.asked.period else None
    every = ledger.state(home).requests.values()
    found = [
        one
        for one in every
        if one.number in question.asked.numbers or (period is not None and one.received_on in period)
    ]
    return tuple(sorted(found, key=lambda one: (one.year, one.number)))


def hold_what_it_names(home: Home, actor: Actor, question: Question) -> tuple[str, ...]:
    """Set the holds of a demand that are not set yet; the numbers that they were set on."""
    if not question.demand:
        return ()
    held = {
        int(facts["refers_to"])
        for _, _, facts in operations.of_kind(home, OperationKind.LEGAL_HOLD)
        if facts.get("demand") == question.number
    }
    new = [one for one in named_by(home, question) if one.entry not in held and not one.erased]
    reason = f"{question.number}: {question.asked.nature.value.replace('_', ' ')}"
    for one in new:
        operations.held(home, one.entry, reason=reason, by=actor.user, in_force=True, demand=question.number)
    return tuple(one.number for one in new)


def _check(home: Home, asked: Asked) -> None:
    if not asked.text.strip():
        raise WrongUse("a question needs its words", remedy="write it as it was asked")
    if asked.period:
        parse_period(asked.period)
    if asked.nature in DEMANDS and not asked.numbers and not asked.period:
        raise WrongUse(
            "a demand names register numbers or a period", remedy="then what it asks for can be found and held"
        )
    known = {one.number for one in ledger.state(home).requests.values()}
    if strange := [number for number in asked.numbers if number not in known]:
        raise NotThere(f"there is no request {', '.join(strange)}", remedy="write register numbers, or a period")


def _next_number(home: Home, year: int) -> str:
    serial = sum(
        facts["date"].startswith(f"{year}-") for _, _, facts in operations.of_kind(home, OperationKind.QUESTION)
    )
    return f"Q-{year}-{serial + 1:04d}"


def _found(home: Home, entry: int) -> Question:
    found = next((one for one in _every(home) if one.entry == entry), None)
    if found is None:
        raise NotThere(f"entry {entry} is not a question", remedy="the questions page lists them by number")
    return found


def _every(home: Home) -> list[Question]:
    answers: dict[int, list[Answer]] = {}
    for entry, _, facts in operations.of_kind(home, OperationKind.ANSWER):
        said = words.said_in(home, entry) or {}
        one = Answer(entry, Reply(facts["reply"]), date.fromisoformat(facts["date"]), facts["by"], said.get("text"))
        answers.setdefault(int(facts["refers_to"]), []).append(one)
    return [
        Question(
            entry,
            facts["number"],
            _asked(home, entry, facts),
            facts["by"],
            at,
            facts["document"],
            tuple(answers.get(entry, ())),
            erased=words.said_in(home, entry) is None,
        )
        for entry, at, facts in operations.of_kind(home, OperationKind.QUESTION)
    ]


def _asked(home: Home, entry: int, facts: dict[str, str]) -> Asked:
    said = words.said_in(home, entry) or {}
    return Asked(
        asker=Asker(facts["asker"]),
        nature=Nature(facts["nature"]),
        on=date.fromisoformat(facts["date"]),
        text=said.get("text", ""),
        who=said.get("who", ""),
        due=date.fromisoformat(facts["due"]) if facts["due"] else None,
        numbers=tuple(filter(None, facts["about"].split(","))),
        period=facts["period"],
    )
