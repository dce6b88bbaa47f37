"""From what speaks for a text to how often such a text is right: measured, kept as data, one table a kind.

``confidence.toml`` is made by ``benchmarks/confidence.py`` from made-up faxes whose seeds serve nothing else.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

KINDS = {
    "subject_id": "number",
    "file_no": "number",
    "event_no": "number",
    "notify_phone": "number",
    "prepared": "date",
    "date_of_birth": "date",
    "name": "name",
    "officer": "name",
    "to": "address",
    "from": "address",
    "citizenship": "word",
    "sex": "word",
}


class Look(StrEnum):
    """Who has looked: our own recogniser alone, or a second one together with it."""

    ALONE = "alone"
    TOGETHER = "together"


def confidence(name: str, look: Look, evidence: float) -> float:
    """How often a value of that field is right (0..1).

    ``evidence``: alone how little speaks against it (0..1), together by how much it leads (natural logarithm).
    """
    table = _tables()[KINDS.get(name, "name")][look]
    step = bisect_right(table["from"], evidence) - 1
    return table["right"][max(0, step)]


def sure() -> float:
    """The confidence from which a value is shown as read."""
    return float(_file()["sure"])


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files(__package__ or "") / "confidence.toml").read_text(encoding="utf-8"))


@cache
def _tables() -> dict[str, dict[str, dict[str, list[float]]]]:
    return {name: table for name, table in _file().items() if isinstance(table, dict)}
