"""The whole stack – a channel, the web application, a worker – started and killed again and again; run by the tests.

``python stack.py HOME KILLS``: each time three processes are started on HOME, and killed (SIGKILL) together at a moment
that nobody chose. A channel sends a paper again until it is acknowledged, as a fax server does. What was acknowledged
is printed in the end as one JSON value. The processes are forked from one that has everything loaded and nothing open.
"""

import gc
import io
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

HOME = Path(sys.argv[1])
LONGEST = 0.01
"""Seconds that a stack lives at most after the acknowledgement that was waited for."""

Act = Callable[[int], tuple[object, ...]]


def send_fax(number: int) -> tuple[object, ...]:
    """One transmission of a fax server, which has ids of its own."""
    from tallystick.model.actor import system
    from tallystick.model.words import Channel
    from tallystick.services.current import current_home
    from tallystick.services.intake.receive import Transmission, receive

    home = current_home()
    sent = Transmission(b"INVENTED fax %d" % number, Channel.FAX, "H1", transport_id=str(number))
    done = receive(home, system(home.agency.ori), sent)
    return (number, done.number, done.sha256)


def send_page(number: int) -> tuple[object, ...]:
    """One page that somebody at a station sends by the link."""
    from django.test import Client

    file = io.BytesIO(b"INVENTED page %d" % number)
    file.name = "page.txt"
    link = (HOME / "link").read_text(encoding="ascii")
    answer = Client().post(f"/send/{link}/", {"pages": file})
    assert answer.status_code == 302, answer.content
    return (number,)


def read_one(_: int) -> tuple[object, ...]:
    """One paper that a worker makes a request of; its reading is ready, so that no recogniser has to run."""
    from desk import document, reading_of

    from tallystick.model.actor import system
    from tallystick.records.models import Pending
    from tallystick.services import ledger
    from tallystick.services.current import current_home
    from tallystick.services.intake import readings
    from tallystick.services.intake.work import read_pending

    home = current_home()
    free = Pending.objects.filter(claimed_until__isnull=True).order_by("entry").values_list("entry", flat=True)
    while (entry := free.first()) is None:
        time.sleep(0.002)
    original = home.vault.get(ledger.state(home).arrivals[entry].event.sha256)
    readings.keep(home, reading_of(original, document(event_no=f"ZZP25{entry:08d}")))
    return tuple(word for taken in read_pending(home, system(home.agency.ori), limit=1) for word in taken.kinds)


ACTS: dict[str, Act] = {"fax": send_fax, "station": send_page, "read": read_one}


def main(kills: int) -> None:
    prepare()
    chance = random.Random(kills)
    acknowledged: list[list[str]] = []
    for _ in range(kills):
        acknowledged += live_and_die(chance, acknowledged)
    sys.stdout.write(json.dumps(acknowledged))


def prepare() -> None:
    """Make the home and do each act once, so that everything is loaded."""
    from agencies import HARBORTON
    from tallystick import site
    from tallystick.services.home import create_home

    home = create_home(HOME, agency=HARBORTON, ordinance="boston", invented=True)
    site.setup(HOME)
    from tallystick.services.setup import make_database
    from tallystick.services.users import station_link

    make_database(home)
    (HOME / "link").write_text(station_link(home, "H3", "m.clerk"), encoding="ascii")
    for act in ACTS.values():
        act(-1)
    gc.freeze()


def live_and_die(chance: random.Random, before: list[list[str]]) -> list[list[str]]:
    """Start the three, wait until one of them has acknowledged something, kill all; what they acknowledged."""
    replay_and_close()
    reader, writer = os.pipe()
    children = [begin(name, writer, sum(name == one[0] for one in before)) for name in ACTS]
    os.close(writer)
    told = wait_for(chance.choice(list(ACTS)), reader)
    time.sleep(chance.random() * LONGEST)
    for child in children:
        os.kill(child, signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as rest:
        return [line.split() for line in (told + rest.read()).decode().splitlines()]


def replay_and_close() -> None:
    """Go on with the replay in the process that is forked, and close the connection: each child opens its own."""
    from django.db import connection

    from tallystick.services import ledger
    from tallystick.services.current import current_home

    ledger.state(current_home())
    connection.close()


def wait_for(role: str, reader: int) -> bytes:
    """Read until this role has said something, ten seconds at most; a line is written at once, so none is torn."""
    told = b""
    while f"{role} ".encode() not in told and select.select([reader], [], [], 10)[0]:
        told += os.read(reader, 65536)
    return told


def begin(name: str, writer: int, first: int) -> int:
    child = os.fork()
    if child:
        return child
    try:
        for number in count(first):
            words = (name, *ACTS[name](number))
            os.write(writer, (" ".join(map(str, words)) + "\n").encode())
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[2]))
