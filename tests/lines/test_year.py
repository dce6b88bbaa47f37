"""A year of twelve lines: whatever breaks, every sum closes and nothing that was acknowledged is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lines import dovecot, year
from soak import TIMES, Tell

IN_TEST, IN_SOAK = (2_000, 16), (20_000, 40)
"""Arrivals, and how many of the 200 documents are really drawn and read (the others also come by mail): in tests, in a soak."""
GROWTH = 4
"""KiB by which a process may grow with each arrival: the register's state that it holds (2.4 are measured)."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """A database of the year's own, of the kind that the other tests use."""
    url = os.environ.get("TALLYSTICK_DATABASE_URL", "")
    if not url.startswith("postgresql"):
        yield ""
        return
    name = f"tallystick_year_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield url.rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.slow
@pytest.mark.skipif(dovecot.installed() is None, reason="no Dovecot: apt-get install dovecot-imapd")
def test_at_the_end_of_the_year_every_sum_closes_and_nothing_is_missing(
    tmp_path: Path, database: str, record_property: Tell
) -> None:
    count, drawn = IN_SOAK if TIMES > 1 else IN_TEST
    environment = {**os.environ, "TALLYSTICK_DATABASE_URL": database, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, year.__file__, str(tmp_path), "--arrivals", str(count), "--drawn", str(drawn)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert (found["arrivals"], found["lost"], found["unread"], found["wrong"]) == (count, 0, 0, [])
    assert found["acknowledged"] > count // 2  # what a killed process had not yet written down is missing here only
    assert found["lines"] == 12
    assert min(found["kills"], found["duplicates"], found["copies"], found["erased"]) > 0
    for name, quarters in found["peak_mib"].items():
        grown = quarters[3] - quarters[1]
        assert grown <= 24 + GROWTH * (count // 2) / 1024, f"{name}: {quarters}"
    record_property("arrivals of a simulated year", count)
    record_property("kills in a simulated year", found["kills"])
