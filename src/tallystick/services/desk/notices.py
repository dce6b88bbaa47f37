"""Tell people that something waits: a number and a link, repeated until somebody opened it. Nothing about a person.

Before a clock of a request ends, people are told until somebody opened its page. A paper read as a judicial warrant
goes to the duty contact in the round after it was read; whether that way works is tried once a day. A message that does
not go out is tried again in the next round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from tallystick.model.actor import Actor
from tallystick.model.state import RequestState
from tallystick.model.words import FormKind, Role
from tallystick.records.models import SentNotice
from tallystick.services import ledger
from tallystick.services.desk import looks
from tallystick.services.desk.inbox import waiting
from tallystick.services.desk.requests import clocks_of
from tallystick.services.home import Home
from tallystick.services.messages import About

AGAIN = {
    About.ARRIVAL: timedelta(days=1),
    About.JUDICIAL_WARRANT: timedelta(minutes=15),
    About.CLOCK: timedelta(hours=1),
    About.DUTY_TEST: timedelta(days=1),
}
"""How long after a message it is sent again, if nobody opened what it tells of."""

AHEAD = timedelta(hours=12)
"""How long before a clock ends people are told of it."""

LONGEST = timedelta(days=14)
"""No clock runs longer, weekends and holidays among them."""

NO_ENTRY = -1
"""Stands for the entry of a message that is about none: the daily test."""

WORDS = {
    About.ARRIVAL: "{number} waits in the register",
    About.JUDICIAL_WARRANT: "{number} was read as a judicial warrant: look at it now",
    About.CLOCK: "{number}: a clock ends within hours",
    About.DUTY_TEST: "LINE TEST – NOT A REQUEST – NO PERSON",
}


@dataclass(frozen=True, slots=True)
class Due:
    """Something to tell: of which entry, with which number, why, and where it can be opened.

    ``which`` tells two clocks of one request apart, and a clock from the same one after its beginning was set right.
    """

    about: About
    entry: int
    number: str = ""
    path: str = "/"
    which: str = ""

    @property
    def why(self) -> str:
        """Under which word the sending is kept."""
        return f"{self.about}:{self.which}"[:32] if self.which else self.about.value


@dataclass(frozen=True, slots=True)
class Round:
    """What one round told, and what it could not tell, with the reason."""

    sent: tuple[Due, ...]
    troubles: tuple[str, ...]


def send_due(home: Home, actor: Actor) -> Round:
    """Send every message that is due now. Never raises when a mail server takes none: that is said instead."""
    actor.need(Role.CLERK, Role.SYSTEM)
    if home.settings.messages.messenger is None:
        return Round((), ())
    sent, troubles = [], []
    for due in _all_due(home, actor):
        if not home.settings.messages.told_of(due.about) or not _is_time(home, due):
            continue
        try:
            _send(home, due)
        except OSError as error:
            troubles.append(f"a message about {due.number or 'the daily test'} did not go out: {error}")
            continue
        _keep(home, due)
        sent.append(due)
    return Round(tuple(sent), tuple(troubles))


def last_duty_test(home: Home) -> datetime | None:
    """When the way to the duty contact was tried last (UTC); None when nobody is configured or it never was."""
    if not home.settings.messages.told_of(About.DUTY_TEST):
        return None
    row = SentNotice.objects.filter(entry=NO_ENTRY, why=About.DUTY_TEST).first()
    return row.sent_at if row else None


def _all_due(home: Home, actor: Actor) -> Iterator[Due]:
    for card in waiting(home, actor):
        warrant = card.form is FormKind.JUDICIAL_WARRANT
        yield Due(
            About.JUDICIAL_WARRANT if warrant else About.ARRIVAL, card.entry, card.number, f"/inbox/{card.entry}/"
        )
    yield from _clocks_ending(home)
    yield Due(About.DUTY_TEST, NO_ENTRY)


def _clocks_ending(home: Home) -> Iterator[Due]:
    """The clocks of requests that stand open and end within ``AHEAD``; computed facts, never advice."""
    now = home.clock()
    for request in ledger.state(home).requests.values():
        if request.erased or request.withdrawn is not None or not _may_run(request, now):
            continue
        for ran in clocks_of(home, request):
            if ran.ends is not None and now < ran.ends <= now + AHEAD:
                which = f"{ran.clock.id[:12]}:{ran.ends:%m%d%H%M}"
                yield Due(About.CLOCK, request.entry, request.number, f"/requests/{request.entry}/", which)


def _may_run(request: RequestState, now: datetime) -> bool:
    """Whether a clock of the request can still run: it began at its receipt or release, days ago at most."""
    moments = request.disposition.moments.values() if request.disposition else ()
    newest: datetime = max((request.received_at, *moments))
    return newest > now - LONGEST


def _is_time(home: Home, due: Due) -> bool:
    before = SentNotice.objects.filter(entry=due.entry, why=due.why).first()
    if before is not None and home.clock() - before.sent_at < AGAIN[due.about]:
        return False
    if due.about is About.CLOCK:
        return before is None or not looks.was_looked_at((due.entry,), since=before.sent_at)
    return due.about is About.DUTY_TEST or not looks.was_looked_at((due.entry,))


def _send(home: Home, due: Due) -> None:
    messages = home.settings.messages
    assert messages.messenger is not None
    words = WORDS[due.about].format(number=due.number)
    for recipient in messages.told_of(due.about):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = messages.sender, recipient.to, words
        message.set_content(f"{words}\n\n{messages.address}{due.path}\n")
        messages.messenger.send(message)


def _keep(home: Home, due: Due) -> None:
    row, new = SentNotice.objects.get_or_create(
        entry=due.entry, why=due.why, defaults={"sent_at": home.clock(), "times": 1}
    )
    if not new:
        SentNotice.objects.filter(pk=row.pk).update(sent_at=home.clock(), times=row.times + 1)
