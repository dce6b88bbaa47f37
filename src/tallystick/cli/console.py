"""How a command speaks: exactly one JSON value on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any


def emit(value: Any) -> None:
    """Print one JSON value on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def out(text: str = "") -> None:
    """Print the answer of a command for people, on standard output."""
    sys.stdout.write(text + "\n")


def say(text: str) -> None:
    """Print progress or a message on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
