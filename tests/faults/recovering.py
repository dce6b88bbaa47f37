"""A process that takes up homes after a power loss with the product's own means; run by the tests of faults.

``python recovering.py HOME``; each line on standard input names a folder with what the disk showed and how many papers
were acknowledged. It is put in HOME's place, recovered, replayed and examined; the answer is ``whole`` or what is wrong.
"""

import shutil
import sys
from pathlib import Path

HOME = Path(sys.argv[1])
HELD = ("requests log", "operations log", "sum:", "vault", "spool")
"""What the doctor is asked here; that nobody outside holds a checkpoint is true of these homes and not the matter."""


def take_up(image: Path, acknowledged: int) -> str:
    from django.db import connection

    from tallystick.records.models import ArrivalKey
    from tallystick.services import ledger
    from tallystick.services.home import open_home
    from tallystick.services.intake.receive import recover
    from tallystick.services.keeping.doctor import examine
    from tallystick.services.keeping.rebuild import rebuild

    connection.close()
    shutil.rmtree(HOME, ignore_errors=True)
    shutil.copytree(image, HOME)
    for name in ("vault", "spool", "reports", "ordinances"):
        (HOME / name).mkdir(exist_ok=True)
    home = open_home(HOME)
    ledger.forget(home)
    recover(home)
    differing = [one for one in rebuild(home) if not one.same]
    failing = [one for one in examine(home) if one.ok is False and one.name.startswith(HELD)]
    for key in ArrivalKey.objects.all():
        home.vault.get(key.sha256)
    held = ArrivalKey.objects.count()
    if differing or failing or held < acknowledged:
        return f"{held} of {acknowledged}; {differing}; {failing}"
    return "whole"


if __name__ == "__main__":
    from tallystick import site

    site.setup(HOME)
    for line in sys.stdin.read().splitlines():
        folder, _, count = line.rpartition(" ")
        sys.stdout.write(take_up(Path(folder), int(count)) + "\n")
