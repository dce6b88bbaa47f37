"""The sums that the register itself must close (DESIGN section 2): nothing drops out between one count and the next.

Each sum compares two counts that are made on different ways. A sum that does not close stops publication.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.model.errors import SumDoesNotClose
from tallystick.model.reading import FIELD_NAMES, Doubtful, Read, Unread
from tallystick.model.state import RegisterState, RequestState
from tallystick.model.words import Asked, CopyRelation, EntryKind

from . import recount


@dataclass(frozen=True, slots=True)
class Sum:
    """``left`` counts the whole, ``right`` adds up its parts; ``name`` says which."""

    name: str
    left: int
    right: int
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def closes(self) -> bool:
        """Whether the two are the same number."""
        return self.left == self.right


def of(state: RegisterState) -> tuple[Sum, ...]:
    """All sums of a register state."""
    return (
        _transmissions(state),
        _documents(state),
        _requests(state),
        _fields(state),
        *_recounts(state),
    )


def check(state: RegisterState) -> None:
    """Pass if every sum closes.

    Raises:
        SumDoesNotClose: naming the first that does not, with its two numbers.

    """
    for one in of(state):
        if not one.closes:
            raise SumDoesNotClose(f"{one.name}: {one.left} is not {one.right}", where=f"register at size {state.size}")


def _sum(name: str, left: int, parts: Counter[str]) -> Sum:
    return Sum(name, left, parts.total(), tuple(parts.items()))


def _transmissions(state: RegisterState) -> Sum:
    """Arrivals in the log against arrivals by what was found in them."""
    parts = Counter({"with a document": 0, "unreadable, kept": 0, "not yet read": 0})
    for arrival in state.arrivals.values():
        kinds = {state.documents[entry].kind for entry in arrival.documents}
        readable = bool(kinds - {EntryKind.UNREADABLE})
        parts["with a document" if readable else "unreadable, kept" if kinds else "not yet read"] += 1
    left = sum(kind is EntryKind.ARRIVAL for kind, _, _ in state.moments)
    return _sum("transmissions = with a document + unreadable, kept + not yet read", left, parts)


def _documents(state: RegisterState) -> Sum:
    """Documents as the arrivals list them against documents by class."""
    parts = Counter({"request": 0, "copy": 0, "continuation": 0, "not a request": 0, "unreadable": 0})
    for document in state.documents.values():
        relation = document.relation or CopyRelation.COPY
        copy = document.kind is EntryKind.COPY_OF
        parts[relation.value if copy else document.kind.value.replace("_", " ")] += 1
    left = sum(len(arrival.documents) for arrival in state.arrivals.values())
    return _sum("documents = requests + copies + continuations + not a request + unreadable", left, parts)


def _requests(state: RegisterState) -> Sum:
    """Documents that are requests against requests by what became of them."""
    parts = Counter({"disposed": 0, "withdrawn": 0, "open": 0})
    parts.update(_standing(request) for request in state.requests.values())
    left = sum(document.kind is EntryKind.REQUEST for document in state.documents.values())
    return _sum("requests = disposed + withdrawn + open", left, parts)


def _standing(request: RequestState) -> str:
    if request.disposition_entry is not None:
        return "disposed"
    return "open" if request.withdrawn is None else "withdrawn"


def _fields(state: RegisterState) -> Sum:
    """Key fields of every form that was read against read + doubtful + unread."""
    parts = Counter({"read": 0, "doubtful": 0, "unread": 0})
    names = {Read: "read", Doubtful: "doubtful", Unread: "unread"}
    read = [request.read for request in state.requests.values() if request.read]
    parts.update(names[type(one)] for fields in read for one in fields.values())
    return _sum("fields of the forms read = read + doubtful + unread", len(FIELD_NAMES) * len(read), parts)


def _recounts(state: RegisterState) -> Iterator[Sum]:
    """Hold requests of each year as replayed against the recount from what a publication opens."""
    leaves = [
        recount.Told(kind.value, year, refers_to, asked)
        for (kind, year, refers_to), asked in zip(state.moments, state.asked, strict=True)
    ]
    asked = recount.current(leaves)
    recounted = Counter(leaves[index].year for index, says in asked.items() if says == Asked.HOLD.value)
    replayed = Counter(request.year for request in state.requests.values() if request.asked is Asked.HOLD)
    for year in sorted(recounted.keys() | replayed.keys()):
        yield Sum(f"hold requests of {year} = recounted from the openings", replayed[year], recounted[year])
