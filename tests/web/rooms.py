"""A register behind Django's test client: every role signed in at will, one paper of each state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from desk import arrives, document, request
from django.test import Client

from tallystick.model.words import Asker, Nature
from tallystick.services.home import Home
from tallystick.services.keeping.erase import erase
from tallystick.services.questions.asked import Asked, ask
from tallystick.services.users import GIVEN, add_user, station_link

PASSWORD = "a long invented password"


@dataclass(frozen=True)
class Rooms:
    """A home with its entries: a request, one that waits, one that was erased, a demand; the link of station H1."""

    home: Home
    request: int
    waiting: int
    erased: int
    arrival: int
    link: str
    question: int


def furnish(home: Home, settings: Any) -> Rooms:
    """Make the papers and one user a role, named like the role; serve ``home`` in this process."""
    settings.HOME = home.path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for role in GIVEN:
        add_user(role.value, (role,), PASSWORD)
    kept = request(home, b"kept")
    received, taken = arrives(home, b"waits", document(event_no="ZZP2503111111", name="ROHAN, Tomas"), station="H3")
    gone = request(home, b"gone", event_no="ZZP2503222222", name="OKORO, Mila")
    from agencies import EVERYONE

    erase(home, EVERYONE, gone, authority="order 7")
    told = Asked(Asker.COURT, Nature.SUBPOENA, date(2025, 3, 4), "All of 2025.", period="2025")
    question = ask(home, EVERYONE, told).entry
    link = station_link(home, "H1", "test")
    return Rooms(home, kept, taken.entries[0], gone, received.entry, link, question)


def signed_in(role: str) -> Client:
    """A client with the session of the role's user; of nobody for an empty one."""
    client = Client()
    if role:
        client.post("/login/", {"login": role, "password": PASSWORD})
    return client
