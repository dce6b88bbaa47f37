"""Set right what was said of a request: fields, boxes and form, or that it is no request of its own. Never edited.

Each act is a new entry with its reason; the earlier ones stay and are shown. Who confirmed a request does not set it
aside: that takes another person. A signed report stands; what changed since makes an amended version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tallystick.model.actor import Actor
from tallystick.model.errors import WrongUse
from tallystick.model.events import Confirmed, Correction, Event
from tallystick.model.state import RequestState
from tallystick.model.words import ASKED_BY_FORM, Asked, EntryKind, FormKind, Role, StatedBasis
from tallystick.services import ledger
from tallystick.services.desk.confirm import checked_fields, common_of, day_of, document_of, reclass
from tallystick.services.desk.dispose import request_of
from tallystick.services.home import Home


@dataclass(frozen=True, slots=True)
class Right:
    """What is right: fields by ``FIELD_NAMES`` (empty: cannot be read), and form and boxes where they change."""

    fields: Mapping[str, str] = field(default_factory=dict)
    form: FormKind | None = None
    basis: Iterable[StatedBasis] | None = None


def correct(home: Home, actor: Actor, entry: int, right: Right, *, why: str) -> int:
    """Set right what a person had confirmed of request ``entry``. Returns the last entry that was made.

    Raises:
        NotThere: not a request. WrongUse: nobody has confirmed it, nothing changes, no reason is given, or a field
        cannot be taken.

    """
    actor.need(Role.CLERK)
    request = request_of(home, entry)
    _check(request, right, why)
    changed = {
        name: value.strip() for name, value in right.fields.items() if value.strip() != request.fields.get(name, "")
    }
    form = right.form if right.form not in {None, request.form} else None
    basis = None if right.basis is None else tuple(one for one in StatedBasis if one in set(right.basis))
    boxes = basis if basis is not None and basis != tuple(request.basis) else None
    if not changed and form is None and boxes is None:
        raise WrongUse("nothing would change", remedy="the request reads so already")
    state = ledger.state(home)
    common = common_of(home, actor, state, document_of(state, entry))
    events: list[Event] = [
        Correction(
            **common,
            of=entry,
            now=EntryKind.REQUEST if form else None,
            form=form,
            fields=changed,
            why=why.strip(),
        )
    ]
    if boxes is not None:
        events.append(_with_boxes(request, changed, form, boxes, common))
    return ledger.append(home, events).indices[-1]


def set_aside(home: Home, actor: Actor, entry: int, *, now: EntryKind, why: str, copy_of: int | None = None) -> int:
    """Say that request ``entry`` is a copy, no request, or unreadable, after a person had confirmed it as a request.

    Raises:
        NotThere: not a request. WrongUse: no reason, or another class. NotAllowed: the actor confirmed it.

    """
    actor.need(Role.CLERK, Role.LEGAL)
    request_of(home, entry)
    if not why.strip():
        raise WrongUse("a correction needs its reason", remedy="say why, and nothing about a person")
    return reclass(home, actor, entry, now=now, why=why.strip(), copy_of=copy_of)


def _check(request: RequestState, right: Right, why: str) -> None:
    if request.confirmed is None:
        raise WrongUse(f"nobody has confirmed {request.number} yet", remedy="compare it with its picture in the inbox")
    if not why.strip():
        raise WrongUse("a correction needs its reason", remedy="say why, and nothing about a person")
    checked_fields(right.fields)


def _with_boxes(
    request: RequestState,
    changed: Mapping[str, str],
    form: FormKind | None,
    boxes: tuple[StatedBasis, ...],
    common: dict[str, object],
) -> Confirmed:
    """The confirmation anew: a correction bears no boxes, so the whole is said again with the right ones."""
    fields = {name: value for name, value in {**request.fields, **changed}.items() if value}
    now = form or request.form
    return Confirmed(
        **common,  # type: ignore[arg-type]
        of=request.entry,
        fields=fields,
        form=now,
        asked=ASKED_BY_FORM.get(now, Asked.HOLD),
        basis=boxes,
        edition=request.edition,
        prepared=day_of(fields.get("prepared")),
        supersedes=request.supersedes,
    )
