"""The inbox: what waits, and one document beside its picture. A person says what it is: one service call an act."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.clerk.shown import item as shown
from tallystick.clerk.shown.cards import shown_cards
from tallystick.model.errors import TallystickError, WrongUse
from tallystick.model.reading import FIELD_NAMES
from tallystick.model.words import EntryKind, FormKind
from tallystick.services import inbox, requests
from tallystick.services.confirm import Seen, confirm, reclass
from tallystick.services.inbox import Item
from tallystick.services.pages import page_sizes


@require_safe
@at_the_desk
def waiting(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what a machine has read and no person has seen."""
    cards = shown_cards(inbox.waiting(desk.home, desk.actor))
    return render(request, "clerk/inbox.html", {"cards": cards})


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def item(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Show one document; on POST say what it is and go on to the next."""
    one = inbox.open_item(desk.home, desk.actor, entry)
    if request.method != "POST":
        return _page(request, desk, one)
    if not _waits(desk, entry):
        messages.warning(request, _("This was settled meanwhile. Nothing was added."), extra_tags="open")
        return redirect("inbox")
    try:
        said = _settle(desk, one, request.POST)
    except TallystickError as refusal:
        return _page(request, desk, one, refusal=refusal, sent=request.POST)
    messages.success(request, said, extra_tags="done")
    return redirect("inbox-item", one.next) if one.next is not None else redirect("inbox")


def _page(
    request: HttpRequest,
    desk: Desk,
    one: Item,
    *,
    refusal: TallystickError | None = None,
    sent: Mapping[str, str] | None = None,
) -> HttpResponse:
    sizes = page_sizes(desk.home, desk.actor, one.card.arrival)
    page = shown.show(one, sizes, sent=sent or {})
    around = {
        "shown": page,
        "item": one,
        "refusal": refusal,
        "edit_all": request.GET.get("edit") == "all",
        "waits": _waits(desk, one.card.entry),
    }
    return render(request, "clerk/item.html", around, status=400 if refusal else 200)


def _waits(desk: Desk, entry: int) -> bool:
    return any(card.entry == entry for card in inbox.waiting(desk.home, desk.actor))


def _settle(desk: Desk, one: Item, sent: QueryDict) -> str:
    """Do what the person said; give the sentence that tells it."""
    entry, number, what = one.card.entry, one.card.number, sent.get("what", "")
    if what in {"request", "supersedes"}:
        confirm(desk.home, desk.actor, entry, _seen(desk, one, sent))
        return _("%(number)s is confirmed as a request.") % {"number": number}
    if what == "copy":
        of = _other(desk, one, sent)
        reclass(
            desk.home, desk.actor, entry, now=EntryKind.COPY_OF, copy_of=of, why=_why(sent, "a person compared them")
        )
        return _("%(number)s is recorded as a copy.") % {"number": number}
    if what == "nothing":
        reclass(desk.home, desk.actor, entry, now=EntryKind.NOT_A_REQUEST, why=_why(sent, "a person looked at it"))
        return _("%(number)s is recorded as not a request.") % {"number": number}
    if what == "unreadable":
        reclass(desk.home, desk.actor, entry, now=EntryKind.UNREADABLE, why=_why(sent, "a person could not read it"))
        return _("%(number)s is recorded as unreadable. It stays counted.") % {"number": number}
    raise WrongUse(_("nothing was said about what it is"), remedy=_("choose one of the five"))


def _seen(desk: Desk, one: Item, sent: QueryDict) -> Seen:
    form = sent.get("form", "")
    return Seen(
        fields={name: sent.get(name, "") for name in FIELD_NAMES},
        form=FormKind(form) if form in set(FormKind) else one.card.form,
        basis=shown.basis_of(sent.getlist("basis")),
        supersedes=_other(desk, one, sent) if sent.get("what") == "supersedes" else None,
    )


def _other(desk: Desk, one: Item, sent: QueryDict) -> int:
    """Find the other request by the number that is written on its paper."""
    number = sent.get("other", "").strip().upper()
    for found in requests.listing(desk.home, desk.actor):
        if found.number.upper() == number and found.entry != one.card.entry:
            return found.entry
    raise WrongUse(
        _("there is no other request with the number '%(number)s'") % {"number": number},
        remedy=_("write the number as it stands on the other paper, for example %(example)s")
        % {"example": one.card.number},
    )


def _why(sent: QueryDict, usual: str) -> str:
    return sent.get("why", "").strip() or usual


@require_safe
@at_the_desk
def picture(_request: HttpRequest, desk: Desk, arrival: int, page: int) -> HttpResponse:
    """Give the picture of one page; it is about a person, so nothing on the way may keep it."""
    data = inbox.page_picture(desk.home, desk.actor, arrival, page)
    return HttpResponse(data, content_type="image/png", headers={"Cache-Control": "private, no-store"})
