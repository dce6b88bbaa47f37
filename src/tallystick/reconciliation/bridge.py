"""The reconciliation of two lists: every unit of both under exactly one reason, in sums that close both ways.

1. the population of list A; 2. links; 3. reasons of each row (steps 1 to 14 of the published order, else not
established); 4. reasons of each request that no row is; 5. bars, sums, sentences, notes. Must not know who is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tallystick.model.agency import Agency
from tallystick.model.errors import SumDoesNotClose
from tallystick.model.lists import Evidence, ImportedList, Registered
from tallystick.model.period import Period
from tallystick.model.reasons import ORDER, Grade, Reason
from tallystick.model.statement import Bar, Party, Statement, UnitOutcome
from tallystick.model.words import Unit

from .case import Case, Claim
from .chance import chance_sentence
from .facilities.names import States
from .linking import link
from .population import Place, Population, is_named, population
from .reasons.of_request import claims_of_request
from .reasons.of_row import claims_of_row
from .reasons.on_the_way import claims_on_the_way
from .telling.editions import Edition, view
from .telling.notes import notes_of

_NOTHING = Claim(Reason.NOT_ESTABLISHED, Grade.NONE, "nothing in the files given supports a reason")
_LINKED = frozenset({Reason.IN_BOTH, Reason.REGISTERED_LATER})


def reconcile(
    a: ImportedList,
    b: Sequence[Registered],
    *,
    agency: Agency,
    period: Period,
    scope: str,
    evidence: Evidence,
    a_party: str,
    b_party: str,
    filed: int | None,
    states: States | None = None,
) -> Statement:
    """The statement between list A (the counterpart's) and the register, as filed and as corrected.

    ``b`` are all requests of the register, those outside the period and notice-only ones too (a row may be one of
    them); ``filed`` is the figure of the filed report, if one was filed; ``states`` makes state names comparable.

    Raises:
        WrongUse: the scope is neither ``city`` nor ``agency``.
        SumDoesNotClose: the filed figure is not the number of requests that bear it, or the bridge does not close.

    """
    place = Place(agency, states or States({}))
    chosen = population(a, place, period, scope)
    named = is_named(a.rows)
    links = link(chosen.rows, b, named=named)
    case = Case(chosen.rows, tuple(b), links, evidence, place, period, named)
    _check_filed(case, filed)
    units = (*_units_of_a(case), *_units_of_b(case))
    statement = _statement(case, units, scope=place.words(scope), parties=(a_party, b_party), files=a, chosen=chosen)
    statement.check()
    return statement


def _check_filed(case: Case, filed: int | None) -> None:
    bearing = sum(request.in_filed_figure and case.counted(request) for request in case.requests)
    if filed is not None and filed != bearing:
        raise SumDoesNotClose(
            f"the filed figure is {filed}, but {bearing} requests of the register bear it",
            where=f"period {case.period.name}",
            remedy="see which report was filed for the period, and at which size of the log",
        )


def _units_of_a(case: Case) -> list[UnitOutcome]:
    claims = {position: claims_of_row(case, position) for position in range(len(case.rows))}
    on_the_way = claims_on_the_way(case, [position for position, found in claims.items() if not found])
    return [
        _unit_of_a(case, position, (*found, *([on_the_way[position]] if position in on_the_way else [])))
        for position, found in claims.items()
    ]


def _unit_of_a(case: Case, position: int, claims: tuple[Claim, ...]) -> UnitOutcome:
    first, *others = claims or (_NOTHING,)
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
    )


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
    )


def bars_of(units: Iterable[UnitOutcome]) -> tuple[Bar, ...]:
    """One bar for each side and reason that has units, in the published order; rows that are in both are no bar.

    Side A moves down from list A's total, side B up to list B as filed; side L stands in the corrected end only.
    """
    grades: dict[tuple[str, Reason], Counter[Grade]] = {}
    for unit in units:
        if (unit.side, unit.reason) != ("A", Reason.IN_BOTH):
            grades.setdefault((unit.side, unit.reason), Counter())[unit.grade] += 1
    sign = {"A": -1, "B": 1, "L": 0}
    return tuple(
        Bar(reason, side, found.total(), sign[side] * found.total(), dict(sorted(found.items())))
        for side in sign
        for reason in ORDER
        if (found := grades.get((side, reason)))
    )


def _statement(
    case: Case,
    units: tuple[UnitOutcome, ...],
    *,
    scope: str,
    parties: tuple[str, str],
    files: ImportedList,
    chosen: Population,
) -> Statement:
    bars = bars_of(units)
    in_both = sum(unit.reason is Reason.IN_BOTH for unit in units if unit.side == "A")
    later = sum(unit.reason is Reason.REGISTERED_LATER for unit in units if unit.side == "A")
    only = Counter({side: sum(bar.count for bar in bars if bar.side == side) for side in "BL"})
    filed = in_both + only["B"]
    a_party, b_party = parties
    made = Statement(
        a=Party(a_party, len(case.rows), Unit.ROWS, "detainers prepared", "; ".join(files.files)),
        b=Party(b_party, filed, Unit.REQUESTS, "detainer requests received and registered", "the register"),
        period=case.period,
        scope=scope,
        filed=filed,
        corrected=filed + later + only["L"],
        units=units,
        bars=bars,
        in_both_filed=in_both,
        in_both_corrected=in_both + later,
        sentence="",
        sentence_back="",
        notes=notes_of(case, chosen, files),
        chance=chance_sentence(case.rows, case.requests, named=case.named),
    )
    told = view(made, Edition.AUDITOR)
    return replace(made, sentence=told.sentence, sentence_back=told.sentence_back)
