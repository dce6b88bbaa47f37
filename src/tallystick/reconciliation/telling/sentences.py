"""A statement read aloud, from list A to list B and back: the same counts as the bars, in neither side's words.

Must not count: it is given what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ends:
    """The two lists' names and totals, what stands in both, which place and period, and how list B counted."""

    a_name: str
    a_total: int
    b_name: str
    filed: int
    corrected: int
    in_both: int
    in_both_corrected: int
    place: str
    period: str
    counted: str = "reported"


def in_short(ends: Ends, open_rows: int) -> str:
    """Both totals, what stands in both, and how many of the others have a reason: one breath to read aloud."""
    others = ends.a_total - ends.in_both
    first = (
        f"{ends.a_name} lists {ends.a_total} {'detainer' if ends.a_total == 1 else 'detainers'} as prepared for "
        f"{ends.place} in {ends.period}; {ends.b_name} {ends.counted} {ends.filed} "
        f"{'request' if ends.filed == 1 else 'requests'}. {ends.in_both or 'None'} {_stand(ends.in_both or 1)} in both."
    )
    if not others:
        return first
    shown = others - open_rows
    if not shown:
        return f"{first} For {_all(others)} nothing is established."
    if not open_rows:
        return f"{first} For {_all(others)} the files show a reason."
    return (
        f"{first} Of the other {others}, the files show a reason for {shown}; for {open_rows} nothing is established."
    )


def _requests(count: int) -> str:
    return "request" if count == 1 else "requests"


def _all(others: int) -> str:
    return "the other one" if others == 1 else f"all the other {others}"


def forward(ends: Ends, only_a: Iterable[str]) -> str:
    """From list A: where each of its rows is; ``only_a`` are counts with their verbs, in the published order."""
    first = (
        f"Of the {ends.a_total} detainers that {ends.a_name} lists as prepared for {ends.place} in {ends.period}, "
        f"{ends.in_both} {_stand(ends.in_both)} among the {ends.filed} {_requests(ends.filed)} that {ends.b_name} "
        f"{ends.counted}"
    )
    return _with_the_others(first, only_a)


def backward(ends: Ends, only_b: Iterable[str]) -> str:
    """From list B as filed: where each of its requests is, and what was registered later."""
    first = (
        f"Of the {ends.filed} {_requests(ends.filed)} that {ends.b_name} {ends.counted} for {ends.period}, "
        f"{ends.in_both} {_stand(ends.in_both)} in the list of {ends.a_name}"
    )
    middle = _with_the_others(first, only_b)
    if ends.corrected == ends.filed:
        return middle
    linked, later = ends.in_both_corrected - ends.in_both, ends.corrected - ends.filed
    return (
        f"{middle} {later} more {'was' if later == 1 else 'were'} registered after the report, of which {linked} "
        f"{_stand(linked)} in that list: corrected, {ends.b_name} counts {ends.corrected}."
    )


def _stand(count: int) -> str:
    return "stands" if count == 1 else "stand"


def _with_the_others(first: str, others: Iterable[str]) -> str:
    parts: Sequence[str] = tuple(others)
    if not parts:
        return f"{first}."
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"{first}; of the others, {listed}."
