"""The sentences of a report: what a commissioner signs and what a clerk reads aloud, put together from figures.

Plain words, none of either side's; "not recorded" is said wherever it is true.
"""

from __future__ import annotations

from tallystick.law import CountUnit, Measure
from tallystick.model.money import dollars
from tallystick.model.period import Period

from .filing import Filing
from .labels import counted, day_words, listed
from .report import Figure, Report


def docket_text(report: Report, filing: Filing) -> str:
    """One sentence for the clerk's docket."""
    title = report.duty.title[0].lower() + report.duty.title[1:]
    amended = f", amending version {filing.amends}" if filing.amends else ""
    return (
        f"Communication from the {filing.signer or report.duty.reporter}, {filing.agency.name}, in accordance with "
        f"{report.ordinance_citation}, regarding {title} for {span(report.period)} "
        f"(version {filing.version}{amended})."
    )


def summary(report: Report, agency: str) -> str:
    """The figures in sentences, in the order of the law; a zero that the signer certifies is said as such."""
    said = [_sentence(figure, span(report.period), agency) for figure in report.figures]
    if report.certified:
        items = listed([str(figure.number) for figure in report.certified])
        word = "items" if len(report.certified) > 1 else "item"
        said.append(f"The {report.duty.reporter} certifies that there was none under {word} {items}.")
    return " ".join(said)


def _sentence(figure: Figure, period: str, agency: str) -> str:
    match figure.measure:
        case Measure.REQUESTS_LODGED if figure.value is not None:
            requests = counted(figure.value, "civil immigration detainer requests")
            return f"In {period} the {agency} received {requests}."
        case Measure.DETAINED if not figure.narrowed:
            return _people(figure, "detained past the time of release on such a request")
        case Measure.TRANSFERRED if not figure.narrowed:
            return _people(figure, "transferred to ICE custody")
        case Measure.REIMBURSEMENTS:
            return _money(figure)
        case Measure.REENTRY_ARRESTS:
            return _arrests(figure)
    return _plainly(figure)


def _plainly(figure: Figure) -> str:
    """The item's own text with its number: for items that have no sentence of their own."""
    if figure.value is None:
        return f"Item {figure.number}, {figure.text.rstrip('.')}: not recorded."
    return f"Item {figure.number}, {figure.text.rstrip('.')}: {shown(figure)}{_without(figure)}."


def shown(figure: Figure) -> str:
    """The value of a figure with its unit: money in dollars and cents, instances with the persons they concerned."""
    if figure.value is None:
        return "not recorded"
    if figure.unit == CountUnit.DOLLARS:
        return dollars(figure.amount_cents or 0)
    persons = f", {counted(figure.persons, 'persons')}" if figure.persons else ""
    return counted(figure.value, figure.unit) + persons


def _people(figure: Figure, done: str) -> str:
    if figure.value is None:
        return f"Whether anybody was {done} is not recorded."
    missing = _without(figure)
    if figure.value == 0:
        return f"Nobody {'is recorded as' if missing else 'was'} {done}{missing}."
    were = "was" if figure.value == 1 else "were"
    return f"{counted(figure.value, 'individuals')} {were} {done}{missing}."


def _without(figure: Figure) -> str:
    missing = 0 if figure.undivided else figure.not_recorded
    return f" (no record for {counted(missing, 'requests')})" if missing else ""


def _money(figure: Figure) -> str:
    if figure.value is None:
        return "Whether the federal government reimbursed any cost is not recorded."
    missing = _without(figure)
    if figure.value == 0:
        return f"No reimbursement of costs {'is recorded' if missing else 'was received'}{missing}."
    amount = dollars(figure.amount_cents or 0)
    return f"Reimbursements of {amount} were received in {counted(figure.value, 'cases')}{missing}."


def _arrests(figure: Figure) -> str:
    if figure.value is None:
        return "The number of arrests for criminal re-entry is not recorded in the register and was not stated."
    return f"The department states {counted(figure.value, 'arrests')} for criminal re-entry."


def span(period: Period) -> str:
    """The period in words: a year as it is, anything else by its first and last day."""
    return period.name if period.name.isdigit() else f"{day_words(period.first)} to {day_words(period.last)}"


def reference(report: Report, filing: Filing) -> str:
    """Ordinance, period and version: the line above the letter's title."""
    amends = f", amends version {filing.amends}" if filing.amends else ""
    version = f"Report for {report.period.name}, version {filing.version}{amends}"
    return f"{report.ordinance_name}, {report.ordinance_citation}. {version}."
