"""The reasons, grades and counts of a statement in the reader's language: the same words on every page.

``reconciliation`` says them in English, for files; docs/reasons.md explains each at length. Must not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from tallystick.model.reasons import Grade, Reason

Word = str | Promise

REASONS: dict[str, Word] = {
    Reason.IN_BOTH: _("in both"),
    Reason.REGISTERED_LATER: _("registered after the report"),
    Reason.OTHER_PERIOD: _("received outside the period"),
    Reason.SAME_NAME_ELSEWHERE: _("same name in another state"),
    Reason.OTHER_AGENCY: _("addressed to another agency"),
    Reason.OTHER_KIND: _("another kind of form"),
    Reason.DUPLICATE: _("duplicate of a row"),
    Reason.SUPERSEDED: _("superseded by a new form"),
    Reason.NEVER_HERE: _("person not found in custody"),
    Reason.PERSON_NOT_HERE: _("person no longer in custody"),
    Reason.CLOSED_BY_SENDER: _("closed by the sender"),
    Reason.TRANSMISSION_FAILED: _("transmission failed"),
    Reason.ARRIVED_NOT_REGISTERED: _("reached a station, not in the register"),
    Reason.WITHOUT_PAPER: _("came without paper"),
    Reason.NOT_IN_LINE_LOG: _("not in the line's complete log"),
    Reason.OTHER_SENDER: _("sent by another office"),
    Reason.KEYED_WRONG: _("written differently on one side"),
    Reason.OTHER_UNIT: _("another unit of count"),
    Reason.NOT_ESTABLISHED: _("not established"),
}
"""One short name a reason, in the published order."""

OTHER = _("other reasons")

MEANINGS: dict[str, Word] = {
    Reason.IN_BOTH: _("The row is one of the requests that the filed report counts."),
    Reason.REGISTERED_LATER: _(
        "The row is a request of the period that was entered after the report was filed, for instance one that a "
        "station's search found. It counts in the corrected figure."
    ),
    Reason.OTHER_PERIOD: _("It was prepared or received before or after the period: the two days differ."),
    Reason.SAME_NAME_ELSEWHERE: _("The facility names the city, and the list gives another state."),
    Reason.OTHER_AGENCY: _(
        "The facility is another agency in the city: a jail, a court, the marshals, a campus police."
    ),
    Reason.OTHER_KIND: _("The form asks for notice only or for a transfer, or a lent person is asked back."),
    Reason.DUPLICATE: _("The sender calls the row a duplicate, or it repeats another row by the rule that was chosen."),
    Reason.SUPERSEDED: _("The sender says that a new form took its place."),
    Reason.NEVER_HERE: _("The complete custody extract holds no booking of such a person around the prepared day."),
    Reason.PERSON_NOT_HERE: _("The sender says so, or every booking of the person had ended before the prepared day."),
    Reason.CLOSED_BY_SENDER: _("The sender closed the matter itself."),
    Reason.TRANSMISSION_FAILED: _("The station's log shows a call that brought nothing whole, or a line out of order."),
    Reason.ARRIVED_NOT_REGISTERED: _(
        "The station's log shows a whole call from the sender's number that the register never took in."
    ),
    Reason.WITHOUT_PAPER: _("The station's journal notes a request by telephone, or an officer in person."),
    Reason.NOT_IN_LINE_LOG: _("The log of the station's line is complete for those days and shows no such call."),
    Reason.OTHER_SENDER: _("The register holds it; the paper comes from an office that is not the list's."),
    Reason.KEYED_WRONG: _("A number or a day is written differently on one side, as a person has decided."),
    Reason.OTHER_UNIT: _("One side counts persons, requests or papers where the other counts something else."),
    Reason.NOT_ESTABLISHED: _(
        "The files that were given do not support any reason. This says nothing about which side is right."
    ),
}
"""What a bar means, in a sentence."""

OTHER_MEANS = _("Reasons with fewer than five units each, shown together so that nobody can be told from a small bar.")

GRADES: dict[str, Word] = {
    Grade.BOTH_SIDES: _("documents of both sides"),
    Grade.CORROBORATED: _("one document, corroborated"),
    Grade.ONE_SIDE: _("one side's statement"),
    Grade.NONE: _("no evidence"),
}

UNITS: dict[str, Word] = {
    "requests": _("requests"),
    "rows": _("rows"),
    "persons": _("persons"),
    "individuals": _("individuals"),
    "cases": _("cases"),
    "arrests": _("arrests"),
    "transmissions": _("transmissions"),
    "documents": _("documents"),
}

EVENTS: dict[str, Word] = {
    "detainers prepared": _("detainers prepared"),
    "detainer requests received and registered": _("detainer requests received and registered"),
}


RULES: dict[str, Word] = {
    "no row repeats another": _("no row repeats another"),
    "rows that the sender itself calls duplicates": _("rows that the sender itself calls duplicates"),
    "the same person and the same prepared day": _("the same person and the same prepared day"),
    "the same person, form and facility, each at most a day after the one before": _(
        "the same person, form and facility, each at most a day after the one before"
    ),
    "every row of a person but the newest": _("every row of a person but the newest"),
    "different identifiers or file numbers": _("different identifiers or file numbers"),
    "by the prepared day": _("by the prepared day"),
    "by the day of receipt": _("by the day of receipt"),
    "by the day of registration": _("by the day of registration"),
}

ASKED: dict[str, Word] = {
    "hold": _("hold"),
    "notice only": _("notice only"),
    "transfer": _("transfer"),
    "form not named": _("form not named"),
}

PARTICULARS: dict[str, Word] = {
    "the file number": _("the file number"),
    "the event number": _("the event number"),
    "the given name": _("the given name"),
    "the surname": _("the surname"),
    "the birth date": _("the birth date"),
    "the prepared day": _("the prepared day"),
    "the facility": _("the facility"),
}

LATER = gettext_noop("%(reason)s, registered later")

TEMPLATES = frozenset(
    {
        LATER,
        gettext_noop(
            "Rows against the earlier list: %(same)s the same, %(changed)s changed, %(added)s added, %(gone)s gone."
        ),
        gettext_noop(
            "every row prepared in %(period)s, %(where)s; all forms, before any row is taken for a repetition"
        ),
        gettext_noop("no facility is named"),
        gettext_noop("facility in %(place)s"),
        gettext_noop("facility of %(place)s"),
        gettext_noop("forms that ask for a hold, of %(period)s %(event)s; as filed"),
        gettext_noop(
            "Linked by marks only, without names or numbers: %(links)s. By chance alone %(mean)s links would be "
            "expected, at most %(most)s: the mean and the most of %(trials)s trials with the prepared days of one"
            " side shifted in a circle. The prepared day and the facility alone would pair %(by_day)s, and "
            "%(by_day_mean)s by chance: they prove nothing. If neither a prepared day nor another mark was keyed "
            "wrong, at least %(at_least)s and at most %(at_most)s rows are requests of the register."
        ),
        gettext_noop("Rows that name two persons: %(rows)s, %(place)s first; each counts as one row."),
        gettext_noop("Rows with a formula in a cell: %(rows)s, %(place)s first; it is taken as text."),
        gettext_noop(
            "Of %(listed)s rows of the list, %(compared)s are compared: %(elsewhere)s name another place, "
            "%(elsewhen)s lie outside the period and %(undated)s bear no usable date."
        ),
        gettext_noop(
            "Each unit stands under the first reason that its evidence supports, in the order of the published method."
        ),
        gettext_noop("Rows that repeat another one, by the rule chosen: %(rule)s."),
        gettext_noop("A lift reason is what the sender came to know; a blank one is read as nothing."),
        gettext_noop(
            "Evidence given: %(calls)s calls of fax journals, %(notes)s notes of station journals, %(coverage)s "
            "statements that a line's log is complete, %(bookings)s bookings."
        ),
        gettext_noop(
            "No row names a facility or a city: the list is taken as made for the agency, and every row is compared."
        ),
        gettext_noop("Compared rows of which it cannot be told whose the facility is: %(rows)s."),
        gettext_noop("%(places)s places of the list were left aside: they are no rows."),
        gettext_noop("The list gives names or numbers; links rest on them."),
        gettext_noop(
            "The list's names and numbers are redacted; links rest on marks that must all be present and equal."
        ),
        gettext_noop(
            "In rows where all else agrees with a request, %(particular)s hardly ever does: the column may have "
            "been shuffled apart from its rows, and no link rests on it."
        ),
        gettext_noop("Compared rows with neither identifier nor file number, which may repeat one unseen: %(rows)s."),
        gettext_noop(
            "Of %(given)s bookings, %(kept)s concern a registered request or a row with a name; %(gone)s match "
            "neither and were discarded unread."
        ),
        gettext_noop("Bookings cannot be compared with a list without names."),
        gettext_noop("No telephone numbers of the counterpart were given: no call can be told to be its."),
        gettext_noop("Decisions of named persons that were not applied: %(decisions)s; the working paper says why."),
        gettext_noop("%(requests)s registered requests of the period ask for no hold and are counted apart."),
        gettext_noop(
            "%(requests)s registered requests of the period were not in the filed figure although they were not "
            "found late: they stand in the corrected end."
        ),
        gettext_noop("Disputed, but no bar of this statement: %(bars)s."),
    }
)
"""What statements say by template: the texts of ``reconciliation``, for the catalogues."""


def _said(parts: Any) -> str:
    if isinstance(parts, Mapping):
        return gettext(parts["template"]) % {name: _said(value) for name, value in parts["values"].items()}
    return str(word(RULES | PARTICULARS, parts)) if isinstance(parts, str) else str(parts)


in_language = lazy(_said, str)
"""A template with its values, as ``statement.json`` gives it, in the language of whoever reads it."""


def word(table: dict[str, Word], text: str) -> Word:
    """Give the reader's word for ``text``, or ``text`` itself."""
    return table.get(text, text)
