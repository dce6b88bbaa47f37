"""Who sent a transmission: what each witness shows, and which known office that is. No more is trusted than is shown.

The calling number and a mail's From line come with the channel, the header line is printed by the sender's machine, the
form names its issuing office; each can be wrong or made up, and they may differ rightly: a response center sends for a
local office. So every witness stands by itself, and nobody is chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere
from tallystick.model.reading import Doubtful, Read
from tallystick.model.words import Channel, Role
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import readings
from tallystick.services.lines.sources import Office

_SHORTEST = 7
"""Digits of a telephone number without its area."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One witness (calling number, mail header, page header, form), its text, and the office it fits or none."""

    witness: str
    text: str
    office: str = ""


def who_sent(home: Home, actor: Actor, arrival: int) -> tuple[Shown, ...]:
    """Every witness of arrival entry ``arrival``, in the order in which they came.

    Raises:
        NotThere: no such arrival.

    """
    actor.need(Role.CLERK, Role.LEGAL, Role.AUDITOR)
    state = ledger.state(home)
    found = state.arrivals.get(arrival)
    if found is None:
        raise NotThere(f"there is no arrival {arrival}", remedy="give the number of its entry")
    told = []
    if found.event.sender:
        witness = "mail header" if found.event.channel is Channel.MAIL else "calling number"
        told.append((witness, found.event.sender))
    reading = readings.find(home, found.event.sha256)
    told += [("page header", page.header) for page in (reading.pages if reading else ())[:1] if page.header]
    for entry in found.documents:
        if (request := state.requests.get(entry)) is not None:
            read = request.read.get("from")
            text = request.fields.get("from") or (read.value if isinstance(read, Read | Doubtful) else "")
            told += [("form", text)] if text else []
    return tuple(Shown(witness, text, office_of(text, home.settings.offices)) for witness, text in told)


def office_of(text: str, offices: tuple[Office, ...]) -> str:
    """The one known office that a text fits by number, mail domain or name; empty when none or more than one does."""
    fitting = {office.name for office in offices if _fits(text, office)}
    return fitting.pop() if len(fitting) == 1 else ""


def _fits(text: str, office: Office) -> bool:
    plain = text.casefold()
    if office.name.casefold() in plain:
        return True
    if any(re.search(rf"@(?:[\w-]+\.)*{re.escape(domain.casefold())}\b", plain) for domain in office.domains):
        return True
    digits = re.sub(r"\D", "", text)
    numbers = (re.sub(r"\D", "", number) for number in office.numbers)
    return any(len(number) >= _SHORTEST and number in digits for number in numbers)
