"""A sample that anybody can draw again: units in the order of SHA-256 over seed and key, the first of them taken.

Two tests in an auditor's sense: from the list to the papers, and from the register to the papers. Must not look at a
reason: every unit has the same chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

SAMPLE_SIZE = 25


def sample(keys: Iterable[str], seed: str, size: int = SAMPLE_SIZE) -> tuple[str, ...]:
    """The keys that the seed draws, in the order drawn; all of them when there are no more than ``size``."""
    return tuple(sorted(keys, key=lambda key: sha256(f"{seed}\n{key}".encode()).hexdigest())[:size])
