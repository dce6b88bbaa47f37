"""Contacts between agencies: requests for, and givings of, information or help, with or without paper.

They are entries of their own, never requests. Who spoke and what about are sealed; reports count the rest
(``reporting.items``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tallystick.law.vocabulary import WORDS
from tallystick.model.actor import Actor
from tallystick.model.contacts import ContactKind, ContactNumber, Counterpart, Direction, Matter
from tallystick.model.errors import WrongUse
from tallystick.model.events import Contact
from tallystick.model.words import Answer, Channel, Role
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.law import ordinance


@dataclass(frozen=True, slots=True)
class Said:
    """What is told of a contact. ``who`` and ``what`` are sealed; ``title`` names a task force, never a person.

    ``numbers`` that are not known are left out; ``clause`` is the id of a clause of the ordinance in force, or empty.
    """

    contact: ContactKind
    direction: Direction
    happened_at: datetime
    counterpart: Counterpart = Counterpart.OTHER
    matter: Matter = Matter.CIVIL
    channel: Channel = Channel.PHONE
    answer: Answer = Answer.NOT_RECORDED
    clause: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[ContactNumber, int] = field(default_factory=dict)
    offense: str = ""
    title: str = ""
    who: str = ""
    what: str = ""
    station: str = ""
    request: int | None = None
    ended_on: date | None = None


def record_contact(home: Home, actor: Actor, said: Said) -> int:
    """Register a contact. Returns its entry.

    Raises:
        WrongUse: a fact, number, clause, station, request or end that cannot be.

    """
    actor.need(Role.CLERK, Role.LEGAL)
    _check(home, said)
    event = Contact(
        agency=home.agency.ori,
        station=said.station,
        line="",
        at=home.clock(),
        year=home.local_day(said.happened_at).year,
        by=actor.user,
        channel=said.channel,
        direction=said.direction,
        who=said.who,
        asked_what=said.what,
        happened_at=said.happened_at,
        contact=said.contact,
        counterpart=said.counterpart,
        matter=said.matter,
        answer=said.answer,
        clause=said.clause,
        facts=dict(said.facts),
        numbers=dict(said.numbers),
        offense=said.offense,
        title=said.title,
        request=said.request,
        ended_on=said.ended_on,
    )
    return ledger.append(home, [event]).indices[0]


def _check(home: Home, said: Said) -> None:
    for name, value in said.facts.items():
        if name not in WORDS or value not in WORDS[name].values:
            known = ", ".join(WORDS[name].values) if name in WORDS else ", ".join(WORDS)
            raise WrongUse(f"'{name}={value}' is no fact of the vocabulary", remedy=f"one of {known}")
    if any(number < 0 for number in said.numbers.values()):
        raise WrongUse("a number of persons or arrests is 0 or more; one that is not known is left out")
    clauses = ordinance(home.settings.ordinance, home.path).clauses
    if said.clause and said.clause not in clauses:
        raise WrongUse(f"'{said.clause}' is no clause of the ordinance in force", remedy=f"one of {', '.join(clauses)}")
    if said.station and home.agency.station(said.station) is None:
        raise WrongUse(f"there is no station '{said.station}'")
    if said.request is not None and said.request not in ledger.state(home).requests:
        raise WrongUse(f"entry {said.request} is not a request")
    if said.ended_on and said.ended_on < home.local_day(said.happened_at):
        raise WrongUse("an assignment cannot end before it began")
    if said.title and said.contact is not ContactKind.TASK_FORCE:
        raise WrongUse("only a task force has a name and a purpose", remedy="what a contact was about goes into what")
