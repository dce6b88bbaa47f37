"""What the same lists would count under every other rule, side by side. Must not compare the two lists.

A rule changes a count more than most errors do (facts/forms_and_data.md §B.2): no number stands without its rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tallystick.model.lists import Registered, Row
from tallystick.model.period import Period
from tallystick.model.reasons import Reason
from tallystick.model.statement import Bounds, Count
from tallystick.model.words import Asked, Unit

from .reasons.duplicates import repeats
from .reasons.lift import lift_reason
from .rules import DUPLICATE_WORDS, EVENT_WORDS, DuplicateRule, PeriodEvent, event_day

_ASKED_WORDS = {Asked.HOLD: "hold", Asked.NOTICE: "notice only", Asked.TRANSFER: "transfer", None: "form not named"}


def what_if(rows: Sequence[Row], requests: Sequence[Registered], period: Period) -> tuple[Count, ...]:
    """Every count of list A's compared rows and of the register, by every rule; zero counts of a kind are left out."""
    return (*_of_list(rows), *_of_register(requests, period))


def _of_list(rows: Sequence[Row]) -> Iterable[Count]:
    for asked, word in _ASKED_WORDS.items():
        chosen = [row for row in rows if row.asked is asked]
        if not chosen:
            continue
        for rule in DuplicateRule:
            yield Count("A", Unit.REQUESTS, DUPLICATE_WORDS[rule], word, _exactly(_without_repeats(chosen, rule)))
        ids = [row.person_id or row.file_no for row in chosen]
        yield Count("A", Unit.PERSONS, "different identifiers or file numbers", word, _persons(ids))


def _without_repeats(rows: Sequence[Row], rule: DuplicateRule) -> int:
    gone = set(repeats(rows, (), rule))
    if rule is not DuplicateRule.NONE:
        gone |= {at for at, row in enumerate(rows) if lift_reason(row.lift_reason) is Reason.DUPLICATE}
    return len(rows) - len(gone)


def _of_register(requests: Sequence[Registered], period: Period) -> Iterable[Count]:
    for event in PeriodEvent:
        timely = [one for one in requests if (day := event_day(one, event)) is not None and day in period]
        for asked, word in _ASKED_WORDS.items():
            chosen = [request for request in timely if request.asked is asked]
            if not chosen:
                continue
            rule = EVENT_WORDS[event]
            yield Count("B", Unit.TRANSMISSIONS, rule, word, _exactly(sum(one.transmissions for one in chosen)))
            yield Count("B", Unit.REQUESTS, rule, word, _exactly(len(chosen)))
            yield Count("B", Unit.PERSONS, rule, word, _persons([one.file_no or one.subject_id for one in chosen]))


def _exactly(count: int) -> Bounds:
    return Bounds(count, count)


def _persons(identifiers: Sequence[str]) -> Bounds:
    """Persons behind units: those without an identifier may all be persons already counted, or each another one."""
    known = len({one for one in identifiers if one})
    unknown = sum(not one for one in identifiers)
    return Bounds(max(known, min(1, unknown)), known + unknown)
