"""The register as list B: its requests, the filed figure, the transport ids taken in; and the statement's release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere
from tallystick.model.lists import Registered
from tallystick.model.period import Period
from tallystick.model.state import RegisterState, RequestState
from tallystick.model.statement import Statement
from tallystick.model.words import Asked, Log, Role
from tallystick.reconciliation.bridge import reconcile as compare
from tallystick.reconciliation.comparison import Comparison
from tallystick.reconciliation.importing import Choices
from tallystick.reconciliation.rules import METHOD, Rules, order_digest
from tallystick.records import append as records
from tallystick.records.models import ArrivalKey
from tallystick.services import ledger
from tallystick.services.filing.packet import write_folder
from tallystick.services.home import Home
from tallystick.services.inspect import Given, facilities, load_list
from tallystick.services.operations import fix_order
from tallystick.services.statement.evidence import EvidenceFiles, load_evidence
from tallystick.services.statement.files import write_statement
from tallystick.services.statement.linker import shipped_linker
from tallystick.services.statement.registered import as_registered

RELEASED = ("statement.html", "statement.css", "statement.pdf", "statement.json", "bridge.svg")
"""Files of the council edition: what the public may see."""


def reconcile(
    home: Home, actor: Actor, theirs: Sequence[Path], evidence: EvidenceFiles, period: Period, *, output: Path
) -> Statement:
    """Write the statement between a counterpart's list and the register into ``output``, in every edition.

    Raises:
        NotAllowed: the actor is no auditor. BadList: a file cannot be understood. SumDoesNotClose: a sum is open.

    """
    found = compare(with_register(home, actor, theirs, evidence, period))
    write_statement(found, output, invented=home.settings.invented)
    return found.statement


def with_register(
    home: Home,
    actor: Actor,
    theirs: Sequence[Given],
    evidence: EvidenceFiles,
    period: Period,
    *,
    choices: Choices | None = None,
    rules: Rules | None = None,
) -> Comparison:
    """The comparison of a counterpart's list with the register, in the auditor's workspace.

    The order of reasons and the rules are registered by their digest before the list is opened.

    Raises:
        NotAllowed: the actor is no auditor. BadList: a file cannot be understood.

    """
    actor.need(Role.AUDITOR)
    rules = rules or Rules()
    digest = order_digest(rules)
    entry = fix_order(home, order=digest, method=METHOD)
    return Comparison(
        theirs=load_list(theirs, choices),
        ours=registered(home, actor, period),
        evidence=load_evidence(evidence, home.agency, taken_in(home)),
        agency=home.agency,
        period=period,
        scope=home.settings.scope,
        counterpart=home.settings.counterpart,
        linker=shipped_linker(),
        facilities=facilities(),
        rules=rules,
        inputs=(
            (f"order of reasons, entry {entry} of the operations log, registered before", digest),
            *evidence.inputs(),
            register_input(home),
        ),
    )


def release(home: Home, actor: Actor, period: Period, output: Path) -> Path:
    """Release the council edition that ``reconcile`` wrote into ``output``: pages and the public site show it.

    Raises:
        NotAllowed: the actor is no author. NotThere: there is no statement in ``output``.

    """
    actor.need(Role.AUTHOR)
    if not (output / RELEASED[0]).is_file():
        raise NotThere("there is no statement", where=str(output), remedy="tallystick reconcile writes one")
    folder = home.path / "statements" / period.name
    write_folder(folder, {name: (output / name).read_bytes() for name in RELEASED if (output / name).is_file()})
    return folder


def registered(home: Home, actor: Actor, period: Period) -> tuple[Registered, ...]:
    """Every request of the register as reconciliation sees it, those outside the period and notice-only ones too.

    A request is in the filed figure when the first report signed for the period counted it; before any report is
    signed, when it would be counted now.
    """
    actor.need(Role.AUDITOR, Role.AUTHOR, Role.SYSTEM)
    state = ledger.state(home)
    filed = filed_entries(home, period)
    return tuple(
        replace(
            as_registered(home, request),
            in_filed_figure=request.entry in filed,
            transmissions=_transmissions(state, request),
        )
        for request in state.requests.values()
    )


def _transmissions(state: RegisterState, request: RequestState) -> int:
    """How often a request arrived: a page that came with another one of its arrival is no transmission of its own."""
    copies = (state.documents[entry].arrival for entry in request.copies if entry in state.documents)
    return len({request.arrival, *copies})


def filed_entries(home: Home, period: Period) -> frozenset[int]:
    """Entries of the hold requests that the first report of ``period`` counted (or that are counted now)."""
    first = first_report(ledger.state(home), period)
    state = ledger.state(home) if first is None else ledger.state_at(home, first)
    return frozenset(
        entry
        for entry, request in state.requests.items()
        if request.asked is Asked.HOLD and request.received_on in period and request.confirmed is not None
    )


def first_report(state: RegisterState, period: Period) -> int | None:
    """Log size that the first signed report of ``period`` counts, or None."""
    sizes = [one.log_size for one in state.reports.values() if one.period == period.name]
    return min(sizes, default=None)


def register_input(home: Home) -> tuple[str, str]:
    """The register as an input of a statement: its size, and the SHA-256 of the checkpoint that fixes it."""
    note = records.latest_note(Log.REQUESTS) or ""
    return f"register, {ledger.state(home).size} entries, its checkpoint", sha256(note.encode()).hexdigest()


def taken_in(home: Home) -> frozenset[str]:
    """Transport ids of everything that intake registered, also of what was erased since."""
    del home
    return frozenset(ArrivalKey.objects.values_list("transport_id", flat=True))
