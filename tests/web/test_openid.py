"""Signing in with a city's own identities, against a provider that others wrote and that is certified (tests/web/openid)."""

from __future__ import annotations

import html
import re
import shutil
import socket
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from rooms import furnish

from tallystick.services.home import Home
from tallystick.services.signing_in import OpenId, SignIn
from tallystick.site.accounts import providers

FOLDER = Path(__file__).resolve().parent / "openid"
CALLBACK = "http://testserver/account/oidc/city/login/callback/"


class Walk(urllib.request.HTTPRedirectHandler):
    """A browser at the provider: keeps cookies, follows its redirects, and stops before one that leads to us."""

    def __init__(self) -> None:
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), self)
        self.back = ""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if newurl.startswith(CALLBACK):
            self.back = newurl
            newurl = f"http://{req.host}/.well-known/openid-configuration"
        return super().redirect_request(req, fp, code, msg, headers, newurl)

    def sign_in(self, address: str, name: str) -> str:
        """Sign in as ``name``, agree to what is asked, and give the address that leads back to us."""
        page = self._ask(address)
        for _ in range(3):
            form = re.search(r'<form[^>]*action="([^"]+)"', page)
            if self.back or form is None:
                break
            prompt = "login" if 'name="login"' in page else "consent"
            page = self._ask(html.unescape(form[1]), {"prompt": prompt, "login": name, "password": "any"})
        return self.back

    def _ask(self, address: str, sent: dict[str, str] | None = None) -> str:
        data = urllib.parse.urlencode(sent).encode() if sent else None
        with self.browser.open(address, data, timeout=60) as answer:
            text: str = answer.read().decode()
        return text


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").is_dir():
        pytest.skip("no OpenID provider: npm ci --prefix tests/web/openid")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [node, str(FOLDER / "provider.js"), str(port), CALLBACK]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        assert any("ready" in line for line in process.stdout)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(autouse=True)
def city(home: Home, settings: Any, provider: str, tmp_path: Path) -> None:
    cache.clear()
    furnish(home, settings)
    User.objects.filter(username="clerk").update(email="m.clerk@harborton.invalid")
    secret = tmp_path / "openid.secret"
    secret.write_text("a secret of the tests\n")
    sign_in = SignIn(openid=(OpenId("city", "City of Harborton", provider, "tallystick", secret, "email"),))
    settings.SOCIALACCOUNT_PROVIDERS = providers(sign_in)


def through(name: str) -> tuple[Client, Any]:
    """Sign in through the provider as ``name``: our client, and our answer to coming back."""
    client = Client()
    leads = client.post("/account/oidc/city/login/")
    assert leads.status_code == 302
    assert "code_challenge=" in leads.headers["Location"]
    back = Walk().sign_in(leads.headers["Location"], name)
    assert back.startswith(CALLBACK)
    return client, client.get(back.removeprefix("http://testserver"), follow=True)


def test_a_person_of_the_city_signs_in_to_the_account_that_bears_the_address() -> None:
    client, answer = through("m.clerk")
    assert answer.status_code == 200
    assert client.get("/inbox/").status_code == 200
    assert client.get("/legal/law/").status_code == 200
    assert client.post("/report/2025/adopt/").status_code == 403, "the role is that of the account"
    again, _ = through("m.clerk")
    assert again.get("/inbox/").status_code == 200


@pytest.mark.parametrize("name", ["somebody.else", "m.clerk-unverified"])
def test_who_has_no_account_or_no_verified_address_is_refused_and_no_account_is_made(name: str) -> None:
    before = User.objects.count()
    client, answer = through(name)
    assert answer.status_code == 403
    assert "there is no account for this identity" in answer.content.decode()
    assert client.get("/inbox/").status_code == 302
    assert User.objects.count() == before


def test_an_answer_that_we_did_not_ask_for_signs_nobody_in() -> None:
    client = Client()
    leads = client.post("/account/oidc/city/login/")
    back = Walk().sign_in(leads.headers["Location"], "m.clerk")
    stranger = Client()
    stranger.get(back.removeprefix("http://testserver"))
    assert stranger.get("/inbox/").status_code == 302
    forged = re.sub(r"code=[^&]+", "code=forged", back)
    client.get(forged.removeprefix("http://testserver"))
    assert client.get("/inbox/").status_code == 302
