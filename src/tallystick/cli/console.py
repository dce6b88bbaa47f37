"""How a command speaks: exactly one JSON value on standard output, everything else on standard error."""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def emit(value: Any) -> None:
    """Print one JSON value on standard output."""
    out(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def out(text: str = "") -> None:
    """Print the answer of a command for people; a reader who has left early (``| head``) misses the rest."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Print progress or a message on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
