"""``tallystick lines``: which lines are heard, and whether the register has what their journals say arrived."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, home
from tallystick.cli.console import emit, out, say
from tallystick.model.errors import NotThere, TallystickError, WrongUse
from tallystick.services.lines.alarms import Alarm, alarms
from tallystick.services.lines.completeness import OPEN, LineDay, line_days
from tallystick.services.lines.journals import machine_days, mail_log_days
from tallystick.services.lines.mailboxes import mailbox_days
from tallystick.services.lines.sources import Mail

app = typer.Typer(add_completion=False)


@app.command()
def lines(
    since: Annotated[str, typer.Option("--since", help="First local day, YYYY-MM-DD.")] = "",
    activity: Annotated[Path | None, typer.Option("--activity", help="An office machine's activity report.")] = None,
    line: Annotated[str, typer.Option("--line", help="The line that the machine is on.")] = "",
    dates: Annotated[str, typer.Option("--dates", help="The order of its dates, MDY or DMY.")] = "",
    mail_log: Annotated[Path | None, typer.Option("--mail-log", help="A mail server's log (Postfix).")] = None,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which lines are heard, and hold what arrived by their journals against the register. Changes nothing.

    Example: tallystick lines --since 2025-03-01
    """
    del home_folder
    first = _day(since)
    troubles: list[str] = []
    heard = alarms(home())
    if activity:
        days = machine_days(home(), _text(activity), line=line, dates=dates, since=first)
    elif mail_log:
        days = mail_log_days(home(), _text(mail_log), since=first)
    else:
        days, troubles = _every_day(first)
    if as_json:
        rows = [_plain(one) for one in days]
        emit({"sources": [_source(one) for one in heard], "days": rows, "troubles": troubles})
    else:
        _tell(heard, days)
    for words in troubles:
        say(words)
    unanswered = any(one.reason in OPEN for day in days for one in day.findings)
    if troubles or unanswered or any(one.calls_for_somebody for one in heard):
        raise typer.Exit(1)


def _every_day(since: date | None) -> tuple[tuple[LineDay, ...], list[str]]:
    """Days of every fax server and mailbox, and what could not be asked."""
    days, troubles = list(line_days(home(), since=since)), []
    for source in home().settings.sources:
        if isinstance(source, Mail):
            try:
                days += mailbox_days(home(), source, since=since)
            except TallystickError as error:
                troubles.append(f"{source.name}: {error}")
    return tuple(sorted(days, key=lambda one: (one.line, one.day))), troubles


def _tell(heard: tuple[Alarm, ...], days: tuple[LineDay, ...]) -> None:
    for one in heard:
        out(f"{'SILENT' if one.silent else 'heard '}  {one.source}: {one.words}")
    for day in days:
        out(f"{day.day}  {day.line}: {day.journal} by the journal, {day.registered} registered")
        for finding in day.findings:
            out(f"            {finding.transport_id}: {finding.reason.value}  {finding.words}".rstrip())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongUse(f"'{text}' is not a day", remedy="write 2025-03-01") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise NotThere(f"'{path}' cannot be read: {error.strerror}", remedy="give the path of a CSV file") from error


def _source(one: Alarm) -> dict[str, object]:
    return {
        "source": one.source,
        "silent": one.silent,
        "looked_at": one.looked_at,
        "last_arrival": one.last_arrival,
        "waiting": one.waiting,
        "trouble": one.trouble,
        "counted": {"day": one.counted.day, "lying": one.counted.lying, "registered": one.counted.registered}
        if one.counted
        else None,
    }


def _plain(day: LineDay) -> dict[str, object]:
    findings = [
        {"reason": one.reason.value, "transport_id": one.transport_id, "words": one.words} for one in day.findings
    ]
    return {
        "line": day.line,
        "day": day.day,
        "journal": day.journal,
        "registered": day.registered,
        "findings": findings,
    }
