"""How people sign in, as ``[sign_in]`` in ``tallystick.toml`` says: lock, second factor, the city's own identities.

Imports no Django. A secret lies in a file beside the configuration, never in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tallystick.model.errors import WrongUse

PROFILES = ("full", "small")


@dataclass(frozen=True, slots=True)
class OpenId:
    """An OpenID Connect provider; ``claim`` is what must equal the user name or the mail address of a known user."""

    id: str
    name: str
    server: str
    client: str
    secret: Path
    claim: str


@dataclass(frozen=True, slots=True)
class Saml:
    """A SAML identity provider, by the address of its metadata; ``claim`` as in ``OpenId``."""

    id: str
    name: str
    entity: str
    metadata: str
    claim: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """``idle_minutes`` until a desk locks, ``day_hours`` until everybody signs in again, and who vouches for people."""

    profile: str = "full"
    idle_minutes: int = 30
    day_hours: int = 12
    second_factor: bool = False
    openid: tuple[OpenId, ...] = ()
    saml: tuple[Saml, ...] = ()


def sign_in_of(table: dict[str, Any], home: Path) -> SignIn:
    """Read the table.

    Raises:
        WrongUse: a profile that is none of ``PROFILES``.

    """
    profile = table.get("profile", "full")
    if profile not in PROFILES:
        raise WrongUse(f"'{profile}' is not a profile", where="[sign_in] profile", remedy=" or ".join(PROFILES))
    return SignIn(
        profile=profile,
        idle_minutes=int(table.get("idle_minutes", 30)),
        day_hours=int(table.get("day_hours", 12)),
        second_factor=bool(table.get("second_factor", False)),
        openid=tuple(_openid(one, home) for one in table.get("openid", [])),
        saml=tuple(_saml(one) for one in table.get("saml", [])),
    )


def _openid(table: dict[str, Any], home: Path) -> OpenId:
    return OpenId(
        id=table["id"],
        name=table["name"],
        server=table["server"],
        client=table["client"],
        secret=home / table["secret"],
        claim=table.get("claim", "email"),
    )


def _saml(table: dict[str, Any]) -> Saml:
    return Saml(
        id=table["id"],
        name=table["name"],
        entity=table["entity"],
        metadata=table["metadata"],
        claim=table.get("claim", "email"),
    )
