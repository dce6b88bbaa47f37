"""How each measure of an ordinance is counted from the requests of a period.

Every counter takes the empty figure of its report item and gives it back with value, entries and what is not recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from tallystick.law import Measure
from tallystick.model.state import RequestState
from tallystick.model.words import Answer, AnswerField, Asked

from .labels import ERASED, NOT_CONFIRMED, basis_label, dollars
from .report import Figure, Line

Requests = tuple[RequestState, ...]

_BASIS_NOTE = (
    "Reasons are the boxes as ticked on the form and confirmed by a named person. "
    "Each combination of boxes is a line of its own, so that the lines add up to the total."
)
_PERSON_NOTE = (
    "Counted from the answers recorded for the requests of the period. A request that replaces an earlier one counts "
    "one individual; an individual named in two requests that do not refer to each other would count twice, because "
    "the register keeps no index of persons."
)
_MONEY_NOTE = "A case is a request for which a reimbursement above zero is recorded."
_GIVEN_NOTE = "Stated by the department for the period; no entry of the register stands behind it."
_NOT_GIVEN_NOTE = "The register does not hold this; the department has not stated it."


def given(figure: Figure, value: int | None) -> Figure:
    """An agency-period fact: what a person stated, or not recorded."""
    return replace(figure, value=value, given=True, note=_NOT_GIVEN_NOTE if value is None else _GIVEN_NOTE)


def _lodged(figure: Figure, requests: Requests) -> Figure:
    holds = [request for request in requests if request.asked is Asked.HOLD]
    return replace(
        figure,
        value=len(holds),
        entries=tuple(request.entry for request in holds),
        not_recorded=sum(bool(why_no_basis(request)) for request in holds),
        breakdown=_by_basis(holds),
        note=_BASIS_NOTE,
    )


def why_no_basis(request: RequestState) -> str:
    """Why the ticked boxes are not recorded; empty when they are."""
    if request.confirmed is None:
        return NOT_CONFIRMED
    return ERASED if request.erased and not request.basis else ""


def _by_basis(requests: Iterable[RequestState]) -> tuple[Line, ...]:
    """One line for each combination of boxes, the largest first; what is not recorded stands last."""
    found: defaultdict[tuple[bool, str], list[int]] = defaultdict(list)
    for request in requests:
        reason = why_no_basis(request)
        found[bool(reason), reason or basis_label(request.basis)].append(request.entry)
    ordered = sorted(found.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    return tuple(Line(label, tuple(entries)) for (_, label), entries in ordered)


def _detained(figure: Figure, requests: Requests) -> Figure:
    counted = _answered(figure, requests, AnswerField.HOLD)
    return replace(counted, breakdown=_by_clause(request for request in requests if request.entry in counted.entries))


def _transferred(figure: Figure, requests: Requests) -> Figure:
    return _answered(figure, requests, AnswerField.TRANSFER)


def _answered(figure: Figure, requests: Requests, field: AnswerField) -> Figure:
    """Individuals for whom the answer is yes; None when it is recorded for no request at all."""
    missing = sum(request.answers[field] is Answer.NOT_RECORDED for request in requests)
    chosen = _individuals([request for request in requests if request.answers[field] is Answer.YES])
    return replace(
        figure,
        value=None if _nothing(requests, missing) else len(chosen),
        entries=tuple(request.entry for request in chosen),
        not_recorded=missing,
        note=_PERSON_NOTE,
    )


def _nothing(requests: Requests, missing: int) -> bool:
    """Whether there are requests and the answer is missing for every one of them."""
    return bool(requests) and missing == len(requests)


def _individuals(requests: list[RequestState]) -> list[RequestState]:
    """The requests less those that another of them replaces: one for each individual as far as the papers say."""
    by_entry = {request.entry: request for request in requests}
    replaced: set[int] = set()
    for request in requests:
        earlier = request.supersedes
        while earlier is not None and earlier not in replaced:
            replaced.add(earlier)
            earlier = by_entry[earlier].supersedes if earlier in by_entry else None
    return [request for request in requests if request.entry not in replaced]


def _by_clause(requests: Iterable[RequestState]) -> tuple[Line, ...]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for request in requests:
        found[request.disposition.clause if request.disposition else "not recorded"].append(request.entry)
    return tuple(Line(clause, tuple(entries)) for clause, entries in sorted(found.items()))


def _reimbursed(figure: Figure, requests: Requests) -> Figure:
    amounts = {request.entry: _cents(request) for request in requests}
    missing = sum(cents is None for cents in amounts.values())
    paid = {entry: cents for entry, cents in amounts.items() if cents}
    nothing = _nothing(requests, missing)
    return replace(
        figure,
        value=None if nothing else len(paid),
        entries=tuple(paid),
        not_recorded=missing,
        breakdown=tuple(Line(f"entry {entry}: {dollars(cents)}", (entry,), cents) for entry, cents in paid.items()),
        amount_cents=None if nothing else sum(paid.values()),
        note=_MONEY_NOTE,
    )


def _cents(request: RequestState) -> int | None:
    return request.disposition.reimbursement_cents if request.disposition else None


COUNT: Mapping[Measure, Callable[[Figure, Requests], Figure]] = MappingProxyType(
    {
        Measure.REQUESTS_LODGED: _lodged,
        Measure.DETAINED: _detained,
        Measure.TRANSFERRED: _transferred,
        Measure.REIMBURSEMENTS: _reimbursed,
    }
)
"""How each measure is counted; what is not here is an agency-period fact (``given``)."""
