"""What changed between a filed report and the version that amends it: figure by figure, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.law import Measure

from .labels import counted, day_words
from .report import Report


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is not what it was; None is "not recorded"."""

    id: str
    text: str
    unit: str
    before: int | None
    after: int | None
    added: tuple[int, ...]
    removed: tuple[int, ...]


def changes(report: Report, before: Mapping[str, Any]) -> tuple[Change, ...]:
    """The figures of ``report`` whose value or entries differ from the earlier report.json."""
    earlier = {figure["id"]: figure for figure in before["figures"]}
    found = []
    for figure in report.figures:
        old = earlier.get(figure.id, {"value": None, "entries": []})
        then, now = set(old["entries"]), set(figure.entries)
        if old["value"] != figure.value or then != now:
            added, removed = tuple(sorted(now - then)), tuple(sorted(then - now))
            found.append(Change(figure.id, figure.text, figure.unit, old["value"], figure.value, added, removed))
    return tuple(found)


def amendment(report: Report, version: int, before: Mapping[str, Any]) -> str:
    """One paragraph: what this version amends and what changed."""
    day = date.fromisoformat(before["dated"])
    opening = (
        f"This is version {version}. It amends version {before['version']} of {day_words(day)}, which stays on file "
        "beside it, unchanged."
    )
    found = changes(report, before)
    if not found:
        return f"{opening} No figure has changed."
    said = " ".join(_sentence(report, change) for change in found)
    rest = " The other figures are the same." if len(found) < len(report.figures) else ""
    return f"{opening} {said}{rest}"


def _sentence(report: Report, change: Change) -> str:
    lodged = report.measured(Measure.REQUESTS_LODGED)
    name = "Requests lodged" if lodged and change.id == lodged.id else change.text
    parts = [f"{name}: {_value(change.before)} then, {_value(change.after)} now"]
    if change.added:
        parts.append(
            f"{counted(len(change.added), change.unit)} added ({_entries(change.added)}){_late(report, change)}"
        )
    if change.removed:
        parts.append(f"{counted(len(change.removed), change.unit)} no longer counted ({_entries(change.removed)})")
    return "; ".join(parts) + "."


def _late(report: Report, change: Change) -> str:
    late = len(set(report.figure("late").entries).intersection(change.added))
    if not late:
        return ""
    whose = "which" if late == len(change.added) else f"of which {late}"
    return f", {whose} had reached a station in the period and {'was' if late == 1 else 'were'} entered afterwards"


def _value(value: int | None) -> str:
    return "not recorded" if value is None else str(value)


def _entries(entries: tuple[int, ...]) -> str:
    return ("entry " if len(entries) == 1 else "entries ") + ", ".join(map(str, entries))
