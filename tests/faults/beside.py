"""A process that registers papers beside others in one register; run by the tests of group commit.

``python beside.py HOME NAME COUNT THREADS``: waits for a line, then each thread registers COUNT papers of its own; the
last of them is one that every process and thread sends. One acknowledgement a line: transport id, number, again, SHA-256.
"""

import os
import sys
import threading
from pathlib import Path

HOME, NAME = Path(sys.argv[1]), sys.argv[2]


def main(count: int, threads: int) -> None:
    from tallystick import site

    site.setup(HOME)
    from django.db import connection

    from tallystick.model.actor import system
    from tallystick.model.words import Channel
    from tallystick.services.current import current_home
    from tallystick.services.intake.receive import Transmission, receive

    home = current_home()

    def work(thread: int) -> None:
        for number in range(count):
            name = f"{NAME}-{thread}-{number}" if number < count - 1 else "everybody"
            sent = Transmission(f"INVENTED paper {name}".encode() * 40, Channel.FAX, "H1", transport_id=name)
            done = receive(home, system(home.agency.ori), sent)
            os.write(1, f"{name} {done.number} {int(done.again)} {done.sha256}\n".encode())
        connection.close()

    os.write(1, b"ready\n")
    sys.stdin.readline()
    working = [threading.Thread(target=work, args=(thread,)) for thread in range(threads)]
    for one in working:
        one.start()
    for one in working:
        one.join()


if __name__ == "__main__":
    main(int(sys.argv[3]), int(sys.argv[4]))
