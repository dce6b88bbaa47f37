"""How many links would come about by chance alone: the same linker, with one side's days shifted.

Matching by day alone looks convincing and is nearly worthless (facts/forms_and_data.md §B.3), so a statement on a
redacted list prints what chance would give. Must not change a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tallystick.model.lists import Registered, Row
from tallystick.model.words import Asked

from .linking import link

_SHIFTS = tuple(days for weeks in range(3, 23) for days in (7 * weeks, -7 * weeks))


def chance_sentence(rows: Sequence[Row], requests: Sequence[Registered], *, named: bool) -> str:
    """One sentence with the mean number of links over 40 shifts by whole weeks (weekdays keep their share)."""
    dated = [request for request in requests if request.prepared and request.asked is Asked.HOLD]
    if not dated or named:
        return ""
    made = sum(len(link(rows, _shifted(dated, days), named=named)) for days in _SHIFTS)
    return (
        f"Linked by marks only, without names or numbers. By chance alone {made / len(_SHIFTS):.2f} links would be "
        f"expected: the mean of {len(_SHIFTS)} trials with the prepared days of one side shifted by whole weeks."
    )


def _shifted(requests: Sequence[Registered], days: int) -> list[Registered]:
    return [
        replace(request, prepared=request.prepared + timedelta(days=days)) for request in requests if request.prepared
    ]
