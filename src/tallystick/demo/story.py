"""The whole story of the invented city, told with the real services, in the order in which it happened.

1 the year is drawn from a seed; 2 its papers and files are written; 3 papers are received, read, confirmed and
disposed, the report is filed, stations are swept, the amended report is filed; 4 both lists are reconciled; 5 all that
was written is published and verified.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from importlib import resources
from pathlib import Path

from tallystick.demo.drawing import bytes_of
from tallystick.demo.played import AUTHOR, CLERK, COUNSEL, PlayedClerk, actor
from tallystick.demo.world import Paper, PaperRole, World, make_world
from tallystick.demo.world.places import AGENCY, FILED_ON
from tallystick.demo.world.writing import WorldFiles
from tallystick.model.actor import system
from tallystick.model.period import Period, parse_period
from tallystick.model.reading import Reading
from tallystick.model.words import Channel, Role
from tallystick.services import current
from tallystick.services.filing.report import prepare, sign
from tallystick.services.filing.sweep import Find, enter_late, state_sweep
from tallystick.services.home import Home, create_home, open_home
from tallystick.services.intake import readings
from tallystick.services.intake.originals import read_original
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.intake.work import read_pending, readers
from tallystick.services.operations import adopt, anchor
from tallystick.services.outside.handover import hand_over
from tallystick.services.setup import make_database
from tallystick.services.users import add_user, station_link

LOGIN, PASSWORD = "demo", "harborton-is-invented"
ORDINANCE = "harborton"
AMENDED_ON = date(2026, 3, 9)
SWEEP_REASON = "the stations' own search is set for February; an amended report will follow"


@dataclass
class Clock:
    """The story's own time: set by what happens, a second further at every look."""

    now: datetime

    def __call__(self) -> datetime:
        """Tell the story's time (UTC)."""
        self.now += timedelta(seconds=1)
        return self.now

    def at(self, moment: datetime) -> None:
        """Go to a moment; the clock never goes back."""
        self.now = max(self.now, moment)


@dataclass
class Told:
    """The story so far: what later steps and the score need."""

    folder: Path
    world: World
    home: Home
    clock: Clock
    period: Period
    seconds: dict[str, float] = field(default_factory=dict)
    link: str = ""
    entries: dict[str, int] = field(default_factory=dict)
    papers: int = 0
    files: WorldFiles = field(init=False)

    @contextmanager
    def step(self, name: str, say: Callable[[str], None]) -> Iterator[None]:
        """Tell a step and keep how long it took."""
        say(name)
        begun = time.monotonic()
        yield
        self.seconds[name] = round(time.monotonic() - begun, 1)


def begin(folder: Path, seed: int) -> Told:
    """Draw the year and make the home, with its own ordinance and one outside holder."""
    world = make_world(seed)
    home = _make_home(folder / "home")
    clock = Clock(datetime(world.year, 1, 2, 14, 0, tzinfo=UTC))
    home.clock = clock
    current.use(home)
    make_database(home)
    return Told(folder, world, home, clock, parse_period(str(world.year)))


def _make_home(path: Path) -> Home:
    made = create_home(path, agency=AGENCY, ordinance=ORDINANCE, origin="harborton.invalid", invented=True)
    file = resources.files("tallystick.demo.data") / f"{ORDINANCE}.toml"
    (path / "ordinances" / f"{ORDINANCE}.toml").write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with (path / "tallystick.toml").open("a", encoding="utf-8") as more:
        more.write(
            '\n[counterpart]\nname = "ICE"\nscope = "city"\n'
            '\n[[holder]]\nname = "Harborton City Clerk (INVENTED)"\nfolder = "../city-clerk"\n'
        )
    return open_home(made.path)


def people(told: Told) -> None:
    """Add the demo login with every role, and a link with which a station sends a page."""
    add_user(LOGIN, (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR), PASSWORD)
    told.link = station_link(told.home, "H3", LOGIN)
    adopt(told.home, actor(told.home, COUNSEL, Role.LEGAL), counsel="L. Adviser (INVENTED)")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A paper's bytes, and the reading that a reader process has begun."""

    paper: Paper
    data: bytes
    reading: Future[Reading]


def draw(told: Told, pool: Executor) -> Iterator[Arrived]:
    """Draw every paper that intake gets and hand each to the readers; they work ahead of the story's clock."""
    given = told.world.given()
    drawn = {one.id: pool.submit(bytes_of, one) for one in given if not one.same_bytes}
    data = {name: made.result() for name, made in drawn.items()}
    begun: dict[str, Future[Reading]] = {}
    arrived = []
    for paper in given:
        its = data[paper.copy_of if paper.same_bytes else paper.id]
        digest = hashlib.sha256(its).hexdigest()
        if digest not in begun:
            begun[digest] = pool.submit(read_original, its, digest)
        arrived.append(Arrived(paper, its, begun[digest]))
    told.papers = len(arrived)
    yield from arrived


def live(told: Told, arrived: list[Arrived], say: Callable[[str], None]) -> None:
    """Live through the year and what came after it."""
    clerk = PlayedClerk(told.home, {})
    by_role = {role: [one for one in arrived if one.paper.role is role] for role in PaperRole}
    for one in by_role[PaperRole.IN_TIME]:
        _take_in(told, clerk, one, say)
    _sign(told, FILED_ON, SWEEP_REASON)
    say("  31 Dec 2025  the report for the year is filed")
    for one in by_role[PaperRole.NEXT_YEAR]:
        _take_in(told, clerk, one, say)
    _swept(told, clerk, by_role[PaperRole.LATE], say)
    _sign(told, AMENDED_ON, "")
    say("  09 Mar 2026  the amended report is filed")
    for one in by_role[PaperRole.INBOX]:
        _take_in(told, clerk, one, say, confirmed=False)


def _take_in(
    told: Told, clerk: PlayedClerk, one: Arrived, say: Callable[[str], None], *, confirmed: bool = True
) -> None:
    paper = one.paper
    _month_ends(told, paper.received_at)
    told.clock.at(paper.received_at + timedelta(minutes=1))
    readings.keep(told.home, one.reading.result())
    who = system(told.home.agency.ori)
    received = receive(told.home, who, _transmission(one))
    told.entries[paper.transport_id] = received.entry
    read_pending(told.home, who)
    if confirmed:
        told.clock.at(told.clock.now + timedelta(hours=2))
        clerk.handle(paper, received.entry)
    say(f"  {paper.received_at:%d %b %Y}  {received.number}  {paper.channel.value:<5} {paper.kind.value}")


def _transmission(one: Arrived) -> Transmission:
    paper = one.paper
    suffix = "eml" if paper.channel is Channel.MAIL else "tif"
    return Transmission(
        data=one.data,
        channel=paper.channel,
        station=paper.station,
        line=paper.line,
        transport_id=paper.transport_id,
        received_at=paper.received_at,
        sender=f"{paper.sender_name} {paper.sender_number}".strip(),
        file_name=f"{paper.id}.{suffix}",
    )


def _month_ends(told: Told, upcoming: datetime) -> None:
    """Anchor the register and give a checkpoint outside at the end of every month that has passed."""
    while (month := _next_month(told.clock.now)) < upcoming:
        told.clock.at(month)
        anchor(told.home)
        hand_over(told.home)


def _next_month(now: datetime) -> datetime:
    first = now.replace(day=1, hour=5, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)


def _sign(told: Told, day: date, reason: str) -> None:
    told.clock.at(_local(told, day, 16))
    prepare(told.home, actor(told.home, CLERK, Role.CLERK), told.period, reason=reason)
    sign(told.home, actor(told.home, AUTHOR, Role.AUTHOR), told.period)
    hand_over(told.home)


def _local(told: Told, day: date, hour: int) -> datetime:
    return datetime.combine(day, clock_time(hour), tzinfo=told.home.zone).astimezone(UTC)


def _swept(told: Told, clerk: PlayedClerk, late: list[Arrived], say: Callable[[str], None]) -> None:
    """Each station states what it found; what it found is entered as late, read and confirmed."""
    who = actor(told.home, CLERK, Role.CLERK)
    for sweep in sorted(told.world.sweeps, key=lambda one: (one.on, one.station)):
        told.clock.at(_local(told, sweep.on, 10))
        entry = state_sweep(
            told.home, who, station=sweep.station, period=told.period, found=sweep.found, signed_by=sweep.signed_by
        )
        for one in (paper for paper in late if paper.paper.station == sweep.station):
            readings.keep(told.home, one.reading.result())
            reached = told.home.local_day(one.paper.received_at)
            received = enter_late(told.home, who, Find(_transmission(one), reached, "in a tray"), sweep=entry)
            told.entries[one.paper.transport_id] = received.entry
            read_pending(told.home, system(told.home.agency.ori))
            clerk.handle(one.paper, received.entry)
        say(f"  {sweep.on:%d %b %Y}  {sweep.station} looked and states {sweep.found}")


def pool(processes: int) -> Executor:
    """Open the pool that draws and reads."""
    return readers(processes)
