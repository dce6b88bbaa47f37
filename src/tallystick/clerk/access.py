"""The door of every page behind the login: who is asking, of which register. Decides nothing about permission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tallystick.model.actor import Actor
from tallystick.services.current import current_home
from tallystick.services.home import Home
from tallystick.services.users import actor_of

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Desk:
    """The register that is open on this desk, and the person who sits at it."""

    home: Home
    actor: Actor


def at_the_desk(
    view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Ask for a login, then hand ``view`` the register and the actor."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        home = current_home()
        with timezone.override(home.zone):
            return view(request, Desk(home, actor_of(home, request.user)), *args, **kwargs)

    return inner
