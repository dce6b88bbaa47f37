"""Register state -> the figures an ordinance asks for, each with the entries behind it.

A request counts in the period of the local day on which it was received (a late find: on which it had reached the
station). Hold requests make figure 1; forms that ask for notice or transfer only are counted apart. Must not know how
a figure is shown; never crosses month with station (disclosure control).
"""

from __future__ import annotations

from collections.abc import Mapping

from tallystick.law import Measure, Ordinance, ReportItem
from tallystick.model.errors import SumDoesNotClose
from tallystick.model.period import Period
from tallystick.model.state import RegisterState, RequestState
from tallystick.model.words import AnswerField, StatedBasis

from .apart import apart, received_in
from .counting import COUNT, given, why_no_basis
from .report import AnnexRow, Figure, Report
from .within import counts_in


def figures(
    ordinance: Ordinance,
    state: RegisterState,
    period: Period,
    *,
    size: int,
    stated: Mapping[Measure, int] | None = None,
) -> Report:
    """The report of ``period`` from the first ``size`` entries; ``stated`` are agency-period facts.

    Raises:
        SumDoesNotClose: the state is not of that size, or a figure is not its entries.

    """
    if state.size != size:
        raise SumDoesNotClose(f"the register was replayed to {state.size} entries, the report counts {size}")
    requests = _received(state, period)
    report = Report(
        ordinance=ordinance.id,
        ordinance_name=ordinance.name,
        ordinance_citation=ordinance.citation,
        ordinance_sha256=ordinance.sha256,
        reporter=ordinance.duty.reporter,
        recipient=ordinance.duty.recipient,
        due=ordinance.duty.due,
        period=period,
        size=size,
        figures=tuple(_figure(item, requests, stated or {}) for item in ordinance.items_on(period.last)),
        apart=apart(state, received_in(state, period), requests),
        rows=tuple(_row(request) for request in requests),
    )
    report.check()
    return report


def _received(state: RegisterState, period: Period) -> tuple[RequestState, ...]:
    return tuple(
        request
        for _, request in sorted(state.requests.items())
        if counts_in(period, year=request.year, day=request.received_on)
    )


def _figure(item: ReportItem, requests: tuple[RequestState, ...], stated: Mapping[Measure, int]) -> Figure:
    empty = Figure(
        id=item.id,
        text=item.text,
        unit=item.unit.value,
        value=None,
        number=item.number,
        measure=item.measure,
        citation=item.citation,
        source=item.source,
        verification=item.verification,
    )
    count = COUNT.get(item.measure)
    return count(empty, requests) if count else given(empty, stated.get(item.measure))


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
        withdrawn="yes" if request.withdrawn is not None else "no",
    )


def _boxes(request: RequestState) -> str:
    """The codes of the ticked boxes, ``none``, or empty where they are not recorded."""
    if why_no_basis(request):
        return ""
    return "|".join(box.value for box in StatedBasis if box in request.basis) or "none"
