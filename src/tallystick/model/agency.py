"""Who keeps the register: agency, stations, lines. An ORI has nine characters; seven are not an agency."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .errors import WrongUse
from .words import LineUse

_ORI = re.compile(r"[A-Z]{2}[A-Z0-9]{7}")


@dataclass(frozen=True, slots=True)
class Line:
    """One way in: a fax line, a mailbox, a folder; ``number`` is its telephone number or address."""

    name: str
    use: LineUse = LineUse.DEDICATED
    number: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """A place where requests land; ``code`` begins the number that is written on the paper."""

    code: str
    name: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency whose register this is."""

    ori: str
    name: str
    city: str
    state: str
    zone: str
    stations: tuple[Station, ...] = field(default=())

    def station(self, code: str) -> Station | None:
        """The station of that code, if the agency has it."""
        return next((station for station in self.stations if station.code == code), None)


def check_ori(ori: str) -> str:
    """The ORI itself, upper case.

    Raises:
        WrongUse: it has not nine characters (the seven-character form is shared by several agencies).

    """
    text = ori.strip().upper()
    if not _ORI.fullmatch(text):
        raise WrongUse(
            f"'{ori}' is not an ORI",
            remedy="give all nine characters, for example ZZ0990100: seven are shared by several agencies",
        )
    return text
