"""Totals by reason out of labels and of which rows met: both lists used up, and the bridge closed. Sees no row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tallystick.model.errors import SumDoesNotClose
from tallystick.model.reasons import ORDER, Reason

from .labels import OTHER, Label, Standing

_ENDS = (Standing.FILED, Standing.LATER, Standing.APART)


@dataclass(frozen=True, slots=True)
class Totals:
    """List A's total and the register's two ends; by reason the rows of A, and the requests of B and of the later end.

    ``a`` holds the rows in both too (B0 and T1L); ``b`` and ``later`` hold requests that no row is.
    """

    rows: int
    filed: int
    corrected: int
    a: Mapping[str, int] = field(default_factory=dict)
    b: Mapping[str, int] = field(default_factory=dict)
    later: Mapping[str, int] = field(default_factory=dict)

    def check(self) -> None:
        """Pass if both lists are used up.

        Raises:
            SumDoesNotClose: naming the sum and the two numbers that differ.

        """
        both, late = self.a.get(Reason.IN_BOTH, 0), self.a.get(Reason.REGISTERED_LATER, 0)
        only_b, only_later = sum(self.b.values()), sum(self.later.values())
        for name, left, right in (
            ("rows of list A by reason", sum(self.a.values()), self.rows),
            ("list B as filed = in both + B only", both + only_b, self.filed),
            ("list B as corrected", self.filed + late + only_later, self.corrected),
        ):
            if left != right:
                raise SumDoesNotClose(f"{name}: {left} is not {right}", where="sealed totals")


def totals(a: Sequence[Label | None], b: Sequence[Label | None], met: Iterable[tuple[int, int]]) -> Totals:
    """The totals of labelled rows; ``met`` are pairs of positions in ``a`` and ``b`` that are the same request.

    Rows that were sent again meet as groups: a request is one row, every further row of its group repeats it.
    """
    partner = _partners(a, b, met)
    by_a = Counter(_reason_of_row(at, partner, a, b) for at, label in enumerate(a) if label)
    alone = [label for at, label in enumerate(b) if label and at not in set(partner.values())]
    ends = Counter(label.standing for label in b if label)
    made = Totals(
        rows=sum(label is not None for label in a),
        filed=ends[Standing.FILED],
        corrected=ends[Standing.FILED] + ends[Standing.LATER],
        a=_ordered(by_a),
        b=_ordered(Counter(label.reason for label in alone if label.standing is Standing.FILED)),
        later=_ordered(Counter(label.reason for label in alone if label.standing is Standing.LATER)),
    )
    made.check()
    return made


def _reason_of_row(at: int, partner: Mapping[int, int], a: Sequence[Label | None], b: Sequence[Label | None]) -> str:
    """A row's reason: by the request that it is; a row of a met group that is none repeats another row."""
    if at not in partner:
        label = a[at]
        return label.reason if label else OTHER
    if partner[at] < 0:
        return Reason.DUPLICATE.value
    request = b[partner[at]]
    assert request is not None
    by_end = {Standing.FILED: Reason.IN_BOTH.value, Standing.LATER: Reason.REGISTERED_LATER.value}
    return by_end.get(request.standing, request.reason)


def _partners(a: Sequence[Label | None], b: Sequence[Label | None], met: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each row that met something its one request, or -1 where its group has no more of them."""
    groups: defaultdict[frozenset[int], set[int]] = defaultdict(set)
    requests: defaultdict[int, set[int]] = defaultdict(set)
    for row, request in met:
        if a[row] and b[request]:
            requests[row].add(request)
    for row, of_row in requests.items():
        groups[frozenset(of_row)].add(row)
    taken: set[int] = set()
    partner: dict[int, int] = {}
    for of_group, rows in sorted(groups.items(), key=lambda item: min(item[1])):
        free = sorted(of_group - taken, key=lambda at: (_end(b[at]), at))
        for row in sorted(rows, key=lambda at: (_gives_way(a[at]), at)):
            partner[row] = free.pop(0) if free else -1
            taken.add(partner[row])
    return partner


def _end(label: Label | None) -> int:
    return _ENDS.index(label.standing) if label and label.standing in _ENDS else len(_ENDS)


def _gives_way(label: Label | None) -> bool:
    """Whether the sender itself calls the row a repetition, so that another row of its group is the request."""
    return label is not None and label.reason in {Reason.DUPLICATE, Reason.SUPERSEDED}


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts in the published order, the merged ones before "not established"."""
    rank = {reason.value: number for number, reason in enumerate(ORDER)} | {OTHER: len(ORDER) - 1.5}
    return dict(sorted(counts.items(), key=lambda item: rank[item[0]]))
