"""The register's own page: the sums that must close, the signed checkpoint, who outside holds one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.model.words import Log, Role
from tallystick.register import sums
from tallystick.services import ledger
from tallystick.services.keeping import doctor

SUM = "sum: "


@require_safe
@at_the_desk
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is examined: sums first, then the rest."""
    desk.actor.need(Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)
    checks = doctor.examine(desk.home)
    around = {
        "sums": sums.of(ledger.state(desk.home)),
        "checks": [one for one in checks if not one.name.startswith(SUM)],
        "key": desk.home.vkey(Log.REQUESTS),
        "no_holder": any(one.name == "outside holder" and not one.ok for one in checks),
    }
    return render(request, "clerk/register.html", around)
