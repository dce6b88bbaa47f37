"""What a report may ask for: measures with their units, by what a count is divided, what a list shows of each item.

The words are closed: a report that needs another one gets it here first, and ``reporting`` learns to count it. Must
not know how anything is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from .vocabulary import WORDS


class CountUnit(StrEnum):
    """The unit of a report item (facts/statutes.md §0.2: units are not interchangeable)."""

    REQUESTS = "requests"
    INDIVIDUALS = "individuals"
    CASES = "cases"
    ARRESTS = "arrests"
    DOCUMENTS = "documents"
    INSTANCES = "instances"
    ASSIGNMENTS = "assignments"
    PRISONERS = "prisoners"
    DOLLARS = "dollars"


class Measure(StrEnum):
    """What a report item counts; ``reporting`` knows how each is counted from the register."""

    REQUESTS_LODGED = "requests_lodged"
    DETAINED = "detained"
    TRANSFERRED = "transferred"
    REIMBURSEMENTS = "reimbursements"
    REENTRY_ARRESTS = "reentry_arrests"
    REQUESTS_RECEIVED = "requests_received"
    ADMINISTRATIVE_WARRANTS = "administrative_warrants"
    NOT_HONORED = "not_honored"
    INFORMATION_ASKED = "information_asked"
    INFORMATION_GIVEN = "information_given"
    HELP_ASKED = "help_asked"
    DETAINER_OR_INFORMATION = "detainer_or_information"
    FEDERAL_REQUESTS = "federal_requests"
    ACCESS_GIVEN = "access_given"
    TASK_FORCES = "task_forces"
    AWARDS_REQUESTED = "awards_requested"
    AWARDS_RECEIVED = "awards_received"
    PRISONERS_WITH_DETAINER = "prisoners_with_detainer"
    COST_OF_HOUSING = "cost_of_housing"


UNITS: Mapping[Measure, CountUnit] = MappingProxyType(
    {
        Measure.REQUESTS_LODGED: CountUnit.REQUESTS,
        Measure.DETAINED: CountUnit.INDIVIDUALS,
        Measure.TRANSFERRED: CountUnit.INDIVIDUALS,
        Measure.REIMBURSEMENTS: CountUnit.CASES,
        Measure.REENTRY_ARRESTS: CountUnit.ARRESTS,
        Measure.REQUESTS_RECEIVED: CountUnit.REQUESTS,
        Measure.ADMINISTRATIVE_WARRANTS: CountUnit.DOCUMENTS,
        Measure.NOT_HONORED: CountUnit.INDIVIDUALS,
        Measure.INFORMATION_ASKED: CountUnit.INSTANCES,
        Measure.INFORMATION_GIVEN: CountUnit.INSTANCES,
        Measure.HELP_ASKED: CountUnit.INSTANCES,
        Measure.DETAINER_OR_INFORMATION: CountUnit.INSTANCES,
        Measure.FEDERAL_REQUESTS: CountUnit.INSTANCES,
        Measure.ACCESS_GIVEN: CountUnit.INSTANCES,
        Measure.TASK_FORCES: CountUnit.ASSIGNMENTS,
        Measure.AWARDS_REQUESTED: CountUnit.DOLLARS,
        Measure.AWARDS_RECEIVED: CountUnit.DOLLARS,
        Measure.PRISONERS_WITH_DETAINER: CountUnit.PRISONERS,
        Measure.COST_OF_HOUSING: CountUnit.DOLLARS,
    }
)
"""The one unit in which each measure is counted."""

STATED: frozenset[Measure] = frozenset(
    {
        Measure.REENTRY_ARRESTS,
        Measure.AWARDS_REQUESTED,
        Measure.AWARDS_RECEIVED,
        Measure.PRISONERS_WITH_DETAINER,
        Measure.COST_OF_HOUSING,
    }
)
"""Facts of agency and period that the register does not hold: a person states them when the report is prepared."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing known of an item: its heading, what it says, and whether a count may be divided by it.

    Days, moments and free words may stand in a list that a law asks for and never divide a count.
    """

    name: str
    title: str
    text: str
    divides: bool = False


_OWN = (
    Detail("stated_basis", "Reason given", "Boxes ticked on the form, as a named person confirmed them.", divides=True),
    Detail("clause", "Clause relied on", "Clause named with the outcome, or 'not covered'.", divides=True),
    Detail("case", "Case", "The case and its amount.", divides=True),
    Detail("form", "Form", "The form by its printed number.", divides=True),
    Detail(
        "action", "Action taken", "Each answer that was recorded: hold, notice, information, transfer.", divides=True
    ),
    Detail(
        "access", "How access was given", "Hold, notice of release, transfer, information, interview.", divides=True
    ),
    Detail("counterpart", "Agency that asked", "The other agency's kind.", divides=True),
    Detail("direction", "Who asked", "Asked by us, asked by them, or unasked.", divides=True),
    Detail(
        "contact", "Kind of contact", "Information, interview, access, operation, transfer, task force.", divides=True
    ),
    Detail("answer", "Answer", "Whether it was given: yes, no, not recorded.", divides=True),
    Detail("matter", "Matter", "Civil immigration enforcement, or the kind of crime.", divides=True),
    Detail("transferred", "Transferred", "Whether the person was transferred to federal custody.", divides=True),
    Detail("received_on", "Received on", "Local day of receipt, or of the contact."),
    Detail("ended_on", "Ended on", "Local day on which an assignment ended."),
    Detail("bail_posted_at", "Bail posted", "Local date and time at which criminal bail was posted."),
    Detail("left_custody_at", "Left custody", "Local date and time of release or transfer."),
    Detail("offense", "Offense", "Citation of the offense that allowed it."),
    Detail("persons", "Persons", "Number of persons concerned."),
    Detail("arrests", "Arrests", "Number of arrests of an assignment."),
    Detail("immigration_arrests", "Arrests for immigration enforcement", "Number of people arrested for it."),
    Detail("title", "Name and purpose", "Name and purpose of an assignment; never a person."),
)

DETAILS: Mapping[str, Detail] = MappingProxyType(
    {detail.name: detail for detail in _OWN}
    | {
        word.name: Detail(word.name, word.name.replace("_", " ").capitalize(), word.question, divides=True)
        for word in WORDS.values()
        if word.name != "form_asks"
    }
)
"""Every detail by its name: our own, and each fact of the vocabulary."""
