"""The door of every page: who is asking, by a login or by a station's link. Decides nothing about permission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tallystick.model.actor import Actor
from tallystick.model.agency import Station
from tallystick.model.words import Role
from tallystick.services.current import current_home
from tallystick.services.home import Home
from tallystick.services.users import actor_of, actor_of_link

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
        desk = request.desk = Desk(home, actor_of(home, request.user))  # type: ignore[attr-defined]
        with timezone.override(home.zone):
            return view(request, desk, *args, **kwargs)

    return inner


Seated = Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]


def by_own_hand(*roles: Role) -> Callable[[Seated[P]], Seated[P]]:
    """Of whoever has one of ``roles``, ask for the password or factor again if that was not done within minutes."""

    def wrap(view: Seated[P]) -> Seated[P]:
        asked: Seated[P] = reauthentication_required(view)

        @wraps(view)
        def inner(request: HttpRequest, desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            desk.actor.need(*roles)
            return asked(request, desk, *args, **kwargs)

        return inner

    return wrap


def at_the_station(
    view: Callable[Concatenate[HttpRequest, Desk, Station, str, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Take a station's link for its permission, then hand ``view`` the register, the station and the link."""

    @wraps(view)
    def inner(request: HttpRequest, /, link: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        home = current_home()
        actor = actor_of_link(home, link)
        (code,) = actor.stations
        station = home.agency.station(code)
        if station is None:
            raise Http404
        with timezone.override(home.zone):
            return view(request, Desk(home, actor), station, link, *args, **kwargs)

    return inner
