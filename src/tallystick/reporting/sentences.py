"""The sentences of a report: what a commissioner signs and what a clerk reads aloud, put together from figures.

Plain words, none of either side's; "not recorded" is said wherever it is true.
"""

from __future__ import annotations

from tallystick.law import Measure
from tallystick.model.period import Period

from .filing import Filing
from .labels import counted, day_words, dollars
from .report import Figure, Report


def docket_text(report: Report, filing: Filing) -> str:
    """One sentence for the clerk's docket."""
    amended = f", amending version {filing.amends}" if filing.amends else ""
    return (
        f"Communication from the {filing.signer}, {filing.agency.name}, in accordance with "
        f"{report.ordinance_citation}, regarding civil immigration detainer requests for {span(report.period)} "
        f"(version {filing.version}{amended})."
    )


def summary(report: Report, agency: str) -> str:
    """The figures in sentences, the first one first."""
    said = []
    if (lodged := report.measured(Measure.REQUESTS_LODGED)) and lodged.value is not None:
        requests = counted(lodged.value, "civil immigration detainer requests")
        said.append(f"In {span(report.period)} the {agency} received {requests}.")
    if detained := report.measured(Measure.DETAINED):
        said.append(_people(detained, "detained past the time of release on such a request"))
    if transferred := report.measured(Measure.TRANSFERRED):
        said.append(_people(transferred, "transferred to ICE custody"))
    if money := report.measured(Measure.REIMBURSEMENTS):
        said.append(_money(money))
    if arrests := report.measured(Measure.REENTRY_ARRESTS):
        said.append(_arrests(arrests))
    return " ".join(said)


def _people(figure: Figure, done: str) -> str:
    if figure.value is None:
        return f"Whether anybody was {done} is not recorded."
    missing = _without(figure)
    if figure.value == 0:
        return f"Nobody {'is recorded as' if missing else 'was'} {done}{missing}."
    were = "was" if figure.value == 1 else "were"
    return f"{counted(figure.value, 'individuals')} {were} {done}{missing}."


def _without(figure: Figure) -> str:
    return f" (no record for {counted(figure.not_recorded, 'requests')})" if figure.not_recorded else ""


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
