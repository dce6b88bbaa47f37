"""The legal desk: facts, the rule that fired with its text at that date, the outcome, and what counsel says of it.

An opinion is an entry of the operations log; its words lie sealed beside it and go when the request is erased. Nothing
here decides: "not covered" is said, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tallystick import law
from tallystick.law.decide import meets
from tallystick.law.ordinance import Definition
from tallystick.model.actor import Actor
from tallystick.model.errors import TallystickError, WrongUse
from tallystick.model.state import RequestState
from tallystick.model.words import OperationKind, Position, Role
from tallystick.services import operations, words
from tallystick.services.desk import looks
from tallystick.services.desk.dispose import clause_for, facts_of, request_of
from tallystick.services.home import Home
from tallystick.services.law import ordinance

READERS = (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Opinion:
    """One entry: a clerk's question to counsel, or counsel's word on the rule that fired. ``why`` None was erased."""

    entry: int
    request: int
    position: Position
    clause: str
    rule_period: str
    sha256: str
    by: str
    at: datetime
    why: str | None


@dataclass(frozen=True, slots=True)
class Fired:
    """One row of the table of what was asked; ``here`` marks the row that the facts meet."""

    row: law.Row
    here: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """One request on the desk; ``decision`` is None where the ordinance has no rules for the day (``silence``)."""

    request: RequestState
    facts: Mapping[str, str]
    decision: law.Decision | None
    silence: TallystickError | None
    table: tuple[Fired, ...]
    opinions: tuple[Opinion, ...]

    @property
    def waits(self) -> bool:
        """Whether a question to counsel is open."""
        return bool(self.opinions) and self.opinions[-1].position is Position.ASKED


@dataclass(frozen=True, slots=True)
class Text:
    """The ordinance as it speaks on one day: its clauses, its rules and whether counsel has adopted it."""

    ordinance: law.Ordinance
    day: date
    clauses: tuple[law.Clause, ...]
    period: law.RulePeriod | None
    definitions: tuple[Definition, ...]
    adoption: operations.Adoption | None


def ask_counsel(home: Home, actor: Actor, entry: int, *, why: str = "") -> int:
    """Put request ``entry`` on the legal desk; ``why`` is the question, if there is one in words. Returns the entry.

    Raises:
        NotThere: not a request. WrongUse: it lies there already.

    """
    actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR)
    request = request_of(home, entry)
    if any(one.request == entry for one in _open(home)):
        raise WrongUse(f"{request.number} waits for counsel already")
    return _enter(home, actor, request, Position.ASKED, facts=_standing_facts(request), why=why)


def opine(home: Home, actor: Actor, entry: int, facts: Mapping[str, str], *, agrees: bool, why: str = "") -> int:
    """Register that counsel agrees with the rule that these facts fire, or does not. Returns the entry.

    Raises:
        WrongUse: counsel disagrees and gives no reason, or a fact is no word of the ordinance. NotThere: not a request.

    """
    actor.need(Role.LEGAL)
    if not agrees and not why.strip():
        raise WrongUse("to disagree takes a reason", remedy="say in a sentence what the rule should have been")
    position = Position.AGREES if agrees else Position.DISAGREES
    return _enter(home, actor, request_of(home, entry), position, facts=facts, why=why)


def waiting(home: Home, actor: Actor) -> tuple[tuple[Opinion, RequestState], ...]:
    """The questions to counsel that are open, the oldest first."""
    actor.need(*READERS)
    return tuple((one, request_of(home, one.request)) for one in _open(home))


def opened(home: Home, actor: Actor, entry: int, facts: Mapping[str, str] | None = None) -> Opened:
    """Open a request on the desk with the facts as recorded, or with others to try; that the actor looked is kept."""
    actor.need(*READERS)
    request = request_of(home, entry)
    looks.look(home, actor, entry)
    used = _standing_facts(request) if facts is None else dict(facts)
    told = opinions(home, actor, entry)
    try:
        decision = clause_for(home, actor, entry, used)
    except TallystickError as silence:
        return Opened(request, used, None, silence, (), told)
    return Opened(request, used, decision, None, _table(decision, facts_of(request) | used), told)


def opinions(home: Home, actor: Actor, entry: int) -> tuple[Opinion, ...]:
    """Everything that was asked of counsel and said by counsel about one request, the oldest first."""
    actor.need(*READERS)
    return tuple(one for one in _every(home) if one.request == entry)


def text_on(home: Home, actor: Actor, day: date) -> Text:
    """The ordinance as it speaks on a local day."""
    actor.need(*READERS)
    found = ordinance(home.settings.ordinance, home.path)
    return Text(
        ordinance=found,
        day=day,
        clauses=tuple(one for one in found.clauses.values() if one.in_force(day)),
        period=next((one for one in found.periods if day in one), None),
        definitions=found.definitions,
        adoption=operations.adoption(home),
    )


def _table(decision: law.Decision, facts: Mapping[str, str]) -> tuple[Fired, ...]:
    """The rows of the answer that the paper asks for; only the first that the facts meet speaks."""
    rows = decision.period.tables[decision.main.answer]
    first = next((place for place, row in enumerate(rows) if meets(row, facts)), None)
    return tuple(Fired(row, place == first) for place, row in enumerate(rows))


def _standing_facts(request: RequestState) -> dict[str, str]:
    return dict(request.disposition.facts) if request.disposition else {}


def _enter(
    home: Home, actor: Actor, request: RequestState, position: Position, *, facts: Mapping[str, str], why: str
) -> int:
    clause, period = _spoken(home, actor, request, facts)
    entry = {
        "refers_to": str(request.entry),
        "position": position.value,
        "clause": clause,
        "rule_period": period,
        "sha256": ordinance(home.settings.ordinance, home.path).sha256,
        "by": actor.user,
    }
    return words.append_with(home, OperationKind.OPINION, entry, {"why": why.strip()}, request=request.entry)


def _spoken(home: Home, actor: Actor, request: RequestState, facts: Mapping[str, str]) -> tuple[str, str]:
    """The clause that speaks and the period of its rules; "not covered" where there are no rules for the day.

    Raises:
        WrongUse: a fact is no word of the ordinance.

    """
    try:
        decision = clause_for(home, actor, request.entry, facts)
    except WrongUse:
        raise
    except TallystickError:
        return law.NOT_COVERED, ""
    return decision.clause, decision.period.id


def _open(home: Home) -> list[Opinion]:
    last: dict[int, Opinion] = {}
    for one in _every(home):
        last.pop(one.request, None)
        last[one.request] = one
    return [one for one in last.values() if one.position is Position.ASKED]


def _every(home: Home) -> list[Opinion]:
    return [
        Opinion(
            entry=entry,
            request=int(facts["refers_to"]),
            position=Position(facts["position"]),
            clause=facts["clause"],
            rule_period=facts["rule_period"],
            sha256=facts["sha256"],
            by=facts["by"],
            at=at,
            why=(words.said_in(home, entry) or {}).get("why"),
        )
        for entry, at, facts in operations.of_kind(home, OperationKind.OPINION)
    ]
