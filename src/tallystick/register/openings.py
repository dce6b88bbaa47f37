"""openings.json: the fields of every leaf that the publication policy lays open, and their salts.

``{"origin", "size", "policy", "fields": [names], "leaves": [[{"value", "salt" in hex}, ...], ...]}``, one list a leaf.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model.errors import ProofFails

from . import leaf as leaves
from . import recount
from .plainjson import object_of

NAME = "openings.json"


@dataclass(frozen=True, slots=True)
class Openings:
    """The opened fields of leaves 0 .. size - 1 of the log ``origin``."""

    origin: str
    size: int
    policy: str
    fields: tuple[str, ...]
    leaves: tuple[tuple[leaves.Opening, ...], ...]

    def told(self) -> tuple[recount.Told, ...]:
        """What they tell, leaf by leaf.

        Raises:
            ProofFails: a leaf is not opened in all that a recount needs.

        """
        return tuple(recount.told(opened) for opened in self.leaves)


def read(data: bytes) -> Openings:
    """The openings of that file; none is checked against its leaf yet.

    Raises:
        ProofFails: the file has not the form.

    """
    plain = object_of(data, NAME)
    try:
        names = [str(name) for name in plain["fields"]]
        opened = tuple(_leaf(names, leaf) for leaf in plain["leaves"])
        found = Openings(str(plain["origin"]), int(plain["size"]), str(plain["policy"]), tuple(names), opened)
    except (KeyError, TypeError, ValueError) as cause:
        raise ProofFails(f"{NAME} has not the form of openings") from cause
    if len(found.leaves) != found.size:
        raise ProofFails(f"{NAME} opens {len(found.leaves)} entries and says {found.size}")
    return found


def _leaf(names: list[str], plain: list[dict[str, str]]) -> tuple[leaves.Opening, ...]:
    return tuple(
        leaves.Opening(name, str(one["value"]), bytes.fromhex(one["salt"]))
        for name, one in zip(names, plain, strict=True)
    )
