"""A key for every unit that lasts as long as the row says the same, so that what a person decided can be carried over.

A row's key comes from its values alone, not from its place in a file; equal rows are numbered. Must not know a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256

from tallystick.model.lists import Registered, Row

_VALUES = tuple(field.name for field in fields(Row) if field.name not in {"provenance", "raw"})
_DIGITS = 16


def row_digest(row: Row) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the row's values, one ``name=value`` a line."""
    lines = (f"{name}={value}\n" for name in _VALUES if (value := getattr(row, name)) not in (None, ""))
    return sha256("".join(lines).encode()).hexdigest()[:_DIGITS]


def keys_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The rows' keys in their order: ``row-DIGEST``, and ``row-DIGEST-2`` for the second of two equal rows."""
    seen: Counter[str] = Counter()
    keys = []
    for row in rows:
        digest = row_digest(row)
        seen[digest] += 1
        keys.append(f"row-{digest}" if seen[digest] == 1 else f"row-{digest}-{seen[digest]}")
    return tuple(keys)


def key_of_request(request: Registered) -> str:
    """A request's key: its number."""
    return f"request-{request.number}"
