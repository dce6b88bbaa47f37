"""Record what was done about a request, and under which clause. The clause is shown; the officer decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tallystick.law.decide import decide
from tallystick.law.ordinance import NOT_COVERED, Decision
from tallystick.law.vocabulary import Word
from tallystick.model.actor import Actor
from tallystick.model.contacts import CustodyMoment
from tallystick.model.errors import NotThere
from tallystick.model.events import Disposition
from tallystick.model.state import RequestState
from tallystick.model.words import Answer, AnswerField, Role
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.law import ordinance

CUSTODY_FACTS = ("in_custody", "left_custody", "transferred_to")
"""The facts that a custody extract can fill."""
CUSTODY_MOMENTS = (CustodyMoment.BAIL_POSTED, CustodyMoment.LEFT_CUSTODY)
"""The moments that a custody extract can fill."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answers that were given (those not named stay not recorded) and the facts they rest on.

    ``moments`` are those of the custody; ``offense`` is the citation of an offense that the law relies on;
    ``evidence`` is where facts were taken from without typing.
    """

    answers: Mapping[AnswerField, Answer]
    facts: Mapping[str, str]
    reimbursement_cents: int | None = None
    note: str = ""
    moments: Mapping[CustodyMoment, datetime] = field(default_factory=dict)
    offense: str = ""
    evidence: str = ""


def clause_for(home: Home, actor: Actor, entry: int, facts: Mapping[str, str]) -> Decision:
    """Say which clause of the ordinance speaks for request ``entry`` on the day it was received, or "not covered"."""
    actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    request = request_of(home, entry)
    law = ordinance(home.settings.ordinance, home.path)
    return decide(law, request.received_on, {**facts_of(request), **facts})


def words_for(home: Home, entry: int) -> tuple[Word, ...]:
    """The facts that the ordinance's rules of that day, or one of its reports, turn on for request ``entry``."""
    return ordinance(home.settings.ordinance, home.path).words_on(request_of(home, entry).received_on)


def facts_of(request: RequestState) -> dict[str, str]:
    """Give the facts that the paper itself states."""
    return {"form_asks": request.asked.value}


def request_of(home: Home, entry: int) -> RequestState:
    """Find the request of that entry.

    Raises:
        NotThere: it is not a request of the register.

    """
    request = ledger.state(home).requests.get(entry)
    if request is None:
        raise NotThere(f"entry {entry} is not a request", remedy="the requests page lists them by number")
    return request


def about(home: Home, actor: Actor, request: RequestState) -> dict[str, Any]:
    """What every entry about a request bears."""
    return {
        "agency": home.agency.ori,
        "station": request.station,
        "line": request.line,
        "at": home.clock(),
        "year": request.year,
        "by": actor.user,
    }


def dispose(home: Home, actor: Actor, entry: int, outcome: Outcome) -> int:
    """Record an outcome for request ``entry``. Returns the new entry.

    Facts and moments that a custody extract filled stay where the outcome says nothing else.
    """
    actor.need(Role.CLERK, Role.LEGAL)
    request = request_of(home, entry)
    outcome = _with_custody(outcome, request.disposition)
    decision = clause_for(home, actor, entry, outcome.facts)
    event = Disposition(
        **about(home, actor, request),
        of=entry,
        answers=dict(outcome.answers),
        ordinance=home.settings.ordinance,
        clause=decision.main.clause.id if decision.main.clause else NOT_COVERED,
        rule_period=decision.period.id,
        facts=dict(outcome.facts),
        reimbursement_cents=outcome.reimbursement_cents,
        note=outcome.note,
        moments=dict(outcome.moments),
        offense=outcome.offense,
        evidence=outcome.evidence,
    )
    return ledger.append(home, [event]).indices[0]


def _with_custody(outcome: Outcome, before: Disposition | None) -> Outcome:
    """The outcome with what a custody extract had filled before, unless it brings evidence of its own."""
    if before is None or not before.evidence or outcome.evidence:
        return outcome
    filled = {name: before.facts[name] for name in CUSTODY_FACTS if name in before.facts}
    moments = {one: before.moments[one] for one in CUSTODY_MOMENTS if one in before.moments}
    return replace(
        outcome,
        facts=filled | dict(outcome.facts),
        moments=moments | dict(outcome.moments),
        evidence=before.evidence,
    )
