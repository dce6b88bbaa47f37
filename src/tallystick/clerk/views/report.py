"""The report: the page before signing, counsel's adoption, the signature, the packets of every version."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tallystick.clerk.access import Desk, at_the_desk, by_own_hand
from tallystick.clerk.shown import report as shown
from tallystick.model.errors import NotReady, TallystickError, WrongUse
from tallystick.model.words import Role
from tallystick.reporting.filing import limits
from tallystick.services import operations
from tallystick.services.desk import requests
from tallystick.services.filing import report
from tallystick.services.filing.calendar import calendar
from tallystick.services.filing.docket import docket_text, packet_file
from tallystick.services.filing.onepage import one_page
from tallystick.services.filing.preparation import facts
from tallystick.services.filing.versions import full_name, named

SHEET = 200
"""How many of the entries behind a figure one page shows."""
DRAFTS = {"letter.pdf": "application/pdf", "annex.csv": "text/csv"}


@require_safe
@at_the_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every report of the ordinance since the first arrival: when it is due, how far it is, what is open."""
    this_year = desk.home.local_day(desk.home.clock()).year
    first = min(requests.years(desk.home), default=this_year)
    found = calendar(desk.home, desk.actor, years=max(1, this_year - first))
    lines = [(full_name(desk.home, one.period, one.duty.id), shown.due(one)) for one in reversed(found)]
    return render(request, "clerk/reports.html", {"lines": lines, "several": len({one.duty.id for one in found}) > 1})


@require_safe
@at_the_desk
def before(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Show one page before signing; ``period`` is the full name of a report."""
    return _page(request, desk, period)


def _page(request: HttpRequest, desk: Desk, name: str, refusal: TallystickError | None = None) -> HttpResponse:
    period, duty = named(desk.home, name)
    seen = report.before_signing(desk.home, desk.actor, period, duty=duty)
    adoption = operations.adoption(desk.home)
    around = {
        "seen": seen,
        "period": period,
        "name": full_name(desk.home, period, duty),
        "figures": shown.figures(seen.report.figures),
        "apart": shown.figures(seen.report.apart),
        "risks": shown.risks(seen.risks),
        "page": one_page(desk.home, desk.actor, period, seen),
        "reason_needed": any(risk.code == "no_sweep" for risk in seen.risks),
        "versions": shown.versions(seen.versions),
        "compared": shown.compared(seen),
        "adoption": adoption,
        "limits": limits(seen.report, seen.filing),
        "refusal": refusal,
        "may_adopt": Role.LEGAL in desk.actor.roles and adoption is None,
        "may_prepare": bool({Role.CLERK, Role.LEGAL, Role.AUTHOR} & desk.actor.roles),
        "may_sign": Role.AUTHOR in desk.actor.roles,
        "stated": shown.stated(seen, request.POST),
        "note": request.POST.get("note", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "clerk/report.html", around, status=409 if refusal else 200)


@require_safe
@at_the_desk
def behind(request: HttpRequest, desk: Desk, period: str, figure: str) -> HttpResponse:
    """List the entries behind a figure, or behind one line of it: ``line`` is its place in the breakdown."""
    wanted, duty = named(desk.home, period)
    counted = report.before_signing(desk.home, desk.actor, wanted, duty=duty).report
    found = next((one for one in (*counted.figures, *counted.apart) if one.id == figure), None)
    line = request.GET.get("line", "")
    parts = {str(place): one for place, one in enumerate(found.breakdown)} if found else {}
    if found is None or line not in {"", *parts}:
        raise Http404
    part = parts.get(line)
    sheet = Paginator(part.entries if part else found.entries, SHEET).get_page(request.GET.get("page"))
    entries = shown.behind(sheet, requests.listing(desk.home, desk.actor))
    around = {"name": period, "figure": found, "part": part, "sheet": sheet, "entries": entries}
    return render(request, "clerk/figure.html", around)


@require_POST
@at_the_desk
@by_own_hand(Role.LEGAL)
def adopt(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Register counsel's adoption of the ordinance as it is written here."""
    operations.adopt(desk.home, desk.actor, counsel=request.POST.get("counsel", ""))
    messages.success(request, _("The adoption is registered."), extra_tags="done")
    return redirect("report", period)


@require_POST
@at_the_desk
def prepare(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Prepare the report for another person to sign, with the facts that the register does not hold."""
    wanted, duty = named(desk.home, period)
    try:
        given = facts(shown.written(request.POST))
        report.prepare(desk.home, desk.actor, wanted, duty=duty, reason=request.POST.get("reason", ""), stated=given)
    except WrongUse as refusal:
        return _page(request, desk, period, refusal)
    messages.success(request, _("Prepared. Another person signs."), extra_tags="done")
    return redirect("report", period)


@require_POST
@at_the_desk
@by_own_hand(Role.AUTHOR)
def sign(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Sign the report; say on the same page what is missing."""
    wanted, duty = named(desk.home, period)
    try:
        version = report.sign(desk.home, desk.actor, wanted, duty=duty)
    except NotReady as refusal:
        return _page(request, desk, period, refusal)
    messages.success(request, _("Version %(number)s is signed.") % {"number": version.number}, extra_tags="done")
    return redirect("report", period)


@require_POST
@at_the_desk
def send_back(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """Give the preparation back with a note."""
    wanted, duty = named(desk.home, period)
    try:
        report.send_back(desk.home, desk.actor, wanted, note=request.POST.get("note", ""), duty=duty)
    except (NotReady, WrongUse) as refusal:
        return _page(request, desk, period, refusal)
    messages.success(request, _("Sent back with your note."), extra_tags="done")
    return redirect("report", full_name(desk.home, wanted, duty))


@require_safe
@at_the_desk
def docket(_request: HttpRequest, desk: Desk, period: str, version: int) -> HttpResponse:
    """Give the text with which a clerk dockets a version."""
    wanted, duty = named(desk.home, period)
    text = docket_text(desk.home, desk.actor, wanted, version, duty=duty)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@at_the_desk
def packet(_request: HttpRequest, desk: Desk, period: str, version: int, name: str) -> HttpResponse:
    """Give one file of a signed packet; only names that the packet holds are looked at."""
    wanted, duty = named(desk.home, period)
    return _file(packet_file(desk.home, desk.actor, wanted, version, name, duty=duty), name)


@require_safe
@at_the_desk
def draft(_request: HttpRequest, desk: Desk, period: str, name: str) -> HttpResponse:
    """Give the letter or the annex as it would be signed now; every page of it says that it is a draft."""
    if name not in DRAFTS:
        raise Http404
    wanted, duty = named(desk.home, period)
    return _file(report.draft_files(desk.home, desk.actor, wanted, duty=duty)[name], name)


def _file(data: bytes, name: str) -> HttpResponse:
    kind = DRAFTS.get(name, "application/octet-stream")
    how = "inline" if kind == "application/pdf" else "attachment"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'{how}; filename="{name}"'})
