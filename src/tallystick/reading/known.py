"""What a city knows beforehand: its own institutions, the offices that write to it. Sets right what was nearly read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tallystick.model.errors import WrongUse


@dataclass(frozen=True, slots=True)
class Known:
    """First lines of TO and FROM as they are printed."""

    institutions: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()

    def words(self, countries: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Vocabularies by field name."""
        return {"citizenship": countries, "to": self.institutions, "from": self.offices}


def parse(text: str, where: str) -> Known:
    """``institutions`` and ``offices`` (lists of strings) from TOML.

    Raises:
        WrongUse: the text is not TOML or holds something else.

    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"the file of known names is not TOML: {error}", where=where) from error
    unknown = set(raw).difference(("institutions", "offices"))
    lists = [raw.get(name, []) for name in ("institutions", "offices")]
    if unknown or not all(isinstance(one, list) and all(isinstance(word, str) for word in one) for one in lists):
        raise WrongUse(
            "the file of known names holds something else than two lists of names",
            where=where,
            remedy='write  institutions = ["..."]  and  offices = ["..."]',
        )
    return Known(*(tuple(one) for one in lists))
