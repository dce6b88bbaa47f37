"""JSON that strangers hand over: read as one object, or refused in words."""

from __future__ import annotations

import json
from typing import Any

from tallystick.model.errors import ProofFails


def object_of(data: bytes, name: str) -> dict[str, Any]:
    """The object that a JSON file holds.

    Raises:
        ProofFails: it is not UTF-8, not JSON, too deeply nested, or not an object.

    """
    try:
        plain = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as cause:
        raise ProofFails(f"{name} is not JSON", where=name) from cause
    if not isinstance(plain, dict):
        raise ProofFails(f"{name} does not hold an object", where=name)
    return plain
