"""Which row of list A is which request of the register: a thin linker, each link with what agreed. Never merges.

With names or numbers: the event number; or the prepared day with the file number, or with birth date and a like name;
or, for a day keyed wrong, file number and birth date at most 40 days apart. Redacted: prepared day, birth year, sex,
citizenship and what was asked, all present and equal. One to one; equal days win; where two could be meant, nobody is.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tallystick.model.lists import Registered, Row

from .reasons.lift import gives_way

_KEYED_WRONG_DAYS = 40
_ALIKE = 85.0


@dataclass(frozen=True, slots=True)
class Link:
    """A row (by its position in the population) and the request that it is, with what agreed in words."""

    row: int
    request: Registered
    agreed: str


Compare = Callable[[Row, Registered], str]
"""Gives what agrees between a row and a request, in words; empty when they are not the same."""


def link(rows: Sequence[Row], requests: Iterable[Registered], *, named: bool) -> dict[int, Link]:
    """The links by the row's position: at most one a row and one a request."""
    compare = same_by_name if named else same_by_marks
    rows_near = _near(rows)
    pairs = [
        Link(position, request, agreed)
        for request in requests
        for position in rows_near(request)
        if (agreed := compare(rows[position], request))
    ]
    found: dict[int, Link] = {}
    for exact in (True, False):
        taken = {link.request.entry for link in found.values()}
        open_pairs = [
            pair
            for pair in pairs
            if (rows[pair.row].prepared == pair.request.prepared) is exact
            and pair.row not in found
            and pair.request.entry not in taken
        ]
        found |= {pair.row: pair for pair in _one_to_one(open_pairs, rows)}
    return found


def _near(rows: Sequence[Row]) -> Callable[[Registered], list[int]]:
    """Gives the rows worth comparing with a request, in their order: the same day, file number or event number."""
    index: defaultdict[Hashable, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        for key in _handles(row):
            index[key].append(position)
    return lambda request: sorted({at for key in _handles(request) for at in index.get(key, ())})


def _handles(one: Row | Registered) -> Iterator[Hashable]:
    if one.prepared:
        yield one.prepared
    for kind, number in (("file", _signs(one.file_no)), ("event", _signs(one.event_no))):
        if number:
            yield kind, number


def _one_to_one(pairs: Sequence[Link], rows: Sequence[Row]) -> list[Link]:
    """The pairs that stand alone, once rows that their own office calls repeated have given way."""
    of_request: defaultdict[int, list[Link]] = defaultdict(list)
    for pair in pairs:
        of_request[pair.request.entry].append(pair)
    left = [pair for claims in of_request.values() for pair in _without_repeated(claims, rows)]
    by_row = Counter(pair.row for pair in left)
    by_request = Counter(pair.request.entry for pair in left)
    return [pair for pair in left if by_row[pair.row] == by_request[pair.request.entry] == 1]


def _without_repeated(claims: list[Link], rows: Sequence[Row]) -> list[Link]:
    return [pair for pair in claims if not gives_way(rows[pair.row].lift_reason)] or claims


def same_by_name(row: Row, request: Registered) -> str:
    """What agrees when a list gives names or numbers."""
    if _equal(row.event_no, request.event_no):
        return "event number agrees"
    if row.prepared is None or request.prepared is None:
        return ""
    same_file = _equal(row.file_no, request.file_no)
    same_birth = row.birth_date is not None and row.birth_date == request.birth_date
    if row.prepared == request.prepared:
        if same_file:
            return "prepared day and file number agree"
        alike = same_birth and names_alike(row.name, request.name)
        return "prepared day, birth date and name agree" if alike else ""
    apart = abs((row.prepared - request.prepared).days)
    if same_file and same_birth and apart <= _KEYED_WRONG_DAYS:
        return f"file number and birth date agree; the prepared days are {apart} days apart"
    return ""


def same_by_marks(row: Row, request: Registered) -> str:
    """What agrees when names and numbers are redacted."""
    if row.prepared is None or row.asked is not request.asked or row.prepared != request.prepared:
        return ""
    born = request.birth_date.year if request.birth_date else None
    marks = (
        (row.birth_year or (row.birth_date.year if row.birth_date else None), born),
        (row.sex, request.sex),
        (letters(row.citizenship), letters(request.citizenship)),
    )
    if all(one and one == other for one, other in marks):
        return "prepared day, birth year, sex, citizenship and what was asked agree"
    return ""


def names_alike(one: str, other: str) -> bool:
    """Whether two names are the same but for case, accents, order of the parts, or a letter or two."""
    left, right = letters(one), letters(other)
    return bool(left and right) and fuzz.token_sort_ratio(left, right) >= _ALIKE


def letters(text: str) -> str:
    """Letters in capitals without accents, words apart by one blank."""
    bare = unicodedata.normalize("NFKD", text.upper())
    kept = "".join(sign if sign.isalpha() else " " for sign in bare if not unicodedata.combining(sign))
    return " ".join(kept.split())


def _equal(one: str, other: str) -> bool:
    left, right = _signs(one), _signs(other)
    return bool(left) and left == right


def _signs(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())
