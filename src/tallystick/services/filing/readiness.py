"""What is still open before a report can be signed: what stops it, and what is only told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.model.period import Period
from tallystick.model.state import RegisterState, RequestState
from tallystick.records.models import Pending
from tallystick.services import ledger, operations
from tallystick.services.filing.sweep import stations_without_statement
from tallystick.services.home import Home
from tallystick.services.questions.asked import unanswered


@dataclass(frozen=True, slots=True)
class Risk:
    """Something open before signing; ``stops`` when it cannot be signed away with a reason."""

    code: str
    count: int
    stops: bool
    which: tuple[str, ...] = ()


def risks(home: Home, period: Period) -> tuple[Risk, ...]:
    """Everything open for ``period``: what stops a signature first."""
    state = ledger.state(home)
    inside = [one for one in state.requests.values() if one.received_on in period]
    found = (
        None if operations.adoption(home) else Risk("not_adopted", 1, stops=True),
        _risk("unconfirmed", _numbers(one for one in inside if one.confirmed is None and not one.erased), stops=True),
        _risk("unread", _unread(state, period), stops=True),
        _risk("no_sweep", stations_without_statement(home, period)),
        _risk("undecided", _numbers(one for one in inside if one.disposition_entry is None and not one.erased)),
        None if _compared(home, period) else Risk("no_counterpart_list", 1, stops=False),
        None if operations.handovers(home) else Risk("no_outside_holder", 1, stops=False),
        _risk("unanswered", tuple(one.number for one in unanswered(home))),
    )
    return tuple(risk for risk in found if risk)


def _risk(code: str, which: tuple[str, ...], *, stops: bool = False) -> Risk | None:
    return Risk(code, len(which), stops, which) if which else None


def _numbers(requests: Iterable[RequestState]) -> tuple[str, ...]:
    return tuple(sorted(one.number for one in requests))


def _unread(state: RegisterState, period: Period) -> tuple[str, ...]:
    waiting = [state.arrivals[row.entry] for row in Pending.objects.all()]
    return tuple(one.event.number for one in waiting if one.received_on in period)


def _compared(home: Home, period: Period) -> bool:
    """Whether the counterpart's list was compared with ours: a statement of the period is kept."""
    return (home.path / "statements" / period.name).is_dir()
