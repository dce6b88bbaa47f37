"""How much the tests that look for loss and forgery do: a fixed part in ``make test``, many times that in ``make soak``."""

from __future__ import annotations

import os
from collections.abc import Callable

TIMES = int(os.environ.get("TALLYSTICK_SOAK") or 1)

Tell = Callable[[str, object], None]
"""pytest's ``record_property``: what a test tells is added up and printed at the end of the run."""


def often(count: int) -> int:
    """``count`` in ``make test``, as many times that as ``TALLYSTICK_SOAK`` says."""
    return count * TIMES
