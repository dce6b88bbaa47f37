"""Register state -> the figures an ordinance asks for, each with the entries behind it.

A request counts in the period of the local day on which it was received (a late find: on which it had reached the
station). Hold requests make figure 1; forms that ask for notice or transfer only are counted apart. Must not know how
a figure is shown; never crosses month with station (disclosure control).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tallystick.law import STATED, CountUnit, Measure, Ordinance, ReportItem, due_on
from tallystick.model.errors import SumDoesNotClose
from tallystick.model.period import Period
from tallystick.model.state import ArrivalState, RegisterState, RequestState
from tallystick.model.words import AnswerField, EntryKind, LateSource, StatedBasis

from .apart import apart, contacts_of, received_in
from .counting import COUNT, GIVEN_NOTE, NOT_GIVEN_NOTE, chosen, narrowed
from .disclosure import further
from .dividing import lines, rows
from .items import Item, of_contacts, of_requests, of_warrants, why_no_basis
from .report import AnnexRow, Figure, Report
from .within import counts_in


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be reported: one duty of an ordinance for a period; ``stated`` are facts of agency and period.

    Money is stated in cents, everything else as a count.
    """

    ordinance: Ordinance
    period: Period
    duty: str = ""
    stated: Mapping[Measure, int] = field(default_factory=dict)


def figures(scope: Scope, state: RegisterState, *, size: int, zone: str) -> Report:
    """The report from the first ``size`` entries; days and moments are those of the agency's ``zone``.

    Raises:
        SumDoesNotClose: the state is not of that size, or a figure is not its entries.
        NotThere: the ordinance has no such duty.

    """
    if state.size != size:
        raise SumDoesNotClose(f"the register was replayed to {state.size} entries, the report counts {size}")
    ordinance, period = scope.ordinance, scope.period
    duty = ordinance.duty(scope.duty)
    requests, arrivals = requests_of(state, period), received_in(state, period)
    items = _items(state, arrivals, requests, period, zone)
    report = Report(
        ordinance=ordinance.id,
        ordinance_name=ordinance.name,
        ordinance_citation=ordinance.citation,
        ordinance_sha256=ordinance.sha256,
        duty=duty,
        due=due_on(duty, period),
        period=period,
        size=size,
        figures=tuple(_figure(item, items, scope.stated) for item in ordinance.items_on(period.last, duty.id)),
        apart=apart(state, arrivals, requests, contacts_of(state, period, zone)),
        rows=tuple(_row(request) for request in requests),
        further=further(requests, state.arrivals, period),
    )
    report.check()
    return report


def requests_of(state: RegisterState, period: Period) -> tuple[RequestState, ...]:
    """The requests that count in the period, by entry."""
    return tuple(
        request
        for _, request in sorted(state.requests.items())
        if counts_in(period, year=request.year, day=request.received_on)
    )


def _items(
    state: RegisterState,
    arrivals: tuple[ArrivalState, ...],
    requests: tuple[RequestState, ...],
    period: Period,
    zone: str,
) -> tuple[Item, ...]:
    """Everything of the period that a measure may count: requests, contacts, administrative warrants."""
    days = {arrival.entry: arrival.received_on for arrival in arrivals}
    documents = [document for _, document in sorted(state.documents.items()) if document.arrival in days]
    others = [document for document in documents if document.kind is EntryKind.NOT_A_REQUEST]
    warrants = of_warrants(others, days, {request.arrival for request in requests})
    return (*of_requests(requests, zone), *of_contacts(contacts_of(state, period, zone), zone), *warrants)


def _figure(asked: ReportItem, items: tuple[Item, ...], stated: Mapping[Measure, int]) -> Figure:
    empty = Figure(
        id=asked.id,
        text=asked.text,
        unit=asked.unit.value,
        value=None,
        number=asked.number,
        measure=asked.measure,
        narrowed=bool(asked.where),
        citation=asked.citation,
        source=asked.source,
        verification=asked.verification,
    )
    if asked.measure in STATED:
        return _stated(empty, stated.get(asked.measure))
    return _counted(empty, asked, items)


def _stated(figure: Figure, value: int | None) -> Figure:
    """An agency-period fact: what a person stated, or not recorded. Money keeps its cents beside the whole dollars."""
    note = NOT_GIVEN_NOTE if value is None else GIVEN_NOTE
    if value is None or figure.unit != CountUnit.DOLLARS:
        return replace(figure, value=value, given=True, note=note)
    return replace(figure, value=value // 100, amount_cents=value, given=True, note=note)


def _counted(figure: Figure, asked: ReportItem, items: tuple[Item, ...]) -> Figure:
    counted = COUNT[asked.measure]
    found, missing, of = chosen(counted, items, narrowed(asked.where))
    nothing = missing > 0 and missing == of
    divided = lines(asked.breakdown, found)
    undivided = len({entry for line in divided if not line.recorded for entry in line.entries})
    amounts = [line.amount_cents for line in divided if line.amount_cents is not None]
    return replace(
        figure,
        value=None if nothing else len(found),
        entries=tuple(item.entry for item in found),
        not_recorded=missing or undivided,
        undivided=0 if missing else undivided,
        breakdown=divided,
        note=counted.note,
        amount_cents=sum(amounts) if asked.measure is Measure.REIMBURSEMENTS and not nothing else None,
        persons=sum(item.persons for item in found) if asked.unit is CountUnit.INSTANCES else None,
        columns=asked.columns,
        rows=rows(asked.columns, found),
    )


def _row(request: RequestState) -> AnnexRow:
    answers = {field: answer.value for field, answer in request.answers.items()}
    return AnnexRow(
        entry=request.entry,
        year=request.year,
        form=request.form.value,
        asked=request.asked.value,
        stated_basis=_boxes(request),
        hold=answers[AnswerField.HOLD],
        notice=answers[AnswerField.NOTICE],
        information=answers[AnswerField.INFORMATION],
        transfer=answers[AnswerField.TRANSFER],
        clause=request.disposition.clause if request.disposition else "",
        late="yes" if request.late is not None else "no",
        entered=(request.entered or LateSource.SWEEP).value if request.late is not None else "live",
        withdrawn="yes" if request.withdrawn is not None else "no",
    )


def _boxes(request: RequestState) -> str:
    """The codes of the ticked boxes, ``none``, or empty where they are not recorded."""
    if why_no_basis(request):
        return ""
    return "|".join(box.value for box in StatedBasis if box in request.basis) or "none"
