"""The first page after the login: where to go, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.model.words import Role
from tallystick.services.desk import inbox


@at_the_desk
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the places of this person, with what waits in the inbox."""
    waiting = len(inbox.waiting(desk.home, desk.actor)) if Role.CLERK in desk.actor.roles else None
    return render(request, "clerk/start.html", {"waiting": waiting})
