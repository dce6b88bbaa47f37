"""All that a statement is made from, and all that was found besides it. No rule is here."""

from __future__ import annotations

from dataclasses import dataclass, field

from tallystick.model.agency import Agency
from tallystick.model.judgement import Judgement
from tallystick.model.lists import Custody, Evidence, ImportedList, Registered
from tallystick.model.period import Period
from tallystick.model.statement import Dispute, Reply, Statement

from .auditing.revision import Revision
from .case import Case
from .facilities.attribution import Facilities
from .facilities.names import States
from .linking import Linker
from .rules import Rules


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two lists, what stands beside them, and who wants to know what.

    ``ours`` are all requests of the register, those outside the period and notice-only ones too (a row may be one of
    them); ``filed`` is the figure of the filed report, if one was filed; ``facilities`` is the table of facilities and
    ``own_names`` are further names of the agency's own ones; ``linker`` is what links are weighed by; ``inputs`` are
    names and SHA-256 of what was given besides list A; ``before`` is an earlier reading of list A; ``our_source`` says
    where list B comes from.
    """

    theirs: ImportedList
    ours: tuple[Registered, ...]
    evidence: Evidence
    agency: Agency
    period: Period
    scope: str
    counterpart: str
    linker: Linker
    filed: int | None = None
    our_source: str = "the register"
    facilities: Facilities = field(default_factory=lambda: Facilities(States({})))
    own_names: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
    inputs: tuple[tuple[str, str], ...] = ()
    judgements: tuple[Judgement, ...] = ()
    replies: tuple[Reply, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    before: ImportedList | None = None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The statement, and what only the named auditor's working paper shows.

    ``custody`` are the bookings of registered requests; ``lapsed`` the judgements that could not be applied, with why.
    """

    statement: Statement
    case: Case
    custody: tuple[tuple[Registered, Custody], ...] = ()
    lapsed: tuple[tuple[Judgement, str], ...] = ()
    revision: Revision | None = None
