"""Holidays of the United States and of a state, from the ``holidays`` package; needs no network.

Must not know which clock leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import holidays

from tallystick.model.errors import WrongUse

_FEDERAL = "government"
"""The package's category of days on which federal offices are closed, one-off days off included."""


def federal(years: Iterable[int]) -> frozenset[date]:
    """Days on which federal offices are closed."""
    return frozenset(holidays.country_holidays("US", years=list(years), categories=(_FEDERAL,)))


def of_state(state: str, years: Iterable[int]) -> frozenset[date]:
    """Public holidays of a state (two letters), those of the nation that it keeps included.

    Raises:
        WrongUse: there is no such state.

    """
    try:
        return frozenset(holidays.country_holidays("US", subdiv=state, years=list(years)))
    except NotImplementedError as unknown:
        raise WrongUse(f"'{state}' is not a state", remedy="give its two letters, for example MA") from unknown
