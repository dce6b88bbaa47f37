"""Requests as their pages show them: one line of the list, and one request with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tallystick.clerk import labels
from tallystick.model.reading import FIELD_NAMES
from tallystick.model.state import RequestState
from tallystick.model.words import Answer, AnswerField, EntryKind, SenderState
from tallystick.services.desk.requests import RequestView, Step


@dataclass(frozen=True, slots=True)
class Given:
    """One of the four answers in words; ``recorded`` false is shown apart from yes and no."""

    label: str | Promise
    words: str | Promise
    recorded: bool


@dataclass(frozen=True, slots=True)
class LineShown:
    """One request in the list: nothing in it is about a person."""

    request: RequestState
    form: str
    asked: str | Promise
    status: str
    open: bool
    answers: tuple[Given, ...]
    sender: str | Promise
    checked: bool
    disowned: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    """One entry of the history in words."""

    entry: int
    kind: str | Promise
    at: datetime
    by: str
    receipt: bool


def line(request: RequestState) -> LineShown:
    """Put words to one request of the list."""
    return LineShown(
        request=request,
        form=labels.form(request.form),
        asked=labels.ASKED[request.asked],
        status=status(request),
        open=request.confirmed is None,
        answers=answers(request),
        sender=labels.SENDERS[request.sender],
        checked=request.sender is not SenderState.NOT_VERIFIED,
        disowned=request.sender is SenderState.DISOWNED,
    )


def lines(requests: Sequence[RequestState]) -> tuple[LineShown, ...]:
    """Put words to every request of the list."""
    return tuple(line(request) for request in requests)


def status(request: RequestState) -> str:
    """Say where a request stands."""
    if request.erased:
        return _("erased; the count stays")
    if request.withdrawn is not None:
        return _("withdrawn by the sender")
    if request.confirmed is None:
        return _("not yet seen by a person")
    return _("answers recorded") if request.disposition_entry is not None else _("answers not recorded")


def answers(request: RequestState) -> tuple[Given, ...]:
    """Give the four answers."""
    return tuple(
        Given(labels.ANSWER_FIELDS[field], labels.ANSWERS[answer], answer is not Answer.NOT_RECORDED)
        for field, answer in ((field, request.answers[field]) for field in AnswerField)
    )


@dataclass(frozen=True, slots=True)
class SenderShown:
    """Whether the sender is verified, in words, and the call that said so."""

    words: str | Promise
    disowned: bool
    office: str = ""
    number: str = ""
    who: str = ""
    note: str = ""
    at: datetime | None = None
    by: str = ""


def sender(request: RequestState) -> SenderShown:
    """Say what is known of the sender: not verified until an office was called back."""
    words, disowned = labels.SENDERS[request.sender], request.sender is SenderState.DISOWNED
    call = request.call_back
    if call is None:
        return SenderShown(words, disowned)
    return SenderShown(words, disowned, call.office, call.number, call.who, call.note, call.at, call.by)


def senders() -> tuple[tuple[str, str | Promise], ...]:
    """Give the three answers that an office can give."""
    return tuple((one.value, labels.SENDERS[one]) for one in SenderState)


def fields(request: RequestState) -> tuple[tuple[str | Promise, str], ...]:
    """Give what the paper says, as a person confirmed it; empty while nobody has."""
    return tuple((labels.FIELDS[name], request.fields.get(name, "")) for name in FIELD_NAMES if request.fields)


def basis(request: RequestState) -> tuple[str | Promise, ...]:
    """Give the ticked boxes."""
    return tuple(labels.BASIS[one] for one in request.basis)


def history(view: RequestView) -> tuple[StepShown, ...]:
    """Put words to the history, oldest first."""
    return tuple(_step(step) for step in view.steps)


def _step(step: Step) -> StepShown:
    return StepShown(step.entry, labels.KINDS[step.kind], step.at, step.by, step.kind is EntryKind.ARRIVAL)
