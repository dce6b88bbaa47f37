"""A process that makes a home and registers papers into it, one acknowledgement a line; run by the tests of faults.

``python registering.py HOME FIRST COUNT [control]``: papers FIRST to FIRST + COUNT - 1. A control takes one promise
away (``normal``: the database does not wait for the disk; ``unsynced``: files are not synced), to prove that the tests
would see the loss.
"""

import os
import sys
from pathlib import Path

HOME = Path(sys.argv[1])
CHECKPOINT_EVERY = 24
"""Pages of the write-ahead log after which it is put into the database: 1,000 otherwise, too rare for a short trace."""

MOVE_EVERY = 4
"""Papers after which those that came are moved from the database into the vault, as a worker does."""


def take_away(control: str) -> None:
    if control == "normal":
        from tallystick.site import database

        database.SQLITE_PRAGMAS = database.SQLITE_PRAGMAS.replace("synchronous=FULL", "synchronous=NORMAL")
    if control == "unsynced":
        os.fsync = os.fdatasync = lambda _handle: None


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def paper(number: int) -> bytes:
    return b"INVENTED paper %d " % number * 30


def main(first: int, count: int) -> None:
    from agencies import HARBORTON
    from tallystick import site
    from tallystick.services.home import create_home, open_home

    made = (HOME / "tallystick.toml").exists()
    home = open_home(HOME) if made else create_home(HOME, agency=HARBORTON, ordinance="boston", invented=True)
    site.setup(HOME)
    from django.db import connection

    from tallystick.model.actor import system
    from tallystick.model.words import Channel
    from tallystick.services import current
    from tallystick.services.intake.fresh import move_into_vault
    from tallystick.services.intake.receive import Transmission, receive
    from tallystick.services.setup import make_database

    if not made:
        make_database(home)
        connection.close()
    current.use(home)
    connection.cursor().execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_EVERY}")
    say("ready")
    for number in range(first, first + count):
        sent = Transmission(paper(number), Channel.FAX, "H1", transport_id=str(number))
        done = receive(home, system(home.agency.ori), sent)
        say(f"{number} {done.entry} {done.number} {done.sha256}")
        if number % MOVE_EVERY == MOVE_EVERY - 1:
            move_into_vault(home)
    connection.close()
    say("closed")


if __name__ == "__main__":
    take_away(sys.argv[4] if len(sys.argv) > 4 else "")
    main(int(sys.argv[2]), int(sys.argv[3]))
