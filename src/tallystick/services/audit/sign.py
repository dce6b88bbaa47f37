"""The end of a run: a sample with its seed, the working paper, sign-off, release of the edition without rows, erasure.

The council's edition is written beside the run when it is signed off; an author releases it. The list, the evidence and
the decisions are erased n days later (``audit_days``); one that nobody signs off, half a year after it was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from tallystick.model.actor import Actor
from tallystick.model.errors import NotReady, NotThere, WrongUse
from tallystick.model.period import Period, parse_period
from tallystick.model.words import CopyKind, Role
from tallystick.reconciliation.auditing.keys import key_of_request
from tallystick.reconciliation.auditing.sampling import sample
from tallystick.services import operations
from tallystick.services.audit.begin import open_run
from tallystick.services.audit.explain import Explained, explained, forget
from tallystick.services.audit.workspace import COUNCIL, Run, destroy, find, folder_of, keep, periods
from tallystick.services.filing.packet import write_folder
from tallystick.services.home import Home
from tallystick.services.statement import files
from tallystick.services.statement.files import PAPERS, WORKBOOK, council_edition
from tallystick.services.statement.reconcile import release

_LONGEST_SEED = 64


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a seed draws: keys of rows to look up in the papers; numbers of requests, with their entries."""

    seed: str
    rows: tuple[str, ...]
    requests: tuple[tuple[str, int], ...]


def draw(home: Home, actor: Actor, period: Period) -> Drawn:
    """The sample that the run's seed draws of each side: the same as on the working paper's sheet."""
    made = explained(home, actor, period)
    seed, case = made.run.inside.seed, made.found.case
    keys = {key_of_request(one): (one.number, one.entry) for one in case.requests if case.counted(one)}
    rows = sample([unit.key for unit in made.found.statement.units if unit.side == "A"], seed)
    return Drawn(seed, rows, tuple(keys[key] for key in sample(keys, seed)))


def set_seed(home: Home, actor: Actor, period: Period, seed: str) -> Run:
    """Draw by another seed.

    Raises:
        WrongUse: there is none, or it is longer than 64 characters.

    """
    run = open_run(home, actor, period)
    if not 0 < len(seed.strip()) <= _LONGEST_SEED:
        raise WrongUse("a seed has 1 to 64 characters", remedy="write any word or number that can be written down")
    return keep(home, replace(run, inside=replace(run.inside, seed=seed.strip())))


def working_paper(home: Home, actor: Actor, period: Period, name: str = WORKBOOK) -> bytes:
    """The working paper as a workbook or as pages: every unit with its evidence, the sample, a place to sign.

    Raises:
        NotThere: ``name`` is neither.

    """
    if name not in PAPERS:
        raise NotThere(f"there is no {name}", remedy=f"the working paper is {' or '.join(PAPERS)}")
    return _paper(home, explained(home, actor, period), name)


def sign_off(home: Home, actor: Actor, period: Period) -> Run:
    """Sign a run off: the working paper's digest is entered, the edition without rows waits for its release.

    Raises:
        NotReady: it is signed off already. SumDoesNotClose: a sum does not close.

    """
    run = open_run(home, actor, period)
    made = explained(home, actor, period)
    made.found.statement.check()
    digest = sha256(_paper(home, made, WORKBOOK)).hexdigest()
    now = home.clock()
    until = home.local_day(now) + timedelta(days=home.settings.audit_days)
    invented = home.settings.invented
    edition = council_edition(made.found.statement, invented=invented)
    written = {name: data.encode() if isinstance(data, str) else data for name, data in edition.items()}
    write_folder(folder_of(home, period.name) / COUNCIL, written)
    operations.copied(home, CopyKind.WORKING_PAPER, name=f"workpaper-{period.name}", sha256=digest, until=until)
    return keep(home, replace(run, signed_by=actor.user, signed_at=now, until=until, paper=digest))


def waiting_for_release(home: Home) -> tuple[str, ...]:
    """The periods whose edition without rows was signed off and is not the released one, newest name first."""
    return tuple(name for name in periods(home) if _newer(home, name))


def release_signed(home: Home, actor: Actor, period: Period) -> Path:
    """Release the edition without rows that an auditor signed off.

    Raises:
        NotAllowed: the actor is no author, or signed it off. NotThere: nothing was signed off.

    """
    actor.need(Role.AUTHOR)
    run = find(home, period.name)
    if run is None or run.signed_at is None:
        raise NotThere(f"no statement for {period.name} was signed off", remedy="an auditor does that first")
    return release(home, actor, period, folder_of(home, period.name) / COUNCIL)


def erase_due(home: Home) -> list[str]:
    """Erase every run whose last day has passed; the periods, for whoever keeps the rhythm to say."""
    return [name for name in periods(home) if _erased(home, name)]


def runs(home: Home, actor: Actor) -> Iterator[Run]:
    """Every run, the newest period first."""
    actor.need(Role.AUDITOR)
    return (run for name in periods(home) if (run := find(home, name)))


def _erased(home: Home, name: str) -> bool:
    run = find(home, name)
    if run is None or run.erased or home.local_day(home.clock()) <= run.until:
        return False
    destroy(home, run)
    forget(home)
    return True


def _paper(home: Home, made: Explained, name: str) -> bytes:
    if not made.run.inside.seed:
        raise NotReady("there is no seed", remedy="write one on the page of the sample")
    return files.working_paper(made.found, name, seed=made.run.inside.seed, invented=home.settings.invented)


def _newer(home: Home, name: str) -> bool:
    signed = folder_of(home, name) / COUNCIL / "statement.json"
    released = home.path / "statements" / parse_period(name).name / "statement.json"
    if not signed.is_file():
        return False
    return not released.is_file() or released.read_bytes() != signed.read_bytes()
