"""Work is done once: two workers, a claim that ran out, a clock that jumped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desk import SYSTEM, document, reading_of

from conftest import Clock
from tallystick.model.words import Channel
from tallystick.records.models import Pending
from tallystick.register import sums
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import readings, work
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.intake.work import Taken, read_pending

AT = datetime(2025, 3, 4, 15, 0, tzinfo=UTC)


def test_an_arrival_that_another_worker_did_meanwhile_is_not_classed_twice(home: Home, clock: Clock) -> None:
    readings.keep(home, reading_of(b"one", document()))
    receive(home, SYSTEM, Transmission(b"one", Channel.FAX, "H1", transport_id="1", received_at=AT))
    inner: list[Taken] = []
    real = work._read

    def slow(home: Home, digest: str) -> object:
        if not inner:
            clock.now += timedelta(hours=1)
            inner.append(Taken(-1, "", (), ()))
            inner[:] = read_pending(home, SYSTEM)
        return real(home, digest)

    work._read = slow  # type: ignore[assignment]
    try:
        (outer,) = read_pending(home, SYSTEM)
    finally:
        work._read = real
    assert (outer.kinds, outer.entries) == (inner[0].kinds, inner[0].entries) == (("request",), (1,))
    assert (ledger.state(home).size, Pending.objects.count()) == (2, 0)
    assert all(one.closes for one in sums.of(ledger.state(home)))
