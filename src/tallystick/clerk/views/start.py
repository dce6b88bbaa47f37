"""The first page after the login: where to go, by role; the city's colours, and a page of every component."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystick.clerk.access import Desk, at_the_desk
from tallystick.clerk.shown.sample import sample
from tallystick.model.errors import NotThere
from tallystick.model.words import Role
from tallystick.services import theme as colours
from tallystick.services.current import current_home
from tallystick.services.desk import inbox


@at_the_desk
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the places of this person, with what waits in the inbox."""
    waiting = len(inbox.waiting(desk.home, desk.actor)) if Role.CLERK in desk.actor.roles else None
    return render(request, "clerk/start.html", {"waiting": waiting})


@require_safe
def theme(_request: HttpRequest) -> HttpResponse:
    """Give the city's own colours; an empty sheet where there are none. It is for everybody: a station page uses it."""
    return HttpResponse(colours.theme(current_home()), content_type="text/css")


@require_safe
@at_the_desk
def style(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every component once, with the colours in force: for whoever makes a theme or a page."""
    desk.actor.need(*Role)
    around = {
        "colours": colours.COLOURS.items(),
        "walked": sample(),
        "refusal": NotThere("what was wrong", where="here"),
    }
    return render(request, "clerk/style.html", around)
