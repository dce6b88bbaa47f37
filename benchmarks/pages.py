"""Pages under fifty clerks: python benchmarks/pages.py [--requests 5000] [--clerks 50] [--rounds 6].

A register of 5,000 confirmed requests in SQLite is served by the real command: each page alone, then fifty sessions
with a pause between two pages, as people do. The peer is the list of Django's own admin over the same rows, served in
the same way, in the same run. Printed: median and 95th percentile of the answer, processor time a page, bytes, and
the bytes of a first load: the page with every style, script and picture that it names.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(Path(__file__).resolve().parent / "made_up")]
PASSWORD = "a long invented password"
BATCH = 500
ONES = 20
_REPORTS = ("/report/", "/report/2025/", "/contacts/", "/register/")


@dataclass
class Timed:
    """Answers of one page: seconds each, bytes of the newest, processor seconds of the server for all of them.

    ``first_load`` is the page with the files that it names, in bytes; 0 where it was not asked for.
    """

    seconds: list[float] = field(default_factory=list)
    size: int = 0
    first_load: int = 0
    cpu: float = 0.0
    refused: int = 0

    def row(self, name: str) -> str:
        """One line of the table, in milliseconds."""
        ordered = sorted(self.seconds)
        high = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        each = 1000 * self.cpu / len(ordered)
        return (
            f"{name:<26} {len(ordered):>6} {1000 * statistics.median(ordered):>9.0f} {1000 * high:>8.0f}"
            f" {each:>10.1f} {self.size:>10,} {self.first_load:>10,}"
        )


def furnish(folder: Path, count: int) -> list[int]:
    """Make the register; the entries of some of its requests."""
    from tallystick.site import setup

    setup(folder)
    from agencies import HARBORTON
    from tallystick.model.words import Role
    from tallystick.services import ledger
    from tallystick.services.home import create_home
    from tallystick.services.setup import make_database
    from tallystick.services.users import add_user

    home = create_home(folder, agency=HARBORTON, ordinance="boston", invented=True)
    make_database(home)
    add_user("clerk", (Role.CLERK,), PASSWORD)
    rng = random.Random(5)
    for start in range(0, count, BATCH):
        numbers = range(start, min(count, start + BATCH))
        ledger.append(home, [event for number in numbers for event in _three(number, rng)])
    return [3 * number + 1 for number in rng.sample(range(count), min(count, ONES))]


def _three(number: int, rng: random.Random) -> list[Any]:
    """An arrival, its request and its confirmation: entries 3n, 3n + 1 and 3n + 2."""
    from tallystick.model import events
    from tallystick.model.reading import Read
    from tallystick.model.words import Asked, Channel, FormKind, LineUse

    station, index = f"H{number % 3 + 1}", 3 * number
    at = datetime(2025, 1, 1, 15, tzinfo=UTC) + timedelta(minutes=100 * number)
    common: dict[str, Any] = {"agency": "ZZ0990100", "station": station, "line": f"fax-{station}", "at": at}
    common |= {"year": 2025, "by": "benchmark"}
    fields = {"name": f"INVENTED {rng.randrange(10**6):06d}, SPECIMEN", "sex": "M", "citizenship": "BRAZIL"}
    arrival = {"number": f"{station}-2025-{number:04d}", "channel": Channel.FAX, "line_use": LineUse.DEDICATED}
    arrival |= {"transport_id": f"{index:09d}", "sha256": f"{index:064x}", "size": 40_000, "media": "image/tiff"}
    read = {key: Read(value, 0.99) for key, value in fields.items()}
    confirmed = {"of": index + 1, "fields": fields, "form": FormKind.I247A, "asked": Asked.HOLD}
    return [
        events.Arrival(**common, **arrival, received_at=at),
        events.Request(**common, arrival=index, form=FormKind.I247A, pages=(0, 1, 2), fields=read),
        events.Confirmed(**common, **confirmed, prepared=at.date()),
    ]


class Server:
    """A web server in a process of its own; its processor time is read from the system."""

    def __init__(self, command: list[str], home: Path, port: int) -> None:
        environment = {**os.environ, "TALLYSTICK_HOME": str(home), "TALLYSTICK_DATABASE_URL": ""}
        self.port = port
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                self.get("/login/", "")
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise RuntimeError(f"nothing answers on port {port}")

    def cpu(self) -> float:
        """Processor seconds that the server has used."""
        told = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def get(self, path: str, cookie: str) -> tuple[int, bytes]:
        """One page."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        link.request("GET", path, headers={"Cookie": cookie})
        answer = link.getresponse()
        body = answer.read()
        link.close()
        return answer.status, body

    def sign_in(self, path: str) -> str:
        """A session's cookie, by the form at ``path``."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        link.request("GET", path)
        answer = link.getresponse()
        token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', answer.read())
        jar = SimpleCookie(answer.headers["Set-Cookie"])
        sent = {"csrfmiddlewaretoken": token[1].decode() if token else "", "login": "clerk", "username": "clerk"}
        before = "; ".join(f"{name}={one.value}" for name, one in jar.items())
        headers = {"Cookie": before, "Content-Type": "application/x-www-form-urlencoded"}
        link.request("POST", path, urlencode(sent | {"password": PASSWORD}), headers)
        answer = link.getresponse()
        answer.read()
        for given in answer.headers.get_all("Set-Cookie") or ():
            jar.load(given)
        return "; ".join(f"{name}={one.value}" for name, one in jar.items())

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(20)


def first_load(server: Server, page: bytes, cookie: str) -> int:
    """Bytes of a page with the styles, scripts and pictures that it names; each comes without a fault."""
    named = set(re.findall(r'<(?:link|script|img)[^>]*?(?:src|href)="(/[^"]+)"', page.decode()))
    named |= set(re.findall(r'<image[^>]*href="(/[^"]+)"', page.decode()))
    answers = [server.get(path.replace("&amp;", "&"), cookie) for path in named]
    if any(status != 200 for status, _ in answers):
        raise RuntimeError(f"a page names files that are not there: {sorted(named)}")
    return len(page) + sum(len(body) for _, body in answers)


def alone(server: Server, path: str, cookie: str, times: int) -> Timed:
    """A page asked for again and again by one person."""
    server.get(path, cookie)
    found, before = Timed(), server.cpu()
    for _ in range(times):
        started = time.perf_counter()
        status, body = server.get(path, cookie)
        found.seconds.append(time.perf_counter() - started)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        found.size = len(body)
    found.cpu = server.cpu() - before
    return found


def together(server: Server, paths: list[str], cookies: list[str], rounds: int) -> Timed:
    """As many clerks at once as there are sessions, each with a pause of four to six seconds between two pages."""
    found, before, lock = Timed(), server.cpu(), threading.Lock()

    def clerk(number: int) -> None:
        rng = random.Random(number)
        time.sleep(rng.uniform(0, 5))
        for _ in range(rounds):
            started = time.perf_counter()
            status, _ = server.get(rng.choice(paths), cookies[number])
            with lock:
                found.seconds.append(time.perf_counter() - started)
                found.refused += status != 200
            time.sleep(rng.uniform(4, 6))

    threads = [threading.Thread(target=clerk, args=(number,)) for number in range(len(cookies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.cpu = server.cpu() - before
    if found.refused:
        raise RuntimeError(f"{found.refused} pages did not come")
    return found


def main() -> None:
    """Make the register, measure both servers, print one table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--clerks", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        entries = furnish(home, given.requests)
        own = Server([sys.executable, "-m", "tallystick", "serve", "--port", "8797"], home, 8797)
        peer = Server([sys.executable, str(Path(__file__).with_name("pages_peer.py")), "8798"], home, 8798)
        try:
            _measure(own, peer, entries, given)
        finally:
            own.stop()
            peer.stop()


def _measure(own: Server, peer: Server, entries: list[int], given: argparse.Namespace) -> None:
    mine = [own.sign_in("/login/") for _ in range(given.clerks)]
    theirs = [peer.sign_in("/admin/login/") for _ in range(given.clerks)]
    one = f"/requests/{entries[0]}/"
    pages = ["/", "/inbox/", "/requests/", *(f"/requests/{entry}/" for entry in entries), "/report/", "/register/"]
    rows = "/admin/records/entry/"
    print(f"{given.requests} requests, {given.clerks} clerks, load {os.getloadavg()[0]:.1f}")
    print(f"{'':<26} {'pages':>6} {'median ms':>9} {'p95 ms':>8} {'CPU ms':>10} {'bytes':>10} {'first load':>10}")
    for path in ("/", "/inbox/", f"/inbox/{entries[0]}/", "/requests/", one, "/legal/", "/questions/", *_REPORTS):
        found = alone(own, path, mine[0], given.times)
        found.first_load = first_load(own, own.get(path, mine[0])[1], mine[0])
        print(found.row(path))
    print(alone(peer, rows, theirs[0], given.times).row("admin list (100 rows)"))
    print(together(own, pages, mine, given.rounds).row(f"{given.clerks} clerks"))
    print(together(peer, [rows], theirs, given.rounds).row(f"{given.clerks} at the admin list"))


if __name__ == "__main__":
    main()
