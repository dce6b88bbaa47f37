"""What is counted, as one shape: a request, a contact or an administrative warrant with the details known of it.

A detail that is not known is left out: "not recorded" is never a value. Must not know which law asks for what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tallystick.model.contacts import ContactKind, ContactNumber, CustodyMoment
from tallystick.model.events import Contact
from tallystick.model.state import DocumentState, RequestState
from tallystick.model.words import Answer, AnswerField, Asked, FormKind

from .labels import ERASED, NOT_CONFIRMED, basis_label

ADMINISTRATIVE = frozenset({FormKind.I200, FormKind.I203, FormKind.I205})
"""The forms that laws call civil immigration or administrative warrants, as far as the register tells them apart."""

_GIVEN = {
    ContactKind.INFORMATION: AnswerField.INFORMATION,
    ContactKind.TRANSFER: AnswerField.TRANSFER,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be counted: its entry, its local day, its four answers, and what is known of it.

    ``request`` or ``contact`` is what it was made of (neither: a warrant); ``supersedes`` the entry it replaces.
    """

    entry: int
    day: date
    known: Mapping[str, str]
    answers: Mapping[AnswerField, Answer] = field(default_factory=dict)
    request: RequestState | None = None
    contact: Contact | None = None
    supersedes: int | None = None

    @property
    def persons(self) -> int:
        """Number of persons concerned, as stated; one for a request."""
        return self.contact.numbers.get(ContactNumber.PERSONS, 0) if self.contact else 1

    def detail(self, name: str) -> str:
        """What is known of that detail; empty where it is not recorded."""
        return self.known.get(name, "")


def of_requests(requests: Iterable[RequestState], zone: str) -> tuple[Item, ...]:
    """Each request as an item; moments are told in the agency's ``zone``."""
    return tuple(_of_request(request, ZoneInfo(zone)) for request in requests)


def _of_request(request: RequestState, zone: ZoneInfo) -> Item:
    told = dict(request.disposition.facts) if request.disposition else {}
    told |= {
        "stated_basis": "" if why_no_basis(request) else basis_label(request.basis),
        "clause": request.disposition.clause if request.disposition else "",
        "form": request.form.value,
        "action": _action(request.answers),
        "access": _yes(request.answers),
        "direction": "asked_by_them",
        "contact": "request",
        "transferred": _recorded(request.answers[AnswerField.TRANSFER]),
        "received_on": request.received_on.isoformat(),
        "offense": request.disposition.offense if request.disposition else "",
        "persons": "1",
    }
    if request.disposition:
        moments = request.disposition.moments
        told["bail_posted_at"] = _moment(moments.get(CustodyMoment.BAIL_POSTED), zone)
        told["left_custody_at"] = _moment(moments.get(CustodyMoment.LEFT_CUSTODY), zone)
    return Item(
        entry=request.entry,
        day=request.received_on,
        known={name: value for name, value in told.items() if value},
        answers=request.answers,
        request=request,
        supersedes=request.supersedes,
    )


def why_no_basis(request: RequestState) -> str:
    """Why the ticked boxes are not recorded; empty when they are."""
    if request.confirmed is None:
        return NOT_CONFIRMED
    return ERASED if request.erased and not request.basis else ""


def of_contacts(contacts: Mapping[int, Contact], zone: str) -> tuple[Item, ...]:
    """Each contact as an item, by entry."""
    return tuple(_of_contact(entry, contact, ZoneInfo(zone)) for entry, contact in sorted(contacts.items()))


def _of_contact(entry: int, contact: Contact, zone: ZoneInfo) -> Item:
    day = contact.happened_at.astimezone(zone).date()
    told = dict(contact.facts)
    told |= {
        "clause": contact.clause,
        "action": f"{contact.contact.value}: {contact.answer.value}"
        if contact.answer is not Answer.NOT_RECORDED
        else "",
        "access": contact.contact.value if contact.answer is Answer.YES else "",
        "counterpart": contact.counterpart.value,
        "direction": contact.direction.value,
        "contact": contact.contact.value,
        "answer": _recorded(contact.answer),
        "matter": contact.matter.value,
        "transferred": _recorded(contact.answer) if contact.contact is ContactKind.TRANSFER else "",
        "received_on": day.isoformat(),
        "ended_on": contact.ended_on.isoformat() if contact.ended_on else "",
        "offense": contact.offense,
        "title": contact.title,
    }
    told |= {name.value: str(number) for name, number in contact.numbers.items()}
    answers = dict.fromkeys(AnswerField, Answer.NOT_RECORDED)
    if field_asked := _GIVEN.get(contact.contact):
        answers[field_asked] = contact.answer
    return Item(entry, day, {name: value for name, value in told.items() if value}, answers, contact=contact)


def of_warrants(
    documents: Iterable[DocumentState], days: Mapping[int, date], with_request: set[int]
) -> tuple[Item, ...]:
    """Each administrative warrant; ``days`` by arrival, ``with_request`` the arrivals that hold a request too."""
    return tuple(
        Item(
            entry=document.entry,
            day=days[document.arrival],
            known={
                "form": document.form.value,
                "received_on": days[document.arrival].isoformat(),
                "contact": "with a request" if document.arrival in with_request else "alone",
            },
        )
        for document in documents
        if document.form in ADMINISTRATIVE
    )


def asks_information(item: Item) -> bool:
    """Whether it asks for information or notice: a notice-only form, or a contact that asks us for information."""
    if item.request:
        return item.request.asked is Asked.NOTICE
    return item.detail("contact") == ContactKind.INFORMATION and item.detail("direction") == "asked_by_them"


def _action(answers: Mapping[AnswerField, Answer]) -> str:
    """The recorded answers in words, in their order; empty when none is recorded."""
    given = [f"{name.value} {answer.value}" for name, answer in answers.items() if answer is not Answer.NOT_RECORDED]
    return ", ".join(given)


def _yes(answers: Mapping[AnswerField, Answer]) -> str:
    return " + ".join(name.value for name, answer in answers.items() if answer is Answer.YES)


def _recorded(answer: Answer) -> str:
    return "" if answer is Answer.NOT_RECORDED else answer.value


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="minutes") if at else ""
