"""A register whose sources a test names: the invented agency with a mailbox, a scan folder and fax lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tallystick.model.actor import system
from tallystick.model.agency import Line, Station
from tallystick.model.words import LineUse
from tallystick.services.home import Home
from tallystick.services.lines.offers import Look
from tallystick.services.lines.sources import Source
from tallystick.services.lines.watch import look_at_all

SYSTEM = system("ZZ0990100")
LINES = (Line("fax-H1"), Line("mail-H1"), Line("scan-H1"))


def watching(home: Home, *sources: Source) -> Home:
    """The home with three lines at station H1, a shared one at H2, and these sources."""
    stations = (Station("H1", "District 1", LINES), Station("H2", "District 2", (Line("fax-H2", LineUse.SHARED),)))
    home.settings.agency = replace(home.agency, stations=stations)
    home.settings.sources = sources
    return home


def look(home: Home) -> Look:
    """One round over the only source."""
    (found,) = look_at_all(home, SYSTEM)
    return found


def written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
