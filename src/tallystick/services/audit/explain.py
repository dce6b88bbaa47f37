"""Every row under a reason or "not established": the comparison of a run with its decisions, computed when looked at.

The newest result stays in the memory of this process, so that going from row to row does not compare anew; it is let
go when anything of the run or the register changes, and nothing of it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tallystick.model.actor import Actor
from tallystick.model.errors import NotReady, NotThere
from tallystick.model.lists import Registered, Row
from tallystick.model.period import Period, parse_period
from tallystick.model.reasons import Reason
from tallystick.model.statement import UnitOutcome
from tallystick.reconciliation.auditing.candidates import Candidate, candidates, to_decide
from tallystick.reconciliation.bridge import reconcile as compare
from tallystick.reconciliation.comparison import Comparison, Reconciled
from tallystick.services import ledger
from tallystick.services.audit.begin import choices_of, run_of
from tallystick.services.audit.workspace import Run, What, held
from tallystick.services.desk.looks import look
from tallystick.services.home import Home
from tallystick.services.inspect import Given, load_list
from tallystick.services.statement.evidence import EvidenceFiles
from tallystick.services.statement.reconcile import with_register


@dataclass(frozen=True, slots=True)
class Explained:
    """A run's result, and the keys of the rows that wait for a person: a request could be meant, none was chosen."""

    run: Run
    found: Reconciled
    waiting: tuple[str, ...]

    @property
    def open_keys(self) -> tuple[str, ...]:
        """What a person can still settle: first where a request could be meant, then all else not established."""
        others = (
            unit.key
            for unit in self.found.statement.units
            if unit.reason is Reason.NOT_ESTABLISHED and not unit.decided_by and unit.key not in self.waiting
        )
        return (*self.waiting, *others)


@dataclass(frozen=True, slots=True)
class Looked:
    """One unit as the auditor sees it: what was found, its row or request, and the requests that it could be."""

    unit: UnitOutcome
    row: Row | None
    request: Registered | None
    candidates: tuple[Candidate, ...]
    previous: str
    following: str
    place: int
    of: int


_newest: dict[str, tuple[object, Explained]] = {}


def explained(home: Home, actor: Actor, period: Period) -> Explained:
    """The run of a period, explained.

    Raises:
        NotReady: what the columns were taken for is not confirmed. NotThere: nobody began a run, or it was erased.

    """
    run = run_of(home, actor, period)
    if run.erased:
        forget(home)
        raise NotThere(f"the list for {run.period} was erased", remedy="its signed working paper is with the auditor")
    if not run.understood:
        raise NotReady("what the columns were taken for is not confirmed", remedy="look at them and confirm")
    stamp = (run, ledger.state(home).size)
    kept = _newest.get(str(home.path))
    if kept and kept[0] == stamp:
        return kept[1]
    found = compare(_comparison(home, actor, run, period))
    made = Explained(run, found, to_decide(found.statement.units, found.case))
    _newest[str(home.path)] = (stamp, made)
    return made


def forget(home: Home) -> None:
    """Let the newest result go."""
    _newest.pop(str(home.path), None)


def look_at(home: Home, actor: Actor, period: Period, key: str) -> Looked:
    """One unit of a run, with up to three requests side by side; each look at a request is kept.

    Raises:
        NotThere: the lists hold no such unit.

    """
    made = explained(home, actor, period)
    unit = next((one for one in made.found.statement.units if one.key == key), None)
    if unit is None:
        raise NotThere("the lists hold no such unit", where=key, remedy="open it from the list of rows")
    case = made.found.case
    row = next((one for one in case.rows if unit.row and one.provenance == unit.row), None)
    request = next((one for one in case.requests if one.entry == unit.entry), None)
    likely = candidates(row, case) if row and unit.entry is None else ()
    for entry in [*(one.request.entry for one in likely), *([request.entry] if request else [])]:
        look(home, actor, entry)
    return Looked(unit, row, request, likely, *_around(made.open_keys, key))


def _around(keys: tuple[str, ...], key: str) -> tuple[str, str, int, int]:
    """The open unit before and after this one, its place among them (0 when it is none), and how many there are."""
    if key not in keys:
        return "", keys[0] if keys else "", 0, len(keys)
    at = keys.index(key)
    return keys[at - 1] if at else "", keys[at + 1] if at + 1 < len(keys) else "", at + 1, len(keys)


def _comparison(home: Home, actor: Actor, run: Run, period: Period) -> Comparison:
    choices = choices_of(home, run)
    lists = [held(home, run, file) for file in run.of(What.LIST)]
    given = with_register(home, actor, lists, _evidence(home, run), period, choices=choices)
    earlier = [held(home, run, file) for file in run.of(What.BEFORE)]
    before = load_list(earlier, choices) if earlier else None
    return replace(given, judgements=run.inside.decisions, before=before)


def _evidence(home: Home, run: Run) -> EvidenceFiles:
    files = {what: [(file, held(home, run, file)) for file in run.of(what)] for what in What}
    machines: dict[Given, str] = {given: file.station for file, given in files[What.JOURNAL] if file.station}
    return EvidenceFiles(
        journals=tuple(given for _, given in files[What.JOURNAL]),
        custody=next((given for _, given in files[What.CUSTODY]), None),
        senders=next((given for _, given in files[What.SENDERS]), None),
        organisation=home.settings.counterpart,
        machines=machines,
        custody_complete=parse_period(run.inside.custody_days) if run.inside.custody_days else None,
    )
