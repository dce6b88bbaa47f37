"""Which requests a row could be, side by side: what agrees and what does not. A person picks, nothing is picked here.

Only requests that no row is yet are looked at. A candidate needs two marks that agree and a prepared day at most forty
days apart, or a number that agrees. Must not decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tallystick.model.lists import Registered, Row
from tallystick.model.reasons import Reason
from tallystick.model.statement import UnitOutcome
from tallystick.reconciliation.case import Case
from tallystick.reconciliation.linking import BOXES as LISTED
from tallystick.reconciliation.linking import letters, names_alike, ticked
from tallystick.reconciliation.population import Place

MOST = 3
_NEAR_DAYS, _FAR_DAYS, _MARKS = 3, 40, 2


class Mark(StrEnum):
    """What of a row and a request can be laid side by side."""

    PREPARED = "prepared"
    EVENT_NO = "event_no"
    FILE_NO = "file_no"
    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    CITIZENSHIP = "citizenship"
    ASKED = "asked"
    STATION = "station"
    FINAL_ORDER = "final_order"
    BIOMETRIC = "biometric"
    STATEMENTS = "statements"
    RESUME_CUSTODY = "resume_custody"


BOXES = tuple(map(Mark, LISTED))
_NUMBERS = frozenset({Mark.EVENT_NO, Mark.FILE_NO})
_PERSON = frozenset({Mark.NAME, Mark.BIRTH, Mark.SEX, Mark.CITIZENSHIP})


@dataclass(frozen=True, slots=True)
class Compared:
    """One mark of both sides as they give it; ``agrees`` is None where one of them gives nothing."""

    mark: Mark
    row: str
    request: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request that a row could be, with every mark side by side, the most alike first among candidates."""

    request: Registered
    marks: tuple[Compared, ...]
    days_apart: int | None

    @property
    def agreeing(self) -> tuple[Mark, ...]:
        """The marks that agree."""
        return tuple(one.mark for one in self.marks if one.agrees)

    @property
    def against(self) -> tuple[Mark, ...]:
        """The marks that both sides give and that differ."""
        return tuple(one.mark for one in self.marks if one.agrees is False)


def candidates(row: Row, case: Case, most: int = MOST) -> tuple[Candidate, ...]:
    """The requests that the row could be, at most ``most``, the one with the most marks in common first."""
    taken = {link.request.entry for link in case.links.values()}
    found = (_candidate(row, request, case.place) for request in case.requests if request.entry not in taken)
    likely = sorted((one for one in found if _possible(one)), key=_order)
    return tuple(likely[:most])


def to_decide(units: tuple[UnitOutcome, ...], case: Case) -> tuple[str, ...]:
    """Keys of the rows that are not established though a request could be meant, in the order of the list."""
    rows = {row.provenance: row for row in case.rows}
    return tuple(
        unit.key
        for unit in units
        if unit.side == "A" and unit.reason is Reason.NOT_ESTABLISHED and not unit.decided_by
        if unit.row and candidates(rows[unit.row], case, 1)
    )


def _candidate(row: Row, request: Registered, place: Place) -> Candidate:
    apart = abs((row.prepared - request.prepared).days) if row.prepared and request.prepared else None
    return Candidate(request, tuple(_marks(row, request, place)), apart)


def _possible(one: Candidate) -> bool:
    if _NUMBERS & set(one.agreeing):
        return True
    if one.days_apart is None or one.days_apart > _FAR_DAYS:
        return False
    person = _PERSON & set(one.agreeing)
    near = one.days_apart <= _NEAR_DAYS and len(person) >= _MARKS
    return near or Mark.NAME in person


def _order(one: Candidate) -> tuple[int, int, int, int]:
    numbers = len(_NUMBERS & set(one.agreeing))
    return (-numbers, len(one.against) - len(one.agreeing), one.days_apart or 0, one.request.entry)


def _marks(row: Row, request: Registered, place: Place) -> Iterator[Compared]:
    yield _compared(Mark.PREPARED, _day(row.prepared), _day(request.prepared))
    yield _compared(Mark.EVENT_NO, row.event_no, request.event_no, _same_signs)
    yield _compared(Mark.FILE_NO, row.file_no, request.file_no, _same_signs)
    yield _compared(Mark.NAME, row.name, request.name, names_alike)
    yield _birth(row, request)
    yield _compared(Mark.SEX, row.sex, request.sex, _same_letters)
    yield _compared(Mark.CITIZENSHIP, row.citizenship, request.citizenship, _same_letters)
    yield _compared(Mark.ASKED, row.asked.value if row.asked else "", request.asked.value)
    yield _compared(Mark.STATION, place.station(row), request.station)
    for box in BOXES:
        yield _compared(box, ticked(row, box), ticked(request, box))


def _birth(row: Row, request: Registered) -> Compared:
    """Birth dates where both give one, else the years."""
    if row.birth_date and request.birth_date:
        return _compared(Mark.BIRTH, _day(row.birth_date), _day(request.birth_date))
    year = row.birth_year or (row.birth_date.year if row.birth_date else None)
    other = request.birth_date.year if request.birth_date else None
    return _compared(Mark.BIRTH, str(year or ""), str(other or ""))


def _compared(mark: Mark, one: str, other: str, same: Callable[[str, str], bool] | None = None) -> Compared:
    agrees = (same(one, other) if same else one == other) if one and other else None
    return Compared(mark, one, other, agrees)


def _same_signs(one: str, other: str) -> bool:
    left, right = ("".join(sign for sign in text.upper() if sign.isalnum()) for text in (one, other))
    return left == right


def _same_letters(one: str, other: str) -> bool:
    return letters(one) == letters(other)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
