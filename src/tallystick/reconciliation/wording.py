"""The reasons and grades in plain English, for pictures, tables and sentences. Neither side's words.

The same keys are explained at length in docs/reasons.md. Must not count anything.
"""

from __future__ import annotations

from tallystick.model.reasons import Grade, Reason

REASON_WORDS: dict[Reason, str] = {
    Reason.IN_BOTH: "in both",
    Reason.REGISTERED_LATER: "registered after the report was filed",
    Reason.OTHER_PERIOD: "belongs to another period on the other side",
    Reason.SAME_NAME_ELSEWHERE: "same name in another state",
    Reason.OTHER_AGENCY: "addressed to another agency",
    Reason.OTHER_KIND: "another kind of form",
    Reason.DUPLICATE: "duplicate of the same request",
    Reason.SUPERSEDED: "superseded by a new form",
    Reason.PERSON_NOT_HERE: "person no longer in custody",
    Reason.CLOSED_BY_SENDER: "closed by the sender",
    Reason.TRANSMISSION_FAILED: "transmission failed",
    Reason.ARRIVED_NOT_REGISTERED: "reached a station, not in the register",
    Reason.WITHOUT_PAPER: "without paper: by telephone or in person",
    Reason.NOT_IN_LINE_LOG: "nothing in the complete log of the line",
    Reason.OTHER_SENDER: "from another sender",
    Reason.NOT_ESTABLISHED: "not established",
}

GRADE_WORDS: dict[Grade, str] = {
    Grade.BOTH_SIDES: "documents of both sides",
    Grade.CORROBORATED: "one document and corroboration",
    Grade.ONE_SIDE: "one side's statement",
    Grade.NONE: "no evidence",
}

SIDE_WORDS: dict[str, str] = {"A": "only in list A", "B": "only in list B", "L": "only in list B, registered later"}
