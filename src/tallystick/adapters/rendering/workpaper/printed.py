"""The working paper as pages (PDF and HTML): every unit with row and request side by side, under its reason.

The same units, sums, sample and sign-off as the workbook. Must not leave out a unit, nor decide anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tallystick.adapters.rendering.statement_content import (
    Content,
    Section,
    Table,
    bars_table,
    measures_table,
    method_section,
)
from tallystick.model.lists import Provenance, Registered, Row, place_words
from tallystick.model.reasons import ORDER, Grade
from tallystick.model.statement import Statement, UnitOutcome
from tallystick.reconciliation.auditing.sampling import SAMPLE_SIZE
from tallystick.reconciliation.comparison import Reconciled
from tallystick.reconciliation.telling.editions import View
from tallystick.reconciliation.telling.wording import GRADE_WORDS, SIDE_WORDS, words_of

from .sums import sums_of, title_of
from .units import sampled

_SIGN = (
    "Units looked at, and differences found",
    "Judgement of the auditor",
    "Name and office",
    "Date and signature",
)
_BLANK = "\u00a0"
_SENDER = 40
"""Signs of a sender that are enough to know it; the workbook has it whole."""


def printed(found: Reconciled, shown: View, *, seed: str, invented: bool = False) -> Content:
    """The working paper's content; ``seed`` draws its sample."""
    made = found.statement
    return Content(
        title=title_of(made),
        subtitle=f"Period {made.period.first} to {made.period.last}; for the named auditor only",
        lead=(shown.short,),
        picture="",
        picture_words="",
        sections=(
            Section("Both ways, in full", paragraphs=(made.sentence, made.sentence_back)),
            Section("The sums", table=_sums_table(made)),
            Section("The bars", paragraphs=(_grades_words(),), table=bars_table(shown)),
            Section("In every unit", table=measures_table(made.measures)),
            *_units(found),
            *_besides(found),
            Section("Sample", paragraphs=(_sample_words(seed),), table=_sample_table(found, seed)),
            Section("How it was compared", points=(*made.notes, *([made.chance] if made.chance else []))),
            method_section(made.method),
            Section("Sign-off", table=_sign_table(made, seed)),
        ),
        invented=invented,
        wide=True,
    )


def _sums_table(made: Statement) -> Table:
    rows = tuple(
        (name, str(value), str(right), "yes" if value == right else "NO") for name, _, right, value in sums_of(made)
    )
    return Table("Sums that must close", ("Sum", "Left", "Right", "Closes"), rows, frozenset({1, 2}))


def _grades_words() -> str:
    grades = "; ".join(f"{grade.value} {GRADE_WORDS[grade]}" for grade in Grade)
    return f"Grades of evidence: {grades}. Every unit stands below, under the first reason that its evidence supports."


def _units(found: Reconciled) -> Iterator[Section]:
    """One section for each side and reason that has units, in the published order."""
    rows = {row.provenance: row for row in found.case.rows}
    requests = {request.entry: request for request in found.case.requests}
    units = found.statement.units
    for side in SIDE_WORDS:
        for reason in ORDER:
            chosen = [unit for unit in units if (unit.side, unit.reason) == (side, reason)]
            if chosen:
                label = words_of(reason, side).label
                heading = f"{SIDE_WORDS[side].capitalize()}: {label} ({reason.value}), {len(chosen)}"
                table = Table(
                    f"Units under {reason.value}",
                    ("Unit", "Row of the list", "Request of the register", "Evidence", "Decided by"),
                    tuple(_line(unit, rows, requests) for unit in chosen),
                )
                yield Section(heading, table=table)


def _line(unit: UnitOutcome, rows: dict[Provenance, Row], requests: dict[int, Registered]) -> tuple[str, ...]:
    row = rows.get(unit.row) if unit.row else None
    request = requests.get(unit.entry) if unit.entry is not None else None
    place = place_words(row.provenance) if row else f"entry {unit.entry}"
    also = f" Also: {', '.join(words_of(one, unit.side).label for one in unit.also)}." if unit.also else ""
    return (
        f"{place}; {unit.key}",
        row_words(row) if row else "none",
        request_words(request) if request else "none",
        f"{unit.grade.value}: {unit.why}.{also}",
        unit.decided_by or "rule",
    )


def row_words(row: Row) -> str:
    """What a row says, without a name or number of a person."""
    born = row.birth_date.isoformat() if row.birth_date else str(row.birth_year or "")
    place = ", ".join(word for word in (row.facility, row.city, row.state) if word)
    lift = f"lift reason '{row.lift_reason}'" if row.lift_reason else ""
    prepared = f"prepared {row.prepared.isoformat()}" if row.prepared else "no prepared day"
    form = row.form.partition(" - ")[0]
    return _joined((prepared, place, form, f"born {born}" if born else "", row.sex, row.citizenship, lift))


def request_words(request: Registered) -> str:
    """What a request says, without a name or number of a person."""
    prepared = f"prepared {request.prepared.isoformat()}" if request.prepared else ""
    received = f"received {request.received.isoformat()}"
    registered = f"registered {request.registered.isoformat()}"
    born = f"born {request.birth_date.isoformat()}" if request.birth_date else ""
    sender = f"from {request.sender[:_SENDER]}" if request.sender else ""
    days = (request.number, prepared, received, registered)
    return _joined((*days, request.station, born, request.sex, request.citizenship, sender))


def _joined(words: Iterable[str]) -> str:
    return "; ".join(word for word in words if word)


def _besides(found: Reconciled) -> Iterator[Section]:
    """Bookings of registered requests, what a revised list changed, and decisions that no unit could take."""
    if found.custody:
        rows = tuple(
            (
                request.number,
                booking.booking_no,
                booking.booked.isoformat(),
                booking.released.isoformat() if booking.released else "",
                booking.released_to,
                place_words(booking.provenance),
            )
            for request, booking in found.custody
        )
        head = ("Request", "Booking", "Booked", "Released", "To whom", "Source")
        yield Section("Bookings of registered requests", table=Table("Bookings", head, rows))
    if found.revision:
        changed = tuple(
            f"{place_words(one.after.provenance)} changed: {', '.join(one.names)}" for one in found.revision.changed
        )
        added = tuple(f"{place_words(row.provenance)} added" for row in found.revision.added)
        gone = tuple(f"{place_words(row.provenance)} of the earlier list gone" for row in found.revision.gone)
        yield Section("Against the earlier list", (found.revision.words,), (*changed, *added, *gone))
    if found.lapsed:
        points = tuple(
            f"{one.unit}, {one.by}, {one.at}: {one.because}. Not applied: {why}." for one, why in found.lapsed
        )
        yield Section("Decisions that were not applied", points=points)


def _sample_words(seed: str) -> str:
    return (
        f"Seed {seed}. The units are ordered by SHA-256 over the seed, a line feed and the key; the first "
        f"{SAMPLE_SIZE} of each side are taken. Anybody can draw the same sample again; another seed "
        "(--seed) draws another one."
    )


def _sample_table(found: Reconciled, seed: str) -> Table:
    head = ("Test", "Unit", "Where it stands", "Reason", "Paper or entry seen", "Agrees", "What differs")
    rows = tuple(
        (test, key, place, reason, _BLANK, _BLANK, _BLANK) for test, key, place, reason in sampled(found, seed)
    )
    return Table("Units to look up", head, rows)


def _sign_table(made: Statement, seed: str) -> Table:
    first = ("Method, and the order's SHA-256", f"{made.method.version}, {made.method.order_sha256}")
    rows = (first, ("Sample", f"seed {seed}, {SAMPLE_SIZE} of each side"), *((line, _BLANK) for line in _SIGN))
    return Table("Sign-off of the auditor", ("What", "Value"), rows)
