"""Lines for an operator's log: one event a line, as words or (``TALLYSTICK_LOG=json``) as one JSON object.

Nothing about a person may stand in one: numbers, entries, sources, lines and reasons only; of an error its kind and the
place in the program, never its own words; of an address its pattern, never its tokens. Imports no Django.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from tallystick.model.errors import TallystickError


def line(event: str, words: str, **facts: object) -> str:
    """One line: ``event`` names what happened, ``words`` tell it to a person, ``facts`` to a program."""
    plain = "; ".join(part.strip() for part in words.splitlines() if part.strip())
    if os.environ.get("TALLYSTICK_LOG") != "json":
        return plain
    told = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, "message": plain, **facts}
    return json.dumps(told, ensure_ascii=False, default=str)


def said(error: BaseException) -> str:
    """What an error may say in a log: our own all of it, the system's the reason without the file, others their kind.

    People put names into file names, and an error of a parser may quote what it could not parse.
    """
    if isinstance(error, TallystickError):
        return str(error)
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return type(error).__name__


class Lines(logging.Formatter):
    """What the web application and its libraries log, in the same form and with the same silence."""

    def format(self, record: logging.LogRecord) -> str:
        """One line for a record: the pattern of the address and the place of an error, not their words."""
        facts: dict[str, object] = {"level": record.levelname.lower()}
        request = getattr(record, "request", None)
        if request is None and not record.exc_info:
            return line(record.name, record.getMessage(), **facts)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            facts["address"] = match.route if match else "no page of ours"
            facts["status"] = getattr(record, "status_code", 0)
        if record.exc_info and record.exc_info[1] is not None:
            facts["error"] = said(record.exc_info[1])
            facts["place"] = _place(record.exc_info[1])
        words = " ".join(f"{name} {value}" for name, value in facts.items())
        return line(record.name, f"{record.name}: {words}", **facts)


def _place(error: BaseException) -> str:
    """Where in the program it happened, innermost first, three steps."""
    steps = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in reversed(steps))
