"""What an auditor decides about one unit: which request it is, that it is none, or a reason. Nothing is overwritten.

Each decision bears the actor's name, the moment and the evidence in words; taking back adds a line of its own.
"""

from __future__ import annotations

from dataclasses import replace

from tallystick.model.actor import Actor
from tallystick.model.errors import NotReady, WrongUse
from tallystick.model.judgement import NO_PARTNER, Judgement
from tallystick.model.period import Period
from tallystick.model.reasons import Grade, Reason
from tallystick.reconciliation.auditing.candidates import Candidate
from tallystick.reconciliation.auditing.judging import in_force
from tallystick.services.audit.begin import open_run
from tallystick.services.audit.explain import Looked, look_at
from tallystick.services.audit.workspace import Run, keep
from tallystick.services.home import Home
from tallystick.services.statement.judgements import check_judgement

ROW_REASONS = tuple(one for one in Reason if one not in {Reason.IN_BOTH, Reason.REGISTERED_LATER})
"""The reasons that a person can give; that a row is in both is said by naming its request."""


def pick(home: Home, actor: Actor, period: Period, key: str, number: str, *, because: str = "") -> Run:
    """Say that a row is the request with this number; without words the marks that agree are the evidence.

    Raises:
        WrongUse: no candidate has that number.

    """
    seen = look_at(home, actor, period, key)
    one = next((one for one in seen.candidates if one.request.number == number), None)
    if one is None:
        raise WrongUse(f"{number or 'nothing'} is none of the candidates", remedy="choose one that is shown")
    return _add(home, actor, period, Judgement(key, "", "", because.strip() or agreed_words(one), partner=number))


def none_of_them(home: Home, actor: Actor, period: Period, key: str, *, because: str = "") -> Run:
    """Say that a row is none of the candidates that are shown."""
    seen = look_at(home, actor, period, key)
    shown = ", ".join(one.request.number for one in seen.candidates)
    words = because.strip() or f"compared with {shown or 'the register'}: none is this row"
    return _add(home, actor, period, Judgement(key, "", "", words, partner=NO_PARTNER))


def give_reason(
    home: Home, actor: Actor, period: Period, key: str, reason: str, *, because: str, grade: Grade = Grade.ONE_SIDE
) -> Run:
    """Put a unit under a reason, on evidence in words.

    Raises:
        WrongUse: it is no reason that a person can give, or no evidence is written.

    """
    look_at(home, actor, period, key)
    if reason not in set(ROW_REASONS):
        raise WrongUse("no reason was chosen", remedy="choose one of the list")
    return _add(home, actor, period, Judgement(key, "", "", because.strip(), Reason(reason), grade))


def undo(home: Home, actor: Actor, period: Period) -> str:
    """Take back the newest decision that holds; gives the unit that it was about.

    Raises:
        NotReady: nothing is decided.

    """
    run = open_run(home, actor, period)
    holding = set(in_force(run.inside.decisions))
    last = next((one for one in reversed(run.inside.decisions) if one.unit in holding and not one.takes_back), None)
    if last is None:
        raise NotReady("nothing was decided that could be taken back", remedy="decide something first")
    _add(home, actor, period, Judgement(last.unit, "", "", "taken back"))
    return last.unit


def agreed_words(one: Candidate) -> str:
    """The evidence of a choice: what agrees, and what does not."""
    agreeing = ", ".join(mark.value.replace("_", " ") for mark in one.agreeing)
    against = ", ".join(mark.value.replace("_", " ") for mark in one.against)
    return f"compared side by side: {agreeing or 'nothing'} agree" + (f"; {against} differ" if against else "")


def decision_on(run: Run, seen: Looked) -> Judgement | None:
    """The decision about a unit that holds now."""
    return in_force(run.inside.decisions).get(seen.unit.key)


def _add(home: Home, actor: Actor, period: Period, made: Judgement) -> Run:
    run = open_run(home, actor, period)
    signed = replace(made, by=actor.user, at=home.clock().isoformat(timespec="seconds"))
    check_judgement(signed)
    inside = replace(run.inside, decisions=(*run.inside.decisions, signed))
    return keep(home, replace(run, inside=inside))
