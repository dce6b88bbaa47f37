"""What a reader must know beside the bars: what was compared, what was given, which rule made a count.

Must not give a reason to a unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.model.lists import ImportedList
from tallystick.model.words import Asked
from tallystick.reconciliation.case import Case
from tallystick.reconciliation.population import Population


def notes_of(case: Case, chosen: Population, listed: ImportedList) -> tuple[str, ...]:
    """The notes of a statement, most important first."""
    return tuple(_notes(case, chosen, listed))


def _notes(case: Case, chosen: Population, listed: ImportedList) -> Iterator[str]:
    yield (
        f"Of {chosen.listed} rows of the list, {len(chosen.rows)} are compared: "
        f"{chosen.other_place} name another place, "
        f"{chosen.other_period} lie outside the period and {chosen.without_date} bear no usable date."
    )
    if listed.asides:
        yield f"{len(listed.asides)} places of the list were left aside: they are no rows."
    if case.named:
        yield "The list gives names or numbers; links rest on them."
    else:
        yield "The list's names and numbers are redacted; links rest on marks that must all be present and equal."
    yield "Each unit stands under the first reason that its evidence supports, in the order of docs/reasons.md."
    yield "A lift reason is what the sender came to know; a blank one is read as nothing."
    yield from _evidence(case)
    yield from _uncounted(case)


def _evidence(case: Case) -> Iterator[str]:
    evidence = case.evidence
    given = (
        (len(evidence.calls), "calls of fax journals"),
        (len(evidence.notes), "notes of station journals"),
        (len(evidence.coverage), "statements that a line's log is complete"),
        (len(evidence.custody), "bookings"),
    )
    yield f"Evidence given: {', '.join(f'{count} {words}' for count, words in given)}."
    if evidence.custody and not case.named:
        yield "Bookings cannot be compared with a list without names."
    if evidence.calls and not evidence.federal_senders:
        yield "No telephone numbers of the counterpart were given: no call can be told to be its."


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
