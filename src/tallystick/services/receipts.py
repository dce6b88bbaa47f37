"""The receipt of an arrival: a proof that a stranger can check, with nothing personal on it."""

from __future__ import annotations

from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere
from tallystick.model.words import Log, Role
from tallystick.records import append as records
from tallystick.records.models import Entry
from tallystick.register import leaf, receipt, tree
from tallystick.services import ledger
from tallystick.services.home import Home


def receipt_for(home: Home, actor: Actor, entry: int) -> str:
    """Text of the receipt (``.tlog-proof``) for one entry of the requests log, at the newest checkpoint.

    Raises:
        NotThere: no such entry, or it was erased.

    """
    actor.need(Role.STATION, Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    return proof_of(home, entry, label=_number(home, entry))


def proof_of(home: Home, entry: int, *, label: str) -> str:
    """Receipt of any entry; ``label`` is the number on the paper or the report's name."""
    row = Entry.objects.filter(log=Log.REQUESTS, index=entry).first()
    opened = ledger.opened_one(home, row) if row else None
    note = records.latest_note(Log.REQUESTS)
    if opened is None or note is None:
        raise NotThere(f"there is no entry {entry} that could be opened", remedy="the register page lists them")
    values = leaf.values_of(ledger.event_of(opened), opened.body, home.agency.zone)
    size = records.size(Log.REQUESTS)
    return receipt.make(
        index=entry,
        leaf=opened.leaf,
        openings=leaf.open_fields(values, opened.secret, receipt.OPENED),
        proof=tree.inclusion(entry, size, records.reader(Log.REQUESTS)),
        checkpoint=note,
        number=label,
        vkey=home.vkey(Log.REQUESTS),
    )


def _number(home: Home, entry: int) -> str:
    arrival = ledger.state(home).arrivals.get(entry)
    return arrival.event.number if arrival else f"entry {entry}"
