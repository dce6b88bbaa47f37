"""What it says that two rows share a rare name, birth date or country rather than a common one, in bits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tallystick.reconciliation.linkage.levels import FIELDS, Agree, Birth, Field, Given, Surname
from tallystick.reconciliation.linkage.weights import Kind, Weights

from .blocking import BUCKETS, bucket
from .columns import Coded
from .comparing import Levels
from .words import Numbers

Floats = npt.NDArray[np.float32]
_MOST_BITS = 7.0


class Rarity:
    """How common each row's values are in both lists together."""

    def __init__(self, rows: Coded, weights: Weights) -> None:
        whole_surname = rows.surname.astype(np.int64) * (len(rows.words.text) + 1) + rows.second
        self.apart = weights.chances[Kind.APART]
        self.given = _common(rows.given)
        self.surname = _common(rows.surname)
        self.whole_surname = _common(np.where(rows.surname > 0, whole_surname, 0))
        self.birth = _common(rows.birth)
        self.country = _common(rows.country)

    def bits(self, left: Numbers, right: Numbers, levels: Levels) -> Floats:
        """What the shared values add to the weight of each pair (less than nothing for common ones)."""
        total = np.zeros(len(left), np.float32)
        for field, exact, common in (
            (Field.GIVEN, (Given.SAME, Given.FIRST, Given.FIRST_ONLY), self.given),
            (Field.SURNAME, (Surname.SAME,), self.whole_surname),
            (Field.SURNAME, (Surname.ONE_OF_TWO,), self.surname),
            (Field.BIRTH, (Birth.SAME,), self.birth),
            (Field.COUNTRY, (Agree.SAME,), self.country),
        ):
            expected = np.float32(np.log2(sum(self.apart[field][level] for level in exact)))
            meant = np.flatnonzero(np.isin(levels[FIELDS.index(field)], exact))
            shared = np.maximum(common[left[meant]], common[right[meant]])
            total[meant] += np.clip(expected - shared, -_MOST_BITS, _MOST_BITS)
        return total


def _common(values: npt.NDArray[np.integer]) -> Floats:
    """For each row the log2 of the share of rows that have its value; wide values are counted in buckets."""
    small = values if values.max(initial=0) < 1 << BUCKETS else bucket(values.astype(np.int64))
    counts = np.bincount(small)
    return np.log2(counts[small] / len(values)).astype(np.float32)
