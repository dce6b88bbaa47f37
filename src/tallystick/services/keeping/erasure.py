"""Erasing by two persons: one proposes with ground and approval number, another one carries it out.

Grounds: the end of retention (due, not on hold), a court's order, a paper about the wrong person. What is done is
``services/keeping/erase.py``; what cannot be reached by it is told from the register of copies.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model.actor import Actor
from tallystick.model.errors import NotReady, WrongUse
from tallystick.model.words import ErasureGround, OperationKind, Role
from tallystick.services import operations
from tallystick.services.desk.dispose import request_of
from tallystick.services.home import Home
from tallystick.services.keeping import copies, retention
from tallystick.services.keeping.erase import erase


@dataclass(frozen=True, slots=True)
class Proposal:
    """An erasure that one person proposed: its own entry, the request, ground, approval number and who."""

    entry: int
    request: int
    ground: ErasureGround
    approval: str
    by: str


@dataclass(frozen=True, slots=True)
class Erased:
    """What came of asking: a proposal that waits for a second person, or the entries whose keys are gone.

    ``not_reached`` are copies outside the register that may still be kept.
    """

    proposal: Proposal
    entries: tuple[int, ...] = ()
    not_reached: tuple[copies.Copied, ...] = ()


def ask(home: Home, actor: Actor, entry: int, *, ground: ErasureGround, approval: str) -> Erased:
    """Propose the erasure of a request, or carry out what another person proposed with the same ground and approval.

    Clerk and legal propose; legal or the custodian of keys carries it out.

    Raises:
        NotReady: retention is not over, a legal hold is in force, or the same person asks twice.
        WrongUse: no approval number. NotThere: not a request.

    """
    actor.need(Role.CLERK, Role.LEGAL, Role.CUSTODIAN)
    _check(home, entry, ground, approval)
    proposal = _proposal(home, entry, ground, approval.strip())
    if proposal is None:
        actor.need(Role.CLERK, Role.LEGAL)
        made = operations.erasure_proposed(home, entry, ground, approval=approval.strip(), by=actor.user)
        return Erased(Proposal(made, entry, ground, approval.strip(), actor.user))
    if proposal.by == actor.user:
        raise NotReady(f"{actor.user} proposed this erasure", remedy="a second person carries it out")
    actor.need(Role.LEGAL, Role.CUSTODIAN)
    authority = f"{ground.value}: {proposal.approval} (proposed by {proposal.by}, operations {proposal.entry})"
    gone = erase(home, actor, entry, authority=authority)
    return Erased(proposal, gone, copies.kept(home))


def _check(home: Home, entry: int, ground: ErasureGround, approval: str) -> None:
    request = request_of(home, entry)
    if request.erased:
        raise WrongUse(f"entry {entry} is erased already")
    if not approval.strip():
        raise WrongUse("an erasure needs its approval number", remedy="of the records board, or of the order")
    held = retention.holds(home).get(entry)
    if held and ground is not ErasureGround.COURT_ORDER:
        raise NotReady(f"a legal hold is in force: {held.reason}", where=f"operations {held.entry}")
    due = retention.due_on(home, request)
    if ground is ErasureGround.RETENTION and due > home.local_day(home.clock()):
        raise NotReady(f"retention ends on {due}", remedy="wait, or name another ground")


def _proposal(home: Home, entry: int, ground: ErasureGround, approval: str) -> Proposal | None:
    for made, _, facts in reversed(operations.of_kind(home, OperationKind.ERASURE_PROPOSED)):
        if (facts["refers_to"], facts["ground"], facts["approval"]) == (str(entry), ground.value, approval):
            return Proposal(made, entry, ground, approval, facts["by"])
    return None
