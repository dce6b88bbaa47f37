"""A killed stack loses nothing that was acknowledged and counts nothing twice: real processes, real files, SIGKILL.

A channel, the web application and a worker run beside each other on one home; ``faults/stack.py`` starts and kills them
together hundreds of times. Then a fresh process takes the home up and says what is there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from soak import Tell, often

pytestmark = [pytest.mark.once, pytest.mark.slow]

TESTS = Path(__file__).resolve().parent.parent
STACKS = often(100)
"""How often the three processes are killed: three times as many kills."""
TAKE_UP = """
import json, sys
from pathlib import Path
from tallystick import site
site.setup(Path(sys.argv[1]))
from tallystick.records.models import ArrivalKey
from tallystick.services import ledger
from tallystick.services.current import current_home
from tallystick.services.keeping.rebuild import rebuild
from tallystick.services.intake.receive import recover
home = current_home()
recover(home)
assert all(one.same for one in rebuild(home)), rebuild(home)
state = ledger.state(home)
kept = []
for key in ArrivalKey.objects.order_by("entry"):
    classes = [state.documents[one].kind.value for one in state.arrivals[key.entry].documents]
    number = f"{key.station}-{key.year}-{key.serial:04d}"
    kept.append([key.channel, key.transport_id, number, key.sha256, home.vault.get(key.sha256).decode(), classes])
print(json.dumps(kept))
"""


def run(*arguments: str) -> str:
    settings = {
        **os.environ,
        "TALLYSTICK_DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS / "services")]),
    }
    done = subprocess.run([sys.executable, *arguments], env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_everything_acknowledged_before_a_kill_is_there_once_afterwards(tmp_path: Path, record_property: Tell) -> None:
    home = str(tmp_path / "home")
    said = json.loads(run(str(TESTS / "faults/stack.py"), home, str(STACKS)))
    kept = json.loads(run("-c", TAKE_UP, home))
    faxes = {transport: [number, digest] for channel, transport, number, digest, *_ in kept if channel == "fax"}
    pages = [text for channel, _, _, _, text, _ in kept if channel == "station"]
    acknowledged = Counter(one[0] for one in said if one[0] != "read" or len(one) > 2)

    assert all(faxes[one[1]] == one[2:] for one in said if one[0] == "fax")
    assert {f"INVENTED page {one[1]}" for one in said if one[0] == "station"} <= set(pages)
    sent_again = 1 + 1  # the first of each, sent to load everything, and the last, which may lack its acknowledgement
    assert acknowledged["fax"] < len(faxes) <= acknowledged["fax"] + sent_again
    assert acknowledged["station"] < len(pages) <= acknowledged["station"] + sent_again
    assert len({number for _, _, number, *_ in kept}) == len(kept)
    classes = [classes for *_, classes in kept]
    assert all(len(of_one) <= 1 for of_one in classes)
    assert sum(map(len, classes)) >= acknowledged["read"]
    assert min(acknowledged.values()) > STACKS // 10
    record_property("processes killed, three at a time: channel, web application, worker", 3 * STACKS)
    record_property("papers acknowledged between kills, all there once", acknowledged["fax"] + acknowledged["station"])
