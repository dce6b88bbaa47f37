"""The custody extract: dropped once, it fills custody facts of registered requests; nothing of the file is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.clerk.labels import FINDINGS
from tallystick.model.errors import TallystickError, WrongUse
from tallystick.model.period import Period, parse_period
from tallystick.model.words import Role
from tallystick.services.channels import check_size
from tallystick.services.desk.custody import Filled, fill_custody
from tallystick.services.inspect import Held


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def custody(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form; on POST show what the extract says of each request, and enter it if that is asked for."""
    desk.actor.need(Role.CLERK, Role.LEGAL)
    around: dict[str, object] = {"sent": request.POST}
    if request.method != "POST":
        return render(request, "clerk/custody.html", around)
    try:
        found = _filled(request, desk)
    except TallystickError as refusal:
        return render(request, "clerk/custody.html", around | {"refusal": refusal}, status=400)
    lines = [(line, FINDINGS[line.finding]) for line in found.lines]
    return render(
        request, "clerk/custody.html", around | {"found": found, "lines": lines, "entered": _entering(request)}
    )


def _filled(request: HttpRequest, desk: Desk) -> Filled:
    file = request.FILES.get("extract")
    if file is None:
        raise WrongUse(_("no file was chosen"), remedy=_("choose the extract, then press a button"))
    check_size(file.size or 0)
    held = Held(file.name or "extract", file.read())
    return fill_custody(desk.home, desk.actor, held, complete=_days(request), only_show=not _entering(request))


def _days(request: HttpRequest) -> Period | None:
    text = request.POST.get("complete", "").strip()
    return parse_period(text) if text else None


def _entering(request: HttpRequest) -> bool:
    return request.POST.get("what") == "enter"
