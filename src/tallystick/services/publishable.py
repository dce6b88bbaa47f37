"""What a publication opens of every leaf, so that anyone can recount: opening policy A.

The value and salt of kind, year, refers_to and asked; nothing else of a leaf is ever shown.
"""

from __future__ import annotations

from typing import Any

from tallystick.model.errors import ProofFails
from tallystick.model.words import Log
from tallystick.records.models import KeptOpening
from tallystick.register import leaf
from tallystick.services import ledger
from tallystick.services.home import Home

OPENED = ("kind", "year", "refers_to", "asked")
POLICY = "A"


def openings(home: Home, size: int) -> dict[str, Any]:
    """``openings.json`` for the first ``size`` entries.

    Raises:
        ProofFails: an entry was erased without keeping what the count needs of it.

    """
    kept = {row.index: row.openings for row in KeptOpening.objects.all()}
    rows = []
    for one in ledger.opened(home)[:size]:
        if isinstance(one, ledger.Opened):
            rows.append(_of(home, one))
        elif one.index in kept:
            rows.append([{"value": value, "salt": salt} for _, value, salt in kept[one.index]])
        else:
            raise ProofFails(f"entry {one.index} was erased and its openings were not kept")
    return {
        "origin": home.origin(Log.REQUESTS),
        "size": size,
        "policy": POLICY,
        "fields": list(OPENED),
        "leaves": rows,
    }


def _of(home: Home, one: ledger.Opened) -> list[dict[str, str]]:
    values = leaf.values_of(ledger.event_of(one), one.body, home.agency.zone)
    return [
        {"value": opening.value, "salt": opening.salt.hex()} for opening in leaf.open_fields(values, one.secret, OPENED)
    ]
