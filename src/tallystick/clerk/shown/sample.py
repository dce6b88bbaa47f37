"""A made-up statement for the page of components: round numbers, two parties that do not exist."""

from __future__ import annotations

import json

from tallystick.services.statement.released import Released, released

_BARS = (("T1", "A", 30, -30), ("A1", "A", 40, -40), ("X0", "A", 20, -20), ("R1", "B", 5, 5))


def sample() -> Released:
    """Party A counts 100, party B 15: ten in both."""
    party = {"unit": "requests", "event": "made up", "source": "made up"}
    return released(
        json.dumps(
            {
                "kind": "statement",
                "period": {"name": "2000"},
                "a": party | {"name": "A made-up party", "total": 100, "unit": "rows"},
                "b": party | {"name": "B made-up party", "total": 15},
                "filed": 15,
                "corrected": 15,
                "in_both_filed": 10,
                "in_both_corrected": 10,
                "bars": [
                    {"reason": reason, "words": "", "side": side, "count": count, "signed": signed}
                    | {"grades": {"C": count}, "disputed_by": ["B made-up party"] if reason == "T1" else []}
                    for reason, side, count, signed in _BARS
                ],
                "statement": "Of the 100, 10 stand in both.",
                "replies": [{"party": "B made-up party", "text": "A reply, word for word."}],
            }
        ).encode()
    )
