"""Requests: the list, one request with its history and receipt, and the outcome form with the clause that speaks."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.clerk.shown import outcome as shown_outcome
from tallystick.clerk.shown import requests as shown
from tallystick.model.contacts import CustodyMoment
from tallystick.model.errors import NotAllowed, TallystickError, WrongUse
from tallystick.model.money import in_cents
from tallystick.model.words import Answer, AnswerField, Role, SenderState
from tallystick.services.desk import callback, requests
from tallystick.services.desk.dispose import Outcome, clause_for, dispose, words_for
from tallystick.services.outside import receipts

LOOKS = 10
"""How many looks the page shows, the newest ones."""
YEAR = 4
"""How many digits a year has."""
SHEET = 50
"""How many requests one page of the list shows."""
WRITERS = frozenset({Role.CLERK, Role.LEGAL})


@require_safe
@at_the_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the requests of one year, or of all years."""
    years = requests.years(desk.home)
    wanted = request.GET.get("year", str(years[0]) if years else "")
    year = int(wanted) if wanted.isdecimal() and len(wanted) == YEAR else None
    sheet = Paginator(requests.listing(desk.home, desk.actor, year=year), SHEET).get_page(request.GET.get("page"))
    around = {"lines": shown.lines(list(sheet)), "sheet": sheet, "years": years, "year": year}
    may_fill = not desk.actor.roles.isdisjoint(WRITERS)
    return render(request, "clerk/requests.html", around | {"may_fill": may_fill})


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def one(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Show one request; on POST record what was done about it."""
    if request.method != "POST":
        return _page(request, desk, entry, request.GET)
    if "show" in request.POST:
        return _page(request, desk, entry, request.POST)
    try:
        dispose(desk.home, desk.actor, entry, _outcome(desk, request.POST))
    except WrongUse as refusal:
        return _page(request, desk, entry, request.POST, refusal=refusal)
    messages.success(request, _("The answers are recorded."), extra_tags="done")
    return redirect("request", entry)


def _page(
    request: HttpRequest, desk: Desk, entry: int, sent: QueryDict, *, refusal: TallystickError | None = None
) -> HttpResponse:
    view = requests.request_view(desk.home, desk.actor, entry)
    found = view.request
    before = found.disposition
    facts = shown_outcome.facts_in(sent) or (dict(before.facts) if before else {})
    answers = {field: _answer(sent.get(field.value, found.answers[field].value)) for field in AnswerField}
    around = {
        "line": shown.line(found),
        "sender": shown.sender(found),
        "senders": shown.senders(),
        "fields": shown.fields(found),
        "basis": shown.basis(found),
        "history": shown.history(view),
        "looks": view.looks[:LOOKS],
        "more_looks": max(0, len(view.looks) - LOOKS),
        "clocks": view.clocks,
        "copies": len(view.arrivals) - 1,
        "questions": shown_outcome.questions(facts, words_for(desk.home, entry)),
        "answers": shown_outcome.answer_rows(answers),
        "moments": shown_outcome.moments(before.moments if before else {}, sent, desk.home.zone),
        "moments_known": bool(before and before.moments),
        "sent": sent,
        "before": before,
        "refusal": refusal,
        "may_write": bool(WRITERS & desk.actor.roles),
    } | _clause(desk, entry, facts)
    return render(request, "clerk/request.html", around, status=400 if refusal else 200)


def _clause(desk: Desk, entry: int, facts: dict[str, str]) -> dict[str, object]:
    """What the ordinance says; where it has no rules for that day, its own words say so."""
    try:
        decision = clause_for(desk.home, desk.actor, entry, facts)
    except NotAllowed:
        raise
    except TallystickError as silence:
        return {"silence": silence}
    return {"decision": decision, "rulings": shown_outcome.rulings(decision)}


@require_POST
@at_the_desk
def call_back(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Record what the office said that was called back about a request."""
    desk.actor.need(*WRITERS)
    sent = request.POST
    says = sent.get("sender", "")
    if says not in set(SenderState):
        refusal = WrongUse(_("what the office said is not chosen"), remedy=_("choose one of the three"))
        return _page(request, desk, entry, sent, refusal=refusal)
    words = {name: sent.get(name, "") for name in ("office", "number", "who", "note")}
    try:
        callback.call_back(desk.home, desk.actor, entry, callback.Called(SenderState(says), **words))
    except WrongUse as refusal:
        return _page(request, desk, entry, sent, refusal=refusal)
    messages.success(request, _("The call is recorded."), extra_tags="done")
    return redirect("request", entry)


@require_safe
@at_the_desk
def clause(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Give the part of the page that says which clause speaks, for the facts chosen so far."""
    return render(request, "clerk/parts/clause.html", _clause(desk, entry, shown_outcome.facts_in(request.GET)))


@require_safe
@at_the_desk
def receipt(_request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Give the receipt of one entry as a file; it names nobody."""
    text = receipts.receipt_for(desk.home, desk.actor, entry)
    name = f'attachment; filename="entry-{entry}.tlog-proof"'
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": name})


def _outcome(desk: Desk, sent: QueryDict) -> Outcome:
    answers = {field: _answer(sent.get(field.value, "")) for field in AnswerField}
    return Outcome(
        answers={field: answer for field, answer in answers.items() if answer is not Answer.NOT_RECORDED},
        facts=shown_outcome.facts_in(sent),
        reimbursement_cents=_cents(sent.get("reimbursement", "")),
        note=sent.get("note", "").strip(),
        moments={one: at for one in CustodyMoment if (at := _moment(desk, sent.get(f"at-{one.value}", "")))},
    )


def _moment(desk: Desk, text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=desk.home.zone).astimezone(UTC)
    except ValueError:
        raise WrongUse(
            _("'%(text)s' is not a moment") % {"text": text}, remedy=_("write 2025-03-04T14:12, or leave it empty")
        ) from None


def _answer(text: str) -> Answer:
    return Answer(text) if text in set(Answer) else Answer.NOT_RECORDED


def _cents(text: str) -> int | None:
    """Dollars as written to cents; an empty field records nothing."""
    return in_cents(text) if text.strip() else None
