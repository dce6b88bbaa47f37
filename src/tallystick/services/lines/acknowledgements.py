"""A technical acknowledgement to the sender: number, time, pages, "not an answer". Off until counsel allows it.

It goes out only while counsel's registered policy is in force, for what arrived after it, once, and only to a number or
mail address that the configuration knows as an office's own (``[[office]]``): a sender's line can be made up. A
stranger's page, a machine's mail and a line test get none. Must not say what a paper is, nor anything of a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr

from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.state import ArrivalState, RegisterState
from tallystick.model.words import Channel, EntryKind, OperationKind, Role
from tallystick.records.models import Acknowledgement
from tallystick.services import ledger, operations
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.lines.senders import office_of
from tallystick.services.messages import Messages

POSSIBLE = (Channel.MAIL, Channel.FAX)
GIVEN_UP = timedelta(days=3)
"""After this an acknowledgement that could not be sent is not sent any more: a late one misleads."""
WORDS = (
    "{pages} received {at} by {line} at {agency}. Number {number}.\n\n"
    "This is a technical acknowledgement: it says that these pages arrived and nothing else. "
    "This is not an answer to the request.\n"
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Counsel's policy: by which channels senders are told that something arrived; none means that nobody is."""

    channels: frozenset[Channel]
    counsel: str
    authority: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """An arrival whose sender is to be told: entry, number, by which channel, to which address, in which words."""

    entry: int
    number: str
    channel: Channel
    to: str
    words: str


@dataclass(frozen=True, slots=True)
class Round:
    """What one round told (numbers), and what it could not tell, with the reason."""

    sent: tuple[str, ...]
    troubles: tuple[str, ...]


def set_policy(home: Home, actor: Actor, *, channels: Collection[Channel], counsel: str, authority: str) -> int:
    """Register counsel's policy from now on; without channels nobody is told any more. Returns the operations entry.

    Raises:
        NotAllowed: the actor is not counsel. WrongUse: no counsel or authority is named, or a channel cannot answer.

    """
    actor.need(Role.LEGAL)
    if not counsel.strip() or not authority.strip():
        raise WrongUse(
            "a policy needs the name of counsel and what it rests on", remedy="--counsel 'NAME' --authority 'CLAUSE'"
        )
    if strange := [one.value for one in channels if one not in POSSIBLE]:
        raise WrongUse(f"nobody can be told by '{strange[0]}'", remedy="mail or fax")
    named = " ".join(sorted(one.value for one in channels))
    facts = {"channel": named, "counsel": counsel.strip(), "authority": authority.strip()}
    return ledger.append_operation(home, OperationKind.ACKNOWLEDGEMENT_POLICY, facts)


def policy(home: Home) -> Policy | None:
    """The newest policy; None when counsel never signed one: then nobody is told."""
    found = operations.newest(home, OperationKind.ACKNOWLEDGEMENT_POLICY)
    if found is None:
        return None
    at, facts = found
    channels = frozenset(Channel(one) for one in facts["channel"].split())
    return Policy(channels, facts["counsel"], facts["authority"], at)


def send_due(home: Home, actor: Actor) -> Round:
    """Tell every sender that is to be told now; each with what the mail or fax server answered, as proof."""
    actor.need(Role.CLERK, Role.SYSTEM)
    allowed = policy(home)
    if allowed is None or not allowed.channels:
        return Round((), ())
    sent, troubles = [], []
    for due in _all_due(home, allowed):
        try:
            proof = _send(home.settings.messages, due)
        except OSError as error:
            troubles.append(f"the sender of {due.number} was not told: {error}")
            continue
        Acknowledgement.objects.create(entry=due.entry, sent_at=home.clock(), channel=due.channel, proof=proof)
        sent.append(due.number)
    return Round(tuple(sent), tuple(troubles))


def _all_due(home: Home, allowed: Policy) -> Iterator[Due]:
    state = ledger.state(home)
    first = max(allowed.at, home.clock() - GIVEN_UP)
    told = set(Acknowledgement.objects.filter(sent_at__gte=first).values_list("entry", flat=True))
    for entry in reversed(state.arrivals):  # the newest first: older ones than the first due are of no interest
        arrival = state.arrivals[entry]
        if arrival.event.at < first and entry not in state.erased:
            return
        if entry not in told and (to := _address(home, allowed, state, arrival)):
            yield Due(entry, arrival.event.number, arrival.event.channel, to, _words(home, arrival))


def _address(home: Home, allowed: Policy, state: RegisterState, arrival: ArrivalState) -> str:
    """The known office's own number or address that the transmission shows; empty when its sender is not to be told."""
    event = arrival.event
    kinds = {state.documents[one].kind for one in arrival.documents}
    if event.channel not in allowed.channels or arrival.late is not None or arrival.entered is not None:
        return ""
    if not kinds - {EntryKind.NOT_A_REQUEST}:
        return ""
    name = office_of(event.sender, home.settings.offices)
    office = next((one for one in home.settings.offices if one.name == name), None)
    if office is None:
        return ""
    if event.channel is Channel.FAX:
        shown = re.sub(r"\D", "", event.sender)
        return next((number for number in office.numbers if re.sub(r"\D", "", number) in shown), "")
    address = parseaddr(event.sender)[1]
    return address if office_of(f"<{address}>", (office,)) and "@" in address else ""


def _words(home: Home, arrival: ArrivalState) -> str:
    reading = readings.find(home, arrival.event.sha256)
    count = len(reading.pages) if reading else 0
    pages = "1 page" if count == 1 else f"{count} pages" if count else "A transmission"
    at = arrival.event.received_at.astimezone(home.zone).strftime("%Y-%m-%d %H:%M")
    return WORDS.format(
        pages=pages, at=at, line=arrival.event.line, agency=home.agency.name, number=arrival.event.number
    )


def _send(messages: Messages, due: Due) -> str:
    """Hand it to the mail or fax server; what it answered.

    Raises:
        OSError: there is no such way here, or it was not taken.

    """
    if due.channel is Channel.FAX:
        if messages.fax is None:
            raise OSError("no program that sends faxes is named: [messages] fax")
        return messages.fax.send(due.to, due.words)
    if messages.messenger is None:
        raise OSError("no mail server is named: [messages] smtp")
    message = EmailMessage()
    message["From"], message["To"] = messages.sender, due.to
    message["Subject"] = f"Received: {due.number} (not an answer)"
    message["Auto-Submitted"] = "auto-replied"  # RFC 3834: no machine answers this one
    message.set_content(due.words)
    return messages.messenger.send(message)
