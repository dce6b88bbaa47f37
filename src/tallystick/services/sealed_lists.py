"""The rows of a party's list with the labels that they bear into a sealed session: a list's, or a register's.

Whose list it is decides how a row counts; the rules are those of every statement. Must not see the other party's list.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tallystick.model.agency import Agency
from tallystick.model.lists import Registered, Row
from tallystick.model.period import Period
from tallystick.reconciliation.importing import Choices
from tallystick.reconciliation.linkage.particulars import Particulars, particulars
from tallystick.reconciliation.population import Place
from tallystick.reconciliation.sealed.labels import of_list, of_register

from .inspect import facilities, load_list
from .sealed import Bearing
from .statement.lists import agency_named
from .statement.plain import own_requests


def labelled_list(path: Path, agency: str, period: Period, scope: str, choices: Choices | None = None) -> list[Bearing]:
    """The rows of the counterpart's list that a statement would compare; ``agency`` is NAME; CITY; STATE.

    Raises:
        NotThere, BadList: the file is no list. WrongUse: the agency is not named.

    """
    place = Place(agency_named(agency), facilities())
    found = of_list(load_list([path], choices), place, period, scope)
    return [Bearing(_of_row(row), label) for row, label in found]


def labelled_own_list(path: Path, agency: str, period: Period, choices: Choices | None = None) -> list[Bearing]:
    """The requests of an agency's own list.

    Raises:
        NotThere, BadList: the file is no list, or a row has no day of receipt. WrongUse: the agency is not named.

    """
    return labelled_requests(own_requests(path, period, choices), agency_named(agency), period)


def labelled_requests(requests: Iterable[Registered], agency: Agency, period: Period) -> list[Bearing]:
    """Requests of a register."""
    found = of_register(tuple(requests), Place(agency, facilities()), period)
    return [Bearing(_of_request(request), label) for request, label in found]


def _of_row(row: Row) -> Particulars:
    born = row.birth_date.isoformat() if row.birth_date else str(row.birth_year or "")
    return _particulars(row, born, row.prepared.isoformat() if row.prepared else "")


def _of_request(request: Registered) -> Particulars:
    day = request.prepared or request.received
    return _particulars(request, request.birth_date.isoformat() if request.birth_date else "", day.isoformat())


def _particulars(one: Row | Registered, born: str, day: str) -> Particulars:
    """What is compared; an agency is not: each side writes its own for the same place."""
    last, _, first = one.name.partition(",")
    if not first:
        first, _, last = one.name.rpartition(" ")
    cells = {
        "first": first,
        "last": last,
        "a_number": one.file_no,
        "event_no": one.event_no,
        "dob": born,
        "sex": one.sex,
        "cob": one.citizenship,
        "event_date": day,
    }
    return particulars(cells, month_first={})
