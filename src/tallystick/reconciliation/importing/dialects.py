"""What each heading means, as data: known releases and generic headings. Must not know a cell below a heading."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from tallystick.model.lists import Column

_WORDS = re.compile(r"[a-z0-9]+")
GENERIC = "generic"


def heading_key(heading: str) -> str:
    """A heading without case, underscores and punctuation: ``Detainer_Prepare_Date`` is ``detainer prepare date``."""
    return " ".join(_WORDS.findall(heading.casefold()))


@dataclass(frozen=True, slots=True)
class Dialect:
    """One release's headings; ``dates`` is the order of its written dates (MDY, DMY or empty: to be asked).

    ``opening`` are the headings by which it is known, where it gives no date or no place.
    """

    name: str
    title: str
    meaning: dict[str, Column]
    dates: str = ""
    opening: frozenset[str] = frozenset()

    def knows(self, key: str) -> bool:
        """Whether the release has a heading of that key."""
        return key in self.meaning

    def opens_with(self, keys: frozenset[str]) -> bool:
        """Whether a row of headings is one of this release: it must name the date and the place, or its opening."""
        if self.opening:
            return self.opening <= keys
        needed = (Column.PREPARED, Column.FACILITY)
        return all(any(self.meaning.get(key) is column for key in keys) for column in needed)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every known release, and the headings that any list may use."""

    dialects: tuple[Dialect, ...]
    generic: Dialect

    def meaning(self, dialect: Dialect, key: str) -> Column | None:
        """What a heading means in a dialect: its own word first, then the generic one."""
        return dialect.meaning.get(key) or self.generic.meaning.get(key)

    def dialect_of(self, keys: frozenset[str]) -> Dialect | None:
        """The dialect whose headings these are, the one that knows most of them; None if it is no row of headings."""
        known = [dialect for dialect in self.dialects if dialect.opens_with(keys)]
        if known:
            return max(known, key=lambda dialect: sum(map(dialect.knows, keys)))
        return self.generic if self._is_generic(keys) else None

    def _is_generic(self, keys: frozenset[str]) -> bool:
        columns = [self.generic.meaning[key] for key in keys if key in self.generic.meaning]
        dated = Column.PREPARED in columns or Column.RECEIVED in columns
        return dated and len(columns) >= 2 and 2 * len(columns) >= len(keys)


def load_vocabulary(text: str) -> Vocabulary:
    """The vocabulary that a dialects file (TOML) holds."""
    data = tomllib.loads(text)
    dialects = tuple(
        Dialect(
            entry["name"],
            entry["title"],
            {heading_key(heading): Column.IGNORED for heading in entry["ignored"]}
            | {heading_key(heading): Column(word) for heading, word in entry["meaning"].items()},
            entry["dates"],
            frozenset(heading_key(heading) for heading in entry.get("opening", ())),
        )
        for entry in data["dialect"]
    )
    generic = {heading_key(heading): Column(word) for word, headings in data[GENERIC].items() for heading in headings}
    return Vocabulary(dialects, Dialect(GENERIC, "a list with headings of its own", generic))
