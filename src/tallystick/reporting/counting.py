"""How each measure of an ordinance is counted from the items of a period, and why an item gives no answer.

A rule says of one item: counted, not counted, or not recorded (None). "Not recorded" is never zero: a figure of which
nothing is recorded has no value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tallystick.law import Measure
from tallystick.model.contacts import ContactKind, Direction
from tallystick.model.words import Answer, AnswerField, Asked

from .items import Item, asks_information

Rule = Callable[[Item], bool | None]

BASIS_NOTE = (
    "Reasons are the boxes as ticked on the form and confirmed by a named person. "
    "Each combination of boxes is a line of its own, so that the lines add up to the total."
)
PERSON_NOTE = (
    "Counted from the answers recorded for the requests of the period. A request that replaces an earlier one counts "
    "one individual; an individual named in two requests that do not refer to each other would count twice, because "
    "the register keeps no index of persons."
)
MONEY_NOTE = "A case is a request for which a reimbursement above zero is recorded."
GIVEN_NOTE = "Stated by the department for the period; no entry of the register stands behind it."
NOT_GIVEN_NOTE = "The register does not hold this; the department has not stated it."
INSTANCE_NOTE = (
    "An instance is one request or one contact, on paper or not; the persons it concerned are counted beside it. "
    "Cooperation in a criminal matter is not in it."
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How a measure is counted: of which items, by which rule, once for each individual or not, and in which words."""

    of: Rule
    rule: Rule
    note: str
    individuals: bool = False


def chosen(counted: Counted, items: Sequence[Item], where: Rule) -> tuple[tuple[Item, ...], int, int]:
    """The items counted, how many gave no answer, and how many were asked.

    ``where`` narrows the count; an item that the rule counts and of which ``where`` knows nothing gives no answer.
    """
    asked = [item for item in items if counted.of(item)]
    said = [(item, both(counted.rule(item), where, item)) for item in asked]
    found = tuple(item for item, answer in said if answer)
    missing = sum(answer is None for _, answer in said)
    return (_individuals(found) if counted.individuals else found), missing, len(asked)


def both(first: bool | None, where: Rule, item: Item) -> bool | None:
    """Both rules of one item: false as soon as one is false, else None when one gives no answer."""
    if first is False:
        return False
    second = where(item)
    return second if first or second is False else None


def narrowed(where: Mapping[str, frozenset[str]]) -> Rule:
    """The rule of an item's ``where``: every detail has one of its values; None while one is not recorded."""

    def rule(item: Item) -> bool | None:
        answer: bool | None = True
        for name, values in where.items():
            value = item.detail(name)
            if value and value not in values:
                return False
            answer = answer if value else None
        return answer

    return rule


def _individuals(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items less those that another of them replaces: one for each individual as far as the papers say."""
    by_entry = {item.entry: item for item in items}
    replaced: set[int] = set()
    for item in items:
        earlier = item.supersedes
        while earlier is not None and earlier not in replaced:
            replaced.add(earlier)
            earlier = by_entry[earlier].supersedes if earlier in by_entry else None
    return tuple(item for item in items if item.entry not in replaced)


def is_request(item: Item) -> bool:
    """Whether the item is a request of any form."""
    return item.request is not None


def _is_contact(item: Item) -> bool:
    return item.contact is not None and not item.contact.matter.criminal


def _from_them(item: Item) -> bool:
    """A request, or a contact in a civil matter that they began."""
    return is_request(item) or (_is_contact(item) and item.detail("direction") == Direction.ASKED_BY_THEM)


def _answered(field: AnswerField) -> Rule:
    def rule(item: Item) -> bool | None:
        answer = item.answers[field]
        return None if answer is Answer.NOT_RECORDED else answer is Answer.YES

    return rule


def _not_honored(item: Item) -> bool | None:
    held = _answered(AnswerField.HOLD)(item)
    return None if held is None else not held


def _gave(item: Item) -> bool | None:
    """Whether information or notice was given."""
    if item.contact:
        return _given(item)
    answers = (item.answers[AnswerField.NOTICE], item.answers[AnswerField.INFORMATION])
    if Answer.YES in answers:
        return True
    return None if Answer.NOT_RECORDED in answers else False


def _given(item: Item) -> bool | None:
    return {"yes": True, "no": False}.get(item.detail("answer"))


def _about_information(item: Item) -> bool:
    return is_request(item) or (_is_contact(item) and item.detail("contact") == ContactKind.INFORMATION)


def _access(item: Item) -> bool | None:
    if item.contact:
        return _given(item)
    if Answer.YES in item.answers.values():
        return True
    return None if Answer.NOT_RECORDED in item.answers.values() else False


def _holds(item: Item) -> bool:
    return item.request is not None and item.request.asked is Asked.HOLD


def _contact_of(*kinds: ContactKind) -> Rule:
    return lambda item: _from_them(item) and not is_request(item) and item.detail("contact") in kinds


def _transferable(item: Item) -> bool:
    return is_request(item) or (_is_contact(item) and item.detail("contact") == ContactKind.TRANSFER)


def _always(_: Item) -> bool:
    return True


COUNT: Mapping[Measure, Counted] = MappingProxyType(
    {
        Measure.REQUESTS_LODGED: Counted(_holds, _always, BASIS_NOTE),
        Measure.REQUESTS_RECEIVED: Counted(is_request, _always, "Requests of every form of the family are counted."),
        Measure.DETAINED: Counted(is_request, _answered(AnswerField.HOLD), PERSON_NOTE, individuals=True),
        Measure.NOT_HONORED: Counted(_holds, _not_honored, PERSON_NOTE, individuals=True),
        Measure.TRANSFERRED: Counted(_transferable, _answered(AnswerField.TRANSFER), PERSON_NOTE, individuals=True),
        Measure.ADMINISTRATIVE_WARRANTS: Counted(
            lambda item: item.request is None and item.contact is None,
            _always,
            "Papers of the forms I-200, I-203 and I-205, also when they came with a request.",
        ),
        Measure.INFORMATION_ASKED: Counted(
            lambda item: asks_information(item) and (is_request(item) or _is_contact(item)), _always, INSTANCE_NOTE
        ),
        Measure.INFORMATION_GIVEN: Counted(_about_information, _gave, INSTANCE_NOTE),
        Measure.HELP_ASKED: Counted(
            _contact_of(ContactKind.OPERATION, ContactKind.ACCESS, ContactKind.INTERVIEW, ContactKind.OTHER),
            _always,
            INSTANCE_NOTE,
        ),
        Measure.DETAINER_OR_INFORMATION: Counted(
            lambda item: is_request(item) or (_from_them(item) and _about_information(item)), _always, INSTANCE_NOTE
        ),
        Measure.FEDERAL_REQUESTS: Counted(_from_them, _always, INSTANCE_NOTE),
        Measure.ACCESS_GIVEN: Counted(
            lambda item: is_request(item) or (_is_contact(item) and item.detail("contact") != ContactKind.TASK_FORCE),
            _access,
            INSTANCE_NOTE,
        ),
        Measure.TASK_FORCES: Counted(
            lambda item: item.detail("contact") == ContactKind.TASK_FORCE,
            _always,
            "Assignments that began in the period, criminal matters included.",
        ),
        Measure.REIMBURSEMENTS: Counted(
            is_request,
            lambda item: None if cents(item) is None else bool(cents(item)),
            MONEY_NOTE,
        ),
    }
)
"""How each measure is counted; what is not here is an agency-period fact that a person states."""


def cents(item: Item) -> int | None:
    """The reimbursement recorded for a request, in cents; None where none is recorded."""
    disposition = item.request.disposition if item.request else None
    return disposition.reimbursement_cents if disposition else None
