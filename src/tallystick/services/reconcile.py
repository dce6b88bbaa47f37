"""The register as list B, and what else it knows for a statement: requests, filed figure, transport ids taken in."""

from __future__ import annotations

from datetime import date

from tallystick.model.actor import Actor
from tallystick.model.lists import Registered
from tallystick.model.period import Period
from tallystick.model.state import RegisterState, RequestState
from tallystick.model.words import Asked, Role
from tallystick.services import ledger
from tallystick.services.home import Home


def registered(home: Home, actor: Actor, period: Period) -> tuple[Registered, ...]:
    """Every request of the register as reconciliation sees it, those outside the period and notice-only ones too.

    A request is in the filed figure when the first report signed for the period counted it; before any report is
    signed, when it would be counted now.
    """
    actor.need(Role.AUDITOR, Role.AUTHOR, Role.SYSTEM)
    state = ledger.state(home)
    filed = filed_entries(home, period)
    return tuple(_registered(home, request, request.entry in filed) for request in state.requests.values())


def filed_entries(home: Home, period: Period) -> frozenset[int]:
    """Entries of the hold requests that the first report of ``period`` counted (or that are counted now)."""
    first = first_report(ledger.state(home), period)
    state = ledger.state(home) if first is None else ledger.state_at(home, first)
    return frozenset(
        entry
        for entry, request in state.requests.items()
        if request.asked is Asked.HOLD and request.received_on in period and request.confirmed is not None
    )


def first_report(state: RegisterState, period: Period) -> int | None:
    """Log size that the first signed report of ``period`` counts, or None."""
    sizes = [one.log_size for one in state.reports.values() if one.period == period.name]
    return min(sizes, default=None)


def taken_in(home: Home) -> frozenset[str]:
    """Transport ids of everything that intake registered."""
    return frozenset(one.event.transport_id for one in ledger.state(home).arrivals.values())


def _registered(home: Home, request: RequestState, in_filed_figure: bool) -> Registered:
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
        in_filed_figure=in_filed_figure,
        late=request.late is not None,
        sender=fields.get("from", ""),
        name=fields.get("name", ""),
        birth_date=_day(fields.get("date_of_birth", "")),
        sex=fields.get("sex", ""),
        citizenship=fields.get("citizenship", ""),
        file_no=fields.get("file_no", ""),
        event_no=fields.get("event_no", ""),
        subject_id=fields.get("subject_id", ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
