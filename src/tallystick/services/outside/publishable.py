"""What a publication opens of every leaf, so that anyone can recount.

Level A: value and salt of kind, year, refers_to and asked. Level B, by counsel's signed policy: also local day and
channel. Nothing else of a leaf is ever shown.
"""

from __future__ import annotations

from typing import Any

from tallystick.model.errors import ProofFails
from tallystick.model.words import Log, OpeningLevel
from tallystick.records.models import KeptOpening
from tallystick.register import leaf, recount
from tallystick.services import ledger, operations
from tallystick.services.home import Home

FIELDS = {
    OpeningLevel.A: recount.FIELDS,
    OpeningLevel.B: (*recount.FIELDS, *recount.MORE),
}
KEPT = FIELDS[OpeningLevel.B]
"""What is kept of an entry before it is erased; none of it tells of a person."""


def openings(home: Home, size: int) -> dict[str, Any]:
    """``openings.json`` for the first ``size`` entries.

    Raises:
        ProofFails: an entry was erased without keeping what the count needs of it.

    """
    level = operations.opening_level(home)
    fields = FIELDS[level]
    kept = {row.index: row.openings for row in KeptOpening.objects.all()}
    rows = []
    for one in ledger.opened(home)[:size]:
        if isinstance(one, ledger.Opened):
            rows.append(_of(home, one, fields))
        elif one.index in kept:
            told = {name: {"value": value, "salt": salt} for name, value, salt in kept[one.index]}
            rows.append([told[name] for name in fields])
        else:
            raise ProofFails(f"entry {one.index} was erased and its openings were not kept")
    return {
        "origin": home.origin(Log.REQUESTS),
        "size": size,
        "policy": level.value,
        "fields": list(fields),
        "leaves": rows,
    }


def _of(home: Home, one: ledger.Opened, fields: tuple[str, ...]) -> list[dict[str, str]]:
    values = leaf.values_of(ledger.event_of(one), one.body, home.agency.zone)
    return [
        {"value": opening.value, "salt": opening.salt.hex()} for opening in leaf.open_fields(values, one.secret, fields)
    ]
