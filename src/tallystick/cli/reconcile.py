"""``tallystick reconcile THEIRS``: the statement between two parties' counts, as files. Must not decide anything.

With ``record:NAME`` it states the public record; with a home it compares a list with the register; with ``--ours FILE``
with an own list; otherwise with the public record of the one agency that the list names.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.adapters.rendering.statement_json import lists_values, totals_values
from tallystick.model.agency import Agency, Station
from tallystick.model.errors import WrongUse
from tallystick.model.lists import Evidence, Registered
from tallystick.model.period import Period, parse_period
from tallystick.reconciliation.telling.editions import Edition, view
from tallystick.reconciliation.importing import Choices
from tallystick.reconciliation.totals import TotalsStatement
from tallystick.services.inspect import load_list
from tallystick.services.statement_evidence import EvidenceFiles, load_evidence
from tallystick.services.statement_files import write_statement, write_totals
from tallystick.services.statement_plain import (
    COUNTERPART,
    RECORD,
    Compared,
    only_record,
    own_requests,
    statement_of_list,
    statement_of_lists,
    statement_of_record,
)

from .console import emit, out, say
from .lists import ColumnOption, DatesOption, SheetOption, choices_of

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for on the command line."""

    theirs: str
    ours: str
    period: Period
    choices: Choices
    evidence: EvidenceFiles
    scope: str
    counterpart: str
    user: str
    agency: str
    zone: str
    invented: bool


@app.command(epilog="Example: tallystick reconcile record:boston --period 2024 -o statement")
def reconcile(
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="A list file, or record:NAME for the public record.")],
    period: Annotated[str, typer.Option("--period", help="2024, FY2015, 2024Q1, DATE..DATE.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the statement; made if need be.")],
    ours: Annotated[str, typer.Option("--ours", help="Our own list, or record:NAME, instead of the register.")] = "",
    scope: Annotated[str, typer.Option("--scope", help="city (facilities in it) or agency (its own).")] = "",
    journal: Annotated[list[Path] | None, typer.Option("--journal", help="A station's journal, or xferfaxlog.")] = None,
    custody: Annotated[Path | None, typer.Option("--custody", help="Custody extract (CSV).")] = None,
    senders: Annotated[Path | None, typer.Option("--senders", help="Telephone numbers of federal offices.")] = None,
    organisation: Annotated[str, typer.Option("--organisation", help="The other party in that table.")] = "ICE",
    counterpart: Annotated[str, typer.Option("--counterpart", help="The other party's name.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="With --ours FILE: the agency, as NAME; CITY; STATE.")] = "",
    zone: Annotated[str, typer.Option("--zone", help="With --ours FILE: the agency's time zone.")] = "America/New_York",
    sheet: SheetOption = None,
    column: ColumnOption = None,
    dates: DatesOption = "",
    user: Annotated[str, typer.Option("--as", help="With a home: the auditor.", envvar="TALLYSTICK_USER")] = "",
    home: Annotated[Path | None, typer.Option("--home", help="The register's home.")] = None,
    invented: Annotated[bool, typer.Option("--invented", help="Write INVENTED on every page and picture.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Write the statement between two parties' counts: html, pdf, json, picture, working paper."""
    asked = _Asked(
        theirs=theirs,
        ours=ours,
        period=parse_period(period),
        choices=choices_of(sheet, column, dates),
        evidence=EvidenceFiles(tuple(journal or ()), custody, senders, organisation),
        scope=scope,
        counterpart=counterpart,
        user=user,
        agency=agency,
        zone=zone,
        invented=invented,
    )
    values, sentences = _lists(asked, output) if _has_two_lists(asked, home) else _totals(asked, output)
    if json:
        emit(values)
    else:
        out("\n".join(sentences))


def _has_two_lists(asked: _Asked, home: Path | None) -> bool:
    if asked.theirs.startswith(RECORD) or asked.ours.startswith(RECORD):
        return False
    return bool(asked.ours) or home is not None or (_default_home() / "tallystick.toml").is_file()


def _default_home() -> Path:
    return Path(os.environ.get("TALLYSTICK_HOME", "tallystick-home"))


def _totals(asked: _Asked, output: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    statement = _statement_of_totals(asked)
    _tell(write_totals(statement, output, made_at=datetime.now(UTC), invented=asked.invented))
    return totals_values(statement, invented=asked.invented), (" ".join(statement.sentences),)


def _statement_of_totals(asked: _Asked) -> TotalsStatement:
    if asked.theirs.startswith(RECORD):
        return statement_of_record(asked.theirs, asked.period)
    imported = load_list([Path(asked.theirs)], asked.choices)
    name = asked.ours or only_record(imported)
    if not asked.ours:
        say(f"no register here; the list names one agency of the public record: compared with {RECORD}{name}")
    return statement_of_list(imported, name, asked.period)


def _lists(asked: _Asked, output: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    imported = load_list([Path(asked.theirs)], asked.choices)
    sides = _with_own_list(asked) if asked.ours else _with_register(asked)
    statement = statement_of_lists(imported, sides.ours, sides.evidence, sides.compared)
    _tell(write_statement(statement, imported, output, made_at=datetime.now(UTC), invented=sides.invented))
    shown = view(statement, Edition.COUNCIL)
    return lists_values(shown, invented=sides.invented), (shown.sentence, shown.sentence_back)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Our side of a comparison, with the evidence, and whether it is an invented one."""

    compared: Compared
    ours: Sequence[Registered]
    evidence: Evidence
    invented: bool


def _with_own_list(asked: _Asked) -> _Sides:
    ours = own_requests(Path(asked.ours), asked.period, asked.choices)
    agency = _agency(asked, ours)
    compared = Compared(agency, asked.period, asked.scope or "city", asked.counterpart or COUNTERPART)
    return _Sides(compared, ours, load_evidence(asked.evidence, agency), asked.invented)


def _with_register(asked: _Asked) -> _Sides:
    # A home needs Django; a statement of public totals, or of two files, must run without one.
    from tallystick.services.reconcile import registered, taken_in

    from .common import acting, home

    here, actor = home(), acting(asked.user)
    settings = here.settings
    compared = Compared(
        here.agency, asked.period, asked.scope or settings.scope, asked.counterpart or settings.counterpart
    )
    evidence = load_evidence(asked.evidence, here.agency, taken_in(here))
    return _Sides(compared, registered(here, actor, asked.period), evidence, settings.invented or asked.invented)


def _agency(asked: _Asked, ours: Sequence[Registered]) -> Agency:
    """The agency of an own list: named by hand, its stations those of the list."""
    parts = [part.strip() for part in asked.agency.split(";")]
    if len(parts) != 3 or not all(parts):
        raise WrongUse(
            "whose list is it?", remedy="with --ours FILE write --agency 'Name of the agency; City; State' as well"
        )
    codes = sorted({request.station for request in ours if request.station})
    name, city, state = parts
    stations = tuple(Station(code, code) for code in codes)
    return Agency(ori="", name=name, city=city, state=state, zone=asked.zone, stations=stations)


def _tell(written: Sequence[Path]) -> None:
    for path in written:
        say(f"wrote {path}")
