"""What a list is taken for: dialect, columns, rows, days, facilities and their agencies, and what was left aside.

Needs no register and no home: anybody may run it on a file. Must not know Django.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from tallystick.adapters.sheets import open_sheets
from tallystick.model.errors import BadList, NotThere
from tallystick.model.lists import ImportedList, Row
from tallystick.reconciliation.facilities import Facilities, States, load_facilities, load_states
from tallystick.reconciliation.importing import Choices, Vocabulary, load_vocabulary, understand

_DATA = "data"


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is held in memory, because it may not lie open on a disk: its name and its bytes."""

    name: str
    data: bytes = field(repr=False)


Given = Path | Held
"""A file as a list or evidence is given: where it lies, or what it holds."""


@dataclass(frozen=True, slots=True)
class FacilityRows:
    """One facility as the list writes it, its rows and the agency it is attributed to (empty: to none, and why)."""

    facility: str
    city: str
    state: str
    rows: int
    agency: str
    why: str
    ori: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A list as understood, with its first and last day and its facilities in alphabetical order."""

    imported: ImportedList
    first: date | None
    last: date | None
    without_date: int
    facilities: tuple[FacilityRows, ...]
    not_understood: dict[str, int]

    @property
    def without_agency(self) -> int:
        """Rows that no agency can be charged with: no facility, an unknown one, or one that could be two."""
        return sum(entry.rows for entry in self.facilities if not entry.agency)


def packaged(name: str) -> str:
    """A packaged data file of reconciliation, as text; ``name`` is relative to its folder."""
    return files("tallystick.reconciliation").joinpath(name).read_text(encoding="utf-8")


@cache
def vocabulary() -> Vocabulary:
    """The headings of the known releases and of lists in general."""
    return load_vocabulary(packaged(f"{_DATA}/dialects.toml"))


@cache
def states() -> States:
    """The states' names by postal code."""
    return load_states(packaged(f"{_DATA}/states.toml"))


@cache
def facilities() -> Facilities:
    """The facilities whose agency is certain."""
    return load_facilities(packaged(f"{_DATA}/facilities.toml"), states())


def read_file(path: Given) -> bytes:
    """The bytes of a file.

    Raises:
        NotThere: there is no such file.

    """
    if isinstance(path, Held):
        return path.data
    if not path.is_file():
        raise NotThere("there is no such file", where=str(path), remedy="check the path")
    return path.read_bytes()


def load_list(paths: Iterable[Given], choices: Choices | None = None) -> ImportedList:
    """One list out of one or several files of the same release, stacked.

    Raises:
        NotThere: a file does not exist.
        BadList: the list cannot be understood without guessing.

    """
    data = _read_apart(tuple(paths))
    digests = tuple(sha256(content).hexdigest() for _, content in data)
    if len(set(digests)) < len(digests):
        raise BadList(
            "the same file is given twice: its rows would be counted twice",
            where=", ".join(name for name, _ in data),
            remedy="give each file once",
        )
    with _no_search_for_cycles():
        sheets = tuple(cells for name, content in data for cells in open_sheets(content, name))
        return understand(sheets, vocabulary(), choices=choices, sha256=digests)


def _read_apart(paths: Sequence[Given]) -> list[tuple[str, bytes]]:
    """Each file's name and bytes; files of one name are told apart by their folders, or by their order."""
    names = Counter(path.name for path in paths)
    return [
        (path.name if names[path.name] == 1 else _apart(path, number), read_file(path))
        for number, path in enumerate(paths, 1)
    ]


def _apart(path: Given, number: int) -> str:
    return path.as_posix() if isinstance(path, Path) else f"{number} {path.name}"


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows hold no cycles: searching millions of them again and again for some takes a third of the time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def inspect_list(paths: Iterable[Given], choices: Choices | None = None) -> Inspected:
    """What the list in ``paths`` is taken for.

    Raises:
        NotThere: a file does not exist.
        BadList: the list cannot be understood without guessing.

    """
    imported = load_list(paths, choices)
    days = [day for row in imported.rows if (day := row.prepared or row.received)]
    return Inspected(
        imported=imported,
        first=min(days, default=None),
        last=max(days, default=None),
        without_date=len(imported.rows) - len(days),
        facilities=tuple(_by_facility(imported.rows)),
        not_understood=dict(Counter(name for row in imported.rows for name in row.raw)),
    )


def _by_facility(rows: Iterable[Row]) -> Iterable[FacilityRows]:
    counts = Counter((row.facility, row.city, row.state) for row in rows)
    for (facility, city, state), number in sorted(counts.items()):
        found = facilities().attribute(facility, city, state)
        yield FacilityRows(facility, city, state, number, found.agency, found.why, found.ori)
