"""The home that this process serves: opened once from Django's settings."""

from __future__ import annotations

from django.conf import settings

from tallystick.services.home import Home, open_home

_opened: dict[str, Home] = {}


def current_home() -> Home:
    """Return the home of the running process."""
    path = settings.HOME
    key = str(path)
    if key not in _opened:
        _opened[key] = open_home(path)
    return _opened[key]


def use(home: Home) -> None:
    """Make ``home`` the one that ``current_home`` returns for its path (demonstrations play another time)."""
    _opened[str(home.path)] = home
