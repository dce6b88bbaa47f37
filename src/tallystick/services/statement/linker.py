"""What the rows of a list are linked by with the requests of a register: the weights that ship with the program."""

from __future__ import annotations

from functools import cache

from tallystick.reconciliation.linkage.weights import altered
from tallystick.reconciliation.linking import Linker
from tallystick.services.link import name_forms, packaged, shipped_weights


@cache
def shipped_linker() -> Linker:
    """Families of names, and the weights of lists with names and without."""
    table = packaged("prepared.toml")
    return Linker(name_forms(), *(altered(shipped_weights(), table, part) for part in ("prepared", "marks")))
