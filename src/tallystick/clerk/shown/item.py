"""One document of the inbox as its page shows it: pictures with marks, doubtful fields first, what it may be.

Every length is in hundredths of an inch on the paper; a box of the reading is a fraction of its page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tallystick.clerk import labels
from tallystick.model.reading import Box
from tallystick.model.words import Channel, EntryKind, FormKind, StatedBasis, UnreadReason
from tallystick.services.desk.inbox import Card, Item, ItemField
from tallystick.services.desk.pages import NOMINAL

PAGES = {FormKind.I247A: 3}
"""How many pages a form has, where every copy of it has as many."""
DATES = frozenset({"prepared", "date_of_birth"})
MARGIN = 0.012
"""Paper shown around a cut-out, as a fraction of the page: enough to see the printed label's foot."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on the picture of a page."""

    name: str
    state: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageShown:
    """One page: ``page`` counts from 0 in the original, ``number`` from 1 in the document."""

    page: int
    number: int
    url: str
    width: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Crop:
    """A cut-out of a page: an SVG view box upon the same picture, so that it works without a script."""

    url: str
    width: int
    height: int
    view: str


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field of the form with its state in words."""

    name: str
    label: str | Promise
    value: str
    state: str
    percent: str
    reason: str | Promise
    others: tuple[str, ...]
    help: str
    crop: Crop | None


@dataclass(frozen=True, slots=True)
class BoxShown:
    """One box of the stated basis; ``doubtful`` when the ink lies between the bands."""

    value: str
    label: str | Promise
    marked: bool
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the things that the document can be."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """Pictures of one arrival: where they are had and how large each page is."""

    arrival: int
    sizes: tuple[tuple[int, int], ...]

    def url(self, page: int) -> str:
        """Address of the picture of a page."""
        return reverse("page-picture", args=[self.arrival, page])

    def size(self, page: int) -> tuple[int, int]:
        """Width and height of a page; a nominal one when it was not measured."""
        return self.sizes[page] if page < len(self.sizes) else NOMINAL


@dataclass(frozen=True, slots=True)
class ItemShown:
    """Everything that the template of one document asks for."""

    item: Item
    form: str
    channel: str | Promise
    pages: tuple[PageShown, ...]
    doubtful: tuple[FieldShown, ...]
    settled: tuple[FieldShown, ...]
    boxes: tuple[BoxShown, ...]
    choices: tuple[Choice, ...]
    forms: tuple[Choice, ...]
    other: str
    why: str
    reason: str | Promise
    half: bool
    no_request: bool


def show(item: Item, sizes: tuple[tuple[int, int], ...], *, sent: Mapping[str, str]) -> ItemShown:
    """Make what the page shows; ``sent`` is what was typed already, if it comes back with a refusal."""
    paper = Paper(item.card.arrival, sizes)
    fields = [_field(one, paper, sent) for one in item.fields]
    return ItemShown(
        item=item,
        form=labels.form(item.card.form),
        channel=labels.CHANNELS[Channel(item.card.channel)],
        pages=tuple(_page(number, page, paper, item) for number, page in enumerate(item.pages if item.kept else (), 1)),
        doubtful=tuple(one for one in fields if one.state != "read"),
        settled=tuple(one for one in fields if one.state == "read"),
        boxes=tuple(BoxShown(basis.value, labels.BASIS[basis], bool(on), on is None) for basis, on in item.basis),
        choices=_choices(sent.get("what") or _usual(item)),
        forms=_forms(sent.get("form") or item.card.form.value),
        other=sent.get("other", next((number for _entry, number in item.suspects), "")),
        why=sent.get("why", ""),
        reason=_reason(item.card),
        half=item.card.kind is EntryKind.REQUEST and 0 < len(item.pages) < PAGES.get(item.card.form, 0),
        no_request=item.card.kind is EntryKind.NOT_A_REQUEST,
    )


def _field(one: ItemField, paper: Paper, sent: Mapping[str, str]) -> FieldShown:
    return FieldShown(
        name=one.name,
        label=labels.FIELDS[one.name],
        value=sent.get(one.name, one.value),
        state=one.state,
        percent=f"{one.score:.0%}",
        reason=labels.UNREAD[one.reason] if one.reason else "",
        others=tuple(other for other in one.others if other != one.value),
        help=_help(one),
        crop=_crop(one.box, paper),
    )


def _help(one: ItemField) -> str:
    if one.name in DATES:
        return _("year-month-day, for example 2025-08-31")
    return _("M or F") if one.name == "sex" else ""


def _crop(box: Box | None, paper: Paper) -> Crop | None:
    if box is None:
        return None
    width, height = paper.size(box.page)
    left, top = max(0.0, box.left - MARGIN), max(0.0, box.top - MARGIN)
    right, bottom = min(1.0, box.right + MARGIN), min(1.0, box.bottom + MARGIN)
    view = f"{left * width:.1f} {top * height:.1f} {(right - left) * width:.1f} {(bottom - top) * height:.1f}"
    return Crop(paper.url(box.page), width, height, view)


def _page(number: int, page: int, paper: Paper, item: Item) -> PageShown:
    width, height = paper.size(page)
    seen = [one for one in item.fields if one.box is not None and one.box.page == page]
    marks = tuple(_mark(one.name, one.state, one.box, width, height) for one in seen if one.box is not None)
    return PageShown(page, number, paper.url(page), width, height, marks)


def _mark(name: str, state: str, box: Box, width: int, height: int) -> Mark:
    return Mark(
        name=name,
        state=state,
        x=round(box.left * width, 1),
        y=round(box.top * height, 1),
        width=round((box.right - box.left) * width, 1),
        height=round((box.bottom - box.top) * height, 1),
    )


def _usual(item: Item) -> str:
    """Give the choice that is set at first: what the machine took it for, never more."""
    if item.card.kind is EntryKind.REQUEST:
        return "copy" if item.suspects else "request"
    return "unreadable" if item.card.kind is EntryKind.UNREADABLE else "nothing"


def _choices(chosen: str) -> tuple[Choice, ...]:
    words = (
        ("request", _("A request")),
        ("copy", _("A copy of another request")),
        ("supersedes", _("A request that supersedes another")),
        ("nothing", _("Not a request")),
        ("elsewhere", _("Addressed to another agency")),
        ("unreadable", _("Nobody can read it")),
    )
    return tuple(Choice(value, label, value == chosen) for value, label in words)


def _forms(chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(kind.value, labels.form(kind), kind.value == chosen) for kind in FormKind)


def _reason(card: Card) -> str | Promise:
    """Say why a paper waits: what it was read as, a reason of the closed list, or what a person wrote."""
    if card.form is FormKind.JUDICIAL_WARRANT:
        return _("Read as a judicial warrant. The duty contact has to see it now; settling it here tells nobody.")
    if card.why == f"read as {card.form.value}":
        return _("The machine took it for no request.")
    return labels.UNREAD[UnreadReason(card.why)] if card.why in set(UnreadReason) else card.why


def basis_of(values: Sequence[str]) -> tuple[StatedBasis, ...]:
    """Give the ticked boxes in the order of the form; anything else that was sent is no box."""
    return tuple(basis for basis in StatedBasis if basis.value in values)
