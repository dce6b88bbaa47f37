"""Fates in which something reached the department: a paper, a call, a voice, an officer at the desk.

Each function makes the rows of one fate on the workshop's bench. Must not know what can be proved of them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tallystick.model.words import Channel

from .places import CBP_OFFICES, FAX_SERVER, OWN, YEAR, own_facility
from .words import LIFT_CLOSED, Fate, PaperKind, PaperRole, StationNote
from .workshop import Draft, PaperDraft, Workshop

_CHANNELS = (Channel.FAX, Channel.MAIL, Channel.HAND)


def registered(shop: Workshop, count: int) -> None:
    """Requests that reached the register in time: by fax to a station mostly, some by mail or by hand."""
    for number in range(count):
        day = shop.pick_day(last=date(YEAR, 12, 14))
        channel = shop.rng.choices(_CHANNELS, weights=(7, 2, 1))[0]
        draft = _arrives(shop, Fate.REGISTERED, day, PaperRole.IN_TIME, channel)
        draft.lift_reason = shop.rng.choice(("", "", "Detainer Declined by LEA", "Booked into Detention"))
        _spoil(shop, draft, number)


def found_late(shop: Workshop, count: int) -> None:
    """Requests that lay at a station until somebody looked for them."""
    for number in range(count):
        draft = _arrives(shop, Fate.FOUND_LATE, shop.pick_day(), PaperRole.LATE, Channel.FAX)
        draft.lift_reason = shop.rng.choice(("", "", "", "Detainer Declined by LEA", "Case Closed"))
        _spoil(shop, draft, number)


def _arrives(shop: Workshop, fate: Fate, day: date, role: PaperRole, channel: Channel) -> Draft:
    station = shop.pick_station(day)
    facility = own_facility(station) if shop.rng.random() < 0.65 else OWN
    draft = shop.draft(fate, day, facility)
    at = shop.later(day, 3)
    if channel is Channel.FAX and shop.rng.random() < 0.12:
        shop.failed_call(station, at - timedelta(minutes=9))
    shop.send(draft, role, station, at, channel)
    return draft


def _spoil(shop: Workshop, draft: Draft, number: int) -> None:
    """Leave out of the first few rows what a link needs: birth date, sex, all numbers; or key the day wrong."""
    if number < 4 and draft.lift_reason in LIFT_CLOSED:
        draft.lift_reason = ""
    if number == 0:
        draft.lacks = {"born"}
    elif number == 1:
        draft.lacks = {"sex", "person_id"}
    elif number == 2:
        draft.lacks = {"born", "event_no", "file_no", "person_id"}
        draft.facility = OWN
    elif number == 3:
        draft.lacks = {"event_no"}
        draft.facility = OWN
        shift = shop.rng.randint(9, 30)
        early = draft.prepared.month == 1 or (draft.prepared.month < 12 and shop.rng.random() < 0.5)
        draft.listed = draft.prepared + timedelta(days=shift if early else -shift)


def next_year(shop: Workshop, count: int) -> None:
    """Prepared in the last days of the year, received in the first of the next: one of them soon after midnight."""
    midnight = datetime.combine(date(YEAR + 1, 1, 1), time(0, 10))
    for number in range(count):
        day = date(YEAR, 12, shop.rng.randint(29, 31))
        station = shop.pick_station(day, FAX_SERVER)
        draft = shop.draft(Fate.NEXT_YEAR, day, own_facility(station) if shop.rng.random() < 0.6 else OWN)
        at = midnight + timedelta(minutes=shop.rng.randrange(40)) if number == 0 else _early(shop, YEAR + 1)
        shop.send(draft, PaperRole.NEXT_YEAR, station, at, Channel.FAX)


def last_year(shop: Workshop, count: int) -> None:
    """The other edge: prepared at the end of the year before, received and registered in this one."""
    for number in range(count):
        draft = shop.draft(Fate.LAST_YEAR, date(YEAR - 1, 12, shop.rng.randint(28, 31)))
        at = datetime.combine(date(YEAR, 1, 1), time(0, 25)) if number == 0 else _early(shop, YEAR)
        shop.send(draft, PaperRole.IN_TIME, shop.rng.choice(("H1", "H2", "H4")), at, Channel.FAX)


def _early(shop: Workshop, year: int) -> datetime:
    return shop.moment(date(year, 1, shop.rng.randint(2, 4)))


def other_sender(shop: Workshop, count: int) -> None:
    """Requests of the border police: in the register, and in no list of the counterpart."""
    for _ in range(count):
        day = shop.pick_day()
        draft = shop.draft(Fate.OTHER_SENDER, day)
        shop.drafts.remove(draft)
        office = shop.rng.choice(CBP_OFFICES)
        draft.event_no = f"ZZB{draft.event_no[3:]}"
        station = shop.pick_station(day)
        channel = shop.rng.choice((Channel.MAIL, Channel.HAND))
        printed = shop.printed(draft, office, to=own_facility(station).name)
        at = shop.later(day)
        kind, role = PaperKind.REQUEST, PaperRole.IN_TIME
        shop.put(PaperDraft(kind, role, station, channel, at, "", office.name, printed, Fate.OTHER_SENDER))


def not_registered(shop: Workshop, count: int) -> None:
    """The line took the pages, the log shows it, and no request was ever entered. Two of them cannot be told apart."""
    for number in range(count - 2):
        day = shop.pick_day()
        known = number >= 2
        station = shop.logged_station(day) if known else shop.pick_station(day, ("H11",))
        draft = shop.draft(Fate.NOT_REGISTERED, day, own_facility(station) if known or number else OWN)
        shop.send(draft, PaperRole.NEVER_REGISTERED, station, shop.later(day), Channel.FAX)
    day = shop.pick_day()
    station = shop.logged_station(day)
    for _ in range(2):
        draft = shop.draft(Fate.NOT_REGISTERED, day, own_facility(station))
        shop.send(draft, PaperRole.NEVER_REGISTERED, station, shop.moment(day), Channel.FAX)


def failed_call(shop: Workshop, count: int) -> None:
    """The sender called and nothing whole came through; two rows do not say to which station."""
    for number in range(count):
        day = shop.pick_day()
        station = shop.logged_station(day)
        shop.draft(Fate.FAILED_CALL, day, own_facility(station) if number >= 2 else OWN)
        shop.failed_call(station, shop.later(day))


def out_of_order(shop: Workshop, count: int) -> None:
    """The number that was dialled did not answer; one row does not say to which station."""
    for station, (first, last) in shop.outages.items():
        text = "Line out of service, reported by the desk (INVENTED)"
        shop.notes.append(StationNote(station=station, kind="out_of_service", first=first, last=last, text=text))
    for number in range(count):
        station = shop.rng.choice(sorted(shop.outages))
        first, last = shop.outages[station]
        day = first + timedelta(days=shop.rng.randint(0, (last - first).days - 1))
        shop.draft(Fate.OUT_OF_ORDER, day, own_facility(station) if number else OWN)


def by_telephone(shop: Workshop, count: int) -> None:
    """Asked by telephone: the desk wrote it down, except once."""
    _without_paper(shop, Fate.BY_TELEPHONE, count, "telephone", "Asked by telephone, no paper (INVENTED)")


def in_person(shop: Workshop, count: int) -> None:
    """Asked by an officer at the desk: the desk wrote it down, except once."""
    _without_paper(shop, Fate.IN_PERSON, count, "in_person", "Officers at the desk asked, no paper (INVENTED)")


def _without_paper(shop: Workshop, fate: Fate, count: int, kind: str, text: str) -> None:
    for number in range(count):
        day = shop.pick_day()
        station = shop.pick_station(day)
        shop.draft(fate, day, own_facility(station))
        if number:
            noted = shop.later(day).date()
            shop.notes.append(StationNote(station=station, kind=kind, first=noted, last=noted, text=text))
