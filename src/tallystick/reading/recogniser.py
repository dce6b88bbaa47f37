"""What reading asks of an OCR engine: the scores of a line of print, step by step. Must not know which engine it is."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .page import Grey

Scores = NDArray[np.float32]
"""Shape (steps, 1 + letters): probabilities; column 0 is the CTC blank, column i the letter ``alphabet[i - 1]``.

Steps are spread evenly over the width of the crop. What the engine saw outside the alphabet is missing from the sum.
"""


class Recogniser(Protocol):
    """An engine that reads one line of print at a time (connectionist temporal classification)."""

    @property
    def name(self) -> str:
        """Engine and model with version: part of every reading's provenance."""
        ...

    @property
    def alphabet(self) -> str:
        """The letters that can be told apart, in the order of the columns."""
        ...

    def scores(self, crop: Grey) -> Scores:
        """The scores of one upright line of print, any height, 0 black to 255 white."""
        ...

    def look(self, crop: Grey) -> tuple[Scores, float]:
        """The same with how much the line looks like a hand's (0..1, 0 when the engine cannot tell)."""
        ...
