"""The words of published files in the reader's language. What is not in these tables is shown as it was published."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tallystick.model.reasons import Reason

UNITS: dict[str, str | Promise] = {
    "requests": _("requests"),
    "rows": _("rows"),
    "persons": _("persons"),
    "individuals": _("individuals"),
    "cases": _("cases"),
    "arrests": _("arrests"),
    "transmissions": _("transmissions"),
    "documents": _("documents"),
}

EVENTS: dict[str, str | Promise] = {
    "detainers prepared": _("detainers prepared"),
    "detainer requests received and registered": _("detainer requests received and registered"),
}

REASONS: dict[str, str | Promise] = {
    Reason.IN_BOTH: _("in both"),
    Reason.REGISTERED_LATER: _("registered after the report"),
    Reason.OTHER_PERIOD: _("received outside the period"),
    Reason.SAME_NAME_ELSEWHERE: _("same name in another state"),
    Reason.OTHER_AGENCY: _("addressed to another agency"),
    Reason.OTHER_KIND: _("another kind of form"),
    Reason.DUPLICATE: _("duplicate of a row"),
    Reason.SUPERSEDED: _("superseded by a new form"),
    Reason.NEVER_HERE: _("person never held here"),
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
"""One short name a reason; docs/reasons.md explains each."""


def word(table: dict[str, str | Promise], text: str) -> str | Promise:
    """Give the reader's word for ``text``, or ``text`` itself."""
    return table.get(text, text)
