"""What the files of an invented year alone can support, unit by unit: looks at rows and evidence, never at fates.

Decides over all rows at once, because a call that two rows could claim proves neither. Shares no code with the
product's own reconciliation. The order of the questions is the published order of ``model.reasons``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.model.reasons import Reason
from tallystick.model.words import Asked

from .linking import Key, asked_by, links, names_alike, station_of, unique
from .places import CITY, ERO_OFFICES, OWN, STATE, YEAR
from .words import (
    LIFT_CLOSED,
    LIFT_DUPLICATE,
    LIFT_LEFT,
    LIFT_SUPERSEDED,
    Booking,
    FederalRow,
    LogKind,
    Mode,
    PhoneCall,
    Proof,
    RegisteredRequest,
    StationNote,
)

_FEDERAL = frozenset(number for office in ERO_OFFICES for number in office.numbers)
_WINDOW = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that a reader of the files has: rows in the order of the file, requests, logs, journal, custody."""

    rows: tuple[FederalRow, ...]
    requests: tuple[RegisteredRequest, ...]
    calls: tuple[PhoneCall, ...]
    notes: tuple[StationNote, ...]
    custody: tuple[Booking, ...]
    taken_in: frozenset[str]


def in_population(row: FederalRow) -> bool:
    """Whether a row belongs to the city's year: prepared in it, and named or placed after the city."""
    words = row.facility.replace(",", " ").split()
    return row.prepared.year == YEAR and (CITY in words or row.city == CITY)


def prove(case: CaseFile, mode: Mode) -> tuple[dict[Key, Proof], dict[str, Proof]]:
    """The proofs of all rows (by place) and of all counted requests (by paper)."""
    linked = links(case.rows, case.requests, mode)
    request_of = {row: next(r for r in case.requests if r.paper == paper) for row, paper in linked.items()}
    proofs = {row.key: _of_row(row, request_of, case, mode) for row in case.rows}
    for row, reason in _by_transmission(case, [row for row in case.rows if not proofs[row.key].supported]):
        proofs[row] = Proof(reason, frozenset({reason}))
    return proofs, _of_requests(case, linked)


def _of_row(row: FederalRow, request_of: dict[Key, RegisteredRequest], case: CaseFile, mode: Mode) -> Proof:
    request = request_of.get(row.key)
    elsewhere = row.state not in ("", STATE)
    holds = {
        **_by_link(request),
        Reason.SAME_NAME_ELSEWHERE: elsewhere and CITY in row.facility,
        Reason.OTHER_AGENCY: elsewhere or (row.facility != OWN.name and not station_of(row)),
        Reason.OTHER_KIND: asked_by(row) is not Asked.HOLD or row.resume_custody,
        Reason.DUPLICATE: row.lift_reason == LIFT_DUPLICATE or _repeats(row, case.rows, request_of, mode),
        Reason.SUPERSEDED: row.lift_reason == LIFT_SUPERSEDED,
        Reason.PERSON_NOT_HERE: row.lift_reason == LIFT_LEFT or (mode is Mode.NAMED and _had_left(row, case.custody)),
        Reason.CLOSED_BY_SENDER: row.lift_reason in LIFT_CLOSED,
    }
    supported = [reason for reason in Reason if holds.get(reason)]
    first = supported[0] if supported else Reason.NOT_ESTABLISHED
    return Proof(first, frozenset(supported), request.paper if request else "")


def _by_link(request: RegisteredRequest | None) -> dict[Reason, bool]:
    if request is None or request.asked is not Asked.HOLD:
        return {}
    return {
        Reason.IN_BOTH: request.in_filed_figure,
        Reason.REGISTERED_LATER: request.late,
        Reason.OTHER_PERIOD: request.received.year != YEAR,
    }


def _repeats(row: FederalRow, rows: Iterable[FederalRow], request_of: dict[Key, RegisteredRequest], mode: Mode) -> bool:
    """Whether the same person stands on the same day in a row that comes earlier or is linked, itself no duplicate."""
    earlier = True
    for other in rows:
        if other.key == row.key:
            earlier = False
        elif (
            other.prepared == row.prepared
            and (earlier or other.key in request_of)
            and other.lift_reason != LIFT_DUPLICATE
            and _same_person(row, other, mode)
        ):
            return True
    return False


def _same_person(row: FederalRow, other: FederalRow, mode: Mode) -> bool:
    same_file = mode is Mode.NAMED and bool(row.file_no) and row.file_no == other.file_no
    return same_file or (bool(row.person_id) and row.person_id == other.person_id)


def _had_left(row: FederalRow, custody: Iterable[Booking]) -> bool:
    """Whether every booking of that person ended before the prepared day, and there is one."""
    bookings = [each for each in custody if each.born == row.born and names_alike(each.name, row.name)]
    return bool(bookings) and all(each.released is not None and each.released < row.prepared for each in bookings)


def _by_transmission(case: CaseFile, open_rows: list[FederalRow]) -> list[tuple[Key, Reason]]:
    """The reasons that lie on the way of the paper, each among the rows that the ones before left open."""
    questions: tuple[tuple[Reason, Callable[[CaseFile, list[FederalRow]], Iterable[Key]]], ...] = (
        (Reason.TRANSMISSION_FAILED, lambda case, rows: _claimed(rows, _calls(case, whole=False))),
        (Reason.TRANSMISSION_FAILED, _out_of_service),
        (Reason.ARRIVED_NOT_REGISTERED, lambda case, rows: _claimed(rows, _calls(case, whole=True))),
        (Reason.WITHOUT_PAPER, lambda case, rows: _claimed(rows, _asked_without_paper(case))),
        (Reason.NOT_IN_LINE_LOG, _line_silent),
    )
    found: list[tuple[Key, Reason]] = []
    left = [row for row in open_rows if station_of(row)]
    for reason, question in questions:
        answered = set(question(case, left))
        found += [(key, reason) for key in answered]
        left = [row for row in left if row.key not in answered]
    return found


def _claimed(rows: list[FederalRow], happened: list[tuple[str, date, str]]) -> Iterable[Key]:
    """The rows that alone can claim something of their station, of the prepared day or the next, and it alone."""
    claims = [
        (row.key, name)
        for row in rows
        for station, day, name in happened
        if station == station_of(row) and 0 <= (day - row.prepared).days <= 1
    ]
    return [key for key, _ in unique(claims)]


def _calls(case: CaseFile, *, whole: bool) -> list[tuple[str, date, str]]:
    return [
        (call.station, call.at.date(), f"call {number}")
        for number, call in enumerate(_federal_calls(case))
        if (call.pages > 0 and not call.failure) is whole and not (whole and call.transport_id in case.taken_in)
    ]


def _federal_calls(case: CaseFile) -> list[PhoneCall]:
    return [call for call in case.calls if call.log is not LogKind.NONE and call.number in _FEDERAL]


def _asked_without_paper(case: CaseFile) -> list[tuple[str, date, str]]:
    return [
        (note.station, note.first, f"note {number}")
        for number, note in enumerate(case.notes)
        if note.kind in ("telephone", "in_person")
    ]


def _out_of_service(case: CaseFile, rows: list[FederalRow]) -> Iterable[Key]:
    outages = [note for note in case.notes if note.kind == "out_of_service"]
    return [
        row.key
        for row in rows
        if any(note.station == station_of(row) and note.first <= row.prepared <= note.last for note in outages)
    ]


def _line_silent(case: CaseFile, rows: list[FederalRow]) -> Iterable[Key]:
    complete = [note for note in case.notes if note.kind == "log_complete"]
    calls = _federal_calls(case)
    for row in rows:
        station, first, last = station_of(row), row.prepared, row.prepared + _WINDOW
        covered = any(note.station == station and note.first <= first and last <= note.last for note in complete)
        if covered and not any(call.station == station and first <= call.at.date() <= last for call in calls):
            yield row.key


def _of_requests(case: CaseFile, linked: dict[Key, str]) -> dict[str, Proof]:
    row_of = {paper: f"{sheet}!{row}" for (sheet, row), paper in linked.items()}
    return {
        request.paper: _of_request(request, row_of.get(request.paper, ""))
        for request in case.requests
        if request.in_filed_figure or request.late
    }


def _of_request(request: RegisteredRequest, row: str) -> Proof:
    if row:
        reason = Reason.REGISTERED_LATER if request.late else Reason.IN_BOTH
        return Proof(reason, frozenset({reason}), row)
    office = request.filled.from_office.upper()
    holds = {
        Reason.OTHER_PERIOD: request.filled.prepared.year != YEAR,
        Reason.OTHER_SENDER: "CBP" in office or "BORDER PATROL" in office,
    }
    supported = [reason for reason in Reason if holds.get(reason)]
    return Proof(supported[0] if supported else Reason.NOT_ESTABLISHED, frozenset(supported))
