"""Where a signed-in person can go: a closed list, each place with the roles it is shown to.

Showing a place is a courtesy; whether an act is allowed is decided by the services alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tallystick.model.words import Role

_READERS = frozenset({Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation: url name, title, one sentence, and who sees it."""

    url: str
    title: str | Promise
    what: str | Promise
    roles: frozenset[Role]


PLACES: tuple[Place, ...] = (
    Place(
        "inbox",
        _("Inbox"),
        _("What a machine has read and a person has not yet seen."),
        frozenset({Role.CLERK}),
    ),
    Place(
        "requests",
        _("Requests"),
        _("Every arrival, what it was taken for, and what was done about it."),
        _READERS,
    ),
    Place(
        "contacts",
        _("Contacts"),
        _("What was asked or given without a request form, counted apart."),
        _READERS,
    ),
    Place(
        "legal",
        _("Legal desk"),
        _("What waits for counsel: facts, the rule with its text at that date, the outcome."),
        frozenset({Role.LEGAL, Role.AUTHOR, Role.AUDITOR}),
    ),
    Place(
        "questions",
        _("Questions"),
        _("What council, press, courts and others asked, the answers, and what left for a demand."),
        _READERS,
    ),
    Place(
        "reports",
        _("Report"),
        _("The report that the ordinance asks for: figures, open risks, adoption, signature, versions."),
        _READERS,
    ),
    Place(
        "filed",
        _("Filed reports"),
        _("Every signed version with its packet and its docket text."),
        frozenset({Role.CITY_CLERK}),
    ),
    Place(
        "statements",
        _("Statement"),
        _("The walk from one party's total to the other's, unit by unit, read both ways."),
        frozenset({Role.LEGAL, Role.AUTHOR, Role.AUDITOR}),
    ),
    Place(
        "audits",
        _("Audit"),
        _("Drop the other party's list: every row gets a reason, or stays not established."),
        frozenset({Role.AUDITOR}),
    ),
    Place(
        "register",
        _("Register"),
        _("The sums that must close, the signed checkpoint, and who outside holds one."),
        _READERS,
    ),
)


def places_for(roles: frozenset[Role]) -> tuple[Place, ...]:
    """The places shown to somebody with these roles."""
    return tuple(place for place in PLACES if place.roles & roles)
