"""People and station links: who may act, with which roles. Roles are Django groups of the same name."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser, AnonymousUser, Group, User

from tallystick.model.actor import Actor
from tallystick.model.errors import NotAllowed, WrongUse
from tallystick.model.words import Role
from tallystick.records.models import StationLink
from tallystick.services.home import Home

GIVEN = (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR, Role.CUSTODIAN)

APART = {
    "full": (
        frozenset({Role.CLERK, Role.AUTHOR}),
        frozenset({Role.CLERK, Role.AUDITOR}),
        frozenset({Role.LEGAL, Role.AUDITOR}),
        frozenset({Role.AUTHOR, Role.AUDITOR}),
        *(frozenset({Role.CUSTODIAN, other}) for other in (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)),
    ),
    "small": (frozenset({Role.AUTHOR, Role.AUDITOR}), frozenset({Role.CLERK, Role.AUDITOR})),
}
"""Roles that one person cannot have together: who enters does not sign, who audits writes nothing, who holds the
keys opens nothing.

``small`` is for three people: one enters and signs, one advises, and the town clerk audits as the second person.
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A user as others see it."""

    name: str
    roles: tuple[str, ...]


def actor_of(home: Home, user: AbstractUser | AnonymousUser) -> Actor:
    """Give the actor behind a login.

    Raises:
        NotAllowed: nobody is logged in, or the account has no role.

    """
    if not user.is_authenticated or not isinstance(user, AbstractUser):
        raise NotAllowed("this needs a login", remedy="log in")
    names = set(user.groups.values_list("name", flat=True))
    return Actor(
        user=user.get_username(), roles=frozenset(role for role in GIVEN if role.value in names), agency=home.agency.ori
    )


def actor_named(home: Home, name: str) -> Actor:
    """Give the actor of a command: a user of the register by name.

    Raises:
        WrongUse: no such user.

    """
    user = User.objects.filter(username=name).first()
    if user is None:
        raise WrongUse(
            f"there is no user '{name}'", remedy="tallystick user list; tallystick user add NAME --role clerk"
        )
    return actor_of(home, user)


def add_user(name: str, roles: tuple[Role, ...], password: str = "") -> str:
    """Make a user with roles; returns the password (a new one when none is given), shown once and kept nowhere.

    Raises:
        WrongUse: the name is taken, or a role cannot be given to a person.

    """
    if User.objects.filter(username=name).exists():
        raise WrongUse(f"there is a user '{name}' already")
    wrong = [role.value for role in roles if role not in GIVEN]
    if wrong or not roles:
        raise WrongUse(
            f"a user takes one or more of: {', '.join(role.value for role in GIVEN)}", where=", ".join(wrong)
        )
    password = password or secrets.token_urlsafe(15)
    user = User.objects.create_user(username=name, password=password)
    user.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in roles])
    return password


def check_apart(home: Home, roles: tuple[Role, ...]) -> None:
    """Pass if one person may have all of ``roles`` under the register's profile.

    Raises:
        WrongUse: two of them are to be held by two persons.

    """
    for pair in APART[home.settings.sign_in.profile]:
        if pair <= set(roles):
            names = " and ".join(sorted(role.value for role in pair))
            raise WrongUse(f"{names} are to be two persons", remedy="give one of them to somebody else")


def people() -> list[Person]:
    """List all users with their roles."""
    return [
        Person(user.username, tuple(sorted(group.name for group in user.groups.all())))
        for user in User.objects.order_by("username").prefetch_related("groups")
    ]


def station_link(home: Home, station: str, made_by: str) -> str:
    """Make a link token that can send a page for ``station`` and read nothing back. Shown once.

    Raises:
        WrongUse: no such station.

    """
    if home.agency.station(station) is None:
        raise WrongUse(f"'{station}' is not a station of {home.agency.name}")
    token = secrets.token_urlsafe(18)
    StationLink.objects.create(station=station, token_sha256=_digest(token), made_by=made_by)
    return token


def actor_of_link(home: Home, token: str) -> Actor:
    """Give the actor behind a station link.

    Raises:
        NotAllowed: the link is not known or has ended.

    """
    link = StationLink.objects.filter(token_sha256=_digest(token), ended=False).first()
    if link is None:
        raise NotAllowed("this station link is not in use", remedy="ask the records office for a new one")
    return Actor(
        user=f"station {link.station}",
        roles=frozenset({Role.STATION}),
        agency=home.agency.ori,
        stations=frozenset({link.station}),
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
