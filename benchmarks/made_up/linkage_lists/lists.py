"""People, their requests, and both parties' lists of them with the truth."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from .names import Culture, Named, any_culture, name
from .noise import _AGES_IN_DAYS, Clerk, Noise

COLUMNS = ("id", "a_number", "event_no", "first", "middle", "last", "dob", "sex", "cob", "event_date", "office", "ori")
_PERIOD_DAYS = 730
_FIRST_DAY = date(2023, 10, 1)
_OFFICES = tuple(f"OFFICE {letter}{number}" for letter in "ABCDE" for number in range(1, 6))
_AGENCIES = tuple(f"ZZ{number:05d}00" for number in range(1000))
_STATES = ("MEXICO", "GUATEMALA", "HONDURAS", "EL SALVADOR", "ECUADOR", "CHINA", "INDIA", "HAITI")
_MOST_LATE = 3
_FAMILY_TOGETHER = 0.3
"""How often the request for a relative comes on the same day to the same agency."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How careful both offices are, and how much of what both have is the same."""

    a: Noise
    b: Noise
    overlap: float = 0.75
    sent_again: float = 0.05


STANDARD = Profile(Noise(0.7, 0.70, 0.004, 0.35), Noise(1.0, 0.95, 0.004, 0.90, tuple(range(_MOST_LATE + 1))))
HARD = Profile(Noise(1.2, 0.60, 0.04, 0.0), Noise(1.8, 0.60, 0.04, 0.0, tuple(range(_MOST_LATE + 1))))


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    culture: Culture
    named: Named
    sex: str
    born: date
    country: str
    a_number: int


@dataclass(frozen=True, slots=True)
class Request:
    number: int
    person: Person
    day: date
    office: str
    agency: str
    event_no: str


@dataclass(frozen=True, slots=True)
class Made:
    """Both lists as rows of text under COLUMNS, and for each id its request, person and culture."""

    a: list[tuple[str, ...]]
    b: list[tuple[str, ...]]
    truth_a: dict[str, tuple[int, int, str]]
    truth_b: dict[str, tuple[int, int, str]]

    def write(self, folder: Path) -> None:
        """``a.csv``, ``b.csv`` and the truth beside them."""
        folder.mkdir(parents=True, exist_ok=True)
        for side, rows, truth in (("a", self.a, self.truth_a), ("b", self.b, self.truth_b)):
            _write(folder / f"{side}.csv", COLUMNS, rows)
            told = ((row, *map(str, known)) for row, known in truth.items())
            _write(folder / f"truth_{side}.csv", ("id", "request", "person", "culture"), told)


def make(rows: int, profile: Profile = STANDARD, seed: int = 1, *, rows_b: int = 0) -> Made:
    """Lists of about ``rows`` (and ``rows_b``, by default as many) rows each."""
    random = Random(seed)
    clerks = Clerk(profile.a, random), Clerk(profile.b, random)
    lists: tuple[list[tuple[str, ...]], ...] = ([], [])
    truths: tuple[dict[str, tuple[int, int, str]], ...] = ({}, {})
    wanted = (rows, rows_b or rows)
    for request in _requests(random):
        if all(len(made) >= size for made, size in zip(lists, wanted, strict=True)):
            break
        for side in _sides(profile, random):
            if len(lists[side]) < wanted[side]:
                for _ in range(2 if random.random() < profile.sent_again else 1):
                    identity = f"{'AB'[side]}{len(lists[side]) + 1}"
                    lists[side].append((identity, *_row(request, clerks[side])))
                    person = request.person
                    truths[side][identity] = (request.number, person.number, person.culture.name)
    for made in lists:
        random.shuffle(made)
    return Made(lists[0], lists[1], truths[0], truths[1])


def _sides(profile: Profile, random: Random) -> tuple[int, ...]:
    """Which lists a request is in; ``overlap`` is the share of each list that the other has too."""
    both = profile.overlap / (2 - profile.overlap)
    if random.random() < both:
        return (0, 1)
    return (random.randrange(2),)


def _row(request: Request, clerk: Clerk) -> tuple[str, ...]:
    person = request.person
    first, middle, last = clerk.written_name(person.named, person.culture, person.sex)
    return (
        clerk.a_number(person.a_number),
        clerk.event_no(request.event_no),
        first,
        middle,
        last,
        clerk.birth(person.born),
        clerk.one_of(person.sex, ("M", "F"), 0.01, 0.006),
        clerk.one_of(person.country, _STATES, 0.02, 0.006),
        clerk.event(request.day),
        clerk.one_of(request.office, _OFFICES, 0.02, 0.03),
        clerk.one_of(request.agency, _AGENCIES, 0.02, 0.02),
    )


def _requests(random: Random) -> Iterator[Request]:
    """Requests without end: 88 of 100 people have one, 9 have two, 3 have three; some families come together."""
    number = 0
    for person, day, agency in _people(random):
        for again in range(random.choices((1, 2, 3), (88, 9, 3))[0]):
            at = day if not again else _any_day(random)
            place = agency if not again or random.random() < 0.3 else _any_agency(random)
            office = _OFFICES[place % len(_OFFICES)] if random.random() < 0.9 else random.choice(_OFFICES)
            yield Request(number, person, at, office, _AGENCIES[place], f"EVT{random.randrange(10**9):09d}")
            number += 1


def _people(random: Random) -> Iterator[tuple[Person, date, int]]:
    number = 0
    while True:
        day, agency = _any_day(random), _any_agency(random)
        for person in _family(number, random):
            yield person, day, agency
            number += 1
            if random.random() >= _FAMILY_TOGETHER:
                day, agency = _any_day(random), _any_agency(random)


def _family(number: int, random: Random) -> Iterator[Person]:
    culture = any_culture(random)
    person = _person(number, culture, random)
    yield person
    kind = random.random()
    if kind < 0.03:
        relative = _person(number + 1, culture, random)
        named = Named(relative.named.given, person.named.surnames)
        born = person.born if kind < 0.004 else relative.born
        yield replace(relative, named=named, born=born, country=person.country)
    elif kind < 0.05:
        older = person.born - timedelta(days=random.randint(7000, 12000))
        yield replace(person, number=number + 1, born=older, a_number=_a_number(random))


def _person(number: int, culture: Culture, random: Random) -> Person:
    sex = "F" if random.random() < 0.15 else "M"
    age = int(random.triangular(*_AGES_IN_DAYS, 27 * 365))
    born = _FIRST_DAY - timedelta(days=age)
    return Person(
        number, culture, name(culture, sex, random), sex, born, culture.countries.one(random), _a_number(random)
    )


def _a_number(random: Random) -> int:
    return random.randint(10_000_000, 249_999_999)


def _any_day(random: Random) -> date:
    return _FIRST_DAY + timedelta(days=random.randrange(_PERIOD_DAYS))


def _any_agency(random: Random) -> int:
    return min(int(len(_AGENCIES) * random.random() ** 2), len(_AGENCIES) - 1)


def _write(path: Path, headings: tuple[str, ...], rows: object) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(rows)  # type: ignore[arg-type]
