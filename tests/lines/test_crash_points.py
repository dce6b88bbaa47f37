"""Killed at every point of the order of acts: what was not acknowledged lies where it lay, nothing is counted twice.

Real processes end at once (no cleaning up) at a named point; then another looks as `tallystick watch` does after a
restart. The station page and a worker are killed in ``services/test_killed.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from adapters.test_mailbox import mail
from adapters.test_pages import _fax as fax
from lines import dovecot
from lines.dovecot import PASSWORD, USER, Dovecot

FAX = fax(1)
CRASH = """
import os, sys
from pathlib import Path
from tallystick import site
site.setup(Path(sys.argv[1]))
from tallystick.adapters import folders, hylafax
from tallystick.adapters.mailbox import server
from tallystick.model.actor import system
from tallystick.records import arrivals
from tallystick.services.intake import batches, receive
from tallystick.services.current import current_home
from tallystick.services.lines.watch import look_at_all

def ends_after(place, name):
    real = getattr(place, name)
    def act(*args, **told):
        real(*args, **told)
        os._exit(9)
    setattr(place, name, act)

def ends_before(place, name):
    setattr(place, name, lambda *args, **told: os._exit(9))

LAST = ((folders, "settle"), (hylafax, "settle"), (server.Mailbox, "move"))
{
    "before anything": lambda: ends_before(batches, "register"),
    "sealed": lambda: ends_after(batches, "_sealed"),
    "written": lambda: ends_after(arrivals, "write"),
    "registered": lambda: ends_after(batches, "register"),
    "not acknowledged": lambda: [ends_before(*last) for last in LAST],
    "acknowledged": lambda: [ends_after(*last) for last in LAST],
}[sys.argv[2]]()
home = current_home()
for _ in range(2):
    look_at_all(home, system(home.agency.ori))
"""
AFTER = """
import sys
from pathlib import Path
from tallystick import site
site.setup(Path(sys.argv[1]))
from tallystick.model.actor import system
from tallystick.services import ledger
from tallystick.services.current import current_home
from tallystick.services.lines.watch import look_at_all
from tallystick.services.intake.receive import recover
home = current_home()
recover(home)
for _ in range(2):
    assert not [one.troubles for one in look_at_all(home, system(home.agency.ori)) if one.troubles]
for one in ledger.state(home).arrivals.values():
    home.vault.get(one.event.sha256)
    print(one.event.number)
"""
POINTS = ("before anything", "sealed", "written", "registered", "not acknowledged", "acknowledged")
CASES = [(channel, point) for channel in ("folder", "fax", "mail") for point in POINTS]
SOURCES = """
[[source]]
kind = "folder"
name = "scanner"
line = "fax-A1"
folder = "scans"

[[source]]
kind = "hylafax"
name = "fax server"
spool = "spool"
handed = "handed"
modems = {{ ttyFAX0 = "fax-A1" }}

[[source]]
kind = "mail"
name = "mailbox"
line = "fax-A1"
server = "localhost"
port = {port}
user = "{user}"
secret = "secret"
authority = "{authority}"
"""


def run(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TALLYSTICK_DATABASE_URL": "", "TALLYSTICK_HOME": str(home), **more}
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def box() -> Iterator[Dovecot]:
    with TemporaryDirectory(prefix="dovecot-") as folder, dovecot.running(Path(folder)) as made:
        yield made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, box: Dovecot) -> Path:
    home = tmp_path_factory.mktemp("crash") / "home"
    words = ("--agency", "ZZ0990100", "--ordinance", "boston", "--zone", "UTC", "--station", "A1")
    assert run(home, "-m", "tallystick", "init", *words).returncode == 0
    for name in ("scans", "handed", "spool/recvq", "spool/log"):
        (home / name).mkdir(parents=True)
    with (home / "tallystick.toml").open("a") as file:
        file.write(SOURCES.format(port=box.port, user=USER, authority=box.authority))
    (home / "secret").write_text(PASSWORD)
    return home


@pytest.mark.slow
@pytest.mark.skipif(dovecot.installed() is None, reason="no Dovecot: apt-get install dovecot-imapd")
@pytest.mark.parametrize(("channel", "point"), CASES, ids=" ".join)
def test_a_process_that_ends_there_loses_nothing_and_counts_nothing_twice(
    made: Path, box: Dovecot, channel: str, point: str
) -> None:
    lies_there = offered(made, box, channel, f"{channel}-{POINTS.index(point)}")
    assert lies_there()
    crashed = run(made, "-c", CRASH, str(made), point)
    assert crashed.returncode == 9, crashed.stderr
    assert lies_there() or point == "acknowledged"
    done = run(made, "-c", AFTER, str(made))
    assert done.returncode == 0, done.stderr
    numbers = done.stdout.split()
    assert len(numbers) == len(set(numbers)) == CASES.index((channel, point)) + 1
    assert not lies_there()
    assert list((made / "spool").glob("*.note")) == []


def offered(made: Path, box: Dovecot, channel: str, name: str) -> Callable[[], bool]:
    """Let a paper come by a channel; gives a question: does it still lie there?"""
    if channel == "mail":
        box.deliver(mail((FAX, "image/tiff", "attachment"), Message_ID=f"<{name}@sender>"))
        return lambda: box.count() > 0
    paper = made / ("scans" if channel == "folder" else "handed") / f"{name}.tif"
    paper.write_bytes(FAX + name.encode())  # bytes after the last directory: another paper each time, and still whole
    if channel == "fax":
        paper.with_suffix(".call").write_text(f"commid={name}\ndevice=ttyFAX0\nnumber=555\nname=\nreason=\n")
    return paper.exists
