"""The list of ASVS 5.0, level 2: every item of the standard stands in it once, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from contract.source import ROOT, parsed, text_of

LIST = "docs/asvs.md"
STATES = ("yes", "partly", "open")
ITEMS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 11, "6.3": 3, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 3, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 3, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip
"""How many items of levels 1 and 2 each section has; within a section those of level 3 come last."""


def wanted() -> list[str]:
    return [f"{section}.{number}" for section, count in ITEMS.items() for number in range(1, count + 1)]


def rows() -> list[tuple[str, str, str, str]]:
    found = (line.strip("| ").split(" | ") for line in text_of(LIST).splitlines() if re.match(r"\| \d", line))
    return [(item, asks, met, shown) for item, asks, met, shown in found]


def left_out() -> Iterator[str]:
    """The items that do not apply; ``6.6.1 – 6.6.3`` stands for three."""
    for line in text_of(LIST).splitlines():
        if line.startswith("Does not apply:"):
            for first, last in re.findall(r"(\d+\.\d+\.\d+)(?: – (\d+\.\d+\.\d+))?", line):
                section, _, start = first.rpartition(".")
                stop = last.rpartition(".")[2] or start
                yield from (f"{section}.{number}" for number in range(int(start), int(stop) + 1))


def test_every_item_of_the_standard_stands_in_the_list_once() -> None:
    told = [item for item, *_ in rows()] + list(left_out())
    assert sorted(told) == sorted(wanted())


def test_the_sum_that_the_list_states_is_right() -> None:
    met = [state for _, _, state, _ in rows()]
    assert set(met) <= set(STATES)
    said = re.search(r"Of (\d+) items (\d+) are met, (\d+) partly, (\d+) open", text_of(LIST))
    assert said is not None
    assert tuple(map(int, said.groups())) == (len(met), *(met.count(state) for state in STATES))


@pytest.mark.parametrize("item", [row[0] for row in rows()])
def test_an_item_names_a_test_that_exists_or_says_what_shows_it(item: str) -> None:
    _, asks, _, shown = next(row for row in rows() if row[0] == item)
    assert asks
    assert len(shown) > 5
    for path, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", shown):
        assert (ROOT / path).is_file()
        functions = {node.name for node in ast.walk(parsed(ROOT / path)) if isinstance(node, ast.FunctionDef)}
        assert not name or name in functions
