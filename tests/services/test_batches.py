"""Several processes register in one register at once: each paper once, no gap, and on PostgreSQL many in one batch.

The processes are real, each with its own connections and its own path to the home, as hosts have that share it; the
database is SQLite in the home, or a fresh one on the server that ``TALLYSTICK_DATABASE_URL`` names.
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from soak import Tell, often

pytestmark = pytest.mark.slow

TESTS = Path(__file__).resolve().parent.parent
PROCESSES, THREADS = 3, 4
PAPERS = often(12)
MAKE = """
import sys
from pathlib import Path
from agencies import HARBORTON
from tallystick import site
from tallystick.services.home import create_home
home = create_home(Path(sys.argv[1]), agency=HARBORTON, ordinance="boston", invented=True)
site.setup(home.path)
from tallystick.services.setup import make_database
make_database(home)
"""
COUNT = """
import json, sys
from pathlib import Path
from tallystick import site
site.setup(Path(sys.argv[1]))
from tallystick.model.words import Log
from tallystick.records import append
from tallystick.records.models import ArrivalKey, Checkpoint, FreshOriginal
from tallystick.services.current import current_home
from tallystick.services.intake.receive import recover
from tallystick.services.keeping.rebuild import rebuild
home = current_home()
assert recover(home) == []
assert FreshOriginal.objects.count() == 0
assert all(one.same for one in rebuild(home)), rebuild(home)
keys = list(ArrivalKey.objects.order_by("entry"))
assert [key.entry for key in keys] == list(range(len(keys))) and append.size(Log.REQUESTS) == len(keys)
assert sorted(key.serial for key in keys) == list(range(1, len(keys) + 1))
for key in keys:
    home.vault.get(key.sha256)
print(json.dumps([len(keys), Checkpoint.objects.filter(log="requests").count()]))
"""


@pytest.fixture
def settings() -> Iterator[dict[str, str]]:
    """The environment of the processes; on PostgreSQL with a database of its own, dropped afterwards."""
    url = os.environ.get("TALLYSTICK_DATABASE_URL", "")
    path = os.pathsep.join([str(TESTS), str(TESTS / "services")])
    if not url:
        yield {**os.environ, "PYTHONPATH": path}
        return
    import psycopg

    name = f"tallystick_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield {
            **os.environ,
            "PYTHONPATH": path,
            "TALLYSTICK_DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=name)),
        }
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(settings: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, *words], env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def started(settings: dict[str, str], home: Path, name: str) -> subprocess.Popen[str]:
    words = [sys.executable, str(TESTS / "faults/beside.py"), str(home), name, str(PAPERS), str(THREADS)]
    process = subprocess.Popen(words, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_processes_beside_each_other_register_each_paper_once(
    tmp_path: Path, settings: dict[str, str], record_property: Tell
) -> None:
    run(settings, "-c", MAKE, str(tmp_path / "home"))
    hosts = []
    for number in range(PROCESSES):
        (tmp_path / f"host-{number}").symlink_to(tmp_path / "home")
        hosts.append(started(settings, tmp_path / f"host-{number}", f"host{number}"))
    for host in hosts:
        assert host.stdin is not None
        host.stdin.write("go\n")
        host.stdin.flush()
    said = [line.split() for host in hosts for line in host.communicate()[0].splitlines()]

    acknowledged = {name: number for name, number, *_ in said}
    assert len(said) == PROCESSES * THREADS * PAPERS
    assert len(acknowledged) == len(set(acknowledged.values())) == PROCESSES * THREADS * (PAPERS - 1) + 1
    assert all(acknowledged[name] == number for name, number, *_ in said)
    assert Counter(again for name, _, again, _ in said if name == "everybody")["0"] == 1
    entries, checkpoints = map(int, run(settings, "-c", COUNT, str(tmp_path / "home")).strip("[]\n").split(","))
    assert entries == len(acknowledged)
    record_property("papers of several processes beside each other, each registered once", entries)
    if settings.get("TALLYSTICK_DATABASE_URL"):
        assert checkpoints < entries, "no batch held more than one paper"
        record_property("batches that they were registered in", checkpoints)
