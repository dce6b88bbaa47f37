"""A register served by the real command in a process of its own, and a real browser in front of it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from conftest import chromium

HERE = Path(__file__).resolve().parent
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@dataclass(frozen=True)
class Served:
    """A running web application and what its home holds."""

    base: str
    home: Path
    made: dict[str, Any]

    @property
    def send(self) -> str:
        return f"{self.base}/send/{self.made['link']}/"


@dataclass
class Seen:
    """A page and everything that its browser complained of."""

    page: Any
    base: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def said(self, text: str) -> None:
        """Wait until the page says this and hears keys."""
        self.page.wait_for_selector(f"text={text}")
        self.page.wait_for_load_state("load")

    def login(self, user: str, password: str) -> None:
        self.go("/login/")
        self.page.fill("#id_username", user)
        self.page.fill("#id_password", password)
        self.page.click("main form button.main")

    def faults(self) -> list[tuple[str, list[str]]]:
        """What axe finds wrong with the page as it stands: each rule with the pieces that break it."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, options={"runOnly": RULES, "preload": False}).response["violations"]
        return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "TALLYSTICK_HOME": str(home), "TALLYSTICK_DATABASE_URL": ""}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(base: str) -> None:
    for _ in range(900):
        try:
            urllib.request.urlopen(f"{base}/login/", timeout=2).read()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"nothing answers at {base}")


def make(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Make the home of the page tests below a folder, and keep a copy that no test touches beside it."""
    home = folder / "home"
    made = subprocess.run(
        [sys.executable, str(HERE / "make_home.py"), str(home)],
        env=_environment(home),
        check=True,
        capture_output=True,
        text=True,
    )
    shutil.copytree(home, folder / "untouched")
    return home, json.loads(made.stdout)


@contextmanager
def serving(home: Path, made: dict[str, Any]) -> Iterator[Served]:
    """Serve a home by the real command until the block ends."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "tallystick", "serve", "--port", str(port)],
        env=_environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base)
        yield Served(base, home, made)
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(*make(tmp_path_factory.mktemp("web"))) as running:
        yield running


@pytest.fixture(scope="session")
def chrome() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sessions(chrome: Any, served: Served) -> Callable[[str], Any]:
    """The cookies of a signed-in user; each user signs in once."""
    kept: dict[str, Any] = {}

    def session(user: str) -> Any:
        if user not in kept:
            context = patient(chrome.new_context())
            seen = Seen(context.new_page(), served.base)
            seen.login(user, served.made["password"])
            kept[user] = context.storage_state()
            context.close()
        return kept[user]

    return session


def patient(context: Any) -> Any:
    """A context that waits for a slow machine: no test asserts a time."""
    context.set_default_timeout(180_000)
    return context


Open = Callable[..., Seen]


@pytest.fixture
def see(chrome: Any, served: Served, sessions: Callable[[str], Any]) -> Iterator[Open]:
    """Open a page: ``see(user="clerk", script=False)``. A complaint of the console or a broken answer fails the test."""
    opened: list[tuple[Any, Seen]] = []

    def open_page(user: str = "", *, script: bool = True, size: tuple[int, int] = (1280, 900)) -> Seen:
        context = patient(
            chrome.new_context(
                java_script_enabled=script,
                viewport={"width": size[0], "height": size[1]},
                locale="en-US",
                storage_state=sessions(user) if user else None,
            )
        )
        seen = Seen(context.new_page(), served.base)
        seen.page.on("console", lambda message: seen.complaints.append(f"{message.type}: {message.text}"))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        opened.append((context, seen))
        return seen

    yield open_page
    complaints = [complaint for _, seen in opened for complaint in seen.complaints]
    for context, _ in opened:
        context.close()
    assert complaints == []
