"""What a named person decided about one unit of a statement. Judgements are only added: a later one replaces.

Must not know how a unit was found.
"""

from __future__ import annotations

from dataclasses import dataclass

from .reasons import Grade, Reason

NO_PARTNER = "-"
"""Instead of a request's number: the row is none of the requests."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: the unit by its key, a reason with its grade, or a partner; neither takes the last one back.

    ``partner`` is the number of the request that a row is, or ``NO_PARTNER``. ``at`` is ISO 8601 with an offset.
    """

    unit: str
    by: str
    at: str
    because: str
    reason: Reason | None = None
    grade: Grade = Grade.ONE_SIDE
    partner: str = ""

    @property
    def takes_back(self) -> bool:
        """Whether it only undoes what was decided before."""
        return self.reason is None and not self.partner
