"""Fates in which no paper reached the department: sent to others, sent twice, closed, too late, or never sent.

Each function makes the rows of one fate on the workshop's bench. Must not know what can be proved of them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tallystick.model.words import Channel

from .places import (
    CAMPUS,
    COURT,
    FAX_SERVER,
    HOLDROOM,
    JAILS,
    MARSHALS,
    OWN,
    SAME_NAME,
    STATIONS,
    YEAR,
    Facility,
    own_facility,
)
from .words import I247G, LIFT_CLOSED, LIFT_DUPLICATE, LIFT_LEFT, LIFT_SUPERSEDED, Booking, Fate, PaperRole
from .workshop import Draft, Workshop

_OTHER_LIFTS = ("", "", "", "Booked into Detention", "Detainer Declined by LEA")


def other_state(shop: Workshop, count: int) -> None:
    """Meant for, or sent to, the police of another Harborton; one row leaves the state out."""
    for number in range(count):
        facility = SAME_NAME if number else replace(SAME_NAME, state="")
        _elsewhere(shop, Fate.OTHER_STATE, facility)


def sheriff(shop: Workshop, count: int) -> None:
    """Sent to the county jail; two rows name the police all the same."""
    for number in range(count):
        _elsewhere(shop, Fate.SHERIFF, shop.rng.choice(JAILS) if number >= 2 else OWN)


def court(shop: Workshop, count: int) -> None:
    """Sent to the court's lock-up."""
    for _ in range(count):
        _elsewhere(shop, Fate.COURT, COURT)


def marshals(shop: Workshop, count: int) -> None:
    """Sent to the marshals, who hold people in the same city."""
    for _ in range(count):
        _elsewhere(shop, Fate.MARSHALS, MARSHALS)


def campus(shop: Workshop, count: int) -> None:
    """Sent to the campus police, whose ORI has the same first seven characters; one row names the city's police."""
    for number in range(count):
        _elsewhere(shop, Fate.CAMPUS, CAMPUS if number else OWN)


def holdroom(shop: Workshop, count: int) -> None:
    """Never left the sender's own hold room, which bears the city's name."""
    for _ in range(count):
        _elsewhere(shop, Fate.HOLDROOM, HOLDROOM)


def _elsewhere(shop: Workshop, fate: Fate, facility: Facility) -> Draft:
    draft = shop.draft(fate, shop.pick_day(), facility)
    known = facility is not OWN and facility.state
    draft.lift_reason = shop.rng.choice((*_OTHER_LIFTS, *LIFT_CLOSED[:1]) if known else _OTHER_LIFTS)
    return draft


def _anywhere(shop: Workshop, fate: Fate, day: date | None = None) -> Draft:
    """A row of the department itself: of a district, or of none."""
    day = day or shop.pick_day()
    plain = shop.rng.random() < 0.25
    return shop.draft(fate, day, OWN if plain else own_facility(shop.pick_station(day)))


def notice_only(shop: Workshop, count: int) -> None:
    """The form that asks for notice of release and for no hold; two of them reached the register."""
    for number in range(count):
        draft = _anywhere(shop, Fate.NOTICE_ONLY, shop.pick_day(first=date(YEAR, 3, 4)))
        draft.form = I247G
        if number < 2:
            station = shop.pick_station(draft.prepared, FAX_SERVER)
            shop.send(draft, PaperRole.IN_TIME, station, shop.later(draft.prepared), Channel.FAX)


def box_2(shop: Workshop, count: int) -> None:
    """A person whom the sender lent to the city for a proceeding, and asks back."""
    for _ in range(count):
        _anywhere(shop, Fate.BOX_2).resume_custody = True


def closed(shop: Workshop, count: int) -> None:
    """The sender closed the matter before it sent anything; three rows do not say so."""
    for number in range(count):
        draft = _anywhere(shop, Fate.CLOSED)
        draft.lift_reason = "" if number < 3 else shop.rng.choice(LIFT_CLOSED)


def person_left(shop: Workshop, count: int) -> None:
    """The person had left before anything was sent: the list says so, or custody does, or both, or neither (two)."""
    for number in range(count):
        draft = _anywhere(shop, Fate.PERSON_LEFT)
        if number >= count // 2:
            draft.lift_reason = LIFT_LEFT
        if number >= 2 and number % 4:
            _had_left(shop, draft)


def _had_left(shop: Workshop, draft: Draft) -> None:
    released = draft.prepared - timedelta(days=shop.rng.randint(1, 4))
    booked = released - timedelta(days=shop.rng.randint(0, 2))
    book(shop, draft, booked, released, shop.rng.choice(("bail", "court, released", "no charge")))


def book(shop: Workshop, draft: Draft, booked: date, released: date | None, to: str) -> None:
    """Put a person into the custody extract, spelled as a desk spells: hyphens and now and then another letter."""
    person = draft.person
    family, _, given = person.name.title().partition(", ")
    if shop.rng.random() < 0.2:
        family = family.replace(" ", "-")
    if shop.rng.random() < 0.1:
        family = family.removesuffix("s") if family.endswith("s") else f"{family}s"
    shop.custody.append(
        Booking(
            name=f"{family}, {given}",
            born=person.born,
            sex=person.sex,
            booked=booked,
            released=released,
            released_to=f"{to} (INVENTED)" if released else "",
        )
    )


def never_sent(shop: Workshop, count: int) -> None:
    """Prepared and never sent. Two are of people whom a redacted list cannot tell from others that were received."""
    for double in shop.rng.sample([each for each in shop.drafts if _could_have_double(each)], 2):
        _double(shop, double)
    for number in range(count - 2):
        day = shop.pick_day()
        if number % 6 == 0:
            facility = OWN
        elif number % 6 == 1:
            unlogged = tuple(station for station in STATIONS if not shop.logged(station, day))
            facility = own_facility(shop.pick_station(day, unlogged))
        else:
            facility = own_facility(shop.logged_station(day))
        shop.draft(Fate.NEVER_SENT, day, facility).lift_reason = shop.rng.choice(_OTHER_LIFTS)


def _could_have_double(draft: Draft) -> bool:
    return draft.fate in (Fate.REGISTERED, Fate.FOUND_LATE) and draft.whole


def _double(shop: Workshop, other: Draft) -> None:
    """Another person of the same birth year, sex and country, of the same day."""
    born = date(other.person.born.year, shop.rng.randint(1, 12), shop.rng.randint(1, 28))
    stranger = shop.census.person()
    person = replace(stranger, born=born, sex=other.person.sex, citizenship=other.person.citizenship)
    shop.draft(Fate.NEVER_SENT, other.prepared, OWN, person)


def duplicate(shop: Workshop, count: int) -> None:
    """The same request in two rows: marked by its own office, shown by person and day, or (once) not."""
    received = [draft for draft in shop.drafts if _could_have_double(draft)]
    others = [draft for draft in shop.drafts if draft.fate in (Fate.NEVER_SENT, Fate.CLOSED) and draft.whole]
    marked = count // 2
    originals = shop.rng.sample(received, marked - 2) + shop.rng.sample(others, count - marked + 2)
    for number, original in enumerate(originals):
        draft = shop.draft(Fate.DUPLICATE, original.prepared, original.facility, original.person)
        draft.after, draft.form = original, original.form
        if number < marked:
            draft.event_no, draft.lift_reason = original.event_no, LIFT_DUPLICATE
        elif number == count - 1:
            draft.facility, draft.lacks = OWN, {"person_id", "file_no"}


def superseded(shop: Workshop, count: int) -> None:
    """An earlier row for the same person, replaced by a newer form; one row does not say so."""
    fates = (Fate.FOUND_LATE, Fate.REGISTERED, Fate.NEVER_SENT)
    newer = [each for each in shop.drafts if each.fate in fates and each.whole and each.prepared > date(YEAR, 2, 15)]
    unsent = next(each for each in newer if each.fate is Fate.NEVER_SENT)
    newer.remove(unsent)
    for number, replacement in enumerate((unsent, *shop.rng.sample(newer, count - 1))):
        day = replacement.prepared - timedelta(days=shop.rng.randint(4, 35))
        draft = shop.draft(Fate.SUPERSEDED, day, replacement.facility if number else OWN, replacement.person)
        draft.lift_reason = LIFT_SUPERSEDED if number else ""
