"""The English words of a report for the closed vocabularies. The letter is an official text: it is not translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from tallystick.model.words import Answer, StatedBasis, Verification

BASIS: Mapping[StatedBasis, str] = MappingProxyType(
    {
        StatedBasis.FINAL_ORDER: "final order of removal",
        StatedBasis.PENDING_PROCEEDINGS: "pending removal proceedings",
        StatedBasis.BIOMETRIC: "biometric confirmation and records check",
        StatedBasis.STATEMENTS: "statements or other reliable evidence",
        StatedBasis.RESUME_CUSTODY: "return to federal custody after a proceeding (box 2)",
    }
)
"""The boxes of I-247A, page 1, in their order on the form."""

NO_BOX = "no box marked"
NOT_CONFIRMED = "not recorded: no named person has confirmed the boxes yet"
ERASED = "not recorded: the personal data of the request were erased"

ANSWER: Mapping[Answer, str] = MappingProxyType(
    {Answer.YES: "yes", Answer.NO: "no", Answer.NOT_RECORDED: "not recorded"}
)

VERIFICATION: Mapping[Verification, str] = MappingProxyType(
    {
        Verification.VERIFIED: "read in the text itself",
        Verification.SECONDARY: "read in an account of the text, not in the text",
        Verification.INFERRED: "a reading of our own, for counsel to confirm",
        Verification.GAP: "the law's own wording was not found; the source says where these words come from",
    }
)


def basis_label(basis: tuple[StatedBasis, ...]) -> str:
    """The combination of boxes as ticked, in the order of the form."""
    return " + ".join(BASIS[box] for box in StatedBasis if box in basis) or NO_BOX


def counted(number: int, unit: str) -> str:
    """A number with its unit; units are plural words."""
    return f"{number} {unit.removesuffix('s') if number == 1 else unit}"


def day_words(day: date) -> str:
    """A day as a letter of an American agency writes it: December 31, 2025."""
    return f"{day:%B} {day.day}, {day.year}"


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: 1, 2 and 3."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
