"""Questions of others: the list, one with its answers, and for counsel the packet that leaves for a demand."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tallystick.clerk.access import Desk, at_the_desk, by_own_hand
from tallystick.clerk.shown import questions as shown
from tallystick.law import Part
from tallystick.model.errors import NotReady, NotThere, TallystickError, WrongUse
from tallystick.model.words import Asker, Nature, Reply, Role
from tallystick.services.keeping import retention
from tallystick.services.questions import asked, packet
from tallystick.services.questions.asked import WRITERS, Asked
from tallystick.services.questions.packet import Packet
from tallystick.services.questions.release import Given, release, releases

SHEET = 100
"""How many questions one page of the list shows."""


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every question with what came of it; on POST register one."""
    if request.method != "POST":
        return _list(request, desk)
    desk.actor.need(*WRITERS)
    try:
        made = asked.ask(desk.home, desk.actor, _asked(desk, request.POST))
    except (WrongUse, NotThere) as refusal:
        return _list(request, desk, refusal)
    messages.success(request, _("%(number)s is registered.") % {"number": made.number}, extra_tags="done")
    return redirect("question", made.entry)


def _list(request: HttpRequest, desk: Desk, refusal: TallystickError | None = None) -> HttpResponse:
    today = _today(desk)
    sheet = Paginator(asked.listing(desk.home, desk.actor), SHEET).get_page(request.GET.get("page"))
    around = {
        "questions": shown.questions(sheet, today),
        "sheet": sheet,
        "may_write": bool(set(WRITERS) & desk.actor.roles),
        "today": today,
        "sent": request.POST,
        "refusal": refusal,
    } | shown.choices(request.POST)
    return render(request, "clerk/questions.html", around, status=400 if refusal else 200)


@require_safe
@at_the_desk
def one(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Show one question with its answers and what left for it."""
    return _page(request, desk, entry)


@require_POST
@at_the_desk
def answer(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Register an answer."""
    sent = request.POST
    reply = sent.get("reply", "")
    try:
        said = Reply(reply) if reply in set(Reply) else Reply.ANSWERED
        on = _day(sent.get("on", "")) or _today(desk)
        asked.answer(desk.home, desk.actor, entry, said, on=on, text=sent.get("text", ""))
    except WrongUse as refusal:
        return _page(request, desk, entry, refusal)
    messages.success(request, _("The answer is registered."), extra_tags="done")
    return redirect("question", entry)


@require_POST
@at_the_desk
def preview(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Show what would leave with the parts that were chosen; nothing leaves and nothing is logged but the looks."""
    try:
        opened, authority = _terms(request.POST)
        made = packet.make(desk.home, desk.actor, entry, opened=opened, authority=authority, draw=False)
    except (WrongUse, NotReady) as refusal:
        return _page(request, desk, entry, refusal)
    return _page(request, desk, entry, made=made)


@require_POST
@at_the_desk
@by_own_hand(Role.LEGAL)
def leave(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Let the packet leave: it is logged, and comes as one file to hand over."""
    given = Given(request.POST.get("to", ""), request.POST.get("how", ""))
    try:
        opened, authority = _terms(request.POST)
        done, zipped = release(desk.home, desk.actor, entry, given, opened=opened, authority=authority)
    except (WrongUse, NotReady) as refusal:
        return _page(request, desk, entry, refusal)
    number = asked.question(desk.home, desk.actor, entry).number
    name = f'attachment; filename="{number}-{done.entry}.zip"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(zipped, content_type="application/zip", headers=headers)


def _page(
    request: HttpRequest,
    desk: Desk,
    entry: int,
    refusal: TallystickError | None = None,
    made: Packet | None = None,
) -> HttpResponse:
    found = asked.question(desk.home, desk.actor, entry)
    sent = request.POST
    around = {
        "shown": shown.question(found, _today(desk)),
        "question": found,
        "named": asked.named_by(desk.home, found) if found.demand else (),
        "holds": [one for one in retention.all_holds(desk.home) if one.demand == found.number],
        "released": shown.released(releases(desk.home, desk.actor, entry)),
        "parts": shown.parts(sent.getlist("open"), made),
        "preview": shown.preview(made) if made else None,
        "may_write": bool(set(WRITERS) & desk.actor.roles),
        "may_release": Role.LEGAL in desk.actor.roles,
        "today": _today(desk),
        "sent": sent,
        "refusal": refusal,
    } | shown.choices(sent)
    return render(request, "clerk/question.html", around, status=400 if refusal else 200)


def _terms(sent: QueryDict) -> tuple[tuple[Part, ...], str]:
    return shown.opened_in(sent.getlist("open")), sent.get("authority", "")


def _asked(desk: Desk, sent: QueryDict) -> Asked:
    asker, nature = sent.get("asker", ""), sent.get("nature", "")
    if asker not in set(Asker) or nature not in set(Nature):
        raise WrongUse(_("nothing was said about who asks, or what it is"), remedy=_("choose one of each"))
    return Asked(
        asker=Asker(asker),
        nature=Nature(nature),
        on=_day(sent.get("on", "")) or _today(desk),
        text=sent.get("text", ""),
        who=sent.get("who", ""),
        due=_day(sent.get("due", "")),
        numbers=tuple(sent.get("numbers", "").upper().replace(",", " ").split()),
        period=sent.get("period", "").strip(),
    )


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongUse(
            _("'%(text)s' is not a day") % {"text": text}, remedy=_("year-month-day, for example 2025-08-31")
        ) from None


def _today(desk: Desk) -> date:
    return desk.home.local_day(desk.home.clock())
