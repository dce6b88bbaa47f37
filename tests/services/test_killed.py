"""A killed process loses nothing that was acknowledged: real processes, real files, SIGKILL at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

RECEIVE_FOREVER = """
import hashlib, sys
from pathlib import Path
from tallystick import site
site.setup(Path(sys.argv[1]))
from tallystick.model.actor import system
from tallystick.model.words import Channel
from tallystick.services.current import current_home
from tallystick.services.receive import Transmission, receive
home = current_home()
for number in range(int(sys.argv[2]), 10**6):
    data = b"paper %d " % number * 50
    done = receive(home, system(home.agency.ori), Transmission(data, Channel.FAX, "A1", transport_id=str(number)))
    sys.stdout.write(f"{number} {done.number} {done.sha256}\\n")
    sys.stdout.flush()
"""
CHECK = """
import sys
from pathlib import Path
from tallystick import site
site.setup(Path(sys.argv[1]))
from tallystick.records.models import ArrivalKey
from tallystick.services.current import current_home
from tallystick.services.rebuild import rebuild
from tallystick.services.receive import recover
home = current_home()
recover(home)
assert all(one.same for one in rebuild(home)), rebuild(home)
for key in ArrivalKey.objects.order_by("entry"):
    home.vault.get(key.sha256)
    print(key.transport_id, f"{key.station}-{key.year}-{key.serial:04d}", key.sha256)
"""


def run(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "TALLYSTICK_DATABASE_URL": "", "TALLYSTICK_HOME": str(home)}
    return subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, text=True)


def made(folder: Path) -> Path:
    home = folder / "home"
    words = ["-m", "tallystick", "init", "--agency", "ZZ0990100", "--ordinance", "boston", "--zone", "UTC"]
    assert run(home, *words, "--station", "A1", "--home", str(home)).wait() == 0
    return home


@pytest.mark.slow
def test_everything_acknowledged_before_a_kill_is_there_afterwards(tmp_path: Path) -> None:
    home = made(tmp_path)
    acknowledged: list[str] = []
    for round_, seconds in enumerate((0.15, 0.4, 0.05, 0.3)):
        process = run(home, "-c", RECEIVE_FOREVER, str(home), str(round_ * 100_000))
        assert process.stdout is not None
        acknowledged.append(process.stdout.readline().strip())
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        acknowledged += [
            line.strip() for line in process.stdout.read().splitlines() if line.count(" ") == 2 and len(line) > 70
        ]
        process.wait()
    check = run(home, "-c", CHECK, str(home))
    assert check.stdout is not None
    kept = check.stdout.read().splitlines()
    assert check.wait() == 0
    assert len(acknowledged) >= 4
    assert set(acknowledged) <= set(kept)
    assert len(kept) <= len(acknowledged) + 4
