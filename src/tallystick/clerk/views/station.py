"""The station page: drop a file, get a number. No account, no fields; the link itself is the permission."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.adapters.rendering.receipt_html import receipt_code
from tallystick.clerk.access import Desk, at_the_station
from tallystick.clerk.labels import UNREAD
from tallystick.model.agency import Station
from tallystick.model.words import Channel, UnreadReason
from tallystick.services.channels import check_size
from tallystick.services.desk.pages import count_pages
from tallystick.services.intake.receive import Transmission, receive
from tallystick.services.outside.receipts import receipt_for

_SALT = "tallystick.sent"


@csrf_exempt  # the link is the permission and no cookie is one: there is nothing that another site could borrow
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_station
def send(request: HttpRequest, desk: Desk, station: Station, link: str) -> HttpResponse:
    """Show the page, or receive every file sent; the answer is another page, so that reloading it sends nothing."""
    files = request.FILES.getlist("pages")
    if not files:
        shown = {"station": station, "link": link, "nothing": request.method == "POST"}
        return render(request, "clerk/send.html", shown, status=400 if shown["nothing"] else 200)
    for file in files:
        check_size(file.size or 0)
    sent = [_take(desk, station, file) for file in files]
    token = signing.dumps(sent, salt=_salt(station), compress=True)
    return HttpResponseRedirect(reverse("sent", args=[link, token]))


@require_safe
@at_the_station
def sent(request: HttpRequest, desk: Desk, station: Station, link: str, token: str) -> HttpResponse:
    """Show the number to write on the paper."""
    return render(request, "clerk/sent.html", _after(desk, station, link, token))


@require_safe
@at_the_station
def label(request: HttpRequest, desk: Desk, station: Station, link: str, token: str) -> HttpResponse:
    """Show a label to print and put on the paper, with the receipt in a code."""
    around = _after(desk, station, link, token)
    for one in around["sent"]:
        one["receipt"] = mark_safe(receipt_code(receipt_for(desk.home, desk.actor, one["entry"])))  # noqa: S308
    return render(request, "clerk/label.html", around)


def _salt(station: Station) -> str:
    """What an answer is signed with: it is shown under a link of its own station only."""
    return f"{_SALT}.{station.code}"


def _after(desk: Desk, station: Station, link: str, token: str) -> dict[str, Any]:
    try:
        tickets = [_ticket(desk, plain) for plain in signing.loads(token, salt=_salt(station))]
    except signing.BadSignature:
        raise Http404 from None
    return {"station": station, "link": link, "token": token, "sent": tickets}


def _take(desk: Desk, station: Station, file: UploadedFile[bytes]) -> dict[str, Any]:
    """Receive one file; give what stands on the answer. Nothing of that is about a person: it may be in an address."""
    data = file.read()
    transmission = Transmission(data=data, channel=Channel.STATION, station=station.code, file_name=file.name or "")
    received = receive(desk.home, desk.actor, transmission)
    counted = count_pages(data)
    return {
        "number": received.number,
        "entry": received.entry,
        "again": received.again,
        "at": desk.home.clock().isoformat(timespec="seconds"),
        "pages": counted.pages,
        "unread": counted.unread.value if counted.unread else "",
    }


def _ticket(desk: Desk, plain: dict[str, Any]) -> dict[str, Any]:
    """Give the same with its time as people there read a clock, and the reason in words."""
    at = datetime.fromisoformat(plain["at"]).astimezone(desk.home.zone)
    return plain | {"at": at, "unread": UNREAD[UnreadReason(plain["unread"])] if plain["unread"] else ""}
