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

from lines import year
from soak import TIMES

IN_TEST, IN_SOAK = 250, 20_000
"""Arrivals in `make test`, on each database, and in `make soak`."""


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
def test_at_the_end_of_the_year_every_sum_closes_and_nothing_is_missing(tmp_path: Path, database: str) -> None:
    count = IN_SOAK if TIMES > 1 else IN_TEST
    environment = {**os.environ, "TALLYSTICK_DATABASE_URL": database, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, year.__file__, str(tmp_path), "--arrivals", str(count)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert (found["arrivals"], found["lost"], found["unread"], found["wrong"]) == (count, 0, 0, [])
    assert found["lines"] == 12
    assert found["kills"] > 0
    assert found["duplicates"] > 0
