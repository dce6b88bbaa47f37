"""The reasons and grades in plain English, for pictures, tables and sentences. Neither side's words.

The same reasons are explained at length in docs/reasons.md. Must not count anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model.reasons import Grade, Reason


@dataclass(frozen=True, slots=True)
class Words:
    """A reason as a label, and as what one unit or several units do in a sentence."""

    label: str
    one: str
    many: str

    def said(self, count: int) -> str:
        """The count with its verb: "3 are addressed to another agency"."""
        return f"{count} {self.one if count == 1 else self.many}"


OTHER_REASONS = Words("other reasons", "falls under other reasons", "fall under other reasons")

_WORDS: dict[Reason, Words] = {
    Reason.IN_BOTH: Words("in both", "stands in both", "stand in both"),
    Reason.REGISTERED_LATER: Words(
        "registered after the report",
        "was registered after the report was filed",
        "were registered after the report was filed",
    ),
    Reason.OTHER_PERIOD: Words(
        "received outside the period", "was received outside the period", "were received outside the period"
    ),
    Reason.SAME_NAME_ELSEWHERE: Words(
        "same name in another state", "names a like place in another state", "name a like place in another state"
    ),
    Reason.OTHER_AGENCY: Words(
        "addressed to another agency", "is addressed to another agency", "are addressed to another agency"
    ),
    Reason.OTHER_KIND: Words("another kind of form", "is another kind of form", "are another kind of form"),
    Reason.DUPLICATE: Words("duplicate of a row", "repeats another row", "repeat another row"),
    Reason.SUPERSEDED: Words("superseded by a new form", "is superseded by a new form", "are superseded by a new form"),
    Reason.NEVER_HERE: Words(
        "person not found in custody", "concerns a person not found in custody", "concern persons not found in custody"
    ),
    Reason.PERSON_NOT_HERE: Words(
        "person no longer in custody", "concerns a person no longer in custody", "concern persons no longer in custody"
    ),
    Reason.CLOSED_BY_SENDER: Words("closed by the sender", "was closed by the sender", "were closed by the sender"),
    Reason.TRANSMISSION_FAILED: Words(
        "transmission failed", "met a transmission that failed", "met a transmission that failed"
    ),
    Reason.ARRIVED_NOT_REGISTERED: Words(
        "reached a station, not in register",
        "reached a station and is not in the register",
        "reached a station and are not in the register",
    ),
    Reason.WITHOUT_PAPER: Words(
        "without paper: telephone, in person",
        "came without paper, by telephone or in person",
        "came without paper, by telephone or in person",
    ),
    Reason.NOT_IN_LINE_LOG: Words(
        "not in the line's complete log",
        "does not show in the complete log of the line",
        "do not show in the complete log of the line",
    ),
    Reason.OTHER_SENDER: Words("from another sender", "came from another sender", "came from another sender"),
    Reason.KEYED_WRONG: Words("keyed wrong", "was keyed wrong", "were keyed wrong"),
    Reason.OTHER_UNIT: Words("another unit of count", "counts another unit", "count another unit"),
    Reason.NOT_ESTABLISHED: Words("not established", "is not established", "are not established"),
}
_PREPARED_ELSEWHEN = Words(
    "prepared outside the period", "was prepared outside the period", "were prepared outside the period"
)

GRADE_WORDS: dict[Grade, str] = {
    Grade.BOTH_SIDES: "documents of both sides",
    Grade.CORROBORATED: "one document, corroborated",
    Grade.ONE_SIDE: "one side's statement",
    Grade.NONE: "no evidence",
}

SIDE_WORDS: dict[str, str] = {
    "A": "list",
    "B": "register, as filed",
    "L": "register, later",
}


def words_of(reason: Reason, side: str) -> Words:
    """A reason as it is called on a side: list A's rows were received, the register's requests prepared, elsewhen."""
    if reason is Reason.OTHER_PERIOD and side != "A":
        return _PREPARED_ELSEWHEN
    return _WORDS[reason]
