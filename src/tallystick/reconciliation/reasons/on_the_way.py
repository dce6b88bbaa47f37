"""What happened on the way of the paper: steps 12 to 15, over the rows that nothing has explained so far.

A call or a note explains a row only if exactly one open row could claim it and it alone could explain that row:
otherwise nobody claims it. Calls count only when they come from a telephone number of the counterpart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.model.lists import JournalNote, place_words
from tallystick.model.reasons import Grade, Reason
from tallystick.reconciliation.case import Case, Claim

OUT_OF_SERVICE = "out_of_service"
WITHOUT_PAPER = {"telephone": "a request by telephone", "in_person": "an officer in person"}
_WINDOW = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Happening:
    """Something at a station on a local day that one row may claim, in words with its source."""

    station: str
    day: date
    words: str


def claims_on_the_way(case: Case, open_rows: Iterable[int]) -> dict[int, Claim]:
    """The claims of steps 12 to 15 by row position; each step sees the rows that the ones before left open."""
    station_of = {position: code for position in open_rows if (code := case.place.station(case.rows[position]))}
    found: dict[int, Claim] = {}
    for step in _STEPS:
        left = {position: code for position, code in station_of.items() if position not in found}
        found |= step(case, left)
    return found


def _failed_calls(case: Case, left: dict[int, str]) -> dict[int, Claim]:
    """Step 12a: a call that brought nothing whole."""
    happenings = [
        _Happening(
            call.station,
            case.local_day(call.at),
            f"{place_words(call.provenance)}: call of {case.local_day(call.at)} from {call.sender}, "
            f"{call.pages} pages, {call.failure or 'nothing received'}",
        )
        for station in set(left.values())
        for call in case.federal_calls(station)
        if call.failure or not call.pages
    ]
    return _claimed(case, left, happenings, Reason.TRANSMISSION_FAILED, Grade.CORROBORATED)


def _out_of_service(case: Case, left: dict[int, str]) -> dict[int, Claim]:
    """Step 12b: the station's line was out of service on the prepared day."""
    return {
        position: Claim(
            Reason.TRANSMISSION_FAILED,
            Grade.ONE_SIDE,
            f"{place_words(note.provenance)}: line of {station} out of service {note.first} to {note.last}",
        )
        for position, station in left.items()
        if (note := _outage(case, station, case.rows[position].prepared))
    }


def _outage(case: Case, station: str, day: date | None) -> JournalNote | None:
    return next(
        (
            note
            for note in case.evidence.notes
            if note.kind == OUT_OF_SERVICE and note.station == station and day and note.first <= day <= note.last
        ),
        None,
    )


def _whole_calls(case: Case, left: dict[int, str]) -> dict[int, Claim]:
    """Step 13: a whole call that intake never took in."""
    happenings = [
        _Happening(
            call.station,
            case.local_day(call.at),
            f"{place_words(call.provenance)}: call of {case.local_day(call.at)} from {call.sender}, "
            f"{call.pages} pages, not taken in",
        )
        for station in set(left.values())
        for call in case.federal_calls(station)
        if call.pages and not call.failure and call.transport_id not in case.evidence.taken_in
    ]
    return _claimed(case, left, happenings, Reason.ARRIVED_NOT_REGISTERED, Grade.CORROBORATED)


def _without_paper(case: Case, left: dict[int, str]) -> dict[int, Claim]:
    """Step 14: the station's journal notes a call by telephone or an officer present."""
    happenings = [
        _Happening(
            note.station, note.first, f"{place_words(note.provenance)}: {WITHOUT_PAPER[note.kind]} on {note.first}"
        )
        for note in case.evidence.notes
        if note.kind in WITHOUT_PAPER
    ]
    return _claimed(case, left, happenings, Reason.WITHOUT_PAPER, Grade.ONE_SIDE)


def _not_in_line_log(case: Case, left: dict[int, str]) -> dict[int, Claim]:
    """Step 15: every line's log is complete for a week from the prepared day, and shows no call of the counterpart."""
    found: dict[int, Claim] = {}
    for position, station in left.items():
        first = case.rows[position].prepared
        if first is None or not _covered(case, station, first, first + _WINDOW):
            continue
        days = [case.local_day(call.at) for call in case.federal_calls(station)]
        if not any(first <= day <= first + _WINDOW for day in days):
            words = f"the complete log of {station} has no call of the counterpart from {first} to {first + _WINDOW}"
            found[position] = Claim(Reason.NOT_IN_LINE_LOG, Grade.ONE_SIDE, words)
    return found


def _covered(case: Case, station: str, first: date, last: date) -> bool:
    """Whether the logs of all lines of a station are complete over the days; one for the whole station covers all."""
    whole = {
        coverage.line
        for coverage in case.evidence.coverage
        if coverage.station == station and coverage.first <= first and last <= coverage.last
    }
    known = case.place.agency.station(station)
    lines = {line.name for line in known.lines if "@" not in line.number} if known else set()
    return "" in whole or (bool(lines) and lines <= whole)


def _claimed(
    case: Case, left: dict[int, str], happenings: Sequence[_Happening], reason: Reason, grade: Grade
) -> dict[int, Claim]:
    """The claims where one row and one happening can only mean each other: same station, prepared day or the next."""
    pairs = [
        (position, number)
        for position, station in left.items()
        for number, happening in enumerate(happenings)
        if happening.station == station and _same_or_next_day(case.rows[position].prepared, happening.day)
    ]
    rows, things = Counter(position for position, _ in pairs), Counter(number for _, number in pairs)
    return {
        position: Claim(reason, grade, happenings[number].words)
        for position, number in pairs
        if rows[position] == things[number] == 1
    }


def _same_or_next_day(prepared: date | None, day: date) -> bool:
    return prepared is not None and 0 <= (day - prepared).days <= 1


_STEPS: tuple[Callable[[Case, dict[int, str]], dict[int, Claim]], ...] = (
    _failed_calls,
    _out_of_service,
    _whole_calls,
    _without_paper,
    _not_in_line_log,
)
