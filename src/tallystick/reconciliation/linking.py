"""Which row of list A is which request of the register, by the linkage core: each link with what agreed. Never merges.

A weight alone is no claim: a link also needs what identifies a request and not only a person. With names or numbers
that is the prepared day or the event number, or, for a day keyed wrong, file number and birth date; redacted, it is the
prepared day, birth year, sex, citizenship and what was asked, all present and equal, and no box that differs; the
facility adds to the weight, for a paper may go astray. Where two could be meant, or less agrees, a person decides
between at most three candidates.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from tallystick.model.lists import Registered, Row
from tallystick.model.words import Answer

from .importing.remarks import names_two_persons
from .linkage.compare import compare
from .linkage.health import names_differ, tells_person
from .linkage.levels import FIELDS, Agree, Birth, Day, Field, Given, Number, Pattern, Surname
from .linkage.names import GIVEN_PARTICLES, parted, whole, words
from .linkage.particulars import Particulars, a_number, country, sex, signs
from .linkage.small import Known, Said, link_small
from .linkage.weights import Weights
from .population import Place
from .reasons.lift import gives_way

_WHAT_WAS_ASKED = "what was asked agrees"
_WANTED = 4
"""The marks without which nothing identifies a request: all but the boxes."""
BOXES = ("final_order", "biometric", "statements", "resume_custody")
"""The boxes that rows and requests may both give."""
_ANSWERS = {None: "", True: Answer.YES.value, False: Answer.NO.value}


@dataclass(frozen=True, slots=True)
class Linker:
    """What links are weighed by: families of names, and the weights with names and without."""

    forms: Mapping[str, str]
    named: Weights
    marks: Weights

    def version(self, *, named: bool) -> str:
        """What the weights are called."""
        return (self.named if named else self.marks).version


@dataclass(frozen=True, slots=True)
class Link:
    """A row (by its position in the population) and the request that it is, with what agreed in words."""

    row: int
    request: Registered
    agreed: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request that a row may be: the chance, and what agrees and what does not, in words."""

    request: Registered
    chance: float
    agreed: str


@dataclass(frozen=True, slots=True)
class Links:
    """The links by the row's position, at most one a row and one a request; what is for a person to decide.

    ``set_aside`` are particulars whose column hardly ever agrees where all else does: it may have been shuffled.
    """

    sure: dict[int, Link] = field(default_factory=dict)
    reviews: dict[int, tuple[Candidate, ...]] = field(default_factory=dict)
    set_aside: tuple[Field, ...] = ()


def link(
    rows: Sequence[Row], requests: Sequence[Registered], linker: Linker, *, named: bool, place: Place | None = None
) -> Links:
    """Link the rows of a list with the requests of the register; ``place`` knows whose the facilities of rows are."""
    first = [_of_row(row, named=named) for row in rows]
    second = [_of_request(request) for request in requests]
    if place and not named:
        first = [_at(one, place.facility_of(row)) for one, row in zip(first, rows, strict=True)]
        second = [_at(one, place.receiver_of(request)) for one, request in zip(second, requests, strict=True)]
    known = Known(
        met=None if named else _without_contradiction(rows, requests),
        repeated=tuple(_repeated(rows)),
        groups=(named, False),
        giving_way=frozenset(at for at, row in enumerate(rows) if gives_way(row.lift_reason)),
    )
    weights = linker.named if named else linker.marks
    linked = link_small(first, second, linker.forms, weights, known)
    chosen = _chosen([_Met(one, rows[one.a], requests[one.b], named) for one in linked.pairs])
    return replace(chosen, set_aside=linked.set_aside)


# The two lists as the linkage core compares them


def _of_row(row: Row, *, named: bool) -> Particulars:
    """A row without names is compared by its marks only."""
    birth = _day(row.birth_date) or (row.birth_year or 0) * 10000
    marks = Particulars(birth=birth, sex=sex(row.sex), country=country(row.citizenship), day=_day(row.prepared))
    return replace(_with_names(marks, row), two_people=names_two_persons(row)) if named else marks


def _of_request(request: Registered) -> Particulars:
    marks = Particulars(
        birth=_day(request.birth_date),
        sex=sex(request.sex),
        country=country(request.citizenship),
        day=_day(request.prepared),
    )
    return _with_names(marks, request)


def _with_names(marks: Particulars, one: Row | Registered) -> Particulars:
    return replace(
        _names(one.name),
        a_number=a_number(one.file_no),
        event_no=signs(one.event_no),
        birth=marks.birth,
        sex=marks.sex,
        country=marks.country,
        day=marks.day,
    )


def _at(marks: Particulars, facility: tuple[str, str]) -> Particulars:
    """The marks with the agency and the station of the facility."""
    agency, station = facility
    return replace(marks, agency=agency, office=station)


def _names(text: str) -> Particulars:
    given, last = parted(text)
    return Particulars(
        given=words(given, GIVEN_PARTICLES)[:2],
        given_whole=whole(given),
        surnames=words(last)[:2],
        surname_whole=whole(last),
    )


def _day(day: date | None) -> int:
    return day.year * 10000 + day.month * 100 + day.day if day else 0


def _without_contradiction(rows: Sequence[Row], requests: Sequence[Registered]) -> Iterator[tuple[int, int]]:
    """Pairs of one prepared day of which no mark differs; or only boxes, where neither end is in a pair that agrees."""
    on_day: defaultdict[date, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.prepared:
            on_day[row.prepared].append(at)
    marks = [marks_of(row) for row in rows]
    agree, boxes_differ = list[tuple[int, int]](), list[tuple[int, int]]()
    for number, request in enumerate(requests, len(rows)):
        own = marks_of(request)
        for at in on_day.get(request.prepared, ()) if request.prepared else ():
            if agree_where_given(marks[at], own):
                agree.append((at, number))
            elif agree_where_given(marks[at][:_WANTED], own[:_WANTED]):
                boxes_differ.append((at, number))
    taken = {end for pair in agree for end in pair}
    yield from agree
    yield from (pair for pair in boxes_differ if not taken.intersection(pair))


def agree_where_given(one: Sequence[Hashable], other: Sequence[Hashable]) -> bool:
    """Whether no mark that both give differs."""
    return all(not left or not right or left == right for left, right in zip(one, other, strict=True))


def marks_of(one: Row | Registered) -> tuple[Hashable, ...]:
    """Birth year, sex, citizenship, what was asked, and the boxes, each None or empty where it is not given."""
    year = one.birth_date.year if one.birth_date else getattr(one, "birth_year", None)
    return year, sex(one.sex), country(one.citizenship), one.asked, *(ticked(one, box) for box in BOXES)


def ticked(one: Row | Registered, box: str) -> str:
    """Whether a box is ticked: yes, no, or empty where it is not given."""
    return _ANSWERS[getattr(one, box)]


def _repeated(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Rows of one prepared day that bear one identifier or file number: the sender's own word for one person."""
    cells: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for kind, value in (("person", row.person_id), ("file", signs(row.file_no))):
            if value and row.prepared:
                cells[kind, value, row.prepared, row.asked].append(at)
    for cell in cells.values():
        yield from pairwise(cell)


# What was found


@dataclass(frozen=True, slots=True)
class _Met:
    """A row and a request that the core found to belong together, or to be looked at."""

    said: Said
    row: Row
    request: Registered
    named: bool

    @property
    def identified(self) -> bool:
        """Whether the two agree in what identifies a request."""
        if self.said.pattern is None:
            return False
        if not self.named:
            row, request = marks_of(self.row), marks_of(self.request)
            return all((*row[:_WANTED], *request[:_WANTED])) and agree_where_given(row, request)
        level = _levels(self.said.pattern)
        if level[Field.EVENT_NO] == Agree.SAME:
            return True
        if level[Field.DAY] == Day.SAME:
            return tells_person(self.said.pattern.levels) and not names_differ(self.said.pattern.levels)
        return level[Field.A_NUMBER] == Number.SAME and level[Field.BIRTH] in {Birth.SAME, Birth.SLIP}

    @property
    def worth_a_look(self) -> bool:
        """Whether more agrees than what many rows share."""
        if self.said.pattern is None:
            return False
        if self.named:
            return tells_person(self.said.pattern.levels)
        return bool(marks_of(self.row)[0])

    @property
    def words(self) -> str:
        said = (self.said.pattern or Pattern(())).words()
        return said if self.named else "; ".join((said, _WHAT_WAS_ASKED, *self._boxes()))

    def _boxes(self) -> Iterator[str]:
        """What those boxes say that both sides give, in words."""
        given = zip(marks_of(self.row)[_WANTED:], marks_of(self.request)[_WANTED:], strict=True)
        said = Counter(one == other for one, other in given if one and other)
        yield from (f"{said[same]} boxes {words}" for same, words in ((True, "agree"), (False, "differ")) if said[same])


def _chosen(met: Sequence[_Met]) -> Links:
    """Of a group of rows that are one request, the first that is identified stands for it."""
    sure: dict[int, Link] = {}
    taken: set[int] = set()
    for one in sorted(met, key=lambda one: (_keyed_wrong(one), gives_way(one.row.lift_reason), one.said.a)):
        if one.said.sure and one.identified and one.said.a not in sure and one.request.entry not in taken:
            sure[one.said.a] = Link(one.said.a, one.request, one.words)
            taken.add(one.request.entry)
    return Links(sure, _reviews(met, sure, taken))


def _keyed_wrong(one: _Met) -> bool:
    return one.row.prepared != one.request.prepared


def _reviews(met: Iterable[_Met], sure: Mapping[int, Link], taken: set[int]) -> dict[int, tuple[Candidate, ...]]:
    found: defaultdict[int, list[Candidate]] = defaultdict(list)
    for one in met:
        if one.said.a not in sure and one.request.entry not in taken and one.worth_a_look:
            found[one.said.a].append(Candidate(one.request, one.said.chance, one.words))
    return {
        at: tuple(sorted(candidates, key=lambda one: (-one.chance, one.request.entry))[:3])
        for at, candidates in found.items()
    }


# Names beside the linkage


def names_alike(one: str, other: str) -> bool:
    """Whether two whole names may be one person's: in another order or spelling, or a letter or two apart."""
    level = _levels(compare(_names(one), _names(other), {}))
    apart = {Given.MISSING, Given.OTHER, Given.INITIAL}
    return level[Field.GIVEN] not in apart and level[Field.SURNAME] not in {Surname.MISSING, Surname.OTHER}


def _levels(pattern: Pattern) -> dict[Field, int]:
    return dict(zip(FIELDS, pattern.levels, strict=True))


def letters(text: str) -> str:
    """Letters in capitals without accents, words apart by one blank."""
    bare = unicodedata.normalize("NFKD", text.upper())
    kept = "".join(sign if sign.isalpha() else " " for sign in bare if not unicodedata.combining(sign))
    return " ".join(kept.split())
