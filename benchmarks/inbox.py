"""Keys and seconds a request in the inbox, by keyboard alone in a real Chromium: python benchmarks/inbox.py.

Twelve faxed forms wait, with 0 to 3 doubtful fields each. The script presses what a clerk would press and counts it.
A person's seconds are modelled, never measured: 1.35 s to read each filled field, 4 s for each doubt, 0.28 s a key.
The peer is typing every field anew (the paper log).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import URLError

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "web"), str(ROOT / "tests")]
PORT = 8791
READ, DOUBT, KEY = 1.35, 4.0, 0.28
DOUBTS = tuple(
    tuple(fields.split())
    for fields in ("", "name", "", "to event_no", "", "sex", "", "name date_of_birth to", "", "", "", "")
)


@dataclass(frozen=True)
class Run:
    """One request: doubtful fields, keys pressed, seconds of the machine, characters if all were typed."""

    doubts: int
    keys: int
    machine: float
    typed: int

    @property
    def person(self) -> float:
        """Modelled seconds of a person who reads, looks at doubts and presses the keys."""
        return 8 * READ + self.doubts * DOUBT + self.keys * KEY + self.machine

    @property
    def peer(self) -> float:
        """Modelled seconds of a person who reads and types every field."""
        return 8 * READ + self.typed * KEY


def furnish(folder: Path) -> dict[str, Any]:
    """Make a register in which twelve papers wait, and say how many characters each bears."""
    from make_home import START, Play, draw

    from tallystick.model.words import Role
    from tallystick.site import setup

    setup(folder)
    play = Play(folder)
    from tallystick.services.users import add_user

    add_user("clerk", (Role.CLERK,), "a long invented password")
    typed = []
    for number, doubtful in enumerate(DOUBTS):
        play.fax(number, START + timedelta(days=number), doubtful=doubtful)
        filled = draw(number).filled
        values = (
            filled.subject_id,
            filled.file_no,
            filled.event_no,
            filled.to,
            filled.name,
            filled.citizenship,
            filled.sex,
        )
        typed.append(sum(len(value) for value in values) + 20)
    return {"typed": typed}


def settle(page: Any) -> tuple[int, int]:
    """Settle the document that is open, by keys; returns its doubtful fields and the keys pressed."""
    page.wait_for_selector("html.keys")
    doubts = int(page.locator("[data-doubt]").count())
    keys = 0
    for _ in range(doubts + 1):
        page.keyboard.press("Enter")
        keys += 1
    return doubts, keys


def runs(base: str, typed: list[int]) -> list[Run]:
    """Settle everything that waits."""
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{base}/login/")
        page.fill("#id_username", "clerk")
        page.fill("#id_password", "a long invented password")
        page.click("main form button.main")
        page.goto(f"{base}/inbox/")
        page.click("tbody a >> nth=0")
        for characters in typed:
            before = time.perf_counter()
            doubts, keys = settle(page)
            page.wait_for_selector(".notice[role=status]")
            page.wait_for_load_state()
            found.append(Run(doubts, keys, time.perf_counter() - before, characters))
        browser.close()
    return found


def main() -> None:
    """Serve the home, settle all, print the table."""
    folder = Path(tempfile.mkdtemp(prefix="tallystick-inbox-")) / "home"
    environment = {**os.environ, "TALLYSTICK_HOME": str(folder), "TALLYSTICK_DATABASE_URL": ""}
    maker = [sys.executable, __file__, "make", str(folder)]
    made = subprocess.run(maker, env=environment, check=True, capture_output=True, text=True)
    server = subprocess.Popen([sys.executable, "-m", "tallystick", "serve", "--port", str(PORT)], env=environment)
    base = f"http://127.0.0.1:{PORT}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{base}/login/", timeout=2).read()
                break
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        found = runs(base, json.loads(made.stdout)["typed"])
    finally:
        server.terminate()
    middle = statistics.median
    print("| | keys | machine s | person s (modelled) |\n| --- | --- | --- | --- |")
    for name, of in ((f"inbox, median of {len(found)}", middle), ("inbox, worst", max)):
        keys, machine, person = of(r.keys for r in found), of(r.machine for r in found), of(r.person for r in found)
        print(f"| {name} | {keys} | {machine:.2f} | {person:.1f} |")
    print(f"| typing every field, median | {middle(r.typed for r in found)} | | {middle(r.peer for r in found):.1f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        print(json.dumps(furnish(Path(sys.argv[2]))))
    else:
        main()
