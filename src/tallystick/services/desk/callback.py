"""Call the office back that a request names: did it send this paper? What it said is an entry; nothing is decided.

A paper can be made up by anybody who has a fax machine. A request is *not verified* until somebody called; then it is
*verified* or *disowned*, or stays not verified where nobody could say. It is counted as received in each case.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.events import CallBack
from tallystick.model.words import Role, SenderState
from tallystick.services import ledger
from tallystick.services.desk.dispose import about, request_of
from tallystick.services.home import Home


@dataclass(frozen=True, slots=True)
class Called:
    """One call: what was said, the office and the number called, who answered, free words."""

    sender: SenderState
    office: str = ""
    number: str = ""
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the sender of a request: its number, and the last call."""

    number: str
    called: Called


def sender_of(home: Home, actor: Actor, entry: int) -> Known:
    """Tell what is known of the sender of request ``entry``.

    Raises:
        NotThere: not a request.

    """
    actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    request = request_of(home, entry)
    last = request.call_back
    called = Called(request.sender, last.office, last.number, last.who, last.note) if last else Called(request.sender)
    return Known(request.number, called)


def call_back(home: Home, actor: Actor, entry: int, called: Called) -> int:
    """Record a call about request ``entry``; returns the new entry.

    Raises:
        NotThere: not a request. WrongUse: an answer without the office and the number that was called.

    """
    actor.need(Role.CLERK, Role.LEGAL)
    request = request_of(home, entry)
    if called.sender is not SenderState.NOT_VERIFIED and not (called.office.strip() and called.number.strip()):
        raise WrongUse(
            "an answer needs the office and the number that was called",
            remedy="call a number from your own list, not the one on the paper",
        )
    event = CallBack(
        **about(home, actor, request),
        of=entry,
        sender=called.sender,
        office=called.office.strip(),
        number=called.number.strip(),
        who=called.who.strip(),
        note=called.note.strip(),
    )
    return ledger.append(home, [event]).indices[0]
