"""The inbox: what waits, and one document beside its picture. A person says what it is: one service call an act."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.clerk.shown import item as shown
from tallystick.clerk.shown.cards import shown_cards
from tallystick.model.errors import TallystickError, WrongUse
from tallystick.model.reading import FIELD_NAMES
from tallystick.model.words import EntryKind, FormKind, Role
from tallystick.services.desk import inbox, legal, requests
from tallystick.services.desk.confirm import Seen, confirm, reclass, undo
from tallystick.services.desk.inbox import Item
from tallystick.services.desk.pages import page_sizes
from tallystick.services.lines.alarms import alarms

SHEET = 100
"""How many papers one page of the inbox shows."""
LAST = "last"
"""Where a session keeps the last thing that was said in it: the entry and the number on its paper."""

CLASSES = {
    "copy": (EntryKind.COPY_OF, "a person compared them", gettext_lazy("%(number)s is recorded as a copy.")),
    "nothing": (
        EntryKind.NOT_A_REQUEST,
        "a person looked at it",
        gettext_lazy("%(number)s is recorded as not a request."),
    ),
    "elsewhere": (
        EntryKind.NOT_A_REQUEST,
        "addressed to another agency",
        gettext_lazy("%(number)s is recorded as addressed to another agency."),
    ),
    "unreadable": (
        EntryKind.UNREADABLE,
        "a person could not read it",
        gettext_lazy("%(number)s is recorded as unreadable. It stays counted."),
    ),
}
"""What a paper can be besides a request: the class, the reason unless another is written, the sentence to say."""


@require_safe
@at_the_desk
def waiting(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what a machine has read and no person has seen."""
    sheet = Paginator(inbox.waiting(desk.home, desk.actor), SHEET).get_page(request.GET.get("page"))
    around = {
        "cards": shown_cards(list(sheet)),
        "sheet": sheet,
        "last": request.session.get(LAST),
        "counsel": len(legal.waiting(desk.home, desk.actor)),
        "newest": inbox.last_arrival(desk.home),
        "sources": alarms(desk.home),
    }
    return render(request, "clerk/inbox.html", around)


@require_POST
@at_the_desk
def take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take back the last thing that this person said in this session, and show its paper again."""
    desk.actor.need(Role.CLERK)
    last = request.session.pop(LAST, None)
    if last is None:
        messages.warning(request, _("There is nothing to take back."), extra_tags="open")
        return redirect("inbox")
    entry = undo(desk.home, desk.actor, last["act"])
    messages.success(request, _("%(number)s waits again.") % {"number": last["number"]}, extra_tags="done")
    return redirect("inbox-item", entry)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def item(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Show one document; on POST say what it is and go on to the next."""
    one = inbox.open_item(desk.home, desk.actor, entry)
    if request.method != "POST":
        return _page(request, desk, one)
    desk.actor.need(Role.CLERK)
    if not _waits(desk, entry):
        messages.warning(request, _("This was settled meanwhile. Nothing was added."), extra_tags="open")
        return redirect("inbox")
    try:
        act, said = _settle(desk, one, request.POST)
    except TallystickError as refusal:
        return _page(request, desk, one, refusal=refusal, sent=request.POST)
    request.session[LAST] = {"act": act, "number": one.card.number}
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
        "taken": one.sits_there if "take" not in request.GET else None,
        "last": request.session.get(LAST),
        "counsel": any(asked.request == one.card.entry for asked, _request in legal.waiting(desk.home, desk.actor)),
    }
    return render(request, "clerk/item.html", around, status=400 if refusal else 200)


def _waits(desk: Desk, entry: int) -> bool:
    return any(card.entry == entry for card in inbox.waiting(desk.home, desk.actor))


def _settle(desk: Desk, one: Item, sent: QueryDict) -> tuple[int, str]:
    """Do what the person said; give the entry that it made and the sentence that tells it."""
    entry, number, what = one.card.entry, one.card.number, sent.get("what", "")
    if what in {"request", "supersedes"}:
        act = confirm(desk.home, desk.actor, entry, _seen(desk, one, sent))
        return act, _("%(number)s is confirmed as a request.") % {"number": number}
    if what not in CLASSES:
        raise WrongUse(_("nothing was said about what it is"), remedy=_("choose one of the six"))
    now, usual, told = CLASSES[what]
    of = other_request(desk, entry, number, sent) if now is EntryKind.COPY_OF else None
    why = sent.get("why", "").strip() or usual
    return reclass(desk.home, desk.actor, entry, now=now, copy_of=of, why=why), told % {"number": number}


def _seen(desk: Desk, one: Item, sent: QueryDict) -> Seen:
    form = sent.get("form", "")
    return Seen(
        fields={name: sent.get(name, "") for name in FIELD_NAMES},
        form=FormKind(form) if form in set(FormKind) else one.card.form,
        basis=shown.basis_of(sent.getlist("basis")),
        supersedes=other_request(desk, one.card.entry, one.card.number, sent)
        if sent.get("what") == "supersedes"
        else None,
    )


def other_request(desk: Desk, entry: int, own: str, sent: QueryDict) -> int:
    """Find the other request by the number that is written on its paper; ``entry`` and ``own`` number are this one's.

    Raises:
        WrongUse: there is no other request with this number.

    """
    number = sent.get("other", "").strip().upper()
    for found in requests.listing(desk.home, desk.actor):
        if found.number.upper() == number and found.entry != entry:
            return found.entry
    raise WrongUse(
        _("there is no other request with the number '%(number)s'") % {"number": number},
        remedy=_("write the number as it stands on the other paper, for example %(example)s") % {"example": own},
    )


@require_safe
@at_the_desk
def picture(_request: HttpRequest, desk: Desk, arrival: int, page: int) -> HttpResponse:
    """Give the picture of one page; it is about a person, so nothing on the way may keep it."""
    data = inbox.page_picture(desk.home, desk.actor, arrival, page)
    return HttpResponse(data, content_type="image/png", headers={"Cache-Control": "private, no-store"})
