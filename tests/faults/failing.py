"""A process whose calls to the system fail while it registers papers; run by the tests of faults.

``python failing.py HOME COUNT SEED [short]``: each paper is offered until it is acknowledged, as a fax server offers
its pages again. After every try one line is said: ``done`` with the paper, or ``seen`` with the error that whoever runs
the process is told. The calls are made to fail from outside; with ``short`` the kernel itself takes only a part of a
write and refuses the rest, at a size that changes with every try.
"""

import os
import random
import resource
import sys
from pathlib import Path

HOME = Path(sys.argv[1])


def say(*words: object) -> None:
    """By a call of its own kind, so that it is never among those that fail."""
    os.writev(1, [(" ".join(map(str, words)) + "\n").encode()])


def main(count: int, chance: random.Random, *, short: bool) -> None:
    from agencies import HARBORTON
    from tallystick import site
    from tallystick.services.home import create_home

    home = create_home(HOME, agency=HARBORTON, ordinance="boston", invented=True)
    site.setup(HOME)
    from django.db import DatabaseError, connection

    from tallystick.model.actor import system
    from tallystick.model.words import Channel
    from tallystick.services import current
    from tallystick.services.intake.receive import Transmission, receive
    from tallystick.services.setup import make_database

    make_database(home)
    connection.cursor().execute("PRAGMA wal_autocheckpoint=24")
    current.use(home)

    def offered(number: int) -> None:
        sent = Transmission(b"INVENTED paper %d " % number * 9, Channel.FAX, "H1", transport_id=str(number))
        done = receive(home, system(home.agency.ori), sent)
        say("done", number, done.number, done.sha256)

    offered(-1)
    say("ready")
    sys.stdin.readline()
    number = tries = 0
    while tries < count:
        tries += 1
        limit(chance, short=short)
        try:
            offered(number)
            number += 1
        except (OSError, DatabaseError) as error:
            unlimited(short=short)
            say("seen", number, type(error).__name__, error)
            connection.close()


def limit(chance: random.Random, *, short: bool) -> None:
    """No file may grow beyond some size between 300 bytes and 3 MB, every order of magnitude as often."""
    if short:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(10 ** chance.uniform(2.5, 6.5)), resource.RLIM_INFINITY))


def unlimited(*, short: bool) -> None:
    if short:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(int(sys.argv[2]), random.Random(sys.argv[3]), short="short" in sys.argv[4:])
