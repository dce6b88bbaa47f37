"""A named person says what a document is and what it reads. Nothing is edited: each act is a new entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tallystick.model.actor import Actor
from tallystick.model.errors import NotAllowed, NotThere, WrongUse
from tallystick.model.events import Classified, Confirmed, Correction, Event, Withdrawal
from tallystick.model.reading import FIELD_NAMES
from tallystick.model.state import DocumentState, RegisterState
from tallystick.model.words import ASKED_BY_FORM, Asked, EntryKind, FormKind, Role, StatedBasis
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import samekeys


@dataclass(frozen=True, slots=True)
class Seen:
    """What the person saw. ``fields`` by ``FIELD_NAMES``, dates as YYYY-MM-DD; what cannot be read is left out."""

    fields: Mapping[str, str] = field(default_factory=dict)
    form: FormKind = FormKind.I247A
    basis: Sequence[StatedBasis] = ()
    supersedes: int | None = None


def confirm(home: Home, actor: Actor, entry: int, seen: Seen) -> int:
    """Confirm that document ``entry`` is a request and reads as ``seen``. Returns the new entry.

    Raises:
        NotThere: no such document. WrongUse: a field's name or date cannot be taken.

    """
    actor.need(Role.CLERK)
    state = ledger.state(home)
    document = document_of(state, entry)
    checked_fields(seen.fields)
    common = common_of(home, actor, state, document)
    events: list[Event] = []
    if document.kind is not EntryKind.REQUEST:
        events.append(
            Correction(**common, of=entry, now=EntryKind.REQUEST, form=seen.form, why="a person read it as a request")
        )
    clean = {name: value.strip() for name, value in seen.fields.items() if value.strip()}
    events.append(
        Confirmed(
            **common,
            of=entry,
            fields=clean,
            form=seen.form,
            asked=ASKED_BY_FORM.get(seen.form, Asked.HOLD),
            basis=tuple(seen.basis),
            edition=document.edition,
            prepared=day_of(clean.get("prepared")),
            supersedes=seen.supersedes,
        )
    )
    index = ledger.append(home, events).indices[-1]
    samekeys.remember(home, common["year"], clean, entry)
    return index


def reclass(home: Home, actor: Actor, entry: int, *, now: EntryKind, why: str, copy_of: int | None = None) -> int:
    """Say that document ``entry`` is a copy (of request ``copy_of``), not a request, or cannot be read by anyone.

    Raises:
        NotThere: no such document or no such request. WrongUse: ``now`` is none of the three.
        NotAllowed: the actor had confirmed it as a request; setting it aside takes another person.

    """
    actor.need(Role.CLERK, Role.LEGAL)
    if now not in {EntryKind.COPY_OF, EntryKind.NOT_A_REQUEST, EntryKind.UNREADABLE}:
        raise WrongUse(f"a document cannot be made '{now}'", remedy="copy_of, not_a_request or unreadable")
    state = ledger.state(home)
    document = document_of(state, entry)
    _by_another(state, actor, entry)
    if now is EntryKind.COPY_OF and (copy_of not in state.requests or copy_of == entry):
        raise NotThere("a copy needs the request that it repeats", remedy="choose one by its register number")
    event = Correction(**common_of(home, actor, state, document), of=entry, now=now, copy_of=copy_of, why=why)
    return ledger.append(home, [event]).indices[0]


def _by_another(state: RegisterState, actor: Actor, entry: int) -> None:
    """Nobody both enters and voids."""
    request = state.requests.get(entry)
    if request is not None and request.confirmed is not None and request.confirmed_by == actor.user:
        raise NotAllowed(
            f"{actor.user} confirmed {request.number} and cannot set it aside",
            remedy="another person with the role clerk or legal does",
        )


def undo(home: Home, actor: Actor, act: int) -> int:
    """Take back entry ``act``, the actor's own last word on a document: it waits again as a machine left it.

    Both entries stay; the correction says what happened. Returns the document's entry.

    Raises:
        NotThere: entry ``act`` says nothing of a document. NotAllowed: somebody else said it.
        WrongUse: something was recorded about the document after it.

    """
    actor.need(Role.CLERK)
    state = ledger.state(home)
    said = _event(home, act)
    first = _event(home, said.of) if isinstance(said, Confirmed | Correction) else None
    if not isinstance(said, Confirmed | Correction) or not isinstance(first, Classified):
        raise NotThere(f"entry {act} says nothing of a document that could be taken back")
    if said.by != actor.user:
        raise NotAllowed(f"entry {act} was written by {said.by}", remedy="whoever wrote it can take it back")
    if any(refers_to == said.of for _, _, refers_to in state.moments[act + 1 :]):
        raise WrongUse(f"something was recorded after entry {act}", remedy="say anew on its page what the paper is")
    document = document_of(state, said.of)
    event = Correction(
        **common_of(home, actor, state, document),
        of=said.of,
        now=first.KIND,
        form=first.form,
        why="taken back by the person who said it",
        waits_again=True,
    )
    ledger.append(home, [event])
    return said.of


def _event(home: Home, entry: int) -> Event | None:
    opened = ledger.opened_at(home, entry)
    return ledger.event_of(opened) if opened else None


def withdraw(home: Home, actor: Actor, entry: int, *, on: date, why: str = "") -> int:
    """Record that the sender withdrew request ``entry``. It stays counted as received."""
    actor.need(Role.CLERK, Role.LEGAL)
    state = ledger.state(home)
    event = Withdrawal(**common_of(home, actor, state, document_of(state, entry)), of=entry, on=on, why=why)
    return ledger.append(home, [event]).indices[0]


def document_of(state: RegisterState, entry: int) -> DocumentState:
    """The document of that entry.

    Raises:
        NotThere: there is none.

    """
    document = state.documents.get(entry)
    if document is None:
        raise NotThere(f"entry {entry} is not a document of the register", remedy="tallystick register lists them")
    return document


def common_of(home: Home, actor: Actor, state: RegisterState, document: DocumentState) -> dict[str, Any]:
    """What every entry about a document bears."""
    arrival = state.arrivals[document.arrival]
    return {
        "agency": home.agency.ori,
        "station": arrival.event.station,
        "line": arrival.event.line,
        "at": home.clock(),
        "year": arrival.received_on.year,
        "by": actor.user,
    }


def checked_fields(fields: Mapping[str, str]) -> None:
    """Pass if every field has a known name and every date can be read.

    Raises:
        WrongUse: one has not, or cannot.

    """
    unknown = set(fields) - set(FIELD_NAMES)
    if unknown:
        raise WrongUse(f"no field is called {', '.join(sorted(unknown))}", remedy=f"fields: {', '.join(FIELD_NAMES)}")
    for name in ("prepared", "date_of_birth"):
        day_of(fields.get(name), name)


def day_of(text: str | None, name: str = "prepared") -> date | None:
    """A day of the form; None where none is written.

    Raises:
        WrongUse: it is not one.

    """
    if not text or not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongUse(
            f"'{text}' is not a date", where=name, remedy="write it as YYYY-MM-DD or leave it empty"
        ) from None
