"""What a reader must know beside the bars: what was compared, what was given, which rule made a count.

Must not give a reason to a unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tallystick.model.judgement import Judgement
from tallystick.model.lists import ImportedList
from tallystick.model.statement import Bar, Dispute
from tallystick.model.words import Asked
from tallystick.reconciliation.auditing.revision import Revision
from tallystick.reconciliation.case import Case
from tallystick.reconciliation.custody import Bookings
from tallystick.reconciliation.linkage.levels import Field
from tallystick.reconciliation.population import Population
from tallystick.reconciliation.rules import DUPLICATE_WORDS

_PARTICULARS = {
    Field.A_NUMBER: "the file number",
    Field.EVENT_NO: "the event number",
    Field.GIVEN: "the given name",
    Field.SURNAME: "the surname",
    Field.BIRTH: "the birth date",
    Field.DAY: "the prepared day",
    Field.PLACE: "the facility",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the compared rows: the rows left out, the list as read, the bookings, what lapsed, changes."""

    chosen: Population
    listed: ImportedList
    bookings: Bookings
    lapsed: tuple[tuple[Judgement, str], ...] = ()
    revision: Revision | None = None


def notes_of(case: Case, beside: Beside) -> tuple[str, ...]:
    """The notes of a statement, most important first."""
    return tuple(_notes(case, beside))


def _notes(case: Case, beside: Beside) -> Iterator[str]:
    chosen, listed = beside.chosen, beside.listed
    yield (
        f"Of {chosen.listed} rows of the list, {len(chosen.rows)} are compared: "
        f"{chosen.other_place} name another place, "
        f"{chosen.other_period} lie outside the period and {chosen.without_date} bear no usable date."
    )
    if chosen.placeless:
        yield "No row names a facility or a city: the list is taken as made for the agency, and every row is compared."
    unclear = [why for row in case.rows if not chosen.placeless and (why := case.place.unclear(row))]
    if unclear:
        yield f"Compared rows of which it cannot be told whose the facility is: {len(unclear)}."
    if listed.asides:
        yield f"{len(listed.asides)} places of the list were left aside: they are no rows."
    yield from (f"{remark[0].upper()}{remark[1:]}." for remark in listed.remarks)
    if beside.revision:
        yield beside.revision.words
    if case.named:
        yield "The list gives names or numbers; links rest on them."
    else:
        yield "The list's names and numbers are redacted; links rest on marks that must all be present and equal."
    for field in case.set_aside:
        yield (
            f"In rows where all else agrees with a request, {_PARTICULARS[field]} hardly ever does: the column may "
            "have been shuffled apart from its rows, and no link rests on it."
        )
    yield "Each unit stands under the first reason that its evidence supports, in the order of the published method."
    yield f"Rows that repeat another one, by the rule chosen: {DUPLICATE_WORDS[case.rules.duplicates]}."
    unknown = sum(not (row.person_id or row.file_no) for row in case.rows)
    if unknown:
        yield f"Compared rows with neither identifier nor file number, which may repeat one unseen: {unknown}."
    yield "A lift reason is what the sender came to know; a blank one is read as nothing."
    yield from _evidence(case, beside.bookings)
    yield from _judgements(beside)
    yield from _uncounted(case)


def _evidence(case: Case, bookings: Bookings) -> Iterator[str]:
    evidence = case.evidence
    given = (
        (len(evidence.calls), "calls of fax journals"),
        (len(evidence.notes), "notes of station journals"),
        (len(evidence.coverage), "statements that a line's log is complete"),
        (bookings.given, "bookings"),
    )
    yield f"Evidence given: {', '.join(f'{count} {words}' for count, words in given)}."
    if bookings.given:
        yield (
            f"Of {bookings.given} bookings, {len(bookings.kept)} concern a registered request or a row with a name; "
            f"{bookings.discarded} match neither and were discarded unread."
        )
    if bookings.given and not case.named:
        yield "Bookings cannot be compared with a list without names."
    if evidence.calls and not evidence.federal_senders:
        yield "No telephone numbers of the counterpart were given: no call can be told to be its."


def _judgements(beside: Beside) -> Iterator[str]:
    if beside.lapsed:
        yield f"Decisions of named persons that were not applied: {len(beside.lapsed)}; the working paper says why."


def _uncounted(case: Case) -> Iterator[str]:
    apart = sum(request.asked is not Asked.HOLD and request.received in case.period for request in case.requests)
    if apart:
        yield f"{apart} registered requests of the period ask for no hold and are counted apart."
    waiting = sum(
        case.counted(request) and not request.in_filed_figure and not request.late for request in case.requests
    )
    if waiting:
        yield (
            f"{waiting} registered requests of the period were not in the filed figure although they were not found "
            "late: they stand in the corrected end."
        )


def without_bar(disputes: Iterable[Dispute], bars: Iterable[Bar]) -> Iterator[str]:
    """The disputes of bars that the statement does not have: they are told, not dropped."""
    there = {(bar.side, bar.reason) for bar in bars}
    gone = [f"{one.reason.value} ({one.party})" for one in disputes if (one.side, one.reason) not in there]
    if gone:
        yield f"Disputed, but no bar of this statement: {', '.join(gone)}."
