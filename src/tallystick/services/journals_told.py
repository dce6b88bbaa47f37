"""What a fax journal or a mail log is taken for: it is evidence beside two lists, not a list of requests itself.

Needs no register and no home. Must not know Django, nor what follows from a call.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tallystick.adapters.fax import (
    Machine,
    is_machine_report,
    is_mail_log,
    parse_journal,
    parse_machine_report,
    parse_mail_log,
    parse_xferfaxlog,
)
from tallystick.adapters.fax.journal import COLUMNS
from tallystick.model.lists import Call

from .inspect import read_file

_XFERFAXLOG_FIELDS = (19, 20)
_MOMENT = re.compile(r"\d\d/\d\d/\d\d \d\d:\d\d\t")


@dataclass(frozen=True, slots=True)
class JournalTold:
    """Its kind in words, the calls (or deliveries) that it holds, those that brought nothing whole, first and last day.

    A mail log tells only to whom it delivered: which of them are the agency's addresses, ``reconcile`` knows.
    """

    file: str
    kind: str
    calls: int
    failed: int
    first: date | None
    last: date | None
    notes: int = 0


def journal_told(path: Path, *, zone: str = "UTC", dates: str = "") -> JournalTold | None:
    """What the file is as a journal; None when it is none.

    Raises:
        NotThere: there is no such file. BadList: it is a journal that cannot be read.

    """
    try:
        text = read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if text.startswith(",".join(COLUMNS[:3])):
        found = parse_journal(text, file=path.name, zone=zone)
        return _told(path, "a station's journal", found.calls, len(found.notes) + len(found.coverage))
    if is_mail_log(text):
        calls = parse_mail_log(text, file=path.name, lines=_Everybody())
        return _told(path, "a mail server's log", calls)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if len(first.split("\t")) in _XFERFAXLOG_FIELDS and _MOMENT.match(first):
        calls = parse_xferfaxlog(text, file=path.name, zone=zone, modems={})
        return _told(path, "a fax server's log (xferfaxlog)", calls)
    if is_machine_report(text):
        machine = Machine("", dates=dates)
        calls = parse_machine_report(text, file=path.name, zone=zone, machine=machine)
        return _told(path, "an office machine's report", calls)
    return None


class _Everybody(dict[str, tuple[str, str]]):
    """Every address is somebody's: a log alone does not say whose."""

    def __init__(self) -> None:
        super().__init__({"": ("", "")})

    def get(self, key: str, default: object = None) -> tuple[str, str]:
        """The station and line of an address: none is known."""
        del key, default
        return ("?", "?")


def _told(path: Path, kind: str, calls: Sequence[Call], notes: int = 0) -> JournalTold:
    days = [call.at.date() for call in calls]
    failed = sum(bool(call.failure) or not call.pages for call in calls)
    return JournalTold(path.name, kind, len(calls), failed, min(days, default=None), max(days, default=None), notes)
