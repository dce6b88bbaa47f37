"""Reasons that one row of list A supports by itself, its link or its neighbours: steps 1 to 11 of the published order.

Each step gives a claim with its evidence in words, or nothing. Must not look at telephone calls: ``way`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from tallystick.model.lists import Custody, Row, place_words
from tallystick.model.reasons import Grade, Reason
from tallystick.model.words import Asked
from tallystick.reconciliation.case import Case, Claim
from tallystick.reconciliation.linking import letters, names_alike
from tallystick.reconciliation.rules import DuplicateRule, event_day

from .lift import lift_reason

_AROUND = timedelta(days=7)
_ASKED_WORDS = {Asked.NOTICE: "asks for notice only", Asked.TRANSFER: "asks for a transfer"}


def claims_of_row(case: Case, position: int) -> tuple[Claim, ...]:
    """Every reason of steps 1 to 11 that the row supports, in the published order; one claim a reason."""
    found: dict[Reason, Claim] = {}
    for step in _STEPS:
        for claim in step(case, position):
            found.setdefault(claim.reason, claim)
    return tuple(found.values())


def _linked(case: Case, position: int) -> Iterator[Claim]:
    """Steps 1 to 3: the row is a request of the register."""
    link = case.links.get(position)
    if link is None or link.request.asked is not Asked.HOLD:
        return
    request, words = link.request, f"is request {link.request.number}: {link.agreed}"
    if request.in_filed_figure:
        yield Claim(Reason.IN_BOTH, Grade.BOTH_SIDES, words)
    elif case.counted(request):
        late = "entered after the report was filed" if request.late else "registered, but not in the filed figure"
        yield Claim(Reason.REGISTERED_LATER, Grade.BOTH_SIDES, f"{words}; {late}")
    else:
        event = case.rules.event
        day = event_day(request, event)
        told = f"{words}; it was {event.value} on {day or 'a day that is not known'}, outside the period"
        yield Claim(Reason.OTHER_PERIOD, Grade.BOTH_SIDES, told)


def _same_name_elsewhere(case: Case, position: int) -> Iterator[Claim]:
    """Step 4."""
    row = case.rows[position]
    if case.place.names_city(row) and case.place.elsewhere(row):
        yield Claim(Reason.SAME_NAME_ELSEWHERE, Grade.ONE_SIDE, f"the list gives {row.facility} the state {row.state}")


def _other_agency(case: Case, position: int) -> Iterator[Claim]:
    """Step 5: not where it cannot be told whose the facility is."""
    row = case.rows[position]
    if case.place.in_city(row) and not case.place.is_own(row) and not case.place.unclear(row):
        yield Claim(Reason.OTHER_AGENCY, Grade.ONE_SIDE, f"the list addresses it to {_addressed(case, row)}")


def _addressed(case: Case, row: Row) -> str:
    """The facility, with the agency that it belongs to where that is known."""
    agency = case.place.attributed(row).agency
    return f"{row.facility} ({agency})" if agency else row.facility


def _other_kind(case: Case, position: int) -> Iterator[Claim]:
    """Step 6: notice only, transfer, or a prisoner lent (box 2: resume custody)."""
    row = case.rows[position]
    if row.asked in _ASKED_WORDS:
        words = f"the form {_ASKED_WORDS[row.asked]}: {row.form}"
    elif row.resume_custody:
        words = "box 2: the sender lent the person and asks to resume custody"
    else:
        return
    link = case.links.get(position)
    if link and link.request.asked is not Asked.HOLD:
        registered = f"{words}; registered apart as {link.request.number}: {link.agreed}"
        yield Claim(Reason.OTHER_KIND, Grade.BOTH_SIDES, registered)
    else:
        yield Claim(Reason.OTHER_KIND, Grade.ONE_SIDE, words)


def _duplicate(case: Case, position: int) -> Iterator[Claim]:
    """Step 7: the sender says so, or the row repeats another one by the rule chosen."""
    row = case.rows[position]
    if case.rules.duplicates is DuplicateRule.NONE:
        return
    if lift_reason(row.lift_reason) is Reason.DUPLICATE:
        yield _lifted(Reason.DUPLICATE, row)
    if repeat := case.repeats.get(position):
        yield Claim(Reason.DUPLICATE, Grade.CORROBORATED, repeat.why)


def _superseded(case: Case, position: int) -> Iterator[Claim]:
    """Step 8."""
    row = case.rows[position]
    if lift_reason(row.lift_reason) is Reason.SUPERSEDED:
        yield _lifted(Reason.SUPERSEDED, row)


def _never_here(case: Case, position: int) -> Iterator[Claim]:
    """Step 9: the extract is stated to hold everybody in custody around that day, and holds nobody like the person."""
    row, days = case.rows[position], case.evidence.custody_complete
    if not case.named or not days or row.prepared is None or row.birth_date is None or not letters(row.name):
        return
    first, last = row.prepared - _AROUND, row.prepared + _AROUND
    if days[0] <= first and last <= days[1] and not _bookings(case, row):
        words = f"the custody extract is complete from {days[0]} to {days[1]} and holds no such person"
        yield Claim(Reason.NEVER_HERE, Grade.ONE_SIDE, words)


def _person_not_here(case: Case, position: int) -> Iterator[Claim]:
    """Step 10: the sender says so, or every booking of that person had ended before the form was prepared."""
    row = case.rows[position]
    booking = _ended_before(case, row) if case.named else None
    words = f"{place_words(booking.provenance)}: released {booking.released}" if booking else ""
    if lift_reason(row.lift_reason) is Reason.PERSON_NOT_HERE:
        confirmed = f"; custody agrees, {words}" if words else ""
        grade = Grade.BOTH_SIDES if words else Grade.ONE_SIDE
        yield Claim(Reason.PERSON_NOT_HERE, grade, f"lift reason '{row.lift_reason}'{confirmed}")
    elif words:
        yield Claim(Reason.PERSON_NOT_HERE, Grade.CORROBORATED, f"{words}, before the prepared day; no later booking")


def _ended_before(case: Case, row: Row) -> Custody | None:
    """The last booking of the row's person, if each of them ended before the prepared day."""
    if row.birth_date is None or row.prepared is None or not letters(row.name):
        return None
    bookings = _bookings(case, row)
    if any(booking.released is None or booking.released >= row.prepared for booking in bookings):
        return None
    return max(bookings, key=lambda booking: booking.booked, default=None)


def _bookings(case: Case, row: Row) -> list[Custody]:
    return [
        booking
        for booking in case.evidence.custody
        if booking.birth_date == row.birth_date and names_alike(booking.name, row.name)
    ]


def _keyed_wrong(case: Case, position: int) -> Iterator[Claim]:
    """Stands behind a link only: the prepared day differs between the list and the paper."""
    link, day = case.links.get(position), case.rows[position].prepared
    if link is None or link.request.asked is not Asked.HOLD:
        return
    if day and link.request.prepared and day != link.request.prepared:
        words = f"the list gives {day} as prepared, the request {link.request.prepared}"
        yield Claim(Reason.KEYED_WRONG, Grade.BOTH_SIDES, words)


def _closed_by_sender(case: Case, position: int) -> Iterator[Claim]:
    """Step 11."""
    row = case.rows[position]
    if lift_reason(row.lift_reason) is Reason.CLOSED_BY_SENDER:
        yield _lifted(Reason.CLOSED_BY_SENDER, row)


def _lifted(reason: Reason, row: Row) -> Claim:
    return Claim(reason, Grade.ONE_SIDE, f"lift reason '{row.lift_reason}'")


_STEPS: tuple[Callable[[Case, int], Iterator[Claim]], ...] = (
    _linked,
    _same_name_elsewhere,
    _other_agency,
    _other_kind,
    _duplicate,
    _superseded,
    _never_here,
    _person_not_here,
    _closed_by_sender,
    _keyed_wrong,
)
