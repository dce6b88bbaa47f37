"""One thing that a source offers: received, and only then acknowledged; what goes wrong with it stops no other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError

from tallystick.model.actor import Actor
from tallystick.model.errors import TallystickError
from tallystick.services.home import Home
from tallystick.services.intake.batches import Received
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.lines.heartbeat import Beat
from tallystick.services.logs import said


@dataclass(slots=True)
class Look:
    """One look at a source: what was received, what could not be, how much still waits."""

    source: str
    received: list[Received] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A transmission by its ``name`` in the source: ``read`` gives it, ``acknowledge`` says that it is registered."""

    name: str
    read: Callable[[], Transmission | None]
    acknowledge: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who takes offers in, and for which register."""

    home: Home
    actor: Actor
    beat: Beat
    look: Look

    def take(self, offer: Offer) -> None:
        """Read, receive and acknowledge one offer, in that order; trouble is noted, and it is tried again later."""
        now = self.home.clock()
        if not self.beat.item_is_due(offer.name, now):
            self.look.waiting += 1
            return
        try:
            transmission = offer.read()
            if transmission is None:
                return
            received = receive(self.home, self.actor, transmission)
        except (TallystickError, OSError, DatabaseError, sqlite3.Error) as error:
            self.beat.item_missed(offer.name, now, said(error))
            self.look.troubles.append(f"{offer.name}: {said(error)}")
            self.look.waiting += 1
            return
        self.look.received.append(received)
        offer.acknowledge()
        self.beat.item_done(offer.name)
