"""Where a line stands."""

from __future__ import annotations

from tallystick.model.errors import WrongUse
from tallystick.services.home import Home


def station_of(home: Home, line: str) -> str:
    """Code of the station that has the line.

    Raises:
        WrongUse: no station has it.

    """
    for station in home.agency.stations:
        if any(one.name == line for one in station.lines):
            return station.code
    raise WrongUse(f"no station has the line '{line}'", where="tallystick.toml", remedy="add it as [[station.line]]")
