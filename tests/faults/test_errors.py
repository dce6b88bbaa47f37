"""The disk refuses: every error is told to whoever runs the register, nothing acknowledged is lost or counted twice.

``strace`` makes real system calls of a real process fail with ENOSPC, EIO or EINTR; short writes are the kernel's own,
by a limit on file sizes that changes with every try. Whoever is told tries again, as a fax server does. Only two kinds
of error end in an acknowledgement all the same: an interrupted call that is made again, and SQLite's copying of its
write-ahead log, which it repeats later; what was committed is in that log.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from faults.recording import TESTS
from services.test_killed import TAKE_UP
from soak import Tell, often

pytestmark = [pytest.mark.once, pytest.mark.slow]

WRITING = "write,pwrite64,fsync,fdatasync,ftruncate,rename,mkdir"
RARELY, OFTEN = 23, 3
"""Every so manieth of these calls fails: rarely, so that tries get far; often, so that trying again fails too."""
_SETTINGS = {
    **os.environ,
    "TALLYSTICK_DATABASE_URL": "",
    "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS / "services")]),
}


def started(home: Path, tries: int, *more: str) -> subprocess.Popen[str]:
    words = [sys.executable, str(TESTS / "faults/failing.py"), str(home), str(tries), str(tries), *more]
    process = subprocess.Popen(words, env=_SETTINGS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("done -1 ")
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> list[str]:
    said, _ = process.communicate("go\n")
    assert process.returncode == 0
    return said.splitlines()


def check_kept(home: Path, said: list[str]) -> Counter[str]:
    """What was acknowledged is there with its bytes, each paper once; the home is whole. Counts the lines."""
    done = subprocess.run(
        [sys.executable, "-c", TAKE_UP, home], env=_SETTINGS, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    kept = {transport: [number, digest] for _, transport, number, digest, *_ in json.loads(done.stdout)}
    acknowledged = {number: rest for word, number, *rest in map(str.split, said) if word == "done"}
    assert acknowledged.items() <= kept.items()
    assert len(acknowledged) < len(json.loads(done.stdout)) == len(kept) <= len(acknowledged) + 2
    return Counter(line.partition(" ")[0] for line in said)


@pytest.mark.skipif(not shutil.which("strace"), reason="no strace: apt-get install strace")
@pytest.mark.parametrize(
    ("error", "every", "tries"),
    [
        ("ENOSPC", RARELY, 400),
        ("ENOSPC", OFTEN, 2_000),
        ("EIO", RARELY, 400),
        ("EIO", OFTEN, 2_000),
        ("EINTR", RARELY, 400),
        ("EINTR", OFTEN, 400),
    ],
)
def test_a_call_that_fails_is_told_or_made_again(
    error: str, every: int, tries: int, tmp_path: Path, record_property: Tell
) -> None:
    process = started(tmp_path / "home", often(tries))
    trace = tmp_path / "trace"
    calls = ["-e", f"trace={WRITING},writev", "-e", f"inject={WRITING}:error={error}:when={every}+{every}"]
    tracer = subprocess.Popen(
        ["strace", "-f", "-y", "-s", "40", "-p", str(process.pid), "-o", trace, *calls], stderr=subprocess.PIPE
    )
    assert tracer.stderr is not None
    assert b"attached" in tracer.stderr.readline()
    said = go(process)
    tracer.wait()
    counted = check_kept(tmp_path / "home", said)
    injected, unseen = told(trace.read_text(encoding="utf-8", errors="replace"))
    assert unseen == []
    record_property(f"injected errors {error}", injected)
    record_property(f"tries refused with words after {error}", counted["seen"])


def told(trace: str) -> tuple[int, list[str]]:
    """How many errors were injected, and those that neither the try's outcome nor a repetition accounts for."""
    injected: list[str] = []
    unseen: list[str] = []
    total = 0
    for line in trace.splitlines():
        if "(INJECTED)" in line:
            injected.append(line)
            total += 1
        elif said := re.search(r'writev\(1.*iov_base="(\w+)', line):
            if said[1] == "done":
                unseen += [one for one in injected if not _made_again(one)]
            injected = []
    return total, unseen


def _made_again(line: str) -> bool:
    return "EINTR" in line or "/register.sqlite3>" in line


def test_a_write_that_is_taken_in_part_is_told(tmp_path: Path, record_property: Tell) -> None:
    home = tmp_path / "home"
    said = go(started(home, often(1_200), "short"))
    counted = check_kept(home, said)
    assert counted["done"] > 50
    record_property("short writes, then refusal, told", counted["seen"])
