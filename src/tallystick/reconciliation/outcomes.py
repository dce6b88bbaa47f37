"""Every unit under its first reason, with the others that it meets: side A the rows, B and L the requests without one.

Must not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallystick.model.lists import Registered
from tallystick.model.reasons import Grade, Reason
from tallystick.model.statement import UnitOutcome

from .auditing.keys import key_of_request
from .case import Case, Claim
from .reasons.of_request import claims_of_request
from .reasons.of_row import claims_of_row
from .reasons.on_the_way import claims_on_the_way

_NOTHING = Claim(Reason.NOT_ESTABLISHED, Grade.NONE, "nothing in the files given supports a reason")


def outcomes(case: Case, keys: Sequence[str]) -> tuple[UnitOutcome, ...]:
    """The units of both sides; ``keys`` are those of the rows, in their order."""
    return (*_units_of_a(case, keys), *_units_of_b(case))


def _units_of_a(case: Case, keys: Sequence[str]) -> list[UnitOutcome]:
    claims = {position: claims_of_row(case, position) for position in range(len(case.rows))}
    on_the_way = claims_on_the_way(case, [position for position, found in claims.items() if not found])
    return [
        _unit_of_a(
            case, position, (*found, *([on_the_way[position]] if position in on_the_way else [])), keys[position]
        )
        for position, found in claims.items()
    ]


def _unit_of_a(case: Case, position: int, claims: tuple[Claim, ...], key: str) -> UnitOutcome:
    first, *others = claims or (_not_established(case, position),)
    linked = case.links.get(position)
    return UnitOutcome(
        side="A",
        reason=first.reason,
        grade=first.grade,
        why=first.why,
        row=case.rows[position].provenance,
        entry=linked.request.entry if linked else None,
        partner=linked.request.number if linked else "",
        also=tuple(claim.reason for claim in others),
        key=key,
    )


def _not_established(case: Case, position: int) -> Claim:
    """Nothing; and what the row may be, if a person should look at it, or what stood in the way."""
    row = case.rows[position]
    candidates = case.reviews.get(position, ())
    if candidates:
        told = "; or ".join(f"request {one.request.number} ({one.agreed})" for one in candidates)
        return Claim(Reason.NOT_ESTABLISHED, Grade.NONE, f"a person decides, it may be {told}")
    unclear = case.place.unclear(row) if case.places_named else ""
    return replace(_NOTHING, why=f"{_NOTHING.why}; {unclear}") if unclear else _NOTHING


def _units_of_b(case: Case) -> list[UnitOutcome]:
    """The counted requests that no row is: side B as filed, side L in the corrected end only."""
    linked = {found.request.entry for found in case.links.values()}
    alone = [request for request in case.requests if case.counted(request) and request.entry not in linked]
    return [_unit_of_b(case, request) for request in sorted(alone, key=lambda request: request.entry)]


def _unit_of_b(case: Case, request: Registered) -> UnitOutcome:
    first, *others = claims_of_request(request, case.period) or (_NOTHING,)
    return UnitOutcome(
        side="B" if request.in_filed_figure else "L",
        reason=first.reason,
        grade=first.grade,
        why=first.why,
        entry=request.entry,
        partner=request.number,
        also=tuple(claim.reason for claim in others),
        key=key_of_request(request),
    )
