"""The bench on which an invented year is put together: drafts that are still being changed, and how a paper is sent.

Draws people, days, stations and moments; sends papers and makes the calls that the lines see. Must not know which fates
there are to be, nor what can be proved of them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from tallystick.demo.paper.content import ArrestWarrant, Filled, LabReport
from tallystick.model.words import Channel, FormKind, StatedBasis

from .people import Census, Person
from .places import ERO_OFFICES, FAX_SERVER, NO_LOG, OWN, STATIONS, YEAR, Facility, Office, own_facility
from .words import I247A_2017, I247A_2025, I247G, Booking, Fate, LogKind, PaperKind, PaperRole, StationNote

_FIRST, _LAST = date(YEAR, 1, 2), date(YEAR, 12, 18)
_LOG_ENDS = date(YEAR + 1, 1, 15)
_BASES: Final = (
    (StatedBasis.FINAL_ORDER,),
    (StatedBasis.PENDING_PROCEEDINGS,),
    (StatedBasis.BIOMETRIC,),
    (StatedBasis.BIOMETRIC, StatedBasis.STATEMENTS),
    (StatedBasis.STATEMENTS,),
)
_EVENT_LETTERS: Final = {"Port Lydd": "ZZP", "West Quay": "ZZW", "Far Coast": "ZZF", "Lydd Harbor": "ZZB"}


@dataclass(slots=True, eq=False)
class PaperDraft:
    """A transmission in the making; ``at`` is the agency's local time."""

    kind: PaperKind
    role: PaperRole
    station: str
    channel: Channel
    at: datetime
    sender_number: str
    sender_name: str
    printed: Filled | ArrestWarrant | LabReport | None = None
    fate: Fate | None = None
    copy_of: PaperDraft | None = None
    same_bytes: bool = False
    transport_id: str = ""
    name: str = ""


@dataclass(slots=True, eq=False)
class CallDraft:
    """A call in the making; ``paper`` is what it brought, if that is one of ours."""

    station: str
    at: datetime
    number: str
    caller: str
    pages: int
    failure: str = ""
    paper: PaperDraft | None = None
    transport_id: str = ""
    log: LogKind = LogKind.NONE


@dataclass(slots=True, eq=False)
class Draft:
    """A row of the other side's list in the making. ``listed`` is the day that its office keyed, if keyed wrong."""

    fate: Fate
    person: Person
    prepared: date
    facility: Facility
    event_no: str
    form: str = I247A_2017
    lift_reason: str = ""
    resume_custody: bool = False
    listed: date | None = None
    lacks: set[str] = field(default_factory=set)
    paper: PaperDraft | None = None
    after: Draft | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is left out of it or keyed wrong."""
        return not self.lacks and self.listed is None


class Workshop:
    """Everything made so far, and the one source of chance."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.census = Census(rng)
        self.drafts: list[Draft] = []
        self.papers: list[PaperDraft] = []
        self.calls: list[CallDraft] = []
        self.notes: list[StationNote] = []
        self.custody: list[Booking] = []
        self.covered = self._coverage()
        self.outages = self._outages()
        self._events = rng.randrange(100, 400)

    def _coverage(self) -> dict[str, list[tuple[date, date]]]:
        """For which days each station's log is whole.

        One log was lost in spring, one line joined in summer, one machine's reports were kept for half a year, one's
        never.
        """
        lost = date(YEAR, 4, 1) + timedelta(days=self.rng.randrange(10))
        spans = {station: [(date(YEAR, 1, 1), _LOG_ENDS)] for station in STATIONS if station != NO_LOG}
        spans["H5"] = [(date(YEAR, 1, 1), lost), (lost + timedelta(days=45), _LOG_ENDS)]
        spans["H8"] = [(date(YEAR, 7, 1), _LOG_ENDS)]
        spans["H10"] = [(date(YEAR, 1, 1), date(YEAR, 6, 30))]
        return spans

    def _outages(self) -> dict[str, tuple[date, date]]:
        found = {}
        for station, month in zip(self.rng.sample(("H1", "H2", "H3", "H6"), 2), (3, 9), strict=True):
            first = date(YEAR, month, 1) + timedelta(days=self.rng.randrange(40))
            found[station] = first, first + timedelta(days=self.rng.randrange(5, 10))
        return found

    def pick_day(self, first: date = _FIRST, last: date = _LAST) -> date:
        """A day of the year; about one in five on a weekend, as in the public releases."""
        day = first + timedelta(days=self.rng.randrange((last - first).days + 1))
        return self.pick_day(first, last) if day.weekday() >= 5 and self.rng.random() < 0.4 else day

    def moment(self, day: date) -> datetime:
        """A local minute of that day, by night too (never in the hour that the clocks skip)."""
        hour = self.rng.choices((0, *range(3, 24)), weights=(1, *[2] * 4, *[5] * 12, *[3] * 5))[0]
        return datetime.combine(day, time(hour, self.rng.randrange(60)))

    def later(self, day: date, slowest: int = 1) -> datetime:
        """When a paper of that day is sent: the same day mostly, else up to ``slowest`` days later."""
        wait = 0 if self.rng.random() < 0.7 else self.rng.randint(1, slowest)
        return self.moment(day + timedelta(days=wait))

    def logged(self, station: str, day: date) -> bool:
        """Whether the station's log of that day has come down to us."""
        return any(first <= day <= last for first, last in self.covered.get(station, ()))

    def pick_station(self, day: date, among: tuple[str, ...] = STATIONS) -> str:
        """A station whose line works in the days around ``day``."""

        def works(station: str) -> bool:
            first, last = self.outages.get(station, (date.max, date.max))
            return not first - timedelta(days=4) <= day <= last + timedelta(days=1)

        return self.rng.choice([station for station in among if works(station)])

    def logged_station(self, day: date) -> str:
        """A station whose line works and whose log covers the days after ``day``."""
        soon = day + timedelta(days=2)
        among = tuple(s for s in STATIONS if self.logged(s, day) and self.logged(s, soon))
        return self.pick_station(day, among)

    def pick_office(self) -> Office:
        """A federal office of the counterpart."""
        return self.rng.choices(ERO_OFFICES, weights=(6, 3, 2))[0]

    def event_no(self, office: Office, day: date) -> str:
        """An event number of that office: three letters, year and month, six digits that rise."""
        self._events += self.rng.randint(1, 9)
        letters = next(code for place, code in _EVENT_LETTERS.items() if place in f"{office.name} {office.address}")
        return f"{letters}{day:%y%m}{self._events:06d}"

    def draft(self, fate: Fate, day: date, facility: Facility = OWN, person: Person | None = None) -> Draft:
        """A new row of the list."""
        form = I247A_2025 if day >= date(YEAR, 5, 12) and self.rng.random() < 0.55 else I247A_2017
        made = Draft(fate, person or self.census.person(), day, facility, self.event_no(self.pick_office(), day), form)
        self.drafts.append(made)
        return made

    def printed(self, draft: Draft, office: Office, form: FormKind = FormKind.I247A, to: str = "") -> Filled:
        """The form that tells of a draft."""
        person = draft.person
        return Filled(
            form=form,
            subject_id=person.subject_id,
            file_no=person.file_no,
            event_no=draft.event_no,
            prepared=draft.prepared,
            to=f"{to or draft.facility.name}\nHarborton, New Havenshire (INVENTED)",
            from_office=f"{office.name}\n{office.address}",
            name=person.name,
            date_of_birth=person.born,
            citizenship=person.citizenship,
            sex=person.sex,
            basis=self.rng.choice(_BASES),
            officer=f"{self.rng.choice('ABDEGHKLMNRSTW')}. Specimen, Deportation Officer",
        )

    def send(self, draft: Draft, role: PaperRole, station: str, at: datetime, channel: Channel) -> PaperDraft:
        """Send a draft's form to a station; over the telephone it makes a call."""
        office = self.pick_office()
        draft.event_no = self.event_no(office, draft.prepared)
        notice = draft.form == I247G
        form = FormKind.I247G if notice else FormKind.I247A
        paper = PaperDraft(
            kind=PaperKind.NOTICE_ONLY if notice else PaperKind.REQUEST,
            role=role,
            station=station,
            channel=channel,
            at=at,
            sender_number=self.rng.choice(office.numbers) if channel is Channel.FAX else "",
            sender_name=office.name,
            printed=self.printed(draft, office, form, own_facility(station).name),
            fate=draft.fate,
        )
        draft.paper = paper
        return self.put(paper)

    def put(self, paper: PaperDraft) -> PaperDraft:
        """Keep a paper, and the call that brought it if it came by fax."""
        self.papers.append(paper)
        if paper.channel is Channel.FAX:
            pages = 1 if paper.kind is not PaperKind.REQUEST else self.rng.choice((3, 3, 4, 5))
            caller = paper.sender_name.removesuffix(" (INVENTED)").upper()
            self.calls.append(CallDraft(paper.station, paper.at, paper.sender_number, caller, pages, paper=paper))
        return paper

    def failed_call(self, station: str, at: datetime) -> None:
        """A call of a federal office that brings nothing whole."""
        office = self.pick_office()
        pages = self.rng.choice((0, 0, 0, 1))
        failure = (
            "T.30 T2 timeout, expected signal not received"
            if pages
            else self.rng.choice(
                ("No carrier detected", "Failed to properly open V.29 carrier", "RSPREC error/got DCN")
            )
        )
        number = self.rng.choice(office.numbers)
        self.calls.append(CallDraft(station, at, number, office.short, pages, failure))


def number_transmissions(shop: Workshop) -> None:
    """Give every call and paper its channel's own name for it, in the order of time, and say which log shows it."""
    commid, jobs = 4100, dict.fromkeys(STATIONS, 5000)
    for call in sorted(shop.calls, key=lambda call: (call.at, call.station)):
        if server := call.station in FAX_SERVER:
            commid += shop.rng.randint(1, 3)
        jobs[call.station] += 1
        call.transport_id = f"{commid:09d}" if server else f"{call.station}-{jobs[call.station]:05d}"
        if shop.logged(call.station, call.at.date()):
            call.log = LogKind.HYLAFAX if server else LogKind.JOURNAL
        if call.paper:
            call.paper.transport_id = call.transport_id
    for number, paper in enumerate(sorted(shop.papers, key=lambda paper: paper.at), start=1):
        paper.name = f"P{number:03d}"
        if paper.channel is Channel.MAIL:
            paper.transport_id = f"<{paper.at:%Y%m%d.%H%M}.{number:04d}@port-lydd.example>"
        elif paper.channel is Channel.HAND:
            paper.transport_id = f"{paper.station}-desk-{paper.at:%Y%m%d-%H%M}"
