"""Reading one TOML table key by key: every mistake is noted and reading goes on, so that all are told at once.

A mistaken value is replaced by a harmless one; nothing built from it is ever handed out (see ``load``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from .ordinance import Mistake

_E = TypeVar("_E", bound=StrEnum)

_ALIKE = 0.79
"""How like two words must be (difflib's ratio) for one to be offered in place of the other."""

SOME_DAY = date(1, 1, 1)
"""Stands for a date that was not given or not a date; a mistake has then been noted."""


def nearest(word: object, known: Iterable[str]) -> str:
    """A question that names the known word that looks most like ``word``; empty where none does."""
    found = get_close_matches(str(word), list(known), n=1, cutoff=_ALIKE)
    return f"; did you mean {found[0]}?" if found else ""


class Fields:
    """One table of the file. ``where`` names it in mistakes; ``done`` notes the keys that nobody asked for."""

    def __init__(self, table: Mapping[str, Any], where: str, mistakes: list[Mistake]) -> None:
        self.table = table
        self.where = where
        self.mistakes = mistakes
        self._asked: set[str] = set()

    def wrong(self, key: str, what: str) -> None:
        """Note a mistake of this table."""
        self.mistakes.append(Mistake(self.where, key, what))

    def text(self, key: str, *, optional: bool = False) -> str:
        """A text; blank ones are as good as missing."""
        value = self._take(key)
        if isinstance(value, str) and (value.strip() or optional):
            return value.strip()
        if value is None and optional:
            return ""
        self.wrong(key, "is missing" if value in (None, "") else "is not a text")
        return ""

    def day(self, key: str) -> date:
        """A date written without quotation marks."""
        found = self.optional_day(key)
        if found is None and key not in self.table:
            self.wrong(key, "is missing")
        return found or SOME_DAY

    def optional_day(self, key: str) -> date | None:
        """A date, or None where the key is left out."""
        value = self._take(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.wrong(key, "is not a date: write it without quotation marks, 2019-12-19")
        return None

    def flag(self, key: str) -> bool:
        """True or false; false where the key is left out."""
        value = self._take(key)
        if value not in (None, True, False):
            self.wrong(key, "is neither true nor false")
        return value is True

    def number(self, key: str) -> int:
        """A whole number from 1."""
        value = self._take(key)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self.wrong(key, "is missing" if value is None else "is not a whole number from 1")
        return 0

    def word(self, key: str, words: type[_E]) -> _E:
        """One word of a closed vocabulary."""
        value = self._take(key)
        if isinstance(value, str) and value in set(words):
            return words(value)
        known = ", ".join(words)
        strange = f"'{value}' is none of {known}{nearest(value, words)}"
        self.wrong(key, f"is missing: one of {known}" if value is None else strange)
        return next(iter(words))

    def words(self, key: str, words: type[_E], *, optional: bool = False) -> tuple[_E, ...]:
        """A list of words of a closed vocabulary, at least one unless the key may be left out."""
        value = self._take(key)
        if optional and value in (None, []):
            return ()
        if not isinstance(value, list) or not value:
            self.wrong(key, "is not a list with at least one word")
            return ()
        for item in value:
            if item not in set(words):
                self.wrong(key, f"'{item}' is none of {', '.join(words)}{nearest(item, words)}")
        return tuple(words(item) for item in value if item in set(words))

    def reference(self, key: str, known: Iterable[str], kind: str) -> str:
        """The id of another table of this file."""
        value, ids = self.text(key), list(known)
        if value and value not in ids:
            self.wrong(key, f"'{value}' is no {kind} of this file{nearest(value, ids)}")
        return value

    def list_of_texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one, a key left out an empty one."""
        value = self._take(key)
        given = [value] if isinstance(value, str) else (value or [])
        if not isinstance(given, list) or not all(isinstance(each, str) and each.strip() for each in given):
            self.wrong(key, "is not a list of texts")
            return ()
        return tuple(each.strip() for each in given)

    def below(self, key: str) -> Fields:
        """The table under this one, with its place in the file; empty where the key is left out."""
        return Fields(self.under(key), f"{self.where}, {key}" if self.where else key, self.mistakes)

    def each(self, key: str, *, at_least: int = 0) -> list[Fields]:
        """The tables of an array, each named by its id or title, else by its number."""
        return [
            Fields(table, f"{key} {table.get('id', table.get('title', f'#{number}'))}", self.mistakes)
            for number, table in enumerate(self.tables(key, at_least=at_least), 1)
        ]

    def under(self, key: str) -> dict[str, Any]:
        """A table under this one; empty where the key is left out."""
        value = self._take(key)
        if value is None or isinstance(value, dict):
            return value or {}
        self.wrong(key, "is not a table")
        return {}

    def tables(self, key: str, *, at_least: int = 0) -> list[dict[str, Any]]:
        """An array of tables."""
        value = self._take(key)
        rows = value if isinstance(value, list) else []
        if value is not None and (not isinstance(value, list) or not all(isinstance(row, dict) for row in rows)):
            self.wrong(key, "is not a list of tables")
            return []
        if len(rows) < at_least:
            self.wrong(key, "is missing")
        return rows

    def may_have(self, *keys: str) -> None:
        """Keys that this kind of table may have, whether or not anybody asks for them."""
        self._asked.update(keys)

    def done(self) -> None:
        """Note every key that this kind of table does not have."""
        for key in self.table:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.wrong(key, f"is not a key here: known are {known}{nearest(key, self._asked)}")

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        return self.table.get(key)
