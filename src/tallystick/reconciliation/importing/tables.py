"""Small tables that a statement leans on beside the lists: a custody extract, the counterpart's telephone numbers.

Their headings are fixed: another heading is refused by name. Must not know how a sheet is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tallystick.model.errors import BadList
from tallystick.model.lists import Cells, Custody, Provenance

from .dates import Doubt, Order, settle, written_date
from .dialects import heading_key
from .headers import place_of
from .values import is_blank, sex_of

CUSTODY_HEADINGS = ("name", "birth_date", "sex", "booked", "released", "released_to")
CUSTODY_BESIDES = ("booking_no", "bail", "offense")
SENDER_HEADINGS = ("number", "office", "organisation")
_DATES = ("birth_date", "booked", "released")


def custody_of(cells: Cells) -> tuple[Custody, ...]:
    """The bookings of a custody extract.

    Raises:
        BadList: the headings are others, a booking has no day, or days are written in several ways.

    """
    rows = list(_rows(cells, CUSTODY_HEADINGS, CUSTODY_BESIDES))
    orders = {heading: _order(heading, rows) for heading in _DATES}
    return tuple(_booking(values, provenance, orders) for values, provenance in rows)


def senders_of(cells: Cells, organisation: str) -> frozenset[str]:
    """The telephone numbers of an organisation's offices (compared without case).

    Raises:
        BadList: the headings are others.

    """
    rows = _rows(cells, SENDER_HEADINGS)
    return frozenset(
        values["number"] for values, _ in rows if values["organisation"].casefold() == organisation.casefold()
    )


def _rows(
    cells: Cells, headings: tuple[str, ...], besides: tuple[str, ...] = ()
) -> Iterator[tuple[dict[str, str], Provenance]]:
    """The filled rows by heading, in whatever order the headings stand; those of ``besides`` may be absent."""
    names = {heading_key(heading): heading for heading in (*headings, *besides)}
    found = [names.get(heading_key(heading), "") for heading in cells.rows[0]]
    if "" in found or not set(headings) <= set(found) or len(set(found)) < len(found):
        raise BadList(
            f"these are not the headings of such a table: {', '.join(cells.rows[0])}",
            where=place_of(cells, 0),
            remedy=f"write {','.join(headings)}" + (f"; there may be {', '.join(besides)}" if besides else ""),
        )
    for index, row in enumerate(cells.rows[1:], 1):
        if any(row):
            values = dict.fromkeys(besides, "") | dict(zip(found, (*row, *[""] * len(found)), strict=False))
            yield values, Provenance(cells.file, cells.sheet, index + 1)


def _order(heading: str, rows: list[tuple[dict[str, str], Provenance]]) -> Order:
    settled = settle(((values[heading], f"row {place.row}") for values, place in rows), None)
    if isinstance(settled, Doubt):
        raise BadList(
            f"{heading}: {settled.what}",
            where=f"{rows[0][1].file}: {'; '.join(settled.places)}",
            remedy="write days as 2025-03-04",
        )
    return settled


def _booking(values: dict[str, str], provenance: Provenance, orders: dict[str, Order]) -> Custody:
    def day(heading: str) -> date | None:
        written = written_date(values[heading])
        if written is None and not is_blank(values[heading]):
            raise _no_day(heading, values[heading], provenance)
        return written.day(orders[heading]) if written else None

    booked = day("booked")
    if booked is None:
        raise _no_day("booked", values["booked"], provenance)
    return Custody(
        provenance=provenance,
        name=values["name"],
        birth_date=day("birth_date"),
        sex=sex_of(values["sex"]),
        booked=booked,
        released=day("released"),
        released_to=values["released_to"],
        booking_no=values["booking_no"],
        bail=values["bail"],
        offense=values["offense"],
    )


def _no_day(heading: str, text: str, provenance: Provenance) -> BadList:
    return BadList(
        f"under '{heading}' stands '{text}', which is no day",
        where=f"{provenance.file}, row {provenance.row}",
        remedy="write days as 2025-03-04",
    )
