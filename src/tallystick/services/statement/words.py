"""The reasons, grades and counts of a statement in the reader's language: the same words on every page.

``reconciliation`` says them in English, for files; docs/reasons.md explains each at length. Must not count.
"""

from __future__ import annotations

from django.utils.functional import Promise
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


def word(table: dict[str, Word], text: str) -> Word:
    """Give the reader's word for ``text``, or ``text`` itself."""
    return table.get(text, text)
