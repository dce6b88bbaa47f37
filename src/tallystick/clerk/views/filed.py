"""The city clerk's room: every signed version with its packet and docket text, and the number it was docketed under."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.model.errors import TallystickError, WrongUse
from tallystick.model.words import Role
from tallystick.services.filing import docket
from tallystick.services.filing.versions import named


@require_safe
@at_the_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every signed version, the newest first."""
    return _page(request, desk)


def _page(request: HttpRequest, desk: Desk, refusal: TallystickError | None = None) -> HttpResponse:
    around = {
        "filed": docket.filed_versions(desk.home, desk.actor),
        "may_docket": Role.CITY_CLERK in desk.actor.roles,
        "refusal": refusal,
    }
    return render(request, "clerk/filed.html", around, status=400 if refusal else 200)


@require_POST
@at_the_desk
def received(request: HttpRequest, desk: Desk, period: str, version: int) -> HttpResponse:
    """Register under which number the city clerk docketed a version."""
    wanted, duty = named(desk.home, period)
    try:
        docket.docket(desk.home, desk.actor, wanted, version, number=request.POST.get("number", ""), duty=duty)
    except WrongUse as refusal:
        return _page(request, desk, refusal)
    messages.success(request, _("The docket number is registered."), extra_tags="done")
    return redirect("filed")
