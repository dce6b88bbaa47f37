"""Who may sign in: people that ``tallystick user add`` made, and nobody else. Must not know what a role may do."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
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


class KnownPeople(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made on the command line."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by himself."""
        del request
        return False


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
