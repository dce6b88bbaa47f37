"""Who may sign in: people that ``tallystick user add`` made, and nobody else. Must not know what a role may do."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from tallystick.model.errors import NotAllowed
from tallystick.model.words import AtTheDoor
from tallystick.services import signins

NOBODY = "(no such user)"


class KnownPeople(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made on the command line."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by himself."""
        del request
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in, by whatever way; it is noted."""
        super().login(request, user)
        signins.note(user.get_username(), AtTheDoor.IN, where=self.get_client_ip(request))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a wrong password; a name that is no user's may be a mistyped password and is not kept."""
        name = str(credentials.get("username", ""))
        known = name if User.objects.filter(username=name).exists() else NOBODY
        signins.note(known, AtTheDoor.REFUSED, where=self.get_client_ip(request))

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Ask for the password again; it is noted."""
        proved = bool(super().reauthenticate(user, password))
        what = AtTheDoor.PROVED if proved else AtTheDoor.NOT_PROVED
        signins.note(user.get_username(), what, where=self.get_client_ip(context.request))
        return proved

    def set_password(self, user: Any, password: str) -> None:
        """Change one's own password; every other session ends with it."""
        super().set_password(user, password)
        signins.note(user.get_username(), AtTheDoor.PASSWORD, where=self.get_client_ip(context.request))


def factor_refused(request: HttpRequest, user: User, **_: object) -> None:
    """Note a wrong second factor; django-allauth tells it by a signal only."""
    signins.note(user.get_username(), AtTheDoor.REFUSED, where=get_adapter().get_client_ip(request))


class KnownIdentities(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An identity of the city signs in the one account that bears its name; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up by himself."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the identity to the account whose user name or mail address its claim states.

        Raises:
            ImmediateHttpResponse: there is no such account, or the provider has not verified the claim.

        """
        if sociallogin.is_existing:
            return
        user = _account_of(_claim(sociallogin.account))
        if user is None:
            refusal = NotAllowed(
                _("there is no account for this identity"), remedy=_("ask the records office to make one")
            )
            raise ImmediateHttpResponse(render(request, "clerk/refused.html", {"refusal": refusal}, status=403))
        sociallogin.connect(request, user)


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps lie sealed in the database, under the key that signs sessions."""

    def encrypt(self, text: str) -> str:
        """Seal one secret."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open one secret."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(hashlib.sha256(b"tallystick factors" + settings.SECRET_KEY.encode()).digest())
    )


def _claim(account: Any) -> str:
    """What the provider states of its person; a mail address only when the provider has verified it."""
    name = account.get_provider().app.settings.get("claim", "email")
    stated = account.extra_data.get("userinfo", account.extra_data)
    if name == "email" and stated.get("email_verified") is False:
        return ""
    value = stated.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")


def _account_of(claim: str) -> User | None:
    """The one open account that bears this name or address; two are as bad as none."""
    if not claim:
        return None
    found = list(User.objects.filter(Q(username__iexact=claim) | Q(email__iexact=claim), is_active=True))
    return found[0] if len(found) == 1 else None
