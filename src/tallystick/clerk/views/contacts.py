"""What came without paper: the list of contacts, and the station's form that notes one."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.clerk.access import Desk, at_the_desk, at_the_station
from tallystick.clerk.shown import contacts as shown
from tallystick.model.agency import Station
from tallystick.model.errors import WrongUse
from tallystick.services.intake.without_paper import Noted, contacts, note_without_paper

_SALT = "tallystick.noted"
SHEET = 100
"""How many contacts one page of the list shows."""


@require_safe
@at_the_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every contact, the newest first."""
    sheet = Paginator(contacts(desk.home, desk.actor), SHEET).get_page(request.GET.get("page"))
    return render(request, "clerk/contacts.html", {"contacts": shown.shown_contacts(sheet), "sheet": sheet})


@csrf_exempt  # as on the station page: the link is the permission and no cookie is one
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_station
def note(request: HttpRequest, desk: Desk, station: Station, link: str) -> HttpResponse:
    """Show the form; on POST note what came, and answer with another page."""
    if request.method != "POST":
        return _form(request, desk, station, link)
    try:
        entry = note_without_paper(desk.home, desk.actor, _noted(request, desk, station))
    except WrongUse as refusal:
        return _form(request, desk, station, link, refusal=refusal)
    token = signing.dumps({"entry": entry, "at": desk.home.clock().isoformat(timespec="seconds")}, salt=_salt(station))
    return redirect("noted", link, token)


@require_safe
@at_the_station
def noted(request: HttpRequest, desk: Desk, station: Station, link: str, token: str) -> HttpResponse:
    """Show the number of the entry that was made."""
    del desk
    try:
        told = signing.loads(token, salt=_salt(station))
    except signing.BadSignature:
        raise Http404 from None
    around = {"station": station, "link": link, "entry": told["entry"], "at": datetime.fromisoformat(told["at"])}
    return render(request, "clerk/noted.html", around)


def _salt(station: Station) -> str:
    """As on the station page."""
    return f"{_SALT}.{station.code}"


def _form(
    request: HttpRequest, desk: Desk, station: Station, link: str, *, refusal: WrongUse | None = None
) -> HttpResponse:
    around = {
        "station": station,
        "link": link,
        "how": shown.ways(request.POST.get("how", "")),
        "asked": shown.questions(request.POST.get("asked", "")),
        "counterpart": desk.home.settings.counterpart,
        "now": timezone.localtime(desk.home.clock()).strftime("%Y-%m-%dT%H:%M"),
        "sent": request.POST,
        "refusal": refusal,
    }
    return render(request, "clerk/note.html", around, status=400 if refusal else 200)


def _noted(request: HttpRequest, desk: Desk, station: Station) -> Noted:
    sent = request.POST
    return Noted(
        station=station.code,
        how=sent.get("how", ""),
        asked=sent.get("asked", ""),
        who=sent.get("who", ""),
        happened_at=_moment(desk, sent.get("when", "")),
    )


def _moment(desk: Desk, text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=desk.home.zone)
    except ValueError:
        raise WrongUse(_("'%(text)s' is not a moment") % {"text": text}, remedy=_("leave it empty for now")) from None
