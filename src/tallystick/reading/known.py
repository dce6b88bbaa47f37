"""What a city knows beforehand: its own institutions, the offices that write to it. Sets right what was nearly read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tallystick.model.errors import WrongUse

from .editions import Editions

_LISTS = ("institutions", "offices", "event_prefixes")


@dataclass(frozen=True, slots=True)
class Words:
    """Closed vocabularies by field name, and the ``common`` words that addresses are made of."""

    by_field: Mapping[str, Sequence[str]] = field(default_factory=dict)
    common: Sequence[str] = ()

    def of(self, name: str) -> Sequence[str]:
        """The vocabulary of a field, empty when it has none."""
        return self.by_field.get(name, ())


@dataclass(frozen=True, slots=True)
class Known:
    """First lines of TO and FROM as they are printed, and the three letters with which event numbers begin."""

    institutions: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    event_prefixes: tuple[str, ...] = ()

    def words(self, editions: Editions) -> Words:
        """What is known beforehand of each field, this city's names and those of all forms together."""
        own = {"to": self.institutions, "from": self.offices, "event_no": self.event_prefixes}
        return Words({**own, "citizenship": editions.countries}, editions.words)


def parse(text: str, where: str) -> Known:
    """``institutions``, ``offices`` and ``event_prefixes`` (lists of strings) from TOML; each may be missing.

    Raises:
        WrongUse: the text is not TOML or holds something else.

    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"the file of known names is not TOML: {error}", where=where) from error
    unknown = set(raw).difference(_LISTS)
    lists = [raw.get(name, []) for name in _LISTS]
    if unknown or not all(isinstance(one, list) and all(isinstance(word, str) for word in one) for one in lists):
        raise WrongUse(
            "the file of known names holds something else than lists of names",
            where=where,
            remedy='write  institutions = ["..."]  offices = ["..."]  event_prefixes = ["..."]',
        )
    return Known(*(tuple(one) for one in lists))
