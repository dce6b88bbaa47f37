"""An auditor drops the other party's list and the evidence: sealed and entered before anything of it is looked at.

One run a period, on a list fixed by its digest; another list replaces it only with a reason, and each stands in the
register of copies. So nobody can try lists until one answers whether a person is in the register (DESIGN §7.5).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256

from tallystick.adapters.sheets import open_sheets
from tallystick.model.actor import Actor
from tallystick.model.errors import BadList, NotAllowed, NotReady, NotThere, UnknownHeadings, WrongUse
from tallystick.model.lists import Column
from tallystick.model.period import Period, parse_period
from tallystick.model.words import CopyKind, Role
from tallystick.reconciliation.importing import Choices
from tallystick.reconciliation.rules import METHOD, Rules, order_digest
from tallystick.services import operations
from tallystick.services.audit.workspace import File, Inside, Run, What, find, held, keep, keep_file
from tallystick.services.home import Home
from tallystick.services.inspect import Held, Inspected, inspect_list
from tallystick.services.statement.answers import remember, remembered
from tallystick.services.statement.evidence import EvidenceFiles, load_evidence

UNSIGNED_DAYS = 180
"""For so long a list is kept that nobody signs off."""
_SEED_BYTES = 8
_ANSWERS = "answers.json"
_ONE = (What.CUSTODY, What.SENDERS)


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was dropped: files by what they are, and the station of an office machine's report.

    ``custody_days`` is the period of which the custody extract is stated to hold everybody; empty when nobody says so.
    """

    files: Mapping[What, Sequence[Held]] = field(default_factory=dict)
    station: str = ""
    custody_days: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the list was taken for; or the question that it leaves, with the headings and sheets to choose among."""

    inspected: Inspected | None
    question: BadList | None
    headings: tuple[str, ...]
    sheets: tuple[str, ...]


def run_of(home: Home, actor: Actor, period: Period) -> Run:
    """The run of a period.

    Raises:
        NotAllowed: the actor is no auditor, or the run is another's who has not shared it. NotThere: nobody began one.

    """
    actor.need(Role.AUDITOR)
    run = find(home, period.name)
    if run is None:
        raise NotThere(f"nobody has given a list for {period.name}", remedy="drop it on the auditor's page")
    if not may_open(actor, run):
        raise NotAllowed(f"the run of {run.period} is {run.by}'s", remedy=f"{run.by} can share it with other auditors")
    return run


def may_open(actor: Actor, run: Run) -> bool:
    """Whether the run is the actor's own, or shared."""
    return run.shared or run.by == actor.user


def share(home: Home, actor: Actor, period: Period, *, shared: bool) -> Run:
    """Let the other auditors open the run, or no longer. Only who began it says so.

    Raises:
        NotAllowed: the run is another's.

    """
    run = run_of(home, actor, period)
    if run.by != actor.user:
        raise NotAllowed(f"the run of {run.period} is {run.by}'s", remedy=f"{run.by} shares it, or no longer")
    return keep(home, replace(run, shared=shared))


def open_run(home: Home, actor: Actor, period: Period) -> Run:
    """The run of a period that can still be worked on.

    Raises:
        NotReady: it was signed off.

    """
    run = run_of(home, actor, period)
    if run.signed_at or run.erased:
        raise NotReady(f"the run of {period.name} is signed off", remedy="nothing of it can be changed any more")
    return run


def begin(home: Home, actor: Actor, period: Period, dropped: Dropped, *, why: str = "") -> tuple[Run, bool]:
    """Seal a list and the evidence beside it; the run, and whether the very same list was there already.

    Raises:
        NotAllowed: the actor is no auditor, or another has begun the period and not shared it. WrongUse: no list was
        given, or another one is there and no reason given. NotReady: the period is signed off.

    """
    actor.need(Role.AUDITOR)
    lists = dropped.files.get(What.LIST, ())
    if not lists:
        raise WrongUse("no list was chosen", remedy="choose the other party's file, then press Explain")
    before = run_of(home, actor, period) if find(home, period.name) else None
    if before and before.digests == _digests(lists):
        return before, True
    if before:
        open_run(home, actor, period)
        _need_reason(before, why)
    load_evidence(evidence_of(home, dropped), home.agency)
    operations.fix_order(home, order=order_digest(Rules()), method=METHOD)
    run = _new(home, period, _digests(lists), before, by=actor.user, why=why)
    for one in lists:
        digest = sha256(one.data).hexdigest()
        operations.copied(home, CopyKind.IMPORTED_LIST, name=f"list-{period.name}", sha256=digest, until=run.until)
    return _with_files(home, run, dropped), False


def add_evidence(home: Home, actor: Actor, period: Period, dropped: Dropped) -> Run:
    """Seal more evidence beside the list; a custody extract or a table of senders replaces the one before.

    Raises:
        WrongUse: nothing was given, or a list among it.

    """
    run = open_run(home, actor, period)
    given = {what for what, files in dropped.files.items() if files}
    if not given or What.LIST in given:
        raise WrongUse("no file was chosen", remedy="choose a fax log, a journal, a custody extract or senders")
    load_evidence(evidence_of(home, dropped), home.agency)
    return _with_files(home, run, dropped)


def evidence_of(home: Home, dropped: Dropped) -> EvidenceFiles:
    """What was dropped besides a list, as evidence."""
    files, days = dropped.files, dropped.custody_days.strip()
    journals = tuple(files.get(What.JOURNAL, ()))
    return EvidenceFiles(
        journals=journals,
        custody=next(iter(files.get(What.CUSTODY, ())), None),
        senders=next(iter(files.get(What.SENDERS, ())), None),
        organisation=home.settings.counterpart,
        machines=dict.fromkeys(journals, dropped.station) if dropped.station else {},
        custody_complete=parse_period(days) if days else None,
    )


def taken_for(home: Home, actor: Actor, period: Period) -> Taken:
    """What the run's list was taken for, or what must be asked about it."""
    run = run_of(home, actor, period)
    lists = [held(home, run, file) for file in run.of(What.LIST)]
    try:
        return Taken(inspect_list(lists, choices_of(home, run)), None, (), ())
    except BadList as question:
        headings = question.headings if isinstance(question, UnknownHeadings) else ()
        return Taken(None, question, headings, _sheets(lists))


def say(
    home: Home,
    actor: Actor,
    period: Period,
    columns: Mapping[str, Column],
    *,
    sheets: Sequence[str] = (),
    dates: str = "",
) -> Taken:
    """Keep what the auditor says of the list: meanings of headings (remembered for good), sheets, order of dates."""
    run = open_run(home, actor, period)
    if columns:
        remember(home.path / _ANSWERS, columns)
    inside = replace(run.inside, sheets=tuple(sheets) or run.inside.sheets, dates=dates or run.inside.dates)
    keep(home, replace(run, inside=inside))
    return taken_for(home, actor, period)


def confirm_columns(home: Home, actor: Actor, period: Period) -> Run:
    """Enter that the auditor agrees with what the columns were taken for.

    Raises:
        BadList: something of the list is still to be asked.

    """
    taken = taken_for(home, actor, period)
    if taken.question:
        raise taken.question
    return keep(home, replace(open_run(home, actor, period), understood=True))


def choices_of(home: Home, run: Run) -> Choices:
    """What was said of the run's list, with the headings that were asked about before."""
    return Choices(run.inside.sheets, remembered(home.path / _ANSWERS), run.inside.dates)


def _need_reason(before: Run, why: str) -> None:
    if not why.strip():
        raise WrongUse(
            f"a list for {before.period} was given on {before.begun.date().isoformat()}; this one is another",
            remedy="write why it replaces the first: both digests stay in the register of copies",
        )


def _new(home: Home, period: Period, digests: tuple[str, ...], before: Run | None, *, by: str, why: str) -> Run:
    now = home.clock()
    slot, _ = home.keys.new() if before is None else (before.slot, b"")
    earlier = before.inside if before else Inside(seed=secrets.token_hex(_SEED_BYTES))
    kept = tuple(file for file in earlier.files if file.what not in {What.LIST, What.BEFORE})
    replaced = tuple(replace(file, what=What.BEFORE) for file in earlier.files if file.what is What.LIST)
    return Run(
        period=period.name,
        by=before.by if before else by,
        shared=bool(before and before.shared),
        begun=now,
        until=home.local_day(now) + timedelta(days=UNSIGNED_DAYS),
        slot=slot,
        digests=digests,
        number=before.number + 1 if before else 1,
        why=why.strip(),
        inside=replace(earlier, files=(*kept, *replaced), sheets=(), dates=""),
    )


def _with_files(home: Home, run: Run, dropped: Dropped) -> Run:
    files = list(run.inside.files)
    for what, given in dropped.files.items():
        if what in _ONE and given:
            files = [file for file in files if file.what is not what]
        for one in given:
            file = File(what, one.name, sha256(one.data).hexdigest(), dropped.station if what is What.JOURNAL else "")
            keep_file(home, run, file, one.data)
            files = [*(known for known in files if (known.what, known.sha256) != (what, file.sha256)), file]
    days = parse_period(dropped.custody_days).name if dropped.custody_days.strip() else run.inside.custody_days
    return keep(home, replace(run, inside=replace(run.inside, files=tuple(files), custody_days=days)))


def _digests(lists: Sequence[Held]) -> tuple[str, ...]:
    return tuple(sorted(sha256(one.data).hexdigest() for one in lists))


def _sheets(lists: Sequence[Held]) -> tuple[str, ...]:
    try:
        return tuple(cells.sheet for one in lists for cells in open_sheets(one.data, one.name))
    except BadList:
        return ()
