"""The recount: a published count from nothing but the opened fields of every leaf, by anybody.

The rule (level A opens kind, year, refers_to and asked of every leaf): a document counts in its leaf's year when what
it asks is ``hold``. What it asks is what its own leaf says, then what the last confirmation or correction that refers
to it says. A document that a machine took for something else counts from the correction that makes it a request.
Lateness and withdrawal change nothing. Must not know any body, nor what a report printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallystick.model.errors import ProofFails
from tallystick.model.words import Asked, EntryKind

from .leaf import Opening
from .remains import CLASSES

FIELDS: tuple[str, ...] = ("kind", "year", "refers_to", "asked")
"""The fields that level A opens, in the order of openings.json."""
MORE: tuple[str, ...] = ("date", "channel")
"""The fields that level B opens beside them."""

_SPEAK = frozenset({EntryKind.CONFIRMED.value, EntryKind.CORRECTION.value})
_CLASSES = frozenset(kind.value for kind in CLASSES)


@dataclass(frozen=True, slots=True)
class Told:
    """What the openings of one leaf tell; local day and channel are empty where they are not opened."""

    kind: str
    year: int
    refers_to: int | None
    asked: str
    date: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Recount:
    """The hold requests of a year among the first ``size`` entries: their indices; the figure is how many."""

    year: int
    size: int
    entries: tuple[int, ...]

    @property
    def figure(self) -> int:
        """The count."""
        return len(self.entries)


def count(leaves: Sequence[Told], *, year: int, size: int) -> Recount:
    """The recount of a local year at a log size.

    Raises:
        ProofFails: fewer than ``size`` leaves are opened.

    """
    if len(leaves) < size:
        raise ProofFails(f"only {len(leaves)} of {size} entries are opened: nothing can be recounted")
    asked = current(leaves[:size])
    entries = (index for index, says in asked.items() if says == Asked.HOLD.value and leaves[index].year == year)
    return Recount(year, size, tuple(entries))


def split(leaves: Sequence[Told], counted: Recount) -> dict[str, Counter[str]]:
    """The counted requests by the channel and by the month of their arrivals; empty where these are not opened."""
    arrivals = [leaves[about] for entry in counted.entries if (about := leaves[entry].refers_to) is not None]
    if not all(arrival.channel and arrival.date for arrival in arrivals):
        return {}
    return {
        "channel": Counter(arrival.channel for arrival in arrivals),
        "month": Counter(arrival.date[:7] for arrival in arrivals),
    }


def current(leaves: Iterable[Told]) -> dict[int, str]:
    """What each document (by its entry) asks after the last of these leaves, in order of the entries."""
    asked: dict[int, str] = {}
    for index, leaf in enumerate(leaves):
        if leaf.kind in _CLASSES:
            asked[index] = leaf.asked
        elif leaf.kind in _SPEAK and leaf.asked and leaf.refers_to in asked:
            asked[leaf.refers_to] = leaf.asked
    return asked


def told(openings: Iterable[Opening]) -> Told:
    """What the openings of one leaf tell.

    Raises:
        ProofFails: one of ``FIELDS`` is missing, or a number is none.

    """
    values = {opening.name: opening.value for opening in openings}
    try:
        refers_to = values["refers_to"]
        about = int(refers_to) if refers_to else None
        more = (values.get(name, "") for name in MORE)
        return Told(values["kind"], int(values["year"]), about, values["asked"], *more)
    except (KeyError, ValueError) as cause:
        raise ProofFails("an entry is not opened in kind, year, refers_to and asked") from cause
