"""Behind a web server with TLS: what changes when the register's address begins with https."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agencies import HARBORTON
from tallystick.services.home import create_home

NAMES = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "SECURE_HSTS_SECONDS",
)
ASK = f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {NAMES!r}]))"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://register.example.org", [True, True, "__Host-session", "__Host-csrf", 365 * 24 * 3600]),
        ("http://10.1.1.1", [False, False, "sessionid", "csrftoken", 0]),
    ],
)
def test_cookies_and_headers_follow_the_address_that_people_use(tmp_path: Path, address: str, told: list[object]):
    home = create_home(tmp_path / "home", agency=HARBORTON, ordinance="boston")
    with (home.path / "tallystick.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[messages]\naddress = "{address}"\n')
    environment = {
        **os.environ,
        "TALLYSTICK_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "tallystick.site.settings",
    }
    said = subprocess.run([sys.executable, "-c", ASK], env=environment, check=True, capture_output=True, text=True)
    assert json.loads(said.stdout) == told
