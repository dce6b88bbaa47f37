"""Which row of the other side's list is which request, as far as a list shows it: written for the truth alone.

Shares no code with the product's own reconciliation, so that the one can be measured by the other. Must not know fates.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from tallystick.model.words import Asked

from .places import OWN
from .words import LIFT_DUPLICATE, LIFT_SUPERSEDED, FederalRow, Mode, RegisteredRequest

Key = tuple[str, int]
_Pair = tuple[FederalRow, RegisteredRequest]
_KEYED_WRONG_DAYS = 40
_ALIKE = 0.85


def asked_by(row: FederalRow) -> Asked:
    """What the row's form asks for, by the form number at the head of its type."""
    number = row.form.split(" ", 1)[0]
    return {"I247G": Asked.NOTICE, "I247N": Asked.NOTICE, "I247X": Asked.TRANSFER}.get(number, Asked.HOLD)


def names_alike(left: str, right: str) -> bool:
    """Whether two names are the same but for case, marks, or a letter or two."""
    return SequenceMatcher(None, plain(left), plain(right), autojunk=False).ratio() >= _ALIKE


def plain(name: str) -> str:
    """Letters only, upper case, without marks, words apart by one blank."""
    bare = unicodedata.normalize("NFKD", name.upper())
    return " ".join(
        "".join(sign if sign.isalpha() else " " for sign in bare if not unicodedata.combining(sign)).split()
    )


def links(rows: Iterable[FederalRow], requests: Iterable[RegisteredRequest], mode: Mode) -> dict[Key, str]:
    """Row place → paper of its request, one to one: exact dates first, and nothing where the list leaves a choice."""
    same = _same_by_name if mode is Mode.NAMED else _same_by_marks
    told = _all if mode is Mode.NAMED else _without_astray
    rows, requests = list(rows), list(requests)
    found: dict[Key, str] = {}
    for exact in (True, False):
        free_rows = [row for row in rows if row.key not in found]
        free_requests = [request for request in requests if request.paper not in found.values()]
        pairs = [
            (row, request)
            for request in free_requests
            for row in free_rows
            if (row.prepared == request.filled.prepared) is exact and same(row, request)
        ]
        found |= _one_to_one(told(pairs))
    return found


def station_of(row: FederalRow) -> str:
    """The station that the facility's name points to, or nothing."""
    head, mark, number = row.facility.partition(f"{OWN.name}, DISTRICT #")
    return f"H{number}" if mark and not head else ""


def _all(pairs: list[_Pair]) -> list[_Pair]:
    return pairs


def _without_astray(pairs: list[_Pair]) -> list[_Pair]:
    """The pairs but those whose facility is another one, where an end has a pair whose facility is not."""
    straight = [(row, request) for row, request in pairs if not _astray(row, request)]
    ends = {row.key for row, _ in straight} | {request.paper for _, request in straight}
    return straight + [
        (row, request) for row, request in pairs if _astray(row, request) and not ends & {row.key, request.paper}
    ]


def _astray(row: FederalRow, request: RegisteredRequest) -> bool:
    station = station_of(row)
    return station != request.station if station else row.facility != OWN.name


def _one_to_one(pairs: list[_Pair]) -> dict[Key, str]:
    of_request: defaultdict[str, list[FederalRow]] = defaultdict(list)
    for row, request in pairs:
        of_request[request.paper].append(row)
    claims = [(row.key, paper) for paper, claimed in of_request.items() for row in _without_given_way(claimed)]
    return dict(unique(claims))


def _without_given_way(rows: list[FederalRow]) -> list[FederalRow]:
    """Of several rows, one that its own office calls a duplicate or superseded gives way."""
    kept = [row for row in rows if row.lift_reason not in (LIFT_DUPLICATE, LIFT_SUPERSEDED)]
    return kept or rows


def unique(claims: list[tuple[Key, str]]) -> list[tuple[Key, str]]:
    """The claims whose two ends both stand in no other claim."""
    rows = Counter(row for row, _ in claims)
    things = Counter(thing for _, thing in claims)
    return [(row, thing) for row, thing in claims if rows[row] == things[thing] == 1]


def _same_by_marks(row: FederalRow, request: RegisteredRequest) -> bool:
    """The redacted list: the day; birth year, sex and citizenship, all there; what was asked; the boxes where given."""
    paper = request.filled
    return (
        row.prepared == paper.prepared
        and asked_by(row) is request.asked
        and row.born is not None
        and (row.born.year, row.sex, row.citizenship) == (paper.date_of_birth.year, paper.sex, paper.citizenship)
        and all((box in paper.basis) is ticked for box, ticked in row.boxes)
    )


def _same_by_name(row: FederalRow, request: RegisteredRequest) -> bool:
    """The named list: event number; or the day with file number or birth date and name; or a date keyed wrong.

    Where the list gives no birth date, the day with the whole name, sex and citizenship will do.
    """
    paper = request.filled
    same_file = bool(row.file_no) and row.file_no == paper.file_no
    same_birth = row.born is not None and row.born == paper.date_of_birth
    if row.event_no and row.event_no == paper.event_no:
        return True
    if row.prepared == paper.prepared:
        return same_file or (same_birth and names_alike(row.name, paper.name)) or _whole_name(row, request)
    return same_file and same_birth and abs((row.prepared - paper.prepared).days) <= _KEYED_WRONG_DAYS


def _whole_name(row: FederalRow, request: RegisteredRequest) -> bool:
    paper = request.filled
    listed = (plain(row.name), row.sex, row.citizenship)
    return row.born is None and all(listed) and listed == (plain(paper.name), paper.sex, paper.citizenship)
