"""Set a confirmed request right: fields, form and boxes, or say that it is no request of its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tallystick.clerk import labels
from tallystick.clerk.access import Desk, at_the_desk, by_own_hand
from tallystick.clerk.shown import requests as shown
from tallystick.clerk.shown.item import basis_of
from tallystick.clerk.shown.outcome import Option
from tallystick.clerk.views.inbox import other_request
from tallystick.model.errors import NotAllowed, TallystickError, WrongUse
from tallystick.model.reading import FIELD_NAMES
from tallystick.model.state import RequestState
from tallystick.model.words import EntryKind, FormKind, Role, StatedBasis
from tallystick.services.desk import requests
from tallystick.services.desk.correct import Right, correct, set_aside

CLASSES = {"copy": EntryKind.COPY_OF, "nothing": EntryKind.NOT_A_REQUEST, "unreadable": EntryKind.UNREADABLE}


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def one(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Show what a person had confirmed; on POST set it right by a new entry."""
    desk.actor.need(Role.CLERK, Role.LEGAL)
    if request.method != "POST":
        return _page(request, desk, entry)
    try:
        correct(desk.home, desk.actor, entry, _right(request.POST), why=request.POST.get("why", ""))
    except WrongUse as refusal:
        return _page(request, desk, entry, refusal)
    messages.success(request, _("Set right by a new entry; the earlier one stays."), extra_tags="done")
    return redirect("request", entry)


@require_POST
@at_the_desk
@by_own_hand(Role.CLERK, Role.LEGAL)
def aside(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Set a confirmed request aside: a copy, no request, or unreadable."""
    found = requests.request_view(desk.home, desk.actor, entry).request
    now = CLASSES.get(request.POST.get("now", ""))
    why = request.POST.get("why", "")
    try:
        if now is None:
            return _page(request, desk, entry, WrongUse(_("nothing was said about what it is"), remedy=_("choose one")))
        copy_of = other_request(desk, found.entry, found.number, request.POST) if now is EntryKind.COPY_OF else None
        set_aside(desk.home, desk.actor, entry, now=now, why=why, copy_of=copy_of)
    except (WrongUse, NotAllowed) as refusal:
        return _page(request, desk, entry, refusal)
    said = _("%(number)s is set aside. Every entry about it stays.") % {"number": found.number}
    messages.success(request, said, extra_tags="done")
    return redirect("requests")


def _page(request: HttpRequest, desk: Desk, entry: int, refusal: TallystickError | None = None) -> HttpResponse:
    found = requests.request_view(desk.home, desk.actor, entry).request
    sent = request.POST
    basis = basis_of(sent.getlist("basis")) if "form" in sent else found.basis
    form = sent.get("form", found.form.value)
    around = {
        "line": shown.line(found),
        "fields": [(name, labels.FIELDS[name], sent.get(name, found.fields.get(name, ""))) for name in FIELD_NAMES],
        "forms": [Option(kind.value, labels.form(kind), kind.value == form) for kind in FormKind],
        "boxes": [Option(one.value, labels.BASIS[one], one in basis) for one in StatedBasis],
        "pages": _pages(found),
        "now": sent.get("now", ""),
        "why": sent.get("why", ""),
        "other": sent.get("other", ""),
        "refusal": refusal,
        "may_correct": Role.CLERK in desk.actor.roles and found.confirmed is not None,
        "own": found.confirmed_by == desk.actor.user,
    }
    status = 403 if isinstance(refusal, NotAllowed) else 400 if refusal else 200
    return render(request, "clerk/correct.html", around, status=status)


def _pages(found: RequestState) -> tuple[int, ...]:
    """The first page of the paper, where it can still be shown."""
    return () if found.erased else (0,)


def _right(sent: QueryDict) -> Right:
    form = sent.get("form", "")
    return Right(
        fields={name: sent.get(name, "") for name in FIELD_NAMES if name in sent},
        form=FormKind(form) if form in set(FormKind) else None,
        basis=basis_of(sent.getlist("basis")),
    )
