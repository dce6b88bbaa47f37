"""What every page shows around its own content: the agency, the INVENTED banner, where this person can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from tallystick.clerk.labels import ROLES
from tallystick.clerk.places import PLACES, places_for
from tallystick.model.errors import TallystickError
from tallystick.services.current import current_home
from tallystick.services.home import Home
from tallystick.services.users import actor_of


@dataclass(frozen=True, slots=True)
class _Nobody:
    """Stands for the agency while there is no register to name it."""

    name: str = ""


def house(request: HttpRequest) -> dict[str, Any]:
    """Give the agency, whether all is invented, and the places of the signed-in person.

    A page that says "there is no register here" must still be shown, so a missing home is no error in this place.
    """
    try:
        home = current_home()
    except TallystickError:
        return {"agency": _Nobody(), "invented": False}
    around: dict[str, Any] = {"agency": home.agency, "invented": home.settings.invented, "here": _here(request)}
    return around | _person(home, request)


def _here(request: HttpRequest) -> str:
    """Give the place that the page belongs to: 'request-clause' belongs to 'requests'."""
    name = request.resolver_match.url_name if request.resolver_match else None
    first = (name or "nowhere").split("-")[0]
    return next((place.url for place in PLACES if place.url.startswith(first)), "")


def _person(home: Home, request: HttpRequest) -> dict[str, Any]:
    if not getattr(request, "user", AnonymousUser()).is_authenticated:
        return {}
    actor = desk.actor if (desk := getattr(request, "desk", None)) else actor_of(home, request.user)
    return {
        "places": places_for(actor.roles),
        "role_names": [ROLES[role] for role in sorted(actor.roles)],
    }
