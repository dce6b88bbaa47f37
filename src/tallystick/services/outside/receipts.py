"""The receipt of an arrival: a proof that a stranger can check, with nothing personal on it.

A receipt is provisional at once, on the log's own signature, and final as soon as witnesses cosigned a checkpoint that
covers it. Its index stays the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.adapters.rendering.receipt_html import receipt_page
from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere
from tallystick.model.words import Log, Role
from tallystick.records import append as records
from tallystick.records.models import Entry
from tallystick.register import checkpoint, leaf, note, receipt, tree
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.outside import cosigning

_WORDS = (
    "Recorded only. This does not answer the request and tells nobody.",
    "The code holds the whole receipt. Anybody can check it with tallystick-verify, without this agency's help: that "
    "the entry stands in the register, and, once the register is published, how the paper was classed.",
    "It does not show who sent the paper, nor that every paper that was sent was registered.",
)


def receipt_for(home: Home, actor: Actor, entry: int) -> str:
    """Text of the receipt (``.tlog-proof``) for one entry of the requests log: final if it can be, else provisional.

    Raises:
        NotThere: no such entry, or it was erased.

    """
    actor.need(Role.STATION, Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    return proof_of(home, entry, label=_number(home, entry))


def proof_of(home: Home, entry: int, *, label: str, signed: str | None = None) -> str:
    """Receipt of any entry; ``label`` is the number on the paper or the report's name.

    ``signed`` is a checkpoint that covers the entry; without one the newest that witnesses cosigned, else the newest.
    """
    row = Entry.objects.filter(log=Log.REQUESTS, index=entry).first()
    opened = ledger.opened_one(home, row) if row else None
    if signed is None:
        cosigned = cosigning.newest(Log.REQUESTS, beyond=entry)
        signed = cosigned.note if cosigned else records.latest_note(Log.REQUESTS)
    if opened is None or signed is None:
        raise NotThere(f"there is no entry {entry} that could be opened", remedy="the register page lists them")
    values = leaf.values_of(ledger.event_of(opened), opened.body, home.agency.zone)
    size = checkpoint.Checkpoint.parse(note.parse(signed).text).size
    return receipt.make(
        index=entry,
        leaf=opened.leaf,
        openings=leaf.open_fields(values, opened.secret, receipt.OPENED),
        proof=tree.inclusion(entry, size, records.reader(Log.REQUESTS)),
        checkpoint=signed,
        number=label,
        vkey=home.vkey(Log.REQUESTS),
    )


@dataclass(frozen=True, slots=True)
class Printed:
    """A receipt to hand over: number on the paper, the receipt itself, its page; ``final`` once witnesses cosigned."""

    number: str
    text: str
    page: bytes
    final: bool


def printed(home: Home, actor: Actor, entry: int) -> Printed:
    """The receipt of an arrival and its printed page.

    Raises:
        NotThere: no such entry, or it was erased.

    """
    text = receipt_for(home, actor, entry)
    held = receipt.read(text)
    cosigners = len(note.parse(held.proof.checkpoint).signatures) - 1
    told = [
        ("Agency", home.agency.name),
        ("Number on the paper", held.number),
        ("Entry of the register", str(entry)),
        ("Kind", held.value("kind")),
        ("Local day", held.value("date")),
        ("Channel", held.value("channel")),
        ("SHA-256 of the paper", held.value("document")),
        ("State", f"final: cosigned by {cosigners}" if cosigners else "provisional: signed by the register only"),
    ]
    title = f"Receipt {held.number}" + (" (INVENTED)" if home.settings.invented else "")
    return Printed(held.number, text, receipt_page(text, title=title, told=told, words=list(_WORDS)), cosigners > 0)


def numbered(home: Home, entry: int) -> tuple[str, str]:
    """Number on the paper and receipt of an arrival.

    Raises:
        NotThere: no such entry, or it was erased.

    """
    number = _number(home, entry)
    return number, proof_of(home, entry, label=number)


def _number(home: Home, entry: int) -> str:
    arrival = ledger.state(home).arrivals.get(entry)
    return arrival.event.number if arrival else f"entry {entry}"
