"""One request of the register as a list is compared with it. Must not know a list, nor which figure was filed."""

from __future__ import annotations

from datetime import date

from tallystick.model.lists import Registered
from tallystick.model.state import RequestState
from tallystick.model.words import FormKind, StatedBasis
from tallystick.services.home import Home


def as_registered(home: Home, request: RequestState) -> Registered:
    """A request of the register with its days, marks and numbers; in no filed figure, arrived once."""
    fields = request.fields
    return Registered(
        entry=request.entry,
        number=request.number,
        station=request.station,
        line=request.line,
        received=request.received_on,
        registered=home.local_day(request.registered_at),
        prepared=request.prepared,
        asked=request.asked,
        in_filed_figure=False,
        late=request.late is not None,
        sender=fields.get("from", ""),
        name=fields.get("name", ""),
        birth_date=_day(fields.get("date_of_birth", "")),
        sex=fields.get("sex", ""),
        citizenship=fields.get("citizenship", ""),
        file_no=fields.get("file_no", ""),
        event_no=fields.get("event_no", ""),
        subject_id=fields.get("subject_id", ""),
        **_boxes(request),
    )


def _boxes(request: RequestState) -> dict[str, bool]:
    """The boxes that lists give too, where a person has confirmed a form that has them and that bears a mark."""
    if request.form is not FormKind.I247A or request.confirmed is None or not request.basis:
        return {}
    listed = (StatedBasis.FINAL_ORDER, StatedBasis.BIOMETRIC, StatedBasis.STATEMENTS, StatedBasis.RESUME_CUSTODY)
    return {box.value: box in request.basis for box in listed}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
