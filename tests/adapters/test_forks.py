"""A fork for foreign bytes keeps nothing of its parent's but the answer, ends in time and never exceeds its limits."""

from __future__ import annotations

import mmap
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from tallystick.adapters.rooms.forks import Limits, in_fork, scratch

ENOUGH = Limits(memory=64 << 30, seconds=60, output=1 << 20, wall=60)


def answered(write: Callable[[BinaryIO], object], limits: Limits = ENOUGH, **more: Callable[[], object]) -> bytes:
    with scratch() as shared:
        assert in_fork(shared, write, limits, **more) == 0
        shared.seek(0)
        return shared.read()


def test_what_was_open_stands_for_nothing_within(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    with (tmp_path / "open").open("wb") as open_file:

        def speak(sink: BinaryIO) -> None:
            told = [os.write(number, b"x") for number in (1, 2, writing, open_file.fileno())]
            heard = [os.read(number, 1) for number in (0, reading)]
            sink.write(repr((told, heard)).encode())

        os.write(writing, b"a secret")
        assert answered(speak) == b"([1, 1, 1, 1], [b'', b''])"
    assert os.read(reading, 100) == b"a secret"
    assert (tmp_path / "open").read_bytes() == b""
    assert capfd.readouterr() == ("", "")
    for number in (reading, writing):
        os.close(number)


def test_what_is_to_be_loaded_is_loaded_before_the_lock(tmp_path: Path) -> None:
    (tmp_path / "late").write_text("here")
    found: list[str] = []
    assert (
        answered(lambda sink: sink.write(found[0].encode()), load=lambda: found.append((tmp_path / "late").read_text()))
        == b"here"
    )
    assert found == []


def test_a_fork_that_takes_too_long_is_ended() -> None:
    begun = time.monotonic()
    with scratch() as shared, pytest.raises(TimeoutError, match=r"0\.1 seconds"):
        in_fork(shared, lambda _: time.sleep(60), Limits(64 << 30, 60, 1 << 20, wall=0.1))
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize(
    ("write", "status"),
    [
        (lambda _: [].pop(), range(1, 2)),
        (lambda sink: sink.write(bytes(2 << 20)), range(1, 2)),
        (lambda _: os.abort(), range(-64, 0)),
        (lambda _: any(iter(int, 1)), range(-signal.SIGXCPU, -signal.SIGXCPU + 1)),
    ],
    ids=["fails", "says too much", "dies", "works too long"],
)
def test_a_fork_that_does_not_come_to_its_end_says_so_by_its_status(
    write: Callable[[BinaryIO], object], status: range
) -> None:
    with scratch() as shared:
        assert in_fork(shared, write, Limits(64 << 30, 1, 1 << 20, wall=60)) in status


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory has no limit")
@pytest.mark.parametrize("limits", [Limits(32 << 30, 60, 1 << 20), Limits(64 << 30, 60, 1 << 20, written=32 << 30)])
def test_memory_beyond_the_limit_is_not_given(limits: Limits) -> None:
    unreserved = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000
    with scratch() as shared:
        assert in_fork(shared, lambda _: mmap.mmap(-1, 33 << 30, flags=unreserved), ENOUGH) == 0
        assert in_fork(shared, lambda _: mmap.mmap(-1, 33 << 30, flags=unreserved), limits) == 1


def test_a_limit_that_the_system_has_set_lower_stays() -> None:
    lower = 50 << 30

    def told(sink: BinaryIO) -> None:
        sink.write(repr(resource.getrlimit(resource.RLIMIT_AS)).encode())

    given = answered(told, load=lambda: resource.setrlimit(resource.RLIMIT_AS, (lower, lower)))
    assert given == repr((lower, lower)).encode()
