"""The register's own page: the sums that must close, the signed checkpoint, who outside holds one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.model.words import Log, Role
from tallystick.register import sums
from tallystick.services import ledger, operations
from tallystick.services.keeping import doctor

SUM = "sum: "
AT_ONCE = 2000
"""Up to so many entries everything is examined whenever the page is opened; of a larger register when it is asked."""


@require_safe
@at_the_desk
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is examined: sums first, then the rest."""
    desk.actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    state = ledger.state(desk.home)
    wanted = state.size <= AT_ONCE or "examine" in request.GET
    checks = doctor.examine(desk.home) if wanted else []
    around = {
        "sums": ledger.kept(desk.home, "sums", sums.of),
        "examined": wanted,
        "checks": [one for one in checks if not one.name.startswith(SUM)],
        "key": desk.home.vkey(Log.REQUESTS),
        "no_holder": not (desk.home.settings.holders and operations.handovers(desk.home)),
    }
    return render(request, "clerk/register.html", around)
