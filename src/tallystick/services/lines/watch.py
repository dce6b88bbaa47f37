"""Look at every source that is due. One source that is away stops no other and is tried again with longer pauses."""

from __future__ import annotations

from django.db import DatabaseError

from tallystick.model.actor import Actor
from tallystick.model.errors import TallystickError
from tallystick.model.words import Role
from tallystick.services.home import Home
from tallystick.services.lines import fax, folder, heartbeat, mail, mailboxes
from tallystick.services.lines.offers import Desk, Look
from tallystick.services.lines.sources import FaxServer, Folder, Mail, Source


def look_at_all(home: Home, actor: Actor) -> list[Look]:
    """Look once at every source that is due; sources within a pause after trouble are left out."""
    actor.need(Role.CLERK, Role.SYSTEM)
    looks = []
    for source in home.settings.sources:
        beat = heartbeat.read(home, source)
        if beat.is_due(home.clock()):
            looks.append(_look(Desk(home, actor, beat, Look(source.name)), source))
            heartbeat.write(home, source, beat)
    return looks


def _look(desk: Desk, source: Source) -> Look:
    try:
        _look_into(desk, source)
    except (TallystickError, OSError, DatabaseError) as error:
        desk.beat.missed(desk.home.clock(), str(error))
        desk.look.troubles.append(str(error))
    else:
        desk.beat.heard(desk.home.clock(), desk.look.waiting)
    return desk.look


def _look_into(desk: Desk, source: Source) -> None:
    match source:
        case FaxServer():
            fax.look(desk, source)
        case Folder():
            folder.look(desk, source)
        case Mail():
            mail.look(desk, source)
            mailboxes.count_daily(desk, source)


def wait_for_mail(source: Mail, seconds: float) -> bool:
    """Wait until a mailbox tells of a new message, at most ``seconds``; False when none came or it cannot tell.

    Raises:
        NotThere: the server is away.

    """
    return mail.wait(source, seconds)
