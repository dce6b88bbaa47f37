"""What django-allauth is told: by password, passkey or the city's own identities; nobody signs up by himself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from tallystick.services.signing_in import OpenId, Saml, SignIn

APPS = (
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)
SAML = "allauth.socialaccount.providers.saml"
CLOSED = ("signup", "email", "set_password", "email_verification_sent")
"""Pages of allauth that are not offered: accounts are made with ``tallystick user add``, and no mail is sent."""


def apps(sign_in: SignIn) -> tuple[str, ...]:
    """The Django apps; SAML only where it is configured, because its library is installed only then."""
    return (*APPS, SAML) if sign_in.saml else APPS


def providers(sign_in: SignIn) -> dict[str, Any]:
    """``SOCIALACCOUNT_PROVIDERS`` for what is configured."""
    return {
        "openid_connect": {"APPS": [_openid(one) for one in sign_in.openid], "OAUTH_PKCE_ENABLED": True},
        "saml": {"APPS": [_saml(one) for one in sign_in.saml]},
    }


def _openid(one: OpenId) -> dict[str, Any]:
    secret = one.secret.read_text(encoding="utf-8").strip()
    settings = {"server_url": one.server, "claim": one.claim}
    return {"provider_id": one.id, "name": one.name, "client_id": one.client, "secret": secret, "settings": settings}


def _saml(one: Saml) -> dict[str, Any]:
    idp = {"entity_id": one.entity, "metadata_url": one.metadata}
    return {
        "provider_id": one.entity,
        "name": one.name,
        "client_id": one.id,
        "settings": {"idp": idp, "claim": one.claim},
    }


def addresses() -> list[URLPattern | URLResolver]:
    """The addresses below ``account/``."""
    from allauth.account import views
    from allauth.urls import build_provider_urlpatterns

    return [
        path("inactive/", views.account_inactive, name="account_inactive"),
        path("logout/", views.logout, name="account_logout"),
        path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
        path("password/", views.password_change, name="account_change_password"),
        *(path(f"{name}/", _closed, name=f"account_{name}") for name in CLOSED),
        path("factors/", include("allauth.mfa.urls")),
        path("identities/", include("allauth.socialaccount.urls")),
        *build_provider_urlpatterns(),
    ]


def _closed(_request: HttpRequest) -> HttpResponse:
    raise Http404
