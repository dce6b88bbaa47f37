"""Documents and the requests among them: which class each has now, as entries make and correct it.

Changes a ``RegisterState`` in place for ``replay``; must not know what a class means for any count or law.
"""

from __future__ import annotations

from datetime import date, datetime

from tallystick.model.errors import WrongUse
from tallystick.model.events import Classified, Confirmed, CopyOf, Correction, NotARequest, Request, Unreadable
from tallystick.model.state import ArrivalState, DocumentState, RegisterState, RequestState
from tallystick.model.words import Asked, EntryKind, FormKind

from . import leaf


def classify(state: RegisterState, index: int, event: Classified) -> None:
    """Entry ``index`` gives a document its class; an earlier class of the same document gives way."""
    document = DocumentState(
        entry=index,
        arrival=event.arrival,
        document=event.document,
        kind=event.KIND,
        form=event.form,
        edition=event.edition,
        pages=event.pages,
        copy_of=event.of if isinstance(event, CopyOf) else None,
        reason=event.reason if isinstance(event, Unreadable) else None,
        why=event.why if isinstance(event, CopyOf | NotARequest) else "",
        relation=event.relation if isinstance(event, CopyOf) else None,
    )
    place(state, document)
    if isinstance(event, Request):
        request = open_request(state, document, event.asked, event.at)
        request.basis, request.read, request.supersedes = event.basis, dict(event.fields), event.supersedes
        note(state, event.supersedes, index)


def place(state: RegisterState, document: DocumentState) -> None:
    """Put a document with its arrival in the place of its earlier class, if it had one."""
    arrival = arrival_of(state, document)
    for earlier in [state.documents[entry] for entry in arrival.documents]:
        if earlier.document == document.document:
            _leave_class(state, earlier, document.entry)
            arrival.documents.remove(earlier.entry)
            del state.documents[earlier.entry]
    state.documents[document.entry] = document
    arrival.documents.append(document.entry)
    _join_copies(state, document, document.entry)


def open_request(state: RegisterState, document: DocumentState, asked: Asked, at: datetime) -> RequestState:
    """The document stands among the requests from now on, with its old state if it stood there before."""
    request = state.set_aside.pop(document.entry, None) or _new_request(state, document, asked, at)
    request.asked = asked
    state.requests[document.entry] = request
    return request


def confirm(state: RegisterState, index: int, event: Confirmed) -> None:
    """A person's confirmation takes the place of what the request said before."""
    request = find(state, event.of)
    if request is None:
        return
    request.confirmed, request.confirmed_by = index, event.by
    request.fields, request.prepared = dict(event.fields), event.prepared
    request.form, request.asked, request.basis = event.form, event.asked, event.basis
    request.edition = event.edition or request.edition
    request.supersedes = request.supersedes if event.supersedes is None else event.supersedes
    if document := state.documents.get(event.of):
        document.form, document.edition, document.seen_by = request.form, request.edition, event.by
    note(state, event.of, index)
    note(state, event.supersedes, index)


def correct(state: RegisterState, index: int, event: Correction) -> None:
    """A person sets a document's class, form or fields right."""
    document = state.documents.get(event.of)
    if document is None:
        return
    document.form, document.seen_by = event.form or document.form, event.by
    if event.now is not None:
        reclassify(state, index, document, event.now, event.at, asked=Asked(leaf.asked_of(event)))
        document.why = event.why
        document.copy_of = event.copy_of if event.now is EntryKind.COPY_OF else None
        _join_copies(state, document, index)
    if request := find(state, event.of):
        _set_fields(request, event)
        note(state, event.of, index)
    if event.waits_again:
        _wait_again(state, document)


def reclassify(
    state: RegisterState, index: int, document: DocumentState, now: EntryKind, at: datetime, *, asked: Asked
) -> None:
    """Entry ``index`` makes a document a request that asks ``asked``, or makes it no longer one."""
    _leave_class(state, document, index)
    document.kind, document.copy_of, document.relation, document.reason = now, None, None, None
    if now is EntryKind.REQUEST:
        open_request(state, document, asked, at)


def find(state: RegisterState, entry: int | None) -> RequestState | None:
    """The request of that entry, also when it was set aside."""
    if entry is None:
        return None
    return state.requests.get(entry) or state.set_aside.get(entry)


def note(state: RegisterState, entry: int | None, index: int) -> None:
    """Put entry ``index`` into the history of the request ``entry``, if it is one."""
    request = find(state, entry)
    if request and index not in request.history:
        request.history.append(index)


def arrival_of(state: RegisterState, document: DocumentState) -> ArrivalState:
    """The arrival that a document came with.

    Raises:
        WrongUse: it names an entry that is no arrival.

    """
    if document.arrival not in state.arrivals:
        raise WrongUse(f"entry {document.entry} says it came with entry {document.arrival}, which is no arrival")
    return state.arrivals[document.arrival]


def _new_request(state: RegisterState, document: DocumentState, asked: Asked, at: datetime) -> RequestState:
    arrival = arrival_of(state, document)
    return RequestState(
        entry=document.entry,
        arrival=document.arrival,
        number=_number(arrival, document.document),
        station=arrival.event.station,
        line=arrival.event.line,
        form=document.form,
        asked=asked,
        basis=(),
        received_at=arrival.event.received_at,
        received_on=arrival.received_on,
        registered_at=at,
        year=state.moments[document.entry][1],
        edition=document.edition,
        late=arrival.late,
        entered=arrival.entered,
        history=[document.arrival, document.entry, *_said_before(state, document.entry)],
    )


def _said_before(state: RegisterState, entry: int) -> list[int]:
    """What was said about a document before it became a request."""
    return [index for index in range(entry + 1, len(state.moments)) if state.moments[index][2] == entry]


def _number(arrival: ArrivalState, document: int) -> str:
    """What is written on the paper for its first request; -2, -3 ... after it for the next ones."""
    if document not in arrival.numbered:
        arrival.numbered.append(document)
    place_in_order = arrival.numbered.index(document) + 1
    return arrival.event.number if place_in_order == 1 else f"{arrival.event.number}-{place_in_order}"


def _leave_class(state: RegisterState, document: DocumentState, index: int) -> None:
    if request := state.requests.pop(document.entry, None):
        request.history.append(index)
        state.set_aside[document.entry] = request
    if (target := find(state, document.copy_of)) and document.entry in target.copies:
        target.copies.remove(document.entry)


def _join_copies(state: RegisterState, document: DocumentState, index: int) -> None:
    if target := find(state, document.copy_of):
        target.copies.append(document.entry)
        note(state, document.copy_of, index)


def _set_fields(request: RequestState, event: Correction) -> None:
    request.form = event.form or request.form
    request.fields.update(event.fields)
    if "prepared" in event.fields:
        request.prepared = _day(event.fields["prepared"])


def _wait_again(state: RegisterState, document: DocumentState) -> None:
    """Nobody has said anything of the document: what a machine read stands, what a person confirmed does not."""
    document.seen_by = ""
    if request := find(state, document.entry):
        request.confirmed, request.confirmed_by = None, ""
        request.fields, request.prepared, request.supersedes = {}, None, None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def unknown(entry: int, arrival: int, kind: EntryKind) -> DocumentState:
    """A document of whose entry only kind and arrival are known: its body was erased."""
    return DocumentState(
        entry=entry,
        arrival=arrival,
        document=-1 - entry,  # a number that no document has: nothing later takes its place
        kind=kind,
        form=FormKind.UNKNOWN,
        edition="",
        pages=(),
    )
