"""Ring 9: settings, urls and wiring. The only place that starts Django; holds no logic."""

from __future__ import annotations

import os
from pathlib import Path

DEFAULT_HOME = "tallystick-home"


def home_folder() -> Path:
    """The home in force: ``TALLYSTICK_HOME`` or ``./tallystick-home``."""
    return Path(os.environ.get("TALLYSTICK_HOME", DEFAULT_HOME))


def setup(home: Path | None = None) -> None:
    """Point Django at one home and start it. A process works on one home for its whole life."""
    if home is not None:
        os.environ["TALLYSTICK_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.site.settings")
    import django

    django.setup()


def wiring() -> dict[str, object]:
    """What one surface needs of another: the maker of the public pages, for ``publish`` and ``demo``."""
    from tallystick.public import pages

    return {"pages": pages}


def application() -> object:
    """Give the WSGI application of the home in force."""
    setup()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
