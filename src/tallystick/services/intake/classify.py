"""From a reading to the entries it becomes: each document exactly one of request, copy, not a request, unreadable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tallystick.model.events import Arrival, Classified, CopyOf, NotARequest, Request, Unreadable
from tallystick.model.reading import DocumentReading, Read, Reading
from tallystick.model.state import RegisterState
from tallystick.model.words import ASKED_BY_FORM, CopyRelation, FormKind, UnreadReason
from tallystick.services.home import Home
from tallystick.services.intake import samekeys


@dataclass(frozen=True, slots=True)
class Case:
    """One arrival to classify: its entry, its event and what the register says so far."""

    home: Home
    entry: int
    arrival: Arrival
    state: RegisterState


def classify(case: Case, reading: Reading) -> list[Classified]:
    """Events for the documents of one reading, at least one for every transmission."""
    twin = _twin(case)
    if twin:
        return twin
    if not reading.documents:
        return [_without_document(case, reading)]
    return [_document(case, number, document, reading) for number, document in enumerate(reading.documents)]


def _twin(case: Case) -> list[Classified]:
    """The same bytes by another transmission: copies of what the first was taken for."""
    if case.arrival.same_bytes_as is None:
        return []
    first = case.state.arrivals.get(case.arrival.same_bytes_as)
    requests = [one for one in (first.documents if first else []) if one in case.state.requests]
    return [
        CopyOf(
            **_common(case, number, case.state.documents[one].pages),
            form=case.state.documents[one].form,
            of=one,
            relation=CopyRelation.COPY,
            why="the same bytes by another transmission",
        )
        for number, one in enumerate(requests)
    ]


def _without_document(case: Case, reading: Reading) -> Classified:
    pages = tuple(range(len(reading.pages)))
    if reading.unread is None:
        why = reading.detail or "no form found"
        return NotARequest(**_common(case, 0, pages), form=FormKind.OTHER, reader=reading.reader, why=why)
    return Unreadable(**_common(case, 0, pages), reader=reading.reader, reason=reading.unread, detail=reading.detail)


def _document(case: Case, number: int, document: DocumentReading, reading: Reading) -> Classified:
    common = {**_common(case, number, document.pages), "form": document.form, "edition": document.edition}
    common["reader"] = reading.reader
    asked = ASKED_BY_FORM.get(document.form)
    if asked is None:
        reason = _why_unknown(document, reading)
        if reason:
            return Unreadable(**common, reason=reason, detail=reading.detail)
        return NotARequest(**common, why=f"read as {document.form.value}")
    sure = {name: one.value for name, one in document.fields.items() if isinstance(one, Read)}
    earlier = samekeys.find(case.home, common["year"], sure)
    if earlier is not None and earlier in case.state.requests:
        return CopyOf(**common, of=earlier, why="same event number, file number and form date")
    basis = tuple(box.basis for box in document.boxes if box.marked)
    return Request(**common, asked=asked, fields=document.fields, basis=basis)


def _why_unknown(document: DocumentReading, reading: Reading) -> UnreadReason | None:
    """Why nobody can tell what a document is: more of the file is missing, or its own pages are damaged."""
    if document.form is not FormKind.UNKNOWN:
        return None
    damaged = any(page.damaged for page in reading.pages if page.page in document.pages)
    return reading.unread or (UnreadReason.DAMAGED if damaged else None)


def _common(case: Case, number: int, pages: tuple[int, ...]) -> dict[str, Any]:
    return {
        "agency": case.arrival.agency,
        "station": case.arrival.station,
        "line": case.arrival.line,
        "at": case.home.clock(),
        "year": case.state.arrivals[case.entry].received_on.year,
        "by": "system",
        "arrival": case.entry,
        "document": number,
        "pages": pages,
    }


def failed(case: Case, detail: str) -> Unreadable:
    """The reader itself failed: the transmission is counted and waits for a person."""
    return Unreadable(**_common(case, 0, ()), reason=UnreadReason.READER_FAILED, detail=detail)
