"""A year of twelve lines in minutes: bursts, restarts, full disk, mail server away, clock jumps, duplicates, junk.

    python year.py DIR --arrivals 2000 --drawn 24 --seed 7      the whole year; prints one JSON object, ends with 0 or 1

The world writes two HylaFAX spools, three scan folders and the mailbox of a real Dovecot. One process takes in, four
work; they are killed and started again. Each of the 200 documents comes first once, and what is drawn is then read; from
there on the same bytes come again as other transmissions, as they do when a paper is sent again and again. At the end
every sum is made from the register and held against what was sent, and against what was acknowledged.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lines import dovecot, year_papers
from lines.dovecot import PASSWORD, USER, Dovecot

WORKERS, SERVERS, FOLDERS, BOX = 4, ("north", "south"), ("scan-1", "scan-2", "scan-3"), "mail"
MODEMS = {"north": range(4), "south": range(4, 8)}
SHARED = {"fax-7", "scan-3"}
START, LENGTH = datetime(2025, 1, 2, 12, tzinfo=UTC), timedelta(days=360)
BEHIND, PATIENCE = 250, 20.0
"""Transmissions that may wait unregistered before the world stands still for them, at most so many seconds each time."""
HEAD = """
ordinance = "boston"
origin = "tallystick.invalid/zz0990100"
invented = true

[agency]
ori = "ZZ0990100"
name = "Harborton Police Department"
zone = "UTC"
"""


def main() -> int:
    """Live through the year, or be one of its processes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--arrivals", type=int, default=2000)
    parser.add_argument("--drawn", type=int, default=24)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--act", choices=["intake", "work", "check", "seed"])
    told = parser.parse_args()
    if told.act:
        return _process(told)
    with _mail_server() as box:
        found = Year(told.folder, told.arrivals, told.drawn, random.Random(told.seed), box).live()
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 0 if found["closes"] else 1


def _process(told: argparse.Namespace) -> int:
    from tallystick import site

    site.setup(told.folder / "home")
    from lines import year_inside
    from tallystick.services.current import current_home

    return year_inside.ACTS[told.act](current_home(), told.folder, told.drawn)


@contextmanager
def _mail_server() -> Iterator[Dovecot]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="dovecot-") as folder, dovecot.running(Path(folder)) as box:
        owner = (box.folder / "mail").stat()
        for name in ("", "tmp", "new", "cur"):
            part = box.folder / "mail" / USER / name
            part.mkdir()
            os.chown(part, owner.st_uid, owner.st_gid)
        yield box


@dataclass
class Year:
    """The world outside and the processes within; ``sent`` counts transmissions by line, each once."""

    folder: Path
    arrivals: int
    drawn: int
    rng: random.Random
    box: Dovecot
    sent: Counter[str] = field(default_factory=Counter)
    again: int = 0
    kills: int = 0
    month: int = START.month
    away: int = 0
    commids: Counter[str] = field(default_factory=Counter)
    memory: dict[str, list[int]] = field(default_factory=lambda: {"intake": [0] * 4, "work": [0] * 4})
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def live(self) -> dict[str, object]:
        """From the first day to the last sum."""
        began = time.monotonic()
        self._make()
        self._act("seed").wait()
        try:
            while self._count < self.arrivals:
                self._burst()
                self._trouble()
                self._keep_running()
            self._calm()
        finally:
            for process in self.running.values():
                process.kill()
        stopped = time.monotonic() - began
        done = subprocess.run(self._words("check"), env=self._environment(), capture_output=True, check=False)
        found = json.loads(done.stdout or b"{}")
        found |= {
            "sent": self._count,
            "lines": len(self.sent),
            "duplicates": self.again,
            "kills": self.kills,
            "mail_server_away": self.away,
            "seconds": round(stopped, 1),
            "peak_mib": {name: [one >> 10 for one in quarters] for name, quarters in self.memory.items()},
        }
        found["closes"] = done.returncode == 0 and found.get("by_line") == dict(sorted(self.sent.items()))
        found["trouble"] = "" if found["closes"] else done.stderr.decode()[-2000:]
        return found

    @property
    def _count(self) -> int:
        return self.sent.total()

    @property
    def _now(self) -> datetime:
        """The moment of the year: its first day lasts until each document has come once."""
        share = max(0.0, (self._count - year_papers.DOCUMENTS) / max(1, self.arrivals - year_papers.DOCUMENTS))
        return START + share * LENGTH + timedelta(minutes=min(self._count, year_papers.DOCUMENTS))

    def _make(self) -> None:
        words = ["init", "--agency", "ZZ0990100", "--ordinance", "boston", "--zone", "UTC", "--station", "A1"]
        command = [sys.executable, "-m", "tallystick", *words]
        subprocess.run(command, env=self._environment(), check=True, capture_output=True)
        text = HEAD
        for number, line in enumerate([*(f"fax-{n}" for n in range(8)), *FOLDERS, BOX]):
            use = "shared" if line in SHARED else "dedicated"
            text += f'[[station]]\ncode = "A{number}"\nname = "District {number}"\n'
            text += f'[[station.line]]\nname = "{line}"\nuse = "{use}"\n'
        for server in SERVERS:
            for name in ("recvq", "log", "handed"):
                (self.folder / server / name).mkdir(parents=True)
            modems = ", ".join(f'tty{server}{n} = "fax-{n}"' for n in MODEMS[server])
            text += f'[[source]]\nkind = "hylafax"\nname = "{server}"\nspool = "{self.folder / server}"\n'
            text += f'handed = "{self.folder / server / "handed"}"\nmodems = {{ {modems} }}\n'
        (self.folder / "flags").mkdir()
        for name in FOLDERS:
            (self.folder / name).mkdir()
            text += f'[[source]]\nkind = "folder"\nname = "{name}"\nline = "{name}"\nfolder = "{self.folder / name}"\n'
        (self.folder / "home" / "secret").write_text(PASSWORD)
        text += f'[[source]]\nkind = "mail"\nname = "{BOX}"\nline = "{BOX}"\nserver = "localhost"\nuser = "{USER}"\n'
        text += f'secret = "secret"\nport = {self.box.port}\nauthority = "{self.box.authority}"\n'
        (self.folder / "home" / "tallystick.toml").write_text(text)

    # What comes

    def _burst(self) -> None:
        for _ in range(min(self.rng.choice((1, 1, 2, 5, 25)), self.arrivals - self._count)):
            first = self._count < year_papers.DOCUMENTS
            number = self._count if first else self.rng.randrange(year_papers.DOCUMENTS)
            dice = self.rng.random()
            if dice < 0.6:
                self._fax(self.rng.choice(SERVERS), number)
            elif dice < 0.85 or number < self.drawn:
                self._scan(self.rng.choice(FOLDERS), number)
            else:
                self._mail(number)
        (self.folder / "flags" / "now.part").write_text(self._now.isoformat())
        (self.folder / "flags" / "now.part").rename(self.folder / "flags" / "now")

    def _fax(self, server: str, number: int) -> None:
        modem = self.rng.choice(MODEMS[server])
        self.commids[server] += 1
        commid = f"{SERVERS.index(server) + 1}{self.commids[server]:08d}"
        spool, data = self.folder / server, year_papers.document(number, self.drawn)
        (spool / "recvq" / f"fax{commid}.tif").write_bytes(data)
        fields = [f"{self._now:%m/%d/%y %H:%M}", "RECV", commid, f"tty{server}{modem}", f"recvq/fax{commid}.tif", '""',
                  "fax", '""', '"555"', "0", "1", "0:01", "0:01", '""', '""', '"555"', '""', '""', '""']  # fmt: skip
        with (spool / "log" / "xferfaxlog").open("a") as log:
            log.write("\t".join(fields) + "\n")
        if self.rng.random() < 0.3:
            self.again += 1
            (spool / "handed" / f"{commid}.tif").write_bytes(data)
            note = spool / "handed" / f"{commid}.part"
            note.write_text(f"commid={commid}\ndevice=tty{server}{modem}\nreason=\nnumber=555\nname=\n")
            note.rename(note.with_suffix(".call"))
        self.sent[f"fax-{modem}"] += 1

    def _scan(self, name: str, number: int) -> None:
        """A machine writes a file, now and then in two parts; its time is the year's once it is whole."""
        file = self.folder / name / f"scan{self._count:06d}.pdf"
        data = year_papers.document(number, self.drawn)
        if self.rng.random() < 0.3:
            file.write_bytes(data[:20])
            time.sleep(0.002)
        file.write_bytes(data)
        os.utime(file, (self._now.timestamp(),) * 2)
        self.sent[name] += 1

    def _mail(self, number: int) -> None:
        """A message comes into the mailbox, now and then twice: the second is the same and is not counted."""
        name = f"{self._count}@sender.invalid"
        data = year_papers.message(number, self.drawn, name)
        new = self.box.folder / "mail" / USER / "new"
        copies = 2 if self.rng.random() < 0.2 else 1
        self.again += copies - 1
        for copy in range(copies):
            path = new.with_name("tmp") / f"{self._count}.{copy}.invalid"
            path.write_bytes(data)
            os.utime(path, (self._now.timestamp(),) * 2)
            if os.geteuid() == 0:
                os.chown(path, *(getattr(new.stat(), name) for name in ("st_uid", "st_gid")))
            path.rename(new / path.name)
        self.sent[BOX] += 1

    # What goes wrong

    def _trouble(self) -> None:
        """A kill, a full disk, a share or the mail server away, a clock that jumps; strangers' papers fall due."""
        self._look_at_memory()
        flags, dice = self.folder / "flags", self.rng.random()
        if self._count > max(120, self.arrivals // 50) * (self.kills + 1) and self.running:
            self.running.pop(self.rng.choice(sorted(self.running))).send_signal(signal.SIGKILL)
            self.kills += 1
        if dice < 0.07:
            (flags / "full").touch()
        elif dice < 0.30:
            (flags / "full").unlink(missing_ok=True)
        elif dice < 0.35:
            (flags / "jump").write_text(str(self.rng.choice((-5, 3, 400, -7200))))
        elif dice < 0.40:
            (self.folder / FOLDERS[0]).rename(self.folder / "away")
            time.sleep(0.1)
            (self.folder / "away").rename(self.folder / FOLDERS[0])
        elif dice < 0.43 and self.box.process:
            self.box.stop()
            self.away += 1
        elif dice < 0.55 and not self.box.process:
            self.box.start()
        if self._now.month != self.month:
            self.month = self._now.month
            (flags / "forget").touch()

    def _keep_running(self) -> None:
        """Start what is not running; in the year's first day wait until what was drawn is read, later for a backlog."""
        until = time.monotonic() + PATIENCE
        while True:
            for name in ("intake", *(f"work-{n}" for n in range(WORKERS))):
                process = self.running.get(name)
                if process is None or process.poll() is not None:
                    self.running[name] = self._act(name.partition("-")[0])
            self._look_at_memory()
            time.sleep(0.1)
            pending, registered = self._told("pending"), self._told("registered")
            if self._count <= self.drawn + 25 and pending >= 25:
                continue
            if self._count - registered < BEHIND or time.monotonic() > until:
                return

    def _told(self, flag: str) -> int:
        try:
            return int((self.folder / "flags" / flag).read_text() or 0)
        except (OSError, ValueError):
            return 0

    def _look_at_memory(self) -> None:
        """The largest resident size of each kind of process, in KiB, in each quarter of the year."""
        quarter = min(3, 4 * self._count // self.arrivals)
        for name, process in self.running.items():
            quarters = self.memory[name.partition("-")[0]]
            quarters[quarter] = max(quarters[quarter], _memory(process.pid))

    def _calm(self) -> None:
        """Everything is well again; time goes on until nothing is left to do, then all stops."""
        for flag in (self.folder / "flags").glob("[fj]*"):
            flag.unlink(missing_ok=True)
        if not self.box.process:
            self.box.start()
        (self.folder / "flags" / "calm").touch()
        hours = 0
        while any(process.poll() is None for process in self.running.values()):
            hours += 1
            (self.folder / "flags" / "now.part").write_text((self._now + timedelta(hours=hours)).isoformat())
            (self.folder / "flags" / "now.part").rename(self.folder / "flags" / "now")
            self._look_at_memory()
            time.sleep(0.2)

    def _act(self, act: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{act}.log").open("ab") as log:
            return subprocess.Popen(self._words(act), env=self._environment(), stderr=log, stdout=log)

    def _words(self, act: str) -> list[str]:
        return [sys.executable, __file__, str(self.folder), "--drawn", str(self.drawn), "--act", act]

    def _environment(self) -> dict[str, str]:
        one_thread = {"OMP_NUM_THREADS": "1", "TALLYSTICK_HOME": str(self.folder / "home")}
        return {**os.environ, **one_thread, "PYTHONPATH": os.pathsep.join(sys.path)}


def _memory(pid: int) -> int:
    """Resident KiB of a process, 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


if __name__ == "__main__":
    sys.exit(main())
