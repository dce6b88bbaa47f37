"""``tallystick law``: the ordinances at hand as data, with their sources and how well each text was checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from tallystick import law
from tallystick.cli.console import emit, out, say
from tallystick.model.errors import WrongUse
from tallystick.services import law as service

app = typer.Typer(add_completion=False, no_args_is_help=True, help="List, show, check and compare ordinances.")

_HOME = Path("tallystick-home")

HomeOption = Annotated[
    Path,
    typer.Option("--home", envvar="TALLYSTICK_HOME", help="A home whose own ordinances are taken in too."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print exactly one JSON value on standard output.")]


@app.command("list")
def listing(*, home: HomeOption = _HOME, as_json: JsonOption = False) -> None:
    """List the ordinances with their dated periods.

    Example: tallystick law list
    """
    found = service.listing(home)
    if as_json:
        emit([_listed(each) for each in found])
        return
    for each in found:
        out(f"{each.id}  {each.state}  {each.name}{'  (draft: not to be signed under)' if each.draft else ''}")
        for period in each.periods:
            out(f"    {period.id}: {period.first} to {period.last or 'today'} [{period.verification}]")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Ordinance, for example boston.")],
    *,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The rules of one day, YYYY-MM-DD.")] = "",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as one page for counsel to read and sign.")
    ] = None,
    home: HomeOption = _HOME,
    as_json: JsonOption = False,
) -> None:
    """Show an ordinance: who reports, its clauses and the figures it asks for; with --on, the rules of that day.

    Example: tallystick law show boston --on 2018-03-01
    """
    found = service.ordinance(name, home)
    if html is not None:
        html.write_text(service.printout(name, home), encoding="utf-8")
        say(f"written: {html}")
    day = _day(on) if on else None
    if as_json:
        emit(_plain(found, day))
        return
    for line in _spoken(found, day):
        out(line)


@app.command()
def check(
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE|NAME]...", help="Files that end in .toml, or ordinances.")
    ] = None,
    *,
    home: HomeOption = _HOME,
    as_json: JsonOption = False,
) -> None:
    """Check files, ordinances or all at hand: words, dates, gaps, overlaps, the file's own cases. Exit 1 on a mistake.

    Example: tallystick law check my-city.toml
    """
    found = [each for target in targets or (None,) for each in service.check(target, home)]
    if as_json:
        emit([_checked(each) for each in found])
    else:
        for each in found:
            _say(each)
    if not all(each.good for each in found):
        raise typer.Exit(1)


@app.command()
def diff(
    name: Annotated[str, typer.Argument(help="Ordinance, for example boston.")],
    before: Annotated[str, typer.Argument(metavar="DATE", help="One day, YYYY-MM-DD.")],
    after: Annotated[str, typer.Argument(metavar="DATE", help="Another day.")],
    *,
    home: HomeOption = _HOME,
    as_json: JsonOption = False,
) -> None:
    """Say what an ordinance says differently on two days: rules, clauses, reports, items, clocks.

    Example: tallystick law diff boston 2017-07-23 2019-12-19
    """
    found = service.difference(name, _day(before), _day(after), home)
    if as_json:
        emit([asdict(each) for each in found])
        return
    for each in found:
        out(f"{each.kind} {each.id}")
        out(f"  {before}: {each.before or 'nothing'}")
        out(f"  {after}: {each.after or 'nothing'}")
    if not found:
        out("The same on both days.")


@app.command()
def clocks(
    name: Annotated[str, typer.Argument(help="Ordinance, for example boston.")],
    *,
    release: Annotated[
        str,
        typer.Option("--release", metavar="MOMENT", help="When the person would otherwise be released, local time."),
    ] = "",
    receipt: Annotated[
        str, typer.Option("--receipt", metavar="MOMENT", help="When the request arrived, local time.")
    ] = "",
    zone: Annotated[str, typer.Option("--zone", help="IANA time zone of these moments.")] = "America/New_York",
    home: HomeOption = _HOME,
    as_json: JsonOption = False,
) -> None:
    """Show when each clock of a hold has run out: by the regulation, by the form, by the local text.

    Example: tallystick law clocks boston --release 2024-05-03T17:00
    """
    from tallystick.services.desk import clocks as clock_service  # loads the calendars of holidays

    found = clock_service.clocks(name, release=_moment(release, zone), receipt=_moment(receipt, zone), home=home)
    if as_json:
        emit([{"id": each.clock.id, "citation": each.clock.citation, "ends": each.ends} for each in found])
        return
    for each in found:
        ends = f"{each.ends:%A, %Y-%m-%d %H:%M %Z}" if each.ends else "its beginning was not given"
        out(f"{each.clock.citation} [{each.clock.verification}]: {ends}")
    out(clock_service.NOT_ADVICE)


def _moment(text: str, zone: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    except (ValueError, KeyError):
        raise WrongUse(f"'{text}' in '{zone}' is not a moment", remedy="write 2024-05-03T17:00") from None


def _plain(found: law.Ordinance, day: date | None) -> dict[str, Any]:
    """The ordinance as JSON; with a day, only the rules, clauses and items of that day."""
    periods = found.periods if day is None else (law.at(found, day),)
    clauses = [each for each in found.clauses.values() if day is None or each.in_force(day)]
    items = [each for each in found.report_items if day is None or each.in_force(day)]
    return {
        "id": found.id,
        "name": found.name,
        "citation": found.citation,
        "state": found.state,
        "agency_kinds": list(found.agency_kinds),
        "invented": found.invented,
        "note": found.note,
        "sha256": found.sha256,
        "draft": found.draft,
        "reports": [_dated(each) for each in found.duties if day is None or each.in_force(day)],
        "clocks": [_dated(each) for each in found.clocks if day is None or each.in_force(day)],
        "definitions": [asdict(each) for each in found.definitions],
        "clauses": [_dated(each) for each in clauses],
        "periods": [_period(each) for each in periods],
        "report_items": [_dated(each) for each in items],
    }


def _dated(each: law.Clause | law.ReportItem | law.Duty | law.Clock) -> dict[str, Any]:
    plain = asdict(each)
    return plain | {"from": plain.pop("first"), "to": plain.pop("last")}


def _period(period: law.RulePeriod) -> dict[str, Any]:
    return {
        "id": period.id,
        "from": period.first,
        "to": period.last,
        "note": period.note,
        "source": period.source,
        "verification": period.verification,
        "tables": {answer.value: [_row(row) for row in rows] for answer, rows in period.tables.items()},
    }


def _row(row: law.Row) -> dict[str, Any]:
    when = {word: sorted(values) for word, values in row.when.items()}
    if row.clause is None:
        return {"when": when, "not_covered": row.not_covered}
    return {"when": when, "clause": row.clause.id, "effect": row.effect}


def _spoken(found: law.Ordinance, day: date | None) -> Iterator[str]:
    yield f"{found.name} ({found.state})"
    yield f"  {found.citation}"
    if found.draft:
        yield f"  DRAFT, not to be signed under: {found.note}"
    for duty in found.duties:
        yield f"  {duty.text} [{duty.clause}]"
    yield f"  sha256 {found.sha256}"
    for period in found.periods if day is None else (law.at(found, day),):
        yield f"\nRules from {period.first} to {period.last or 'today'} [{period.verification}]"
        yield f"  {period.note}"
        for answer, rows in period.tables.items():
            yield f"  {answer.value}:"
            yield from (f"    {law.conditions(row)}: {law.outcome(row)}" for row in rows)
    yield "\nClauses"
    for clause in found.clauses.values():
        if day is None or clause.in_force(day):
            yield f"  {clause.id} [{clause.verification}]: {clause.citation}"
            yield f"    {clause.quotation or clause.text}"
    yield "\nThe report"
    for item in found.report_items:
        if day is None or item.in_force(day):
            yield f"  {item.duty} {item.number}. {item.text} ({item.unit}) [{item.verification}]"


def _say(each: service.Checked) -> None:
    if each.good:
        out(f"{each.file}: good; {each.cases} cases over {each.rows} rows")
    for mistake in each.mistakes:
        out(str(mistake))


def _listed(each: service.Listed) -> dict[str, Any]:
    periods = [
        {"id": period.id, "from": period.first, "to": period.last, "verification": period.verification}
        for period in each.periods
    ]
    return {"id": each.id, "name": each.name, "state": each.state, "periods": periods}


def _checked(each: service.Checked) -> dict[str, Any]:
    mistakes = [{"where": one.where, "key": one.key, "what": one.what} for one in each.mistakes]
    return {"file": each.file, "good": each.good, "cases": each.cases, "rows": each.rows, "mistakes": mistakes}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"'{text}' is not a day", remedy="write it as 2018-03-01") from None
