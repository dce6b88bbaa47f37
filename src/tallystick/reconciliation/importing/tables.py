"""Small tables that a statement leans on beside the lists: a custody extract, the counterpart's telephone numbers.

Their headings are fixed: another heading is refused by name. Must not know how a sheet is opened.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime

from tallystick.model.errors import BadList
from tallystick.model.lists import Cells, Custody, Provenance

from .dates import Doubt, Order, settle, written_date
from .dialects import heading_key
from .headers import place_of
from .values import is_blank, sex_of

CUSTODY_HEADINGS = ("name", "birth_date", "sex", "booked", "released", "released_to")
CUSTODY_BESIDES = ("booking_no", "bail", "offense")
_SAID = {
    "name": ("person", "inmate", "inmate name", "subject"),
    "birth_date": ("date of birth", "dob", "birth"),
    "sex": ("gender",),
    "booked": ("in", "date in", "booked in", "booking date", "booked at", "time in"),
    "released": ("out", "date out", "release date", "released at", "time out", "release"),
    "released_to": ("to whom", "to", "release to", "released to whom"),
    "booking_no": ("booking", "booking number", "booking id"),
    "bail": ("bail time", "bail posted", "bail at", "bond time", "bond posted"),
    "offense": ("nibrs", "nibrs group", "nibrs code", "offense group", "charge group"),
}
"""What records systems call the columns of a custody extract."""
SENDER_HEADINGS = ("number", "office", "organisation")
_DATES = ("birth_date", "booked", "released")
_IGNORED = "ignored"
_CLOCK = re.compile(r"[ T](\d{1,2}):(\d{2})(?::\d{2})?(?: ?([AaPp][Mm]))?")


def custody_of(cells: Cells, ignored: Collection[str] = ()) -> tuple[Custody, ...]:
    """The bookings of a custody extract; ``ignored`` are headings that the reader said are not to be read.

    Raises:
        BadList: the headings are others, a booking has no day, or days are written in several ways.

    """
    rows = list(_rows(cells, CUSTODY_HEADINGS, CUSTODY_BESIDES, ignored))
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
    cells: Cells, headings: tuple[str, ...], besides: tuple[str, ...] = (), ignored: Collection[str] = ()
) -> Iterator[tuple[dict[str, str], Provenance]]:
    """The filled rows by heading, in whatever order the headings stand; those of ``besides`` may be absent."""
    names = {
        heading_key(word): heading for heading in (*headings, *besides) for word in (heading, *_said(heading, besides))
    }
    names |= {heading_key(heading): _IGNORED for heading in ignored}
    found = [names.get(heading_key(heading), "") for heading in cells.rows[0]]
    read = [heading for heading in found if heading != _IGNORED]
    if "" in found or not set(headings) <= set(found) or len(set(read)) < len(read):
        raise BadList(
            f"these are not the headings of such a table: {', '.join(cells.rows[0])}",
            where=place_of(cells, 0),
            remedy=f"write {','.join(headings)}"
            + (
                f"; there may be {', '.join(besides)}; leave others out, or say with --column that they are not read"
                if besides
                else ""
            ),
        )
    for index, row in enumerate(cells.rows[1:], 1):
        if any(row):
            values = dict.fromkeys(besides, "") | dict(zip(found, (*row, *[""] * len(found)), strict=False))
            yield values, Provenance(cells.file, cells.sheet, index + 1)


def _said(heading: str, besides: tuple[str, ...]) -> tuple[str, ...]:
    """Other words for a heading of a custody extract; a table without further columns is none."""
    return _SAID.get(heading, ()) if besides else ()


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
        released_at=_moment(values["released"], orders["released"]),
        bail_at=_moment(values["bail"], orders["released"]),
    )


def _moment(text: str, order: Order) -> datetime | None:
    """The local moment that a cell writes; None when it writes no time of day."""
    written, clock = written_date(text), _CLOCK.search(text)
    day = written.day(order) if written else None
    if day is None or clock is None:
        return None
    hour, minute, half = int(clock[1]), int(clock[2]), (clock[3] or "").upper()
    hour = hour % 12 + (12 if half == "PM" else 0) if half else hour
    return datetime(day.year, day.month, day.day, hour, minute) if hour < 24 and minute < 60 else None  # noqa: DTZ001


def _no_day(heading: str, text: str, provenance: Provenance) -> BadList:
    return BadList(
        f"under '{heading}' stands '{text}', which is no day",
        where=f"{provenance.file}, row {provenance.row}",
        remedy="write days as 2025-03-04",
    )
