"""The same two lists give the same answer to the byte, however many threads share the work and whatever came before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from string import ascii_uppercase

import polars as pl
import pytest

from linkage.lists import as_csv, made
from tallystick.reconciliation.bulk.words import distinct

Row = tuple[str, ...]
GIVEN = ("AGNETHA", "BRUNHILDE", "CASPAR", "DAGOBERT", "ESMERALDA", "FRIDOLIN")
COUNTRIES = ("BRAZIL", "CHINA", "ECUADOR", "GUATEMALA", "HAITI", "MEXICO", "PERU", "VIETNAM")
AS_MANY_AS_MAY = 250
"""Rows that share a birth date and a given name and are compared; any other row beside them and they are not."""


def shared() -> tuple[list[Row], list[Row]]:
    """Rows that meet by a key alone which as many share as may; file number and surname are a slip apart."""
    first, second, random = list[Row](), list[Row](), Random(1)
    for year, given in enumerate(GIVEN, 1960):
        for _ in range(AS_MANY_AS_MAY):
            middle, surname = ("".join(random.choices(ascii_uppercase, k=9)) for _ in "12")
            number, day, at = random.randrange(10**8), random.randrange(10, 16), random.choice(ascii_uppercase)
            marks = (f"{year}-01-01", random.choice("FM"), random.choice(COUNTRIES))
            rest = (*marks, f"2025-03-{day}", at, f"ZZ{ord(at)}00000")
            first.append((f"SA{len(first)}", f"1{number:08}", "", given, middle, f"{surname}M", *rest))
            second.append((f"SB{len(second)}", f"7{number:08}", "", given, middle, f"{surname}T", *rest))
    return first, second


def large() -> tuple[list[Row], list[Row]]:
    """Two lists whose answer follows from how their names are numbered, if anything does."""
    one, (first, second) = made("hard", 2500, 5), shared()
    return [*one.a, *first], [*one.b, *second]


def small() -> tuple[list[Row], list[Row]]:
    """Two lists that are linked row by row."""
    one = made("hard", 140, 3)
    return one.a, one.b


def answered(first: Path, second: Path, threads: int) -> tuple[bytes, bytes]:
    """The pairs that a process of its own writes, and what it prints."""
    output = first.with_name("pairs.csv")
    command = [sys.executable, "-m", "tallystick", "link", str(first), str(second), "-o", str(output)]
    seeds = {"POLARS_MAX_THREADS": str(threads), "PYTHONHASHSEED": str(threads)}
    done = subprocess.run(command, check=True, capture_output=True, env=os.environ | seeds)
    return output.read_bytes(), done.stdout


@pytest.mark.parametrize("lists", [small, large])
def test_processes_with_other_threads_and_seeds_write_the_same_pairs(
    tmp_path: Path, lists: Callable[[], tuple[list[Row], list[Row]]]
) -> None:
    paths = tmp_path / "a.csv", tmp_path / "b.csv"
    for path, rows in zip(paths, lists(), strict=True):
        path.write_text(as_csv(rows))
    answers = [answered(*paths, threads) for threads in (1, 2, 8)]
    assert [one == answers[0] for one in answers] == [True, True, True]


def test_distinct_values_come_in_the_order_of_the_column_whatever_was_numbered_before() -> None:
    words = [f"word {number * 7919 % 1000}" for number in range(3000)]
    before = pl.Series([f"word {number}" for number in range(999, -1, -1)]).cast(pl.Categorical)
    values, places = distinct(pl.Series(words))
    assert before.len() == len(values)
    assert values == list(dict.fromkeys(words))
    assert [values[place] for place in places.tolist()] == words
    assert distinct(pl.Series([], dtype=pl.String))[0] == []
