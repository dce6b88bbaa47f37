"""A person's own sessions and sign-ins; leaving."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tallystick.clerk.access import Desk, at_the_desk, by_own_hand
from tallystick.clerk.labels import AT_THE_DOOR
from tallystick.model.words import AtTheDoor, Role
from tallystick.services import signins

LINES = 20


class SignOut(LogoutView):
    """Leave; it stands in the log of sign-ins."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note it, then end the session."""
        if request.user.is_authenticated:
            signins.note(request.user.get_username(), AtTheDoor.OUT, where=request.META.get("REMOTE_ADDR", ""))
        return super().post(request, *args, **kwargs)


@require_safe
@at_the_desk
def sessions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show one's own open sessions and newest sign-ins."""
    desk.actor.need(*Role)
    user = cast("User", request.user)
    log = [(one, AT_THE_DOOR[one.what]) for one in signins.log(user.get_username(), most=LINES)]
    around = {"sessions": [(one, one.key == request.session.session_key) for one in signins.sessions(user)], "log": log}
    return render(request, "clerk/sessions.html", around)


@require_POST
@at_the_desk
@by_own_hand(*Role)
def end_others(request: HttpRequest, desk: Desk) -> HttpResponse:
    """End every session of one's own but this one."""
    del desk
    user = cast("User", request.user)
    ended = signins.end_sessions(user, but=request.session.session_key or "")
    signins.note(user.get_username(), AtTheDoor.ENDED, where=request.META.get("REMOTE_ADDR", ""))
    said = ngettext("%(n)s other session was ended.", "%(n)s other sessions were ended.", ended)
    messages.success(request, said % {"n": ended}, extra_tags="done")
    return redirect("sessions")
