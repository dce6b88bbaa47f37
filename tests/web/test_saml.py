"""Signing in with the city's SAML provider: a made-up one whose answers are signed with its own key."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


@pytest.mark.once
def test_only_a_fresh_answer_that_the_provider_signed_signs_in_the_one_account_it_names(tmp_path: Path) -> None:
    pytest.importorskip("onelogin.saml2", reason="no python3-saml: pip install 'tallystick[saml]'")
    home = tmp_path / "home"
    environment = {**os.environ, "TALLYSTICK_HOME": str(home), "TALLYSTICK_DATABASE_URL": ""}
    asked = [sys.executable, str(HERE / "saml" / "sign_in.py"), str(tmp_path)]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == {
        "a known person": True,
        "nobody signed it": False,
        "another key signed it": False,
        "changed after signing": False,
        "too old": False,
        "a stranger": False,
        "the first time": True,
        "handed in again": False,
        "in another session": False,
        "users": 1,
    }
