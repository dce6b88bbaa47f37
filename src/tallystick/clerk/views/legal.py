"""The legal desk: what waits for counsel, a request beside its rule, the text of a day and its adoption."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tallystick.clerk.access import Desk, at_the_desk, by_own_hand
from tallystick.clerk.shown import legal as shown
from tallystick.clerk.shown import outcome as shown_outcome
from tallystick.clerk.shown import requests as shown_requests
from tallystick.model.errors import WrongUse
from tallystick.model.words import Role
from tallystick.services import operations
from tallystick.services.desk import legal, requests
from tallystick.services.desk.dispose import words_for

SHEET = 200
"""How many numbers one page of the desk shows."""
ASKERS = frozenset({Role.CLERK, Role.LEGAL, Role.AUTHOR})


@require_safe
@at_the_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the open questions to counsel, and every request by its number."""
    found = legal.waiting(desk.home, desk.actor)
    waiting = [(one, shown_requests.line(asked)) for one, asked in found]
    newest = requests.listing(desk.home, desk.actor)[::-1]
    sheet = Paginator(newest, SHEET).get_page(request.GET.get("page"))
    around = {"waiting": waiting, "sheet": sheet, "adoption": operations.adoption(desk.home)}
    return render(request, "clerk/legal.html", around)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def one(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Show one request beside the rule that fired; on POST register what counsel says."""
    if request.method != "POST":
        return _page(request, desk, entry)
    desk.actor.need(Role.LEGAL)
    if "show" in request.POST:
        return _page(request, desk, entry)
    try:
        _opine(desk, entry, request.POST)
    except WrongUse as refusal:
        return _page(request, desk, entry, refusal)
    messages.success(request, _("Counsel's word is recorded."), extra_tags="done")
    return redirect("legal-request", entry)


def _opine(desk: Desk, entry: int, sent: QueryDict) -> None:
    position = sent.get("position")
    if position not in {"agrees", "disagrees"}:
        raise WrongUse(_("nothing was said"), remedy=_("agree or disagree"))
    facts = shown_outcome.facts_in(sent)
    legal.opine(desk.home, desk.actor, entry, facts, agrees=position == "agrees", why=sent.get("why", ""))


def _page(request: HttpRequest, desk: Desk, entry: int, refusal: WrongUse | None = None) -> HttpResponse:
    facts = shown_outcome.facts_in(request.POST) if request.method == "POST" else None
    opened = legal.opened(desk.home, desk.actor, entry, facts)
    found = opened.request
    text = legal.text_on(desk.home, desk.actor, found.received_on)
    around = {
        "line": shown_requests.line(found),
        "opened": opened,
        "questions": shown_outcome.questions(opened.facts, words_for(desk.home, entry)),
        "facts": shown.facts(opened.facts),
        "table": shown.table(opened),
        "rulings": shown_outcome.rulings(opened.decision) if opened.decision else (),
        "opinions": shown.opinions(opened.opinions, text.ordinance.sha256),
        "text": text,
        "refusal": refusal,
        "why": request.POST.get("why", ""),
        "may_opine": Role.LEGAL in desk.actor.roles,
        "may_ask": bool(ASKERS & desk.actor.roles) and not opened.waits,
    }
    return render(request, "clerk/legal_request.html", around, status=400 if refusal else 200)


@require_POST
@at_the_desk
def ask(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Put a request on the legal desk, and go back to where it was asked from."""
    legal.ask_counsel(desk.home, desk.actor, entry, why=request.POST.get("why", ""))
    messages.success(request, _("It waits for counsel now."), extra_tags="done")
    return redirect("inbox-item" if "inbox" in request.POST else "legal-request", entry)


@require_safe
@at_the_desk
def text(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the ordinance as it speaks on one day, with its digest and counsel's adoption."""
    found = legal.text_on(desk.home, desk.actor, _day(desk, request.GET.get("on", "")))
    around = {
        "text": found,
        "clauses": shown.clauses(found.clauses),
        "may_adopt": Role.LEGAL in desk.actor.roles and found.adoption is None and not found.ordinance.draft,
    }
    return render(request, "clerk/legal_text.html", around)


@require_POST
@at_the_desk
@by_own_hand(Role.LEGAL)
def adopt(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Register counsel's adoption of the ordinance as it is written here."""
    operations.adopt(desk.home, desk.actor, counsel=request.POST.get("counsel", ""))
    messages.success(request, _("The adoption is registered."), extra_tags="done")
    return redirect("legal-text")


def _day(desk: Desk, given: str) -> date:
    if not given:
        return desk.home.local_day(desk.home.clock())
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise WrongUse(
            _("'%(text)s' is not a day") % {"text": given}, remedy=_("year-month-day, for example 2025-08-31")
        ) from None
