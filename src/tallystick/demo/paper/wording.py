"""The printed words of the made-up forms, from ``wording.toml`` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def wording() -> dict[str, Any]:
    """All printed words, by form."""
    return tomllib.loads((files(__package__ or "") / "wording.toml").read_text(encoding="utf-8"))
