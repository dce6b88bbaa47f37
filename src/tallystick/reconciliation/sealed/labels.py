"""What each row bears into a sealed comparison: how it counts, and its reason if it stands on one side only.

A reason comes from what its own party's list shows, in the published order. Reasons of fewer than five rows of a list
become one, so that a rare reason does not single out a row. Must not see the other party's list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tallystick.model.lists import Evidence, ImportedList, Registered, Row
from tallystick.model.period import Period
from tallystick.model.reasons import ORDER, Reason
from tallystick.model.words import Asked
from tallystick.reconciliation.case import Case
from tallystick.reconciliation.population import Place, population
from tallystick.reconciliation.reasons.duplicates import repeats
from tallystick.reconciliation.reasons.of_request import claims_of_request
from tallystick.reconciliation.reasons.of_row import claims_of_row
from tallystick.reconciliation.rules import Rules

FEWEST = 5
OTHER = "other"
"""Instead of a reason: one of those that fewer than five rows bear."""


class Standing(StrEnum):
    """How a row counts: in list A, or in the register as filed, as corrected only, or in neither of its ends."""

    LIST = "list"
    FILED = "filed"
    LATER = "later"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Label:
    """A row's standing, and its reason (a code, or ``other``) if nothing of the other side is it."""

    standing: Standing
    reason: str

    @property
    def text(self) -> str:
        """As it travels, always of the same length."""
        return f"{self.standing.value}/{self.reason}".ljust(LENGTH)


LENGTH = max(len(standing) for standing in Standing) + 1 + max(len(OTHER), *map(len, ORDER))


def label_of(text: str) -> Label | None:
    """The label that a text holds; None where it is none (a row that only fills up)."""
    standing, _, reason = text.strip().partition("/")
    known = standing in set(Standing) and (reason == OTHER or reason in set(Reason))
    return Label(Standing(standing), reason) if known else None


def of_list(listed: ImportedList, place: Place, period: Period, scope: str) -> list[tuple[Row, Label]]:
    """The rows of the counterpart's list that a statement would compare, each with its label."""
    chosen = population(listed, place, period, scope)
    rules = Rules()
    case = Case(
        chosen.rows, (), {}, Evidence(), place, period, named=True, rules=rules, places_named=not chosen.placeless
    )
    case = replace(case, repeats=repeats(case.rows, (), rules.duplicates))
    labels = []
    for position in range(len(case.rows)):
        claims = claims_of_row(case, position)
        labels.append(Label(Standing.LIST, claims[0].reason.value if claims else Reason.NOT_ESTABLISHED.value))
    return list(zip(case.rows, without_rare(labels), strict=True))


def of_register(requests: Sequence[Registered], place: Place, period: Period) -> list[tuple[Registered, Label]]:
    """Every request with its label: filed, later or counted in neither end."""
    case = Case((), tuple(requests), {}, Evidence(), place, period, named=True)
    return list(zip(requests, without_rare([_label(case, one) for one in requests]), strict=True))


def _label(case: Case, request: Registered) -> Label:
    if not case.counted(request):
        kind = Reason.OTHER_KIND if request.asked is not Asked.HOLD else Reason.OTHER_PERIOD
        return Label(Standing.APART, kind.value)
    claims = claims_of_request(request, case.period)
    reason = claims[0].reason if claims else Reason.NOT_ESTABLISHED
    return Label(Standing.FILED if request.in_filed_figure else Standing.LATER, reason.value)


def without_rare(labels: Iterable[Label]) -> list[Label]:
    """The labels with rare reasons of a standing made one; "not established" and what counts in neither end stay."""
    given = list(labels)
    common = {label for label, count in Counter(given).items() if count >= FEWEST}
    kept = {Reason.NOT_ESTABLISHED.value}
    return [
        label
        if label in common or label.reason in kept or label.standing is Standing.APART
        else replace(label, reason=OTHER)
        for label in given
    ]
