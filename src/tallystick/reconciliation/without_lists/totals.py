"""What can be said when at most one side has given a list: totals, a difference, bounds, and nothing more.

No unit can be matched, so no reason is claimed and no bar of units exists. Must not know which side is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.model.lists import ImportedList, Row
from tallystick.model.period import Period
from tallystick.model.statement import Bounds, Party, Totals
from tallystick.model.words import Unit

from .public_record import PublicFigure, PublicRecord

_SILENT_DAYS = 31
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LIMITS = (
    "A difference between two totals says nothing about its causes.",
    "Nothing here says that a request was or was not sent, received or registered.",
)


@dataclass(frozen=True, slots=True)
class TotalsStatement:
    """A statement without two lists: what each side said, what follows and what does not.

    ``parties`` are in alphabetical order; ``totals`` is absent when only one side has a figure; ``remarks`` are what
    the sources say besides; ``limits`` what the statement does not show.
    """

    title: str
    period: Period
    parties: tuple[Party, ...]
    totals: Totals | None
    sentences: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    limits: tuple[str, ...] = _LIMITS


def two_totals(a: Party, b: Party, *, said: tuple[str, str]) -> Totals:
    """Two totals of one unit, neither with a list; ``said`` are the parties' verbs.

    In both lie at least 0 and at most as many as the smaller total; all the rest of each stands on its side only.
    """
    return _bounded(a, b, f"{a.total} {said[0]} and {b.total} {said[1]}, neither with a list.")


def _bounded(a: Party, b: Party, opening: str) -> Totals:
    difference = abs(a.total - b.total)
    most = min(a.total, b.total)
    only_a, only_b = Bounds(a.total - most, a.total), Bounds(b.total - most, b.total)
    large, small = sorted((only_a, only_b), key=lambda bounds: bounds.most, reverse=True)
    return Totals(
        a=a,
        b=b,
        comparable=True,
        difference=difference,
        in_both=Bounds(0, most),
        only_a=only_a,
        only_b=only_b,
        sentences=(
            opening,
            f"Difference {difference}.",
            f"In both: not established, at least 0, at most {most}; "
            f"so {large.least} to {large.most} stand only on one side "
            f"and {small.least} to {small.most} only on the other.",
        ),
    )


def _apart(a: Party, b: Party, sentences: tuple[str, ...]) -> Totals:
    """Two totals that cannot be subtracted: the bounds are the totals themselves."""
    whole_a, whole_b = Bounds(0, a.total), Bounds(0, b.total)
    return Totals(a, b, False, None, Bounds(0, min(a.total, b.total)), whole_a, whole_b, sentences)


def record_statement(record: PublicRecord, period: Period) -> TotalsStatement:
    """What the public record says of one calendar year: two totals, or one and the other's silence."""
    year = period.first.year
    found = [figure for who in (record.agency, record.counterpart) if (figure := record.of(year, who))]
    found.sort(key=lambda figure: figure.by.name)
    parties = tuple(figure.party for figure in found)
    totals = _of_figures(found[0], found[1]) if len(found) == 2 else None
    return TotalsStatement(
        title=f"Immigration detainer requests, {record.agency.name}, {period.name}: two totals without lists"
        if totals
        else f"Immigration detainer requests, {record.agency.name}, {period.name}: one total",
        period=period,
        parties=parties,
        totals=totals,
        sentences=totals.sentences if totals else _silence(record, found[0]),
        remarks=tuple(note for figure in found for note in figure.notes),
    )


def _of_figures(a: PublicFigure, b: PublicFigure) -> Totals:
    if (a.unit, a.months) == (b.unit, b.months):
        return two_totals(a.party, b.party, said=(a.by.said, b.by.said))
    return _apart(
        a.party,
        b.party,
        (
            f"{a.value} {a.by.said} and {b.value} {b.by.said}, neither with a list.",
            f"{_counts(a)} {_counts(b)}",
            "So the two cannot be subtracted.",
        ),
    )


def _counts(figure: PublicFigure) -> str:
    return f"{figure.by.short.capitalize()}'s {figure.value} counts {figure.event} ({_months(figure.months)})."


def _months(months: int) -> str:
    return f"{_WORDS[months]} months" if 0 <= months < len(_WORDS) else f"{months} months"


def _silence(record: PublicRecord, figure: PublicFigure) -> tuple[str, ...]:
    other = record.counterpart if figure.by is record.agency else record.agency
    return (
        f"{figure.value} {figure.by.said}, without a list.",
        f"No figure of {other.short} for {figure.year} is on record.",
        "Nothing can be compared.",
    )


def list_and_total(
    imported: ImportedList, rows: Sequence[Row], figure: PublicFigure, period: Period, counterpart: str
) -> TotalsStatement:
    """One side's list against the other's total: ``rows`` are the list's rows of that agency in the period."""
    listed = Party(counterpart, len(rows), Unit.ROWS, "detainers prepared", _files(imported))
    ends = _ends(imported, period)
    opening = _names_of(rows, figure, period)
    if figure.unit is Unit.REQUESTS and not ends:
        totals = _bounded(
            listed, figure.party, f"{len(rows)} listed and {figure.value} {figure.by.said}, the second without a list."
        )
        sentences = (opening, *totals.sentences)
    else:
        unit = f"{figure.by.short.capitalize()}'s {figure.value} counts {_unit(figure)}."
        sentences = (opening, *ends, unit, "So the two cannot be subtracted.")
        totals = _apart(listed, figure.party, sentences)
    parties = tuple(sorted((listed, figure.party), key=lambda party: party.name))
    return TotalsStatement(
        title=f"Immigration detainer requests, {figure.by.name}, {period.name}: a list and a total",
        period=period,
        parties=parties,
        totals=totals,
        sentences=sentences,
        remarks=figure.notes,
    )


def _unit(figure: PublicFigure) -> str:
    if figure.unit is Unit.REQUESTS:
        return f"{figure.event} in {_months(figure.months)}"
    return f"another unit ({figure.event}, {_months(figure.months)})"


def _names_of(rows: Sequence[Row], figure: PublicFigure, period: Period) -> str:
    names = sorted({row.facility for row in rows})
    parts = " and ".join(f"{sum(row.facility == name for row in rows)} as {name}" for name in names)
    detail = f": {parts}" if parts else ""
    return f"{len(rows)} rows of the list name the {figure.by.name} in {period.name}{detail}."


def _ends(imported: ImportedList, period: Period) -> tuple[str, ...]:
    """What the list does not cover of the period, by its own first and last day of any facility."""
    days = [row.prepared for row in imported.rows if row.prepared]
    if not days:
        return ("The list gives no usable date.",)
    silent = timedelta(days=_SILENT_DAYS)
    begins = () if min(days) <= period.first + silent else (f"The list begins on {words_of(min(days))}.",)
    ends = () if max(days) >= period.last - silent else (f"The list ends on {words_of(max(days))}.",)
    return (*begins, *ends)


def words_of(day: date) -> str:
    """A day in words: 17 July 2015."""
    return f"{day.day} {day:%B %Y}"


def _files(imported: ImportedList) -> str:
    return "; ".join(f"{name} (SHA-256 {digest})" for name, digest in zip(imported.files, imported.sha256, strict=True))
