"""Small made registers for the tests of reports: invented, without names."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from tallystick import law
from tallystick.model.contacts import ContactKind, ContactNumber, Counterpart, CustodyMoment, Direction
from tallystick.model.events import Arrival, Contact, Disposition
from tallystick.model.period import Period, parse_period
from tallystick.model.state import ArrivalState, DocumentState, RegisterState, RequestState
from tallystick.model.words import Answer, AnswerField, Asked, Channel, EntryKind, FormKind, LineUse, StatedBasis

ROOT = Path(__file__).parents[2]
YEAR_2025: Period = parse_period("2025")
FORM = {
    Asked.HOLD: FormKind.I247A,
    Asked.NOTICE: FormKind.I247N,
    Asked.TRANSFER: FormKind.I247X,
    Asked.NOTHING: FormKind.OTHER,
}
STAMP = {"agency": "ZZ0990100", "station": "H1", "line": "fax-1", "by": "clerk"}


@cache
def harborton() -> law.Ordinance:
    path = ROOT / "src/tallystick/demo/data/harborton.toml"
    return law.load(path.read_text(encoding="utf-8"), path.name)


class Register:
    """Builds a state entry by entry, as replay would."""

    def __init__(self) -> None:
        self.state = RegisterState()

    def _next(self) -> int:
        self.state.size += 1
        return self.state.size - 1

    def arrival(self, on: date = date(2025, 5, 2)) -> int:
        entry = self._next()
        at = datetime.combine(on, time(15), UTC)
        event = Arrival(
            **STAMP, at=at, year=on.year, number=f"H1-{on.year}-{entry:04d}", channel=Channel.FAX,
            line_use=LineUse.DEDICATED, transport_id=str(entry), sha256="0" * 64, size=1, media="image/tiff", received_at=at,
        )  # fmt: skip
        self.state.arrivals[entry] = ArrivalState(entry=entry, event=event, received_on=on)
        return entry

    def document(self, kind: EntryKind, arrival: int | None = None) -> int:
        arrival = self.arrival() if arrival is None else arrival
        entry = self._next()
        self.state.arrivals[arrival].documents.append(entry)
        self.state.documents[entry] = DocumentState(
            entry=entry, arrival=arrival, document=0, kind=kind, form=FormKind.OTHER, edition="", pages=(0,)
        )
        return entry

    def request(
        self,
        *,
        on: date = date(2025, 5, 2),
        asked: Asked = Asked.HOLD,
        basis: tuple[StatedBasis, ...] = (StatedBasis.FINAL_ORDER,),
        confirmed: bool = True,
        answers: dict[AnswerField, Answer] | None = None,
        clause: str = "7-3-b-1",
        cents: int | None = None,
        supersedes: int | None = None,
        late: bool = False,
        withdrawn: bool = False,
        facts: dict[str, str] | None = None,
        moments: dict[CustodyMoment, datetime] | None = None,
        offense: str = "",
    ) -> int:
        arrival = self.arrival(on)
        entry = self.document(EntryKind.REQUEST, arrival)
        at = self.state.arrivals[arrival].event.received_at
        request = RequestState(
            entry=entry, arrival=arrival, number=f"H1-{on.year}-{entry:04d}", station="H1", line="fax-1", form=FORM[asked],
            asked=asked, basis=basis, received_at=at, received_on=on, registered_at=at, year=on.year, supersedes=supersedes,
        )  # fmt: skip
        self.state.requests[entry] = request
        request.confirmed = self._next() if confirmed else None
        request.late = self._next() if late else None
        request.withdrawn = self._next() if withdrawn else None
        if answers is not None:
            request.disposition_entry = self._next()
            request.answers |= answers
            request.disposition = Disposition(
                **STAMP, at=at, year=on.year, of=entry, answers=answers, ordinance="harborton", clause=clause,
                rule_period="2021", reimbursement_cents=cents, facts=facts or {}, moments=moments or {}, offense=offense,
            )  # fmt: skip
        return entry

    def warrant(self, form: FormKind, *, arrival: int | None = None, on: date = date(2025, 5, 2)) -> int:
        """An administrative warrant, alone or beside the request of an arrival."""
        entry = self.document(EntryKind.NOT_A_REQUEST, self.arrival(on) if arrival is None else arrival)
        self.state.documents[entry].form = form
        return entry

    def contact(self, kind: ContactKind, *, on: date = date(2025, 5, 2), **more: Any) -> int:
        entry = self._next()
        at = datetime.combine(on, time(15), UTC)
        plain: dict[str, Any] = {
            "channel": Channel.PHONE, "direction": Direction.ASKED_BY_THEM, "who": "", "asked_what": "",
            "counterpart": Counterpart.ICE_ERO, "numbers": {ContactNumber.PERSONS: 1},
        }  # fmt: skip
        self.state.contacts[entry] = Contact(**STAMP, at=at, year=on.year, happened_at=at, contact=kind, **plain | more)
        return entry
