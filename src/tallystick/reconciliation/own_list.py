"""An agency's own list, where it keeps no register: its rows as requests. Must not know the other side's list."""

from __future__ import annotations

from datetime import date

from tallystick.model.errors import BadList
from tallystick.model.lists import ImportedList, Registered, Row
from tallystick.model.period import Period
from tallystick.model.words import Asked


def registered_of(listed: ImportedList, period: Period) -> tuple[Registered, ...]:
    """The rows of an own list as requests: a hold received in the period is in the filed figure, nothing is late.

    Raises:
        BadList: a row has no day on which it was received.

    """
    return tuple(_request(number, row, _received(row), period) for number, row in enumerate(listed.rows, 1))


def _received(row: Row) -> date:
    if row.received is None:
        raise BadList(
            "an own list must say when each request was received",
            where=f"{row.provenance.file}, row {row.provenance.row}",
            remedy="give a column 'received', or say which it is: --column HEADING=received",
        )
    return row.received


def _request(number: int, row: Row, received: date, period: Period) -> Registered:
    asked = row.asked or Asked.HOLD
    return Registered(
        entry=number,
        number=row.row_id or f"row {row.provenance.row}",
        station=row.facility,
        line="",
        received=received,
        registered=received,
        prepared=row.prepared,
        asked=asked,
        in_filed_figure=asked is Asked.HOLD and received in period,
        sender=row.duty_site,
        name=row.name,
        birth_date=row.birth_date,
        sex=row.sex,
        citizenship=row.citizenship,
        file_no=row.file_no,
        event_no=row.event_no,
        subject_id=row.subject_id,
        resume_custody=row.resume_custody,
        final_order=row.final_order,
        biometric=row.biometric,
        statements=row.statements,
    )
