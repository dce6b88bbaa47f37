"""Made-up lists for the tests of linking, and how much of their truth was found."""

from __future__ import annotations

import csv
from functools import cache
from io import StringIO
from pathlib import Path

from linkage_lists import HARD, STANDARD, Made, make
from linkage_lists.lists import COLUMNS
from tallystick.services.link import GivenList, LinkedLists, link_lists

PROFILES = {"standard": STANDARD, "hard": HARD}


@cache
def made(profile: str, rows: int, seed: int, rows_b: int = 0) -> Made:
    """Two lists and their truth."""
    return make(rows, PROFILES[profile], seed, rows_b=rows_b)


def written(one: Made, folder: Path) -> tuple[Path, Path]:
    """Both lists as files."""
    one.write(folder)
    return folder / "a.csv", folder / "b.csv"


def linked_here(first: Path, second: Path, **told: str) -> LinkedLists:
    """The lists of two files linked in this process, which a fork could not do beside other tests' threads."""
    lists = [GivenList(path.name, path.read_bytes()) for path in (first, second)]
    return link_lists(lists, {heading: column for column, heading in told.items()})


def truth(one: Made) -> set[tuple[str, str]]:
    """Every pair of ids that is the same request."""
    of_request: dict[int, list[str]] = {}
    for row, (request, *_) in one.truth_a.items():
        of_request.setdefault(request, []).append(row)
    return {(a, b) for b, (request, *_) in one.truth_b.items() for a in of_request.get(request, [])}


def pairs(answer: bytes, decide: str = "1") -> set[tuple[str, str]]:
    """The pairs of ids that were decided so."""
    rows = csv.DictReader(StringIO(answer.decode()))
    return {(row["id_a"], row["id_b"]) for row in rows if row["decide"] == decide}


def f1(found: set[tuple[str, str]], true: set[tuple[str, str]]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * len(found & true) / (len(found) + len(true))


def as_csv(rows: list[tuple[str, ...]], columns: tuple[str, ...] = COLUMNS) -> str:
    """Rows as text."""
    text = StringIO(newline="")
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()
