"""A process that registers requests in a home, erases some, and backs the home up; run by the tests of faults.

``python erasing.py HOME REQUESTS``. Prints as JSON the keys that were destroyed and those that live, in hex: a search
of the disk for them must find none of the former and all of the latter.
"""

import json
import sys
from pathlib import Path

HOME = Path(sys.argv[1])


def main(count: int) -> None:
    from agencies import EVERYONE, HARBORTON
    from tallystick import site
    from tallystick.services.home import create_home

    home = create_home(HOME, agency=HARBORTON, ordinance="boston", invented=True)
    site.setup(HOME)
    from desk import request
    from django.db import connection

    from tallystick.adapters.keys import SLOT
    from tallystick.services import current
    from tallystick.services.keeping.backup import backup
    from tallystick.services.keeping.erase import erase
    from tallystick.services.setup import make_database

    make_database(home)
    current.use(home)
    entries = [request(home, b"INVENTED paper %d" % number) for number in range(count)]
    slots = range((HOME / "keys.slots").stat().st_size // SLOT)
    before = {slot: home.keys.get(slot) for slot in slots}
    backup(home, EVERYONE, HOME.parent / "before.backup", "a passphrase of the tests")
    for entry in entries[::2]:
        erase(home, EVERYONE, entry, authority="INVENTED approval")
    backup(home, EVERYONE, HOME.parent / "after.backup", "a passphrase of the tests")
    connection.close()
    keys = {slot: (key.hex(), home.keys.get(slot) is None) for slot, key in before.items() if key}
    found = {
        "destroyed": [key for key, gone in keys.values() if gone],
        "living": [key for key, gone in keys.values() if not gone],
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[2]))
