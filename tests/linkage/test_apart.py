"""Both lists of ``tallystick link``, and that of ``sealed prepare``, are taken apart where nothing can be opened.

Each test runs the real command, with a reader of rows that does something else when it meets a marked list.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters.test_sheets import workbook
from linkage.lists import COLUMNS, as_csv, linked_here, made, pairs, written
from tried import TRIED

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and /proc are Linux's")
MARK = "a marked list"
SMALL, LARGE = ("standard", 60, 3, 90), ("standard", 2500, 5)
BOTH = pytest.mark.parametrize("which", [SMALL, LARGE], ids=["small", "large"])

COMMAND = (
    TRIED
    + """
import csv, json, os, socket, sys, threading, time
from tallystick.__main__ import main
from tallystick.model.errors import BadList

def tries():
    found = {
        "read": tried(lambda: open(LIST)),
        "write": tried(lambda: open(LIST + ".new", "w")),
        "remove": tried(lambda: os.unlink(LIST)),
        "socket": tried(socket.socket),
        "start": tried(lambda: os.execv(sys.executable, [sys.executable])),
        "fork": tried(os.fork),
    }
    thread = threading.Thread(target=lambda: found.update(thread=tried(lambda: open(LIST))))
    thread.start()
    thread.join()
    os.write(1, b"spoken out of turn")
    raise BadList(json.dumps(found))

def reader(lines, *how, plain=csv.reader, **more):
    if MARK in lines.getvalue():
        {"tries": tries, "waits": lambda: time.sleep(600), "dies": os.abort, "fails": [].pop,
         "swallows": lambda: [bytearray(1 << 50)]}[WHAT]()
    return plain(lines, *how, **more)

def fork(plain=os.fork):
    assert len(os.listdir("/proc/self/task")) == 1, "a fork beside threads"
    return plain()

LIST, MARK, WHAT = sys.argv[1:4]
sys.argv = ["tallystick", *sys.argv[4:]]
csv.reader, os.fork = reader, fork
main()
"""
)


def words(what: str, first: Path, *command: str | Path) -> list[str]:
    return [sys.executable, "-c", COMMAND, str(first), MARK, what, *map(str, command)]


def run(what: str, first: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words(what, first, *command), check=False, capture_output=True, text=True, timeout=120)


def marked(which: tuple, folder: Path) -> tuple[Path, Path]:
    """Two lists of which the second is marked."""
    first, second = written(made(*which), folder)
    second.write_text(second.read_text().replace(",ori", f",{MARK}", 1))
    return first, second


def link(first: Path, second: Path) -> tuple[str | Path, ...]:
    return "link", first, second, "-o", first.with_name("new") / "pairs.csv"


def sealed(_: Path, second: Path) -> tuple[str | Path, ...]:
    return "sealed", "prepare", second, "--session", "s", "--size", "9999", "-o", second.with_name("new")


@LINUX
@pytest.mark.parametrize(
    ("which", "command"), [(SMALL, link), (LARGE, link), (SMALL, sealed)], ids=["small", "large", "sealed"]
)
def test_while_a_list_is_taken_apart_nothing_is_opened_reached_or_started(
    which: tuple, command: Callable[[Path, Path], tuple[str | Path, ...]], tmp_path: Path
) -> None:
    first, second = marked(which, tmp_path)
    done = run("tries", first, *command(first, second))
    assert (done.returncode, done.stdout) == (2, "")
    found = json.loads(done.stderr.partition(": ")[2])
    assert found == dict.fromkeys(("read", "write", "remove", "socket", "start", "fork", "thread"), "refused")
    assert sorted(path.name for path in tmp_path.glob("*.csv*")) == ["a.csv", "b.csv", "truth_a.csv", "truth_b.csv"]


@BOTH
@pytest.mark.parametrize(
    ("what", "told"), [("dies", "status -"), ("fails", "IndexError"), ("swallows", "more memory than is free")]
)
def test_what_stops_linking_is_told_with_what_to_do_and_leaves_no_file(
    which: tuple, what: str, told: str, tmp_path: Path
) -> None:
    first, second = marked(which, tmp_path)
    done = run(what, first, *link(first, second))
    assert (done.returncode, done.stdout) == (2, "")
    assert "stopped before it was done" in done.stderr
    assert told in done.stderr
    assert "where: a.csv, b.csv" in done.stderr
    assert "to do: divide the lists" in done.stderr
    assert not (tmp_path / "new").exists()


@contextmanager
def waiting(which: tuple, folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command while its fork, behind the lock, stands still over the second list; and that fork's number."""
    first, second = marked(which, folder)
    command = words("waits", first, *link(first, second))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        try:
            yield process, until(lambda: next((int(one) for one in children.read_text().split() if locked(one)), 0))
        finally:
            process.kill()


def locked(process: str | int) -> bool:
    return state(Path("/proc", str(process)))["Seccomp"] == "2"


def state(folder: Path) -> dict[str, str]:
    lines = (line.partition(":") for line in (folder / "status").read_text().splitlines())
    return {name: value.strip() for name, _, value in lines}


def ended(process: int) -> bool:
    folder = Path("/proc", str(process))
    return not folder.exists() or state(folder)["State"].startswith("Z")


def until(look: Callable[[], int]) -> int:
    for _ in range(600):
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("it never came")


@LINUX
@BOTH
def test_every_thread_is_behind_the_lock_and_a_fork_that_is_killed_is_told(which: tuple, tmp_path: Path) -> None:
    with waiting(which, tmp_path) as (process, fork):
        states = [state(thread) for thread in Path(f"/proc/{fork}/task").iterdir()]
        assert {one["Seccomp"] for one in states} == {"2"}
        assert (len(states) > 1) is (which is LARGE)
        os.kill(fork, signal.SIGKILL)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "its process was killed" in told
    assert "to do: divide the lists" in told
    assert not (tmp_path / "new").exists()


@LINUX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_command_that_is_ended_leaves_no_fork_and_no_file_behind(how: signal.Signals, tmp_path: Path) -> None:
    with waiting(SMALL, tmp_path) as (process, fork):
        process.send_signal(how)
        process.wait(60)
        until(lambda: ended(fork))
    assert not (tmp_path / "new").exists()


@BOTH
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_lists_come_out_of_the_fork_as_they_are_linked_without(which: tuple, encoding: str, tmp_path: Path) -> None:
    one = made(*which)
    first, second = written(one, tmp_path)
    rows = [(*row[:5], "N\u00fa\u00f1ez", *row[6:]) if at % 9 == 0 else row for at, row in enumerate(one.b)]
    second.write_bytes(as_csv([*rows, ("=1+1", "x%!", '"', *rows[0][3:5])]).encode(encoding))
    here = linked_here(first, second)
    done = subprocess.run(
        [sys.executable, "-m", "tallystick", *map(str, link(first, second)), "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    said = json.loads(done.stdout)
    assert (tmp_path / "new" / "pairs.csv").read_bytes() == here.pairs
    assert (said["pairs_same_request"], said["pairs_to_review"]) == (here.same, here.to_review)
    assert said["b"]["remarks"] == [{"what": remark.what, "rows": remark.rows} for remark in here.b.remarks]
    assert said["b"]["columns"] == dict(here.b.columns)


def test_a_workbook_comes_out_of_its_own_room_and_is_linked_like_the_rest(tmp_path: Path) -> None:
    one = made(*SMALL)
    first, second = written(one, tmp_path)
    here = linked_here(first, second)
    second.write_bytes(workbook(requests=[list(COLUMNS), *map(list, one.b)], notes=[["further"]]))
    done = subprocess.run(
        [sys.executable, "-m", "tallystick", *map(str, link(first, second)), "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert pairs((tmp_path / "new" / "pairs.csv").read_bytes()) == pairs(here.pairs)
    assert "further sheets" in json.loads(done.stdout)["b"]["remarks"][0]["what"]
