"""An auditor's run as its pages show it: what a list was taken for, a row beside its candidates, the rows of a bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tallystick.clerk.labels import ANSWERS, ASKED, BASIS
from tallystick.model.lists import Column, Registered, Row, place_words
from tallystick.model.reasons import Reason
from tallystick.model.statement import UnitOutcome
from tallystick.model.words import Answer, Asked, StatedBasis
from tallystick.reconciliation.auditing.candidates import BOXES, Candidate, Mark
from tallystick.reconciliation.linking import ticked
from tallystick.services.audit.begin import Taken
from tallystick.services.audit.decide import ROW_REASONS
from tallystick.services.audit.explain import Explained, Looked
from tallystick.services.statement.words import GRADES, MEANINGS, REASONS, Word

COLUMNS: dict[Column, str | Promise] = {
    Column.PREPARED: _("day on which it was prepared"),
    Column.RECEIVED: _("day on which it was received"),
    Column.FACILITY: _("facility, the institution it is addressed to"),
    Column.FACILITY_CODE: _("code of the facility"),
    Column.CITY: _("city of the facility"),
    Column.STATE: _("state of the facility"),
    Column.FORM: _("form or kind of detainer"),
    Column.LIFT_REASON: _("why the sender lifted it"),
    Column.SEX: _("sex"),
    Column.CITIZENSHIP: _("citizenship"),
    Column.BIRTH_YEAR: _("year of birth"),
    Column.BIRTH_DATE: _("date of birth"),
    Column.NAME: _("name"),
    Column.FILE_NO: _("file number"),
    Column.EVENT_NO: _("event number"),
    Column.SUBJECT_ID: _("subject number"),
    Column.ROW_ID: _("number of the row"),
    Column.PERSON_ID: _("anonymous number of the person"),
    Column.RESUME_CUSTODY: _("asks to have a lent person back"),
    Column.FINAL_ORDER: BASIS[StatedBasis.FINAL_ORDER],
    Column.BIOMETRIC: BASIS[StatedBasis.BIOMETRIC],
    Column.STATEMENTS: BASIS[StatedBasis.STATEMENTS],
    Column.DUTY_SITE: _("office that prepared it"),
    Column.IGNORED: _("nothing that is needed here"),
}

MARKS: dict[Mark, str | Promise] = {
    Mark.PREPARED: _("Prepared"),
    Mark.EVENT_NO: _("Event number"),
    Mark.FILE_NO: _("File number"),
    Mark.NAME: _("Name"),
    Mark.BIRTH: _("Birth"),
    Mark.SEX: _("Sex"),
    Mark.CITIZENSHIP: _("Citizenship"),
    Mark.ASKED: _("Asks"),
    Mark.STATION: _("Station"),
    Mark.FINAL_ORDER: BASIS[StatedBasis.FINAL_ORDER],
    Mark.BIOMETRIC: BASIS[StatedBasis.BIOMETRIC],
    Mark.STATEMENTS: BASIS[StatedBasis.STATEMENTS],
    Mark.RESUME_CUSTODY: BASIS[StatedBasis.RESUME_CUSTODY],
}


@dataclass(frozen=True, slots=True)
class Meant:
    """What headings were taken for, and how many."""

    heading: str
    means: str | Promise


@dataclass(frozen=True, slots=True)
class Offered:
    """A reason that can be given."""

    code: str
    words: Word
    means: Word


@dataclass(frozen=True, slots=True)
class Line:
    """One mark of the row and of each candidate: value, and whether it agrees (None: one side gives nothing)."""

    label: str | Promise
    row: str
    cells: tuple[tuple[str, bool | None], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One unit in a list of rows."""

    key: str
    where: str
    reason: Word
    grade: Word
    why: str
    by: str
    number: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The run in numbers: rows = matched + explained + not established; ``waiting`` are among the last."""

    rows: int
    matched: int
    explained: int
    unexplained: int
    waiting: int
    decided: int


def columns(taken: Taken) -> tuple[list[Meant], int]:
    """The headings that are used with what each means, and how many are known and not used."""
    if taken.inspected is None:
        return [], 0
    found = taken.inspected.imported.columns
    used = [Meant(heading, COLUMNS[column]) for heading, column in found.items() if column is not Column.IGNORED]
    return used, len(found) - len(used)


def sheets(taken: Taken) -> list[tuple[str, int]]:
    """File and sheet of the list's rows, and how many each holds."""
    if taken.inspected is None:
        return []
    places = (f"{row.provenance.file} · {row.provenance.sheet}" for row in taken.inspected.imported.rows)
    return sorted(Counter(place.removesuffix(" · ") for place in places).items())


def counts(made: Explained) -> Counts:
    """The rows of the list in numbers that add up."""
    rows = [unit for unit in made.found.statement.units if unit.side == "A"]
    matched = sum(unit.reason in {Reason.IN_BOTH, Reason.REGISTERED_LATER} for unit in rows)
    unexplained = sum(unit.reason is Reason.NOT_ESTABLISHED for unit in rows)
    decided = sum(bool(unit.decided_by) for unit in made.found.statement.units)
    explained = len(rows) - matched - unexplained
    return Counts(len(rows), matched, explained, unexplained, len(made.waiting), decided)


def offered() -> tuple[Offered, ...]:
    """The reasons that a person can give, in the published order."""
    return tuple(Offered(one.value, REASONS[one], MEANINGS[one]) for one in ROW_REASONS)


def side_by_side(seen: Looked) -> tuple[Line, ...]:
    """The row beside its candidates, mark by mark. What the row does not give is not shown of a request either."""
    if seen.row is None:
        return ()
    lines = (_line(mark, seen.row, seen.candidates) for mark in Mark)
    return tuple(line for line in lines if line.row)


def more_of_row(row: Row | None) -> list[tuple[str | Promise, str]]:
    """What the row says besides, where nothing of the register stands beside it."""
    if row is None:
        return []
    pairs = (
        (COLUMNS[Column.FACILITY], row.facility),
        (COLUMNS[Column.CITY], ", ".join(part for part in (row.city, row.state) if part)),
        (COLUMNS[Column.FORM], row.form),
        (COLUMNS[Column.LIFT_REASON], row.lift_reason),
        (COLUMNS[Column.DUTY_SITE], row.duty_site),
    )
    return [(label, value) for label, value in pairs if value]


def listed(units: Sequence[UnitOutcome]) -> tuple[Listed, ...]:
    """Units with their reason, evidence and who decided."""
    return tuple(
        Listed(
            key=unit.key,
            where=place_words(unit.row) if unit.row else "",
            reason=REASONS[unit.reason],
            grade=GRADES[unit.grade],
            why=unit.why,
            by=unit.decided_by,
            number=unit.partner,
        )
        for unit in units
    )


def _line(mark: Mark, row: Row, found: Sequence[Candidate]) -> Line:
    pairs = [next(one for one in candidate.marks if one.mark is mark) for candidate in found]
    cells = tuple((_word(mark, one.request), one.agrees) for one in pairs)
    return Line(MARKS[mark], pairs[0].row and _word(mark, pairs[0].row) if pairs else _own(mark, row), cells)


def _own(mark: Mark, row: Row) -> str:
    """A mark of a row that no candidate stands beside."""
    values = {
        Mark.PREPARED: row.prepared.isoformat() if row.prepared else "",
        Mark.EVENT_NO: row.event_no,
        Mark.FILE_NO: row.file_no,
        Mark.NAME: row.name,
        Mark.BIRTH: row.birth_date.isoformat() if row.birth_date else str(row.birth_year or ""),
        Mark.SEX: row.sex,
        Mark.CITIZENSHIP: row.citizenship,
        Mark.ASKED: row.asked.value if row.asked else "",
        Mark.STATION: "",
    }
    return _word(mark, ticked(row, mark) if mark in BOXES else values[mark])


def _word(mark: Mark, value: str) -> str:
    if not value:
        return ""
    if mark in BOXES:
        return str(ANSWERS[Answer(value)])
    return str(ASKED[Asked(value)]) if mark is Mark.ASKED else value


def marks_of(request: Registered) -> Iterator[tuple[str | Promise, str]]:
    """What a request says, for a unit that only the register holds."""
    yield MARKS[Mark.PREPARED], request.prepared.isoformat() if request.prepared else ""
    yield _("Received"), request.received.isoformat()
    yield MARKS[Mark.STATION], request.station
    yield _("Issuing office"), request.sender
    yield MARKS[Mark.ASKED], str(ASKED[request.asked])
