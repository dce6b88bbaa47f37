"""The letter to the clerk as plain content: headings, paragraphs, tables, lists. Must not know a file format.

Every sentence a commissioner signs is put together here, from figures that were checked before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from tallystick.law import CountUnit, Measure
from tallystick.model.money import dollars
from tallystick.model.words import Verification

from .amend import amendment
from .disclosure import LEAST
from .filing import Filing, limits
from .labels import VERIFICATION, counted, day_words, listed
from .lists import list_file
from .report import Figure, Line, Report
from .sentences import reference, shown, span, summary


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under the title; ``level`` 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; ``numeric`` are the columns (from 0) that hold numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter: who to whom, when, about what; blocks; who signs; the annex after the signature.

    ``marks`` stand on every page (INVENTED, DRAFT).
    """

    language: str
    title: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    day: date
    dated: str
    reference: str
    salutation: str
    blocks: tuple[Block, ...]
    closing: str
    annex: tuple[Block, ...]
    signature: tuple[str, ...]
    footer: str
    marks: tuple[str, ...] = ()


def letter(report: Report, filing: Filing, before: Mapping[str, Any] | None = None) -> Letter:
    """The letter of one version; ``before`` is the report.json of the version it amends."""
    agency = filing.agency
    blocks: list[Block] = [
        Paragraph(summary(report, agency.name)),
        *_amended(report, filing, before),
        *_figures(report),
        Heading("What these numbers do not show"),
        Bullets(limits(report, filing)),
        *_remarks(filing),
        Heading("The law applied, and how to check this report"),
        Paragraph(_adopted(report, filing)),
        Paragraph(_check(report, filing)),
    ]
    return Letter(
        language="en",
        title=f"{report.duty.title}, {span(report.period)}",
        sender=(agency.name, f"Office of the {filing.signer or report.duty.reporter}", agency.city),
        addressee=_addressee(report, filing),
        day=filing.dated,
        dated=day_words(filing.dated),
        reference=reference(report, filing),
        salutation=f"To: {filing.addressee or report.duty.recipient}",
        blocks=tuple(blocks),
        closing="Respectfully submitted,",
        annex=(*_method(report), *_law(report)),
        signature=tuple(
            line for line in (filing.signer_name, filing.signer or report.duty.reporter, agency.name) if line
        ),
        footer=f"{agency.name} · {report.ordinance_name} · {report.period.name} · version {filing.version}",
        marks=_marks(filing),
    )


def _addressee(report: Report, filing: Filing) -> tuple[str, ...]:
    """Whom the home names, an officer of its own city; else the recipient that the law names."""
    if filing.addressee:
        return (filing.addressee, f"City of {filing.agency.city}")
    return (report.duty.recipient,)


def _marks(filing: Filing) -> tuple[str, ...]:
    invented = ("INVENTED: no real city, person or event",) if filing.invented else ()
    return (*invented, "DRAFT: not signed") if filing.draft else invented


def _amended(report: Report, filing: Filing, before: Mapping[str, Any] | None) -> tuple[Block, ...]:
    if before is None:
        return ()
    return (
        Heading(f"What changed since version {before['version']}"),
        Paragraph(amendment(report, filing.version, before)),
    )


def _figures(report: Report) -> tuple[Block, ...]:
    rows = tuple((str(each.number), each.text, each.unit, _value(each), _missing(each)) for each in report.figures)
    head = ("Item", "What the law asks for", "Unit", "Number", "Without record")
    blocks: list[Block] = [
        Heading("The figures"),
        Table("The figures that the law asks for", head, rows, numeric=(3,)),
    ]
    blocks += [_breakdown(figure, by, lines) for figure in report.figures for by, lines in figure.breakdowns]
    return (*blocks, *_lists(report))


def _breakdown(figure: Figure, by: str, lines: tuple[Line, ...]) -> Table:
    rows = tuple((line.label, str(line.value)) for line in lines)
    return Table(f"Item {figure.number}: {by}", (by.capitalize(), figure.unit.capitalize()), rows, (1,))


def _lists(report: Report) -> tuple[Block, ...]:
    """Where the law asks for one row for each item: which file has it. The rows go to the recipient only."""
    said = tuple(
        f"Item {figure.number}: {list_file(figure)}, {counted(len(figure.rows), 'rows')}, without names."
        for figure in report.figures
        if figure.columns
    )
    if not said:
        return ()
    whose = f"The law asks for a list of these items. It goes with this letter to: {report.duty.recipient}."
    return (Heading("The lists"), Paragraph(whose), Bullets(said))


def _value(figure: Figure) -> str:
    if figure.value is None or figure.unit == CountUnit.DOLLARS:
        return shown(figure)
    beside = dollars(figure.amount_cents) if figure.amount_cents else ""
    beside = counted(figure.persons, "persons") if figure.persons else beside
    return f"{figure.value} ({beside})" if beside else str(figure.value)


def _missing(figure: Figure) -> str:
    if figure.given:
        return "not stated" if figure.value is None else "stated by the department"
    if figure.undivided:
        what = "reason" if figure.measure is Measure.REQUESTS_LODGED else "breakdown"
        return f"the {what} of {figure.undivided}"
    return str(figure.not_recorded)


def _method(report: Report) -> tuple[Block, ...]:
    rows = tuple((figure.text, figure.unit, str(figure.value)) for figure in report.apart)
    return (
        Heading("Annex A: how this was counted"),
        Bullets(_rules(report)),
        Heading("Counted apart", level=2),
        Paragraph("These counts are not part of the figures. They are shown so that nothing drops out silently."),
        Table("Counts beside the figures", ("What was counted", "Unit", "Number"), rows, numeric=(2,)),
        *_further(report),
    )


def _further(report: Report) -> tuple[Block, ...]:
    """Tables that no law asks for; small lines stand together."""
    if not report.further:
        return ()
    rule = (
        f"The law asks for none of these. A line below {LEAST} is not shown by itself: it stands with others in one "
        "line, empty ones too, so that each table adds up and points at nobody."
    )
    tables = tuple(
        Table(table.title, (table.title, "Requests"), tuple((label, str(value)) for label, value in table.lines), (1,))
        for table in report.further
    )
    return (Heading("Further tables", level=2), Paragraph(rule), *tables)


def _rules(report: Report) -> tuple[str, ...]:
    """The rule of the period, of the forms, and each figure's own note under its items."""
    items: dict[str, list[str]] = {}
    for figure in report.figures:
        items.setdefault(figure.note, []).append(str(figure.number))
    return (
        "A request counts in the period of the local day on which it was received. One that had reached a station and "
        "was entered later counts on the day it had reached the station.",
        *_forms(report),
        *(f"Item{'s' if len(numbers) > 1 else ''} {listed(numbers)}: {note}" for note, numbers in items.items()),
    )


def _forms(report: Report) -> tuple[str, ...]:
    if report.measured(Measure.REQUESTS_LODGED) is None:
        return ()
    return ("Requests to hold a person are counted. Forms that ask for notice or a transfer only are counted apart.",)


def _remarks(filing: Filing) -> tuple[Block, ...]:
    return (Heading("Remarks"), Bullets(filing.remarks)) if filing.remarks else ()


def _check(report: Report, filing: Filing) -> str:
    return (
        f"Every figure is the list of its entries in the log {filing.log_origin}, which is append-only. "
        f"This version counts the first {report.size} entries; their root is {filing.log_root}. "
        "The file report.json names the entries behind each figure, annex.csv has one row for each request and no "
        "names, and the program's verify command recomputes all of it without asking the department."
    )


def _adopted(report: Report, filing: Filing) -> str:
    applied = (
        f"{report.ordinance_name}, {report.ordinance_citation}, was applied as the data file '{report.ordinance}', "
        f"SHA-256 {report.ordinance_sha256}."
    )
    return " ".join((applied, _counsel(filing), *_unread(report)))


def _counsel(filing: Filing) -> str:
    adopted = filing.adoption
    if adopted is None:
        return "Counsel has not adopted it: this report must not be signed."
    day = adopted.at.astimezone(ZoneInfo(filing.agency.zone)).date()
    return f"{adopted.counsel}, counsel, adopted it on {day_words(day)} (operations log, entry {adopted.entry})."


def _unread(report: Report) -> Iterator[str]:
    """One sentence for each state of verification short of "verified", with its items."""
    for state, words in VERIFICATION.items():
        items = [str(figure.number) for figure in report.figures if figure.verification is state]
        if items and state is not Verification.VERIFIED:
            yield f"Item{'s' if len(items) > 1 else ''} {listed(items)}: {words} (Annex B)."


def _law(report: Report) -> tuple[Block, ...]:
    rows = tuple(
        (str(each.number), each.citation, VERIFICATION[each.verification], each.source)
        for each in report.figures
        if each.verification
    )
    head = ("Item", "Citation", "How the text was checked", "Source")
    return (
        Heading("Annex B: the texts of the law"),
        Table("Where each item stands and how it was checked", head, rows),
    )
