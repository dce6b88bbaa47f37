"""What holds from a first day to a last one, both included; open while there is no last day."""

from __future__ import annotations

from datetime import date


class Dated:
    """A thing of the law with the local days on which it speaks: clause, rule period, duty, item, clock."""

    __slots__ = ()

    first: date
    last: date | None

    def in_force(self, day: date) -> bool:
        """Whether it speaks on that local day (of a duty or an item: for a period that ends on it)."""
        return self.first <= day and (self.last is None or day <= self.last)
