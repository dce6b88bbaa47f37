"""Why a part of a paper is covered before it leaves the house: exemptions as dated, cited data. Must not know a paper.

``load_exemptions`` reads one file whole and tells every mistake at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tallystick.model.errors import BadLaw
from tallystick.model.words import Verification

from .dated import Dated
from .fields import Fields
from .ordinance import Mistake


class Part(StrEnum):
    """A part of a request that starts covered; ``page`` is the rest of its pages, whatever stands on them."""

    NUMBER = "number"
    RECEIVED = "received"
    CHANNEL = "channel"
    STATION = "station"
    PREPARED = "prepared"
    TO = "to"
    FROM = "from"
    BASIS = "basis"
    SUBJECT_ID = "subject_id"
    FILE_NO = "file_no"
    EVENT_NO = "event_no"
    NAME = "name"
    DATE_OF_BIRTH = "date_of_birth"
    CITIZENSHIP = "citizenship"
    SEX = "sex"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Exemption(Dated):
    """One ground for covering; ``state`` empty holds in every state. ``quotation`` is the source's own words."""

    id: str
    citation: str
    quotation: str
    text: str
    source: str
    verification: Verification
    state: str
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Exemptions:
    """All grounds, and which of them cover each part."""

    grounds: tuple[Exemption, ...]
    covers: Mapping[Part, tuple[str, ...]]

    def of(self, part: Part, state: str, day: date) -> tuple[Exemption, ...]:
        """The grounds that cover a part in a state on a local day, in the order of the file."""
        return tuple(
            one
            for one in self.grounds
            if one.id in self.covers[part] and one.state in {"", state} and one.in_force(day)
        )


def load_exemptions(text: str, name: str) -> Exemptions:
    """The exemptions of one file.

    Raises:
        BadLaw: with every mistake of the file, one a line; a part that nothing covers is one.

    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise BadLaw(f"{name} is not TOML: {broken}") from broken
    mistakes: list[Mistake] = []
    top = Fields(table, "", mistakes)
    grounds = tuple(_exemption(each) for each in top.each("exemption", at_least=1))
    covers = _covers(top.below("covers"), grounds)
    top.done()
    if mistakes:
        raise BadLaw(f"{name} cannot be used", where="\n         ".join(map(str, mistakes)))
    return Exemptions(grounds, covers)


def _exemption(fields: Fields) -> Exemption:
    found = Exemption(
        id=fields.text("id"),
        citation=fields.text("citation"),
        quotation=fields.text("quotation", optional=True),
        text=fields.text("text"),
        source=fields.text("source"),
        verification=fields.word("verification", Verification),
        state=fields.text("state", optional=True),
        first=fields.day("from"),
        last=fields.optional_day("to"),
    )
    fields.done()
    return found


def _covers(fields: Fields, grounds: tuple[Exemption, ...]) -> dict[Part, tuple[str, ...]]:
    everywhere = {one.id for one in grounds if not one.state}
    known = {one.id for one in grounds}
    covers = {}
    for part in Part:
        covers[part] = fields.list_of_texts(part.value)
        if strange := [name for name in covers[part] if name not in known]:
            fields.wrong(part.value, f"no exemption is called {', '.join(strange)}")
        elif not everywhere & set(covers[part]):
            fields.wrong(part.value, "nothing covers it in every state")
    fields.done()
    return covers
