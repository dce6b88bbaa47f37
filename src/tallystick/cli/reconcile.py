"""``tallystick reconcile THEIRS``: the statement between two parties' counts, as files. Must not decide anything.

With ``record:NAME`` it states the public record; with a home it compares a list with the register; with ``--ours FILE``
with an own list; otherwise with the public record of the one agency that the list names.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.adapters.rendering.statement_json import lists_values, totals_values
from tallystick.model.errors import WrongUse
from tallystick.model.period import Period, parse_period
from tallystick.reconciliation.bridge import reconcile as compare
from tallystick.reconciliation.comparison import Comparison
from tallystick.reconciliation.importing import Choices
from tallystick.reconciliation.rules import DuplicateRule, PeriodEvent, Rules
from tallystick.reconciliation.telling.editions import Edition, view
from tallystick.reconciliation.without_lists.totals import TotalsStatement
from tallystick.services.inspect import load_list
from tallystick.services.statement.besides import BesideFiles, besides
from tallystick.services.statement.evidence import EvidenceFiles
from tallystick.services.statement.files import write_statement, write_totals
from tallystick.services.statement.lists import OwnList, with_own_list
from tallystick.services.statement.plain import RECORD, only_record, statement_of_list, statement_of_record

from .console import emit, out, say
from .lists import AnswersOption, ColumnOption, DatesOption, SheetOption, choices_of, tell_list, word_of
from .what_if import counts_table, list_counts

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for on the command line."""

    theirs: tuple[str, ...]
    ours: str
    period: Period
    choices: Choices
    evidence: EvidenceFiles
    besides: BesideFiles
    rules: Rules
    scope: str
    counterpart: str
    user: str
    agency: str
    zone: str
    own_names: tuple[str, ...]
    seed: str
    invented: bool
    what_if: bool

    @property
    def record(self) -> str:
        """The public record that was named instead of a list, if one was."""
        return next((word for word in self.theirs if word.startswith(RECORD)), "")

    @property
    def lists(self) -> list[Path]:
        """The files of the counterpart's list."""
        return [Path(word) for word in self.theirs]


@app.command(epilog="Example: tallystick reconcile record:boston --period 2024 -o statement")
def reconcile(
    theirs: Annotated[
        list[str],
        typer.Argument(metavar="THEIRS...", help="List files (stacked), or record:NAME for the public record."),
    ],
    period: Annotated[str, typer.Option("--period", help="2024, FY2015, 2024Q1, DATE..DATE.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the statement; made if need be.")],
    ours: Annotated[str, typer.Option("--ours", help="Our own list, or record:NAME, instead of the register.")] = "",
    scope: Annotated[str, typer.Option("--scope", help="city (facilities in it) or agency (its own).")] = "",
    duplicates: Annotated[
        str, typer.Option("--duplicates", help="Which rows repeat another: none, sender, day, episode, newest.")
    ] = "day",
    event: Annotated[
        str, typer.Option("--event", help="Which day of a request counts: prepared, received, registered.")
    ] = "received",
    what_if: Annotated[
        bool, typer.Option("--what-if", help="Also print the counts by every rule, side by side.")
    ] = False,
    journal: Annotated[
        list[str] | None,
        typer.Option("--journal", help="A station's journal, an office machine's, xferfaxlog, mail log."),
    ] = None,
    custody: Annotated[Path | None, typer.Option("--custody", help="Custody extract (CSV).")] = None,
    custody_complete: Annotated[
        str, typer.Option("--custody-complete", help="Days of which the extract holds everybody: DATE..DATE.")
    ] = "",
    senders: Annotated[Path | None, typer.Option("--senders", help="Telephone numbers of federal offices.")] = None,
    organisation: Annotated[str, typer.Option("--organisation", help="The other party in that table.")] = "ICE",
    judgements: Annotated[
        Path | None, typer.Option("--judgements", help="What persons decided (tallystick judge).")
    ] = None,
    previous: Annotated[Path | None, typer.Option("--previous", help="The same list as it was before.")] = None,
    reply: Annotated[
        list[str] | None, typer.Option("--reply", help="PARTY=FILE: a reply, printed word for word.")
    ] = None,
    disputed: Annotated[list[str] | None, typer.Option("--disputed", help="CODE=PARTY: who disputes a bar.")] = None,
    seed: Annotated[str, typer.Option("--seed", help="Draws the working paper's sample.")] = "",
    counterpart: Annotated[str, typer.Option("--counterpart", help="The other party's name.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="With --ours FILE: the agency, as NAME; CITY; STATE.")] = "",
    own_name: Annotated[
        list[str] | None, typer.Option("--own-name", help="Another name by which lists call our own facilities.")
    ] = None,
    zone: Annotated[str, typer.Option("--zone", help="With --ours FILE: the agency's time zone.")] = "America/New_York",
    sheet: SheetOption = None,
    column: ColumnOption = None,
    dates: DatesOption = "",
    answers: AnswersOption = None,
    user: Annotated[str, typer.Option("--as", help="With a home: the auditor.", envvar="TALLYSTICK_USER")] = "",
    home: Annotated[Path | None, typer.Option("--home", help="The register's home.")] = None,
    invented: Annotated[bool, typer.Option("--invented", help="Write INVENTED on every page and picture.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Write the statement between two parties' counts: html, pdf, json, picture, working paper."""
    asked = _Asked(
        theirs=tuple(theirs),
        ours=ours,
        period=parse_period(period),
        choices=choices_of(sheet, column, dates, answers),
        evidence=_evidence(
            journal,
            custody,
            senders,
            organisation=organisation,
            custody_complete=custody_complete,
            dates=dates,
        ),
        besides=BesideFiles(judgements, previous, tuple(reply or ()), tuple(disputed or ())),
        rules=Rules(word_of(DuplicateRule, duplicates), word_of(PeriodEvent, event)),
        scope=scope,
        counterpart=counterpart,
        user=user,
        agency=agency,
        zone=zone,
        own_names=tuple(own_name or ()),
        seed=seed,
        invented=invented,
        what_if=what_if,
    )
    values, told = _lists(asked, output) if _has_two_lists(asked, home) else _totals(asked, output)
    if json:
        emit(values)
    else:
        out("\n".join(told))


def _evidence(
    journals: list[str] | None,
    custody: Path | None,
    senders: Path | None,
    *,
    organisation: str,
    custody_complete: str,
    dates: str,
) -> EvidenceFiles:
    """The files of evidence; a journal given as CODE=FILE is an office machine's, at that station."""
    named = [text.rpartition("=") for text in journals or ()]
    return EvidenceFiles(
        journals=tuple(Path(path) for _, _, path in named),
        custody=custody,
        senders=senders,
        organisation=organisation,
        custody_complete=parse_period(custody_complete) if custody_complete else None,
        machines={Path(path): code for code, _, path in named if code},
        dates=dates.upper(),
    )


def _has_two_lists(asked: _Asked, home: Path | None) -> bool:
    if asked.record or asked.ours.startswith(RECORD):
        return False
    return bool(asked.ours) or home is not None or (_default_home() / "tallystick.toml").is_file()


def _default_home() -> Path:
    return Path(os.environ.get("TALLYSTICK_HOME", "tallystick-home"))


def _totals(asked: _Asked, output: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    statement, counts = _statement_of_totals(asked)
    _tell(write_totals(statement, output, invented=asked.invented))
    values = totals_values(statement, invented=asked.invented)
    return values | counts[0], (" ".join(statement.sentences), *counts[1])


def _statement_of_totals(asked: _Asked) -> tuple[TotalsStatement, tuple[dict[str, Any], tuple[str, ...]]]:
    if asked.record:
        if asked.what_if or len(asked.theirs) > 1:
            raise WrongUse("a public record has no rows", remedy="give it alone, and without --what-if")
        return statement_of_record(asked.record, asked.period), ({}, ())
    imported = load_list(asked.lists, asked.choices)
    tell_list(imported)
    name = asked.ours or only_record(imported)
    if not asked.ours:
        say(f"no register here; the list names one agency of the public record: compared with {RECORD}{name}")
    counts = list_counts(imported, name, asked.period) if asked.what_if else ({}, ())
    return statement_of_list(imported, name, asked.period), counts


def _lists(asked: _Asked, output: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    given, invented = _with_own_list(asked) if asked.ours else _with_register(asked)
    given = replace(given, rules=asked.rules, own_names=asked.own_names)
    found = compare(besides(given, asked.besides, asked.choices))
    _tell(write_statement(found, output, seed=asked.seed, invented=invented))
    shown = view(found.statement, Edition.COUNCIL)
    counts = counts_table(found.statement.what_if) if asked.what_if else ()
    return lists_values(shown, invented=invented), (shown.short, shown.sentence, shown.sentence_back, *counts)


def _with_own_list(asked: _Asked) -> tuple[Comparison, bool]:
    imported = load_list(asked.lists, asked.choices)
    tell_list(imported)
    own = OwnList(Path(asked.ours), asked.agency, asked.zone, asked.scope or "city", asked.counterpart)
    return with_own_list(imported, own, asked.evidence, asked.period, asked.choices), asked.invented


def _with_register(asked: _Asked) -> tuple[Comparison, bool]:
    # A home needs Django; a statement of public totals, or of two files, must run without one.
    from tallystick.services.statement.reconcile import with_register

    from .common import acting, home

    here, actor = home(), acting(asked.user)
    given = with_register(
        here, actor, asked.lists, asked.evidence, asked.period, choices=asked.choices, rules=asked.rules
    )
    tell_list(given.theirs)
    given = replace(given, scope=asked.scope or given.scope, counterpart=asked.counterpart or given.counterpart)
    return given, here.settings.invented or asked.invented


def _tell(written: Sequence[Path]) -> None:
    for path in written:
        say(f"wrote {path}")
