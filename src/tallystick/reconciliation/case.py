"""All that a statement may lean on, gathered once: rows, links, requests, evidence and the place. No rule is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tallystick.model.lists import Call, Evidence, Registered, Row
from tallystick.model.period import Period
from tallystick.model.reasons import Grade, Reason
from tallystick.model.words import Asked

from .linkage.levels import Field
from .linking import Candidate, Link
from .population import Place
from .reasons.duplicates import Repeat
from .rules import Rules, event_day


@dataclass(frozen=True, slots=True)
class Claim:
    """A reason that the evidence supports for one unit, its grade and the evidence in words."""

    reason: Reason
    grade: Grade
    why: str


@dataclass(frozen=True, slots=True)
class Case:
    """The compared rows in the order of the file, the requests, the links between them, the evidence and the rules.

    ``reviews`` are, by the row's position, the requests that a row may be where that is for a person to decide.
    ``places_named`` is whether the list names facilities or cities at all; ``set_aside`` are particulars that no link
    rests on, because their column does not seem to belong to its rows.
    """

    rows: tuple[Row, ...]
    requests: tuple[Registered, ...]
    links: dict[int, Link]
    evidence: Evidence
    place: Place
    period: Period
    named: bool
    rules: Rules = field(default_factory=Rules)
    repeats: Mapping[int, Repeat] = field(default_factory=dict)
    reviews: Mapping[int, tuple[Candidate, ...]] = field(default_factory=dict)
    places_named: bool = True
    set_aside: tuple[Field, ...] = ()

    def local_day(self, moment: datetime) -> date:
        """The agency's calendar day of a moment; one without a zone is local already."""
        return moment.astimezone(ZoneInfo(self.place.agency.zone)).date() if moment.tzinfo else moment.date()

    def federal_calls(self, station: str) -> list[Call]:
        """The calls of a station's lines from a telephone number or mail address of the counterpart."""
        known = {caller(number) for number in self.evidence.federal_senders} - {""}
        return [call for call in self.evidence.calls if call.station == station and caller(call.sender) in known]

    def counted(self, request: Registered) -> bool:
        """Whether a request asks for a hold and its day lies in the period: list B as corrected."""
        day = event_day(request, self.rules.event)
        return request.asked is Asked.HOLD and (request.in_filed_figure or (day is not None and day in self.period))


def caller(number: str) -> str:
    """Who called, comparable: a mail address without case, or a telephone number's last ten digits."""
    if "@" in number:
        return number.strip().casefold()
    return "".join(sign for sign in number if sign.isdigit())[-10:]
