"""People and station links: who may act, with which roles. Roles are Django groups of the same name."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractUser, AnonymousUser, Group, User

from tallystick.adapters.rendering import station_card as sheets
from tallystick.model.actor import Actor
from tallystick.model.errors import NotAllowed, WrongUse
from tallystick.model.words import AtTheDoor, Role
from tallystick.records.models import StationLink
from tallystick.services import signins
from tallystick.services.home import Home

COMMAND_LINE = "command line"
GIVEN = (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR, Role.CUSTODIAN, Role.CITY_CLERK)

APART = {
    "full": (
        frozenset({Role.CLERK, Role.AUTHOR}),
        frozenset({Role.CLERK, Role.AUDITOR}),
        frozenset({Role.LEGAL, Role.AUDITOR}),
        frozenset({Role.AUTHOR, Role.AUDITOR}),
        *(frozenset({Role.CUSTODIAN, other}) for other in (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR)),
        *(frozenset({Role.CITY_CLERK, other}) for other in (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.CUSTODIAN)),
    ),
    "small": (frozenset({Role.AUTHOR, Role.AUDITOR}), frozenset({Role.CLERK, Role.AUDITOR})),
}
"""Roles that one person cannot have together: who enters does not sign, who audits writes nothing, who holds the
keys opens nothing, who receives a report did not make it.

``small`` is for three people: one enters and signs, one advises, and the town clerk is the second person.
"""
SECOND_PERSON = {"full": frozenset[Role](), "small": frozenset({Role.AUDITOR, Role.CUSTODIAN})}
"""What the city clerk is besides, by profile: in a small department the one who audits and carries out an erasure."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user as others see it."""

    name: str
    roles: tuple[str, ...]
    active: bool = True


def actor_of(home: Home, user: AbstractUser | AnonymousUser) -> Actor:
    """Give the actor behind a login.

    Raises:
        NotAllowed: nobody is logged in, or the account has no role.

    """
    if not user.is_authenticated or not isinstance(user, AbstractUser):
        raise NotAllowed("this needs a login", remedy="log in")
    names = set(user.groups.values_list("name", flat=True))
    given = frozenset(role for role in GIVEN if role.value in names)
    return Actor(user=user.get_username(), roles=_with_second(home, given), agency=home.agency.ori)


def _with_second(home: Home, roles: frozenset[Role]) -> frozenset[Role]:
    return roles | SECOND_PERSON[home.settings.sign_in.profile] if Role.CITY_CLERK in roles else roles


def actor_named(home: Home, name: str) -> Actor:
    """Give the actor of a command: a user of the register by name.

    Raises:
        WrongUse: no such user.

    """
    return actor_of(home, _user(name))


def add_user(name: str, roles: tuple[Role, ...], password: str = "") -> str:
    """Make a user with roles; returns the password (a new one when none is given), shown once and kept nowhere.

    Raises:
        WrongUse: the name is taken, or a role cannot be given to a person.

    """
    if User.objects.filter(username=name).exists():
        raise WrongUse(f"there is a user '{name}' already")
    _check_given(roles)
    password = password or secrets.token_urlsafe(15)
    user = User.objects.create_user(username=name, password=password)
    _give(user, roles)
    return password


def _check_given(roles: tuple[Role, ...]) -> None:
    wrong = [role.value for role in roles if role not in GIVEN]
    if wrong or not roles:
        raise WrongUse(
            f"a user takes one or more of: {', '.join(role.value for role in GIVEN)}", where=", ".join(wrong)
        )


def _give(user: User, roles: tuple[Role, ...]) -> None:
    user.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in roles])


def set_roles(home: Home, name: str, roles: tuple[Role, ...]) -> None:
    """Give a user exactly these roles; they hold from the next page on. None takes every role away.

    Raises:
        WrongUse: no such user, or two of the roles are to be two persons.

    """
    user = _user(name)
    if roles:
        _check_given(roles)
    check_apart(home, roles)
    _give(user, roles)
    signins.note(name, AtTheDoor.ROLES, where=COMMAND_LINE)


def new_password(name: str) -> str:
    """Give a user a new password, shown once, and end every session; for whoever forgot it, by another person."""
    user, password = _user(name), secrets.token_urlsafe(15)
    user.set_password(password)
    user.save(update_fields=["password"])
    signins.end_sessions(user)
    signins.note(name, AtTheDoor.GIVEN, where=COMMAND_LINE)
    return password


def take_factors(name: str) -> int:
    """Take every second factor and passkey of a user away, for whoever lost them, and end every session; how many."""
    user = _user(name)
    taken: int = Authenticator.objects.filter(user=user).delete()[0]
    signins.end_sessions(user)
    signins.note(name, AtTheDoor.FACTORS, where=COMMAND_LINE)
    return taken


def end_sessions(name: str) -> int:
    """End every session of a user; how many."""
    ended = signins.end_sessions(_user(name))
    signins.note(name, AtTheDoor.ENDED, where=COMMAND_LINE)
    return ended


def close_account(name: str, *, opened: bool = False) -> None:
    """Close a user's account, which ends every session, or open it again. What was done under the name stays."""
    user = _user(name)
    user.is_active = opened
    user.save(update_fields=["is_active"])
    if not opened:
        signins.end_sessions(user)
    signins.note(name, AtTheDoor.OPENED if opened else AtTheDoor.CLOSED, where=COMMAND_LINE)


def _user(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise WrongUse(
            f"there is no user '{name}'", remedy="tallystick user list; tallystick user add NAME --role clerk"
        )
    return user


def check_apart(home: Home, roles: tuple[Role, ...]) -> None:
    """Pass if one person may have all of ``roles`` under the register's profile.

    Raises:
        WrongUse: two of them are to be held by two persons.

    """
    held = _with_second(home, frozenset(roles))
    for pair in APART[home.settings.sign_in.profile]:
        if pair <= held:
            names = " and ".join(sorted(role.value for role in pair))
            raise WrongUse(f"{names} are to be two persons", remedy="give one of them to somebody else")


def people() -> list[Person]:
    """List all users with their roles."""
    return [
        Person(user.username, tuple(sorted(group.name for group in user.groups.all())), user.is_active)
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


def station_card(home: Home, station: str, token: str) -> bytes:
    """The card that hangs beside a station's machine (PDF), with the link of that token where ``address`` is known."""
    found = home.agency.station(station)
    address = home.settings.messages.address
    return sheets.station_card(
        agency=home.agency.name,
        station=found.name if found else station,
        page=f"{address}/send/{token}/" if address else "",
        day=home.local_day(home.clock()),
    )


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
