"""What a reader must know beside the bars: what was compared, what was given, which rule made a count.

Must not give a reason to a unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tallystick.model.judgement import Judgement
from tallystick.model.lists import ImportedList
from tallystick.model.said import Said, sentence
from tallystick.model.statement import Bar, Dispute
from tallystick.model.words import Asked
from tallystick.reconciliation.auditing.revision import Revision
from tallystick.reconciliation.case import Case
from tallystick.reconciliation.custody import Bookings
from tallystick.reconciliation.linkage.levels import Field
from tallystick.reconciliation.population import Population
from tallystick.reconciliation.rules import DUPLICATE_WORDS

PARTICULARS = {
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
    yield Said(
        "Of %(listed)s rows of the list, %(compared)s are compared: %(elsewhere)s name another place, %(elsewhen)s lie "
        "outside the period and %(undated)s bear no usable date.",
        listed=chosen.listed,
        compared=len(chosen.rows),
        elsewhere=chosen.other_place,
        elsewhen=chosen.other_period,
        undated=chosen.without_date,
    )
    if chosen.placeless:
        yield Said(
            "No row names a facility or a city: the list is taken as made for the agency, and every row is compared."
        )
    unclear = [why for row in case.rows if not chosen.placeless and (why := case.place.unclear(row))]
    if unclear:
        yield Said("Compared rows of which it cannot be told whose the facility is: %(rows)s.", rows=len(unclear))
    if listed.asides:
        yield Said("%(places)s places of the list were left aside: they are no rows.", places=len(listed.asides))
    yield from map(sentence, listed.remarks)
    if beside.revision:
        yield beside.revision.words
    if case.named:
        yield Said("The list gives names or numbers; links rest on them.")
    else:
        yield Said("The list's names and numbers are redacted; links rest on marks that must all be present and equal.")
    for field in case.set_aside:
        yield Said(
            "In rows where all else agrees with a request, %(particular)s hardly ever does: the column may have been "
            "shuffled apart from its rows, and no link rests on it.",
            particular=PARTICULARS[field],
        )
    yield Said(
        "Each unit stands under the first reason that its evidence supports, in the order of the published method."
    )
    rule = DUPLICATE_WORDS[case.rules.duplicates]
    yield Said("Rows that repeat another one, by the rule chosen: %(rule)s.", rule=rule)
    unknown = sum(not (row.person_id or row.file_no) for row in case.rows)
    if unknown:
        yield Said(
            "Compared rows with neither identifier nor file number, which may repeat one unseen: %(rows)s.",
            rows=unknown,
        )
    yield Said("A lift reason is what the sender came to know; a blank one is read as nothing.")
    yield from _evidence(case, beside.bookings)
    yield from _judgements(beside)
    yield from _uncounted(case)


def _evidence(case: Case, bookings: Bookings) -> Iterator[str]:
    evidence = case.evidence
    yield Said(
        "Evidence given: %(calls)s calls of fax journals, %(notes)s notes of station journals, %(coverage)s statements "
        "that a line's log is complete, %(bookings)s bookings.",
        calls=len(evidence.calls),
        notes=len(evidence.notes),
        coverage=len(evidence.coverage),
        bookings=bookings.given,
    )
    if bookings.given:
        yield Said(
            "Of %(given)s bookings, %(kept)s concern a registered request or a row with a name; %(gone)s match neither "
            "and were discarded unread.",
            given=bookings.given,
            kept=len(bookings.kept),
            gone=bookings.discarded,
        )
    if bookings.given and not case.named:
        yield Said("Bookings cannot be compared with a list without names.")
    if evidence.calls and not evidence.federal_senders:
        yield Said("No telephone numbers of the counterpart were given: no call can be told to be its.")


def _judgements(beside: Beside) -> Iterator[str]:
    if beside.lapsed:
        yield Said(
            "Decisions of named persons that were not applied: %(decisions)s; the working paper says why.",
            decisions=len(beside.lapsed),
        )


def _uncounted(case: Case) -> Iterator[str]:
    apart = sum(request.asked is not Asked.HOLD and request.received in case.period for request in case.requests)
    if apart:
        yield Said(
            "%(requests)s registered requests of the period ask for no hold and are counted apart.", requests=apart
        )
    waiting = sum(
        case.counted(request) and not request.in_filed_figure and not request.late for request in case.requests
    )
    if waiting:
        yield Said(
            "%(requests)s registered requests of the period were not in the filed figure although they were not found "
            "late: they stand in the corrected end.",
            requests=waiting,
        )


def without_bar(disputes: Iterable[Dispute], bars: Iterable[Bar]) -> Iterator[str]:
    """The disputes of bars that the statement does not have: they are told, not dropped."""
    there = {(bar.side, bar.reason) for bar in bars}
    gone = [f"{one.reason.value} ({one.party})" for one in disputes if (one.side, one.reason) not in there]
    if gone:
        yield Said("Disputed, but no bar of this statement: %(bars)s.", bars=", ".join(gone))
