"""What named persons decided, laid over what the rules found: partners before the reasons, reasons after them.

A judgement about a unit that the lists no longer hold is told, never applied to another. Must not judge by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tallystick.model.judgement import NO_PARTNER, Judgement
from tallystick.model.lists import Registered
from tallystick.model.reasons import Reason
from tallystick.model.statement import UnitOutcome
from tallystick.reconciliation.linking import Link

_LINKED = frozenset({Reason.IN_BOTH, Reason.REGISTERED_LATER})


@dataclass(frozen=True, slots=True)
class Judged:
    """The units with what was decided, and the judgements that could not be applied, each with why."""

    units: tuple[UnitOutcome, ...]
    lapsed: tuple[tuple[Judgement, str], ...]


def in_force(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The last judgement about each unit; one that was taken back is none."""
    last = {judgement.unit: judgement for judgement in judgements}
    return {unit: judgement for unit, judgement in last.items() if not judgement.takes_back}


def with_partners(
    links: Mapping[int, Link],
    keys: Sequence[str],
    requests: Sequence[Registered],
    judgements: Mapping[str, Judgement],
) -> dict[int, Link]:
    """The links as persons decided them: a row is the request that was named, or none; still one row a request.

    Of several rows that were decided to be one request the first stays it; the others are as if nobody had decided.
    """
    by_number = {request.number: request for request in requests}
    decided: dict[int, Link | None] = {}
    given: set[str] = set()
    for position, key in enumerate(keys):
        judgement = judgements.get(key)
        if judgement is None or not judgement.partner:
            continue
        if judgement.partner == NO_PARTNER:
            decided[position] = None
        elif (request := by_number.get(judgement.partner)) and request.number not in given:
            given.add(request.number)
            words = f"{judgement.by} decided: {judgement.because}"
            decided[position] = Link(position, request, words)
    taken = {link.request.entry for link in decided.values() if link}
    kept = {at: link for at, link in links.items() if at not in decided and link.request.entry not in taken}
    return kept | {at: link for at, link in decided.items() if link}


def with_reasons(units: Sequence[UnitOutcome], judgements: Mapping[str, Judgement]) -> Judged:
    """The units under the reasons that persons gave; what the rules found stays beside as a further reason."""
    keys = {unit.key for unit in units}
    lapsed = [(one, "the lists no longer hold such a unit") for key, one in judgements.items() if key not in keys]
    judged: list[UnitOutcome] = []
    given: set[str] = set()
    for unit in units:
        judgement = judgements.get(unit.key)
        if judgement is None:
            judged.append(unit)
        elif judgement.partner in given:
            lapsed.append((judgement, "another row was decided to be this request"))
            judged.append(unit)
        elif judgement.reason is None:
            given |= {judgement.partner} - {NO_PARTNER}
            judged.append(replace(unit, decided_by=judgement.by))
        elif unit.reason in _LINKED or judgement.reason in _LINKED:
            lapsed.append((judgement, "a row in both is decided by its partner, not by a reason"))
            judged.append(unit)
        else:
            judged.append(_judged(unit, judgement, judgement.reason))
    return Judged(tuple(judged), tuple(lapsed))


def _judged(unit: UnitOutcome, judgement: Judgement, reason: Reason) -> UnitOutcome:
    others = tuple(one for one in (unit.reason, *unit.also) if one not in {reason, Reason.NOT_ESTABLISHED})
    words = f"{judgement.by} decided: {judgement.because}"
    return replace(unit, reason=reason, grade=judgement.grade, why=words, also=others, decided_by=judgement.by)
