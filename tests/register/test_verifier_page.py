"""The verifier as one page: what it says of a site, in a real browser, is what the command says."""

from __future__ import annotations

import base64
import functools
import hashlib
import random
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import chromium
from register.making import ORIGIN, Published, a_site, a_year
from tallystick.public import verifier
from tallystick.register import note
from tallystick.register.audit import audit
from tallystick.register.findings import LIMITS
from tallystick.register.source import Held

KEEPER, SITE = a_site()
PAGE = verifier.page()
VERIFY = """([files, key, receipts]) => verify(
    new Map(Object.entries(files).map(([name, text]) => [name, fromBase64(text)])), key, new Map(Object.entries(receipts)))"""
MUTANTS = 60
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-quic"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    saved = tmp_path / "verifier.html"
    saved.write_bytes(PAGE)
    opened = browser.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if "404" not in message.text else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(saved.as_uri())
    yield opened
    opened.close()
    assert complaints == []


def _says(page: Any, files: Files, key: str = KEEPER.vkey, receipts: dict[str, str] | None = None) -> dict[str, Any]:
    coded = {name: base64.b64encode(content).decode() for name, content in files.items()}
    found: dict[str, Any] = page.evaluate(VERIFY, [coded, key, receipts or {}])
    return found


def _save(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def _check_folder(page: Any, folder: Path) -> str:
    page.set_input_files("#folder", folder)
    page.click("button[type=submit]")
    page.wait_for_selector(".verdict")
    words: str = page.inner_text("#outcome")
    return words


def test_the_page_allows_its_own_style_and_script_and_loads_nothing() -> None:
    text = PAGE.decode()
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in text
    assert "default-src 'none'" in text
    assert re.findall(r"(?:src|href)=|https?://|import\(", text) == []


def test_the_page_prints_the_limits_that_the_command_prints() -> None:
    text = PAGE.decode()
    assert [limit for limit in LIMITS if limit not in text] == []


@pytest.mark.browser
def test_a_saved_folder_is_recomputed_without_a_network(page: Any, tmp_path: Path) -> None:
    page.context.set_offline(True)
    page.fill("#key", KEEPER.vkey)
    words = _check_folder(page, _save(tmp_path / "site", SITE))
    assert words.startswith("This register: consistent\n")
    assert "reports/2025/v1, figure 1\t3\t3" in words
    assert "witnesses: 0; receipts held outside: 0" in words


@pytest.mark.browser
def test_a_changed_file_is_refused_and_named(page: Any, tmp_path: Path) -> None:
    words = _check_folder(page, _save(tmp_path / "site", SITE | {"index.html": b"<p>another number</p>"}))
    assert words.startswith("This register: does not hold")
    assert "index.html is not the file that the manifest lists" in words


@pytest.mark.browser
def test_it_checks_the_site_that_it_is_published_on(page: Any, tmp_path: Path) -> None:
    from register.making import with_manifest

    files = with_manifest(SITE | {"assets/verifier.html": PAGE}, KEEPER.skey)
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    handler = functools.partial(quiet, directory=str(_save(tmp_path / "site", files)))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_port}/assets/verifier.html")
        page.fill("#key", KEEPER.vkey)
        page.click("#here")
        page.wait_for_selector(".verdict")
        assert page.inner_text(".verdict") == "This register: consistent"
        server.shutdown()


@pytest.mark.browser
def test_without_a_key_the_signer_is_not_checked(page: Any) -> None:
    found = _says(page, SITE, "")
    assert (found["ok"], found["verdict"], found["key"]) == (True, "consistent; signer not checked", KEEPER.vkey)


@pytest.mark.browser
def test_the_bearer_of_a_receipt_sees_how_the_paper_was_classed(page: Any) -> None:
    found = _says(page, SITE, receipts={"mine.tlog-proof": KEEPER.receipt(0)})
    words = "\n".join(one["words"] for one in found["findings"])
    assert (found["ok"], found["receiptsOutside"]) == (True, 1)
    assert "classed it: entry 1: request, asks hold" in words


@pytest.mark.browser
def test_a_receipt_of_a_past_written_anew_does_not_hold(page: Any) -> None:
    life = a_year()
    life.events[1] = life.events[5]
    other = Published.of(life, (KEEPER.skey, KEEPER.vkey))
    found = _says(page, SITE, receipts={"mine.tlog-proof": other.receipt(0, size=5)})
    assert not found["ok"]
    assert "its past was written anew" in "\n".join(one["words"] for one in found["findings"])


@pytest.mark.browser
def test_a_bare_checkpoint_is_compared_with_the_log(page: Any) -> None:
    found = _says(page, SITE, receipts={"clerk.checkpoint": KEEPER.checkpoint(5)})
    assert found["ok"]
    assert "the published log continues it" in "\n".join(one["words"] for one in found["findings"])
    other = Published.of(a_year(), note.new_key(ORIGIN))
    assert not _says(page, SITE, receipts={"clerk.checkpoint": other.checkpoint(5)})["ok"]


@pytest.mark.browser
def test_page_and_command_find_the_same_steps(page: Any) -> None:
    ours = [(one.step, one.ok) for one in audit(Held(SITE), KEEPER.vkey).findings]
    assert [(one["step"], one["ok"]) for one in _says(page, SITE)["findings"]] == ours


@pytest.mark.browser
def test_what_the_command_refuses_the_page_refuses_too(page: Any) -> None:
    """Bytes changed at seeded places of every file in turn, under a manifest made anew by the log's keeper or not."""
    from register.making import with_manifest

    dice, names = random.Random(5), sorted(SITE)
    for turn in range(MUTANTS):
        name = names[turn % len(names)]
        content = bytearray(SITE[name])
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        files = SITE | {name: bytes(content)}
        if turn % 2 and name != "manifest.sha256":
            files = with_manifest(files, KEEPER.skey)
        found = _says(page, files)
        assert found["ok"] == audit(Held(files), KEEPER.vkey).ok, (turn, name, found)
