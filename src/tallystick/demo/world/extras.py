"""What else a year brings: copies, strays on the lines, other places' rows, other people's custody, signed sweeps.

Nothing here is a unit of the two lists. Must not know what can be proved.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tallystick.demo.paper.content import ArrestWarrant, LabReport
from tallystick.model.words import Channel

from .elsewhere import book
from .places import (
    ELSEWHERE,
    FAX_SERVER,
    OFFICE_MACHINES,
    OTHER_CALLERS,
    OWN,
    RECORDS_OFFICE,
    SHARED_LINES,
    STATIONS,
    SWEPT_IN,
    YEAR,
    own_facility,
)
from .words import Fate, PaperKind, PaperRole, StationNote, StationSweep
from .workshop import CallDraft, Draft, PaperDraft, Workshop

MOST_PAPERS: Final = 55
_CLERKS: Final = ("Ruth Ashdown", "Oren Vail", "Mabel Quick", "Tomas Lund", "Ines Farrow", "Abe Corley")


def strays(shop: Workshop) -> None:
    """Papers that ask for nothing: a line test, a judge's warrant, a stranger's laboratory page, an empty page."""
    people = [shop.census.person() for _ in range(2)]
    day = shop.pick_day(last=date(YEAR, 11, 30))
    warrant = ArrestWarrant(
        case_no=f"INV-{shop.rng.randrange(1000, 9999)}",
        name=people[0].name,
        offense="Larceny (INVENTED)",
        judge="Hon. E. Specimen",
        issued=day,
    )
    page = LabReport(
        patient=people[1].name, date_of_birth=people[1].born, record=f"INV-{shop.rng.randrange(10_000)}", collected=day
    )
    hospital, court, *_, offers = OTHER_CALLERS
    for kind, station, sender, printed in (
        (PaperKind.LINE_TEST, "H2", RECORDS_OFFICE, None),
        (PaperKind.JUDICIAL_WARRANT, "H1", court, warrant),
        (PaperKind.MEDICAL, "H4", hospital, page),
        (PaperKind.JUNK, "H6", offers, None),
    ):
        at = shop.moment(day if printed else shop.pick_day(last=date(YEAR, 11, 30)))
        shop.put(PaperDraft(kind, PaperRole.IN_TIME, station, Channel.FAX, at, sender[1], sender[0], printed))


def inbox(shop: Workshop, count: int) -> None:
    """New requests of the next spring, left for the visitor to confirm."""
    for _ in range(count):
        day = date(YEAR + 1, 3, shop.rng.randint(16, 27))
        draft = shop.draft(Fate.NEXT_YEAR, day, OWN)
        shop.drafts.remove(draft)
        paper = shop.send(draft, PaperRole.INBOX, shop.rng.choice(FAX_SERVER), shop.moment(day), Channel.FAX)
        paper.fate = None


def copies(shop: Workshop) -> None:
    """Some requests come again by another transmission: one with the same bytes, the others scanned anew."""
    room = MOST_PAPERS - sum(paper.role is not PaperRole.NEVER_REGISTERED for paper in shop.papers)
    first = [
        paper
        for paper in shop.papers
        if paper.role is PaperRole.IN_TIME and paper.kind is PaperKind.REQUEST and paper.channel is Channel.FAX
    ]
    for number, paper in enumerate(shop.rng.sample(first, min(4, room))):
        at = paper.at + timedelta(minutes=shop.rng.randint(15, 600))
        day = paper.at.date()
        station = paper.station if number % 2 == 0 else shop.pick_station(day, FAX_SERVER)
        again = replace(
            paper, kind=PaperKind.COPY, at=at, station=station, copy_of=paper, same_bytes=number == 0, fate=None
        )
        shop.put(again)


def other_calls(shop: Workshop) -> None:
    """Calls of others on the shared lines and the office machines: a hospital, a court, a shop."""
    for _ in range(shop.rng.randint(24, 34)):
        caller, number = shop.rng.choice(OTHER_CALLERS)
        station = shop.rng.choice((*sorted(SHARED_LINES), *OFFICE_MACHINES))
        pages = shop.rng.randint(1, 6)
        at = shop.moment(shop.pick_day())
        shop.calls.append(CallDraft(station, at, number, caller.removesuffix(" (INVENTED)").upper(), pages))


def other_rows(shop: Workshop) -> list[Draft]:
    """Rows of other places, and of this city in other years: none belongs to the city's year."""
    made = []
    for _ in range(shop.rng.randint(310, 370)):
        day = shop.pick_day(date(YEAR - 1, 12, 1), date(YEAR + 1, 1, 31))
        made.append(shop.draft(Fate.NEVER_SENT, day, shop.rng.choice(ELSEWHERE)))
    for _ in range(shop.rng.randint(8, 12)):
        december = shop.rng.random() < 0.5
        day = date(YEAR - 1, 12, shop.rng.randint(1, 27)) if december else date(YEAR + 1, 1, shop.rng.randint(8, 31))
        made.append(shop.draft(Fate.NEVER_SENT, day, own_facility(shop.rng.choice(STATIONS))))
    for draft in made:
        shop.drafts.remove(draft)
        draft.lift_reason = shop.rng.choice(
            ("", "", "Booked into Detention", "Case Closed", "Detainer Declined by LEA")
        )
        if shop.rng.random() < 0.13:
            draft.lacks = {"file_no", "person_id"}
    return made


def other_custody(shop: Workshop) -> None:
    """Bookings of people who were there when the form was prepared, and of people whom nobody asked for."""
    for draft in [each for each in shop.drafts if each.fate in (Fate.REGISTERED, Fate.FOUND_LATE, Fate.NEVER_SENT)]:
        if shop.rng.random() < 0.5 and "born" not in draft.lacks:
            booked = draft.prepared - timedelta(days=shop.rng.randint(0, 1))
            book(shop, draft, booked, draft.prepared + timedelta(days=shop.rng.randint(1, 3)), "district court")
    for _ in range(shop.rng.randint(90, 120)):
        day = shop.pick_day()
        stranger = Draft(Fate.NEVER_SENT, shop.census.person(), day, OWN, "")
        released = None if shop.rng.random() < 0.04 else day + timedelta(days=shop.rng.randint(0, 3))
        book(shop, stranger, day, released, shop.rng.choice(("bail", "court, released", "county jail")))


def journals(shop: Workshop) -> None:
    """Each station says for which days its line's log is whole."""
    for station, spans in shop.covered.items():
        for first, last in spans:
            text = "Line log complete, signed by the station (INVENTED)"
            shop.notes.append(StationNote(station=station, kind="log_complete", first=first, last=last, text=text))


def sweeps(shop: Workshop) -> tuple[StationSweep, ...]:
    """After the year each station looks, and signs what it found, zero included."""
    days = (SWEPT_IN[1] - SWEPT_IN[0]).days
    late = [paper.station for paper in shop.papers if paper.role is PaperRole.LATE]
    return tuple(
        StationSweep(
            station=station,
            on=SWEPT_IN[0] + timedelta(days=round(number * days / len(STATIONS))),
            found=late.count(station),
            signed_by=f"Sgt. {shop.rng.choice(_CLERKS)} (INVENTED)",
        )
        for number, station in enumerate(STATIONS)
    )
