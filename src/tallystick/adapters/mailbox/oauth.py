"""OAuth2 for hosted mail: an access token for a client's secret or a refresh token (RFC 6749 sections 4.4 and 6)."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request

from tallystick.model.errors import NotThere, WrongUse

SECONDS = 30.0


def access_token(url: str, fields: dict[str, str]) -> str:
    """Ask the token address ``url`` with ``fields`` (``grant_type`` and what goes with it) for an access token.

    Raises:
        NotThere: the address does not answer, or refuses; its own words are in the error.
        WrongUse: the address is not encrypted.

    """
    if not url.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise WrongUse("a token address must begin with https://", where=url)
    body = urllib.parse.urlencode(fields).encode()
    try:
        with urllib.request.urlopen(url, body, timeout=SECONDS) as answer:  # noqa: S310 - checked above
            return str(json.load(answer)["access_token"])
    except urllib.error.HTTPError as error:
        said = error.read(500).decode("utf-8", "replace")
        raise NotThere(f"no access token: {error.code} {said}", where=url, remedy="check client and secret") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotThere(f"no access token: {error}", where=url, remedy="it is tried again") from error
