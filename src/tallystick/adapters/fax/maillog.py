"""A mail server's log (Postfix, through syslog): one call for each delivery to an address that is a line of a station.

Moments must bear their year (RFC 3339, as rsyslog writes by default today): the traditional form leaves it out. Must
not know what a call means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tallystick.model.errors import BadList
from tallystick.model.lists import Call, Provenance

_LINE = re.compile(r"(?P<at>\S+) \S+ (?P<program>postfix\S*)\[\d+\]: (?P<queue>[0-9A-Za-z]+): (?P<rest>.*)")
_TRADITIONAL = re.compile(r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ postfix")
_FROM = re.compile(r"from=<([^>]*)>")
_TO = re.compile(r"to=<([^>]*)>.*?\bstatus=(\w+)(?: \((.*)\))?")
_MESSAGE_ID = re.compile(r"message-id=(<[^>]*>)")
_DELIVERED = "sent"


@dataclass(frozen=True, slots=True)
class _Message:
    """What the log has said of one message in the queue so far."""

    sender: str = ""
    message_id: str = ""


def is_mail_log(text: str) -> bool:
    """Whether the text looks like such a log."""
    return any(_LINE.match(line) or _TRADITIONAL.match(line) for line in text.splitlines()[:50])


def parse_mail_log(text: str, *, file: str, lines: Mapping[str, tuple[str, str]]) -> tuple[Call, ...]:
    """Every delivery to one of our addresses, in the log's order.

    ``lines`` maps an address to its station and line. A message has no pages: a delivered one counts as one, a bounced
    or deferred one as none, with the server's words as its failure. The transport id is the Message-ID.

    Raises:
        BadList: the log's moments have no year.

    """
    messages: dict[str, _Message] = {}
    calls = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line)
        if not found:
            _refuse_without_year(line, file, number)
            continue
        queue, rest = found["queue"], found["rest"]
        message = messages.setdefault(queue, _Message())
        if told := _MESSAGE_ID.search(rest):
            messages[queue] = replace(message, message_id=told[1])
        elif told := _TO.search(rest):
            if place := lines.get(told[1].casefold()):
                calls.append(_call(found["at"], message, told, place, Provenance(file, "", number)))
        elif told := _FROM.search(rest):
            messages[queue] = replace(message, sender=told[1])
    return tuple(calls)


def _call(at: str, message: _Message, told: re.Match[str], place: tuple[str, str], provenance: Provenance) -> Call:
    delivered = told[2] == _DELIVERED
    station, line = place
    return Call(
        provenance=provenance,
        line=line,
        station=station,
        at=datetime.fromisoformat(at).astimezone(UTC),
        sender=message.sender,
        pages=int(delivered),
        failure="" if delivered else f"{told[2]}: {told[3] or ''}".strip(": "),
        transport_id=message.message_id,
    )


def _refuse_without_year(line: str, file: str, number: int) -> None:
    if _TRADITIONAL.match(line):
        raise BadList(
            "this mail log leaves out the year",
            where=f"{file}, line {number}",
            remedy="write the log with RFC 3339 moments (rsyslog: RSYSLOG_FileFormat)",
        )
