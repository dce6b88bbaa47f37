"""Counts by every rule as a command prints them, side by side. Must not count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tallystick.adapters.rendering.statement_json import count_values
from tallystick.model.lists import ImportedList
from tallystick.model.period import Period
from tallystick.model.statement import Count
from tallystick.services.statement.plain import counts_of_list

_SIDES = {"A": "list", "B": "register"}


def counts_table(counts: Sequence[Count]) -> tuple[str, ...]:
    """One line a count, in columns."""
    head = ("list", "form asks for", "unit", "count", "rule")
    rows = [(_SIDES[one.side], one.asked, one.unit.value, one.number, one.rule) for one in counts]
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    padded = ([word.ljust(width) for word, width in zip(row, widths, strict=True)] for row in (head, *rows))
    return ("", *("  ".join(row).rstrip() for row in padded))


def list_counts(imported: ImportedList, name: str, period: Period) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The counts of a list alone, as values and as lines."""
    counts = counts_of_list(imported, name, period)
    return {"what_if": [count_values(one) for one in counts]}, counts_table(counts)
