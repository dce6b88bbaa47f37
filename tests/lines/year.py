"""A year of twelve lines in minutes: bursts, restarts, full disk, shares away, clock jumps, duplicates, junk.

    python year.py DIR --arrivals 2000 --seed 7          the whole year; prints one JSON object and ends with 0 or 1

One process writes the world (two fax servers, three scan folders), one takes it in, four work; intake and workers are
killed and started again. Documents are 200 distinct ones whose readings are kept beforehand: this is about intake, not
about reading. At the end every sum is made from the register and held against the list of what was sent.
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
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

WORKERS, DOCUMENTS, SERVERS, FOLDERS = 4, 200, ("north", "south"), ("scan-1", "scan-2", "scan-3")
MODEMS = {"north": range(4), "south": range(4, 9)}
START = datetime(2031, 1, 2, 12, tzinfo=UTC)
CONFIGURATION = """
ordinance = "boston"
origin = "tallystick.invalid/year"
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
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--act", choices=["intake", "work", "check", "seed"])
    told = parser.parse_args()
    if told.act:
        return _process(told)
    found = Year(told.folder, told.arrivals, random.Random(told.seed)).live()
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 0 if found["closes"] else 1


# The world


@dataclass
class Year:
    """The world outside and the processes within; ``sent`` are (line, transport id or file, document) once each."""

    folder: Path
    arrivals: int
    rng: random.Random
    sent: list[tuple[str, str, int]] = field(default_factory=list)
    again: int = 0
    kills: int = 0
    peak: int = 0
    commids: Counter[str] = field(default_factory=Counter)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def live(self) -> dict[str, object]:
        """From the first day to the last sum."""
        began = time.monotonic()
        self._make()
        self._act("seed").wait()
        while len(self.sent) < self.arrivals:
            self._burst()
            self._trouble()
            self._keep_running()
        self._calm()
        stopped = time.monotonic() - began
        done = subprocess.run(self._words("check"), env=self._environment(), capture_output=True, check=False)
        found = json.loads(done.stdout or b"{}")
        sent = Counter(line for line, *_ in self.sent)
        found |= {
            "sent": len(self.sent),
            "duplicates": self.again,
            "kills": self.kills,
            "seconds": round(stopped, 1),
            "peak_mib": self.peak >> 10,
            "lines": len(sent),
        }
        found["closes"] = (
            done.returncode == 0
            and found.get("arrivals") == len(self.sent)
            and found["by_line"] == dict(sorted(sent.items()))
        )
        found["trouble"] = "" if found["closes"] else done.stderr.decode()[-2000:]
        return found

    def _make(self) -> None:
        words = ["init", "--agency", "ZZ0990100", "--ordinance", "boston", "--zone", "UTC", "--station", "A1"]
        subprocess.run(
            [sys.executable, "-m", "tallystick", *words], env=self._environment(), check=True, capture_output=True
        )
        lines = [f"fax-{n}" for n in range(9)] + list(FOLDERS)
        text = CONFIGURATION.replace('origin = "tallystick.invalid/year"', 'origin = "tallystick.invalid/zz0990100"')
        for number, line in enumerate(lines):
            use = "shared" if line in {"fax-8", "scan-3"} else "dedicated"
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
        (self.folder / "home" / "tallystick.toml").write_text(text)

    def _burst(self) -> None:
        for _ in range(min(self.rng.choice((1, 1, 2, 5, 25)), self.arrivals - len(self.sent))):
            number = self.rng.randrange(DOCUMENTS)
            if self.rng.random() < 0.7:
                self._fax(self.rng.choice(SERVERS), number)
            else:
                self._scan(self.rng.choice(FOLDERS), number)

    def _fax(self, server: str, number: int) -> None:
        modem = self.rng.choice(MODEMS[server])
        self.commids[server] += 1
        commid = f"{SERVERS.index(server) + 1}{self.commids[server]:08d}"
        spool, data = self.folder / server, document(number)
        (spool / "recvq" / f"fax{commid}.tif").write_bytes(data)
        fields = [f"{START + timedelta(minutes=13 * len(self.sent)):%m/%d/%y %H:%M}", "RECV", commid, f"tty{server}{modem}",
                  f"recvq/fax{commid}.tif", '""', "fax", '""', '"555"', "0", "1", "0:01", "0:01", '""', '""', '"555"',
                  '""', '""', '""']  # fmt: skip
        with (spool / "log" / "xferfaxlog").open("a") as log:
            log.write("\t".join(fields) + "\n")
        if self.rng.random() < 0.3:
            self.again += 1
            (spool / "handed" / f"{commid}.tif").write_bytes(data)
            note = spool / "handed" / f"{commid}.part"
            note.write_text(f"commid={commid}\ndevice=tty{server}{modem}\nreason=\nnumber=555\nname=\n")
            note.rename(note.with_suffix(".call"))
        self.sent.append((f"fax-{modem}", commid, number))

    def _scan(self, name: str, number: int) -> None:
        file = self.folder / name / f"scan{len(self.sent):06d}.pdf"
        data = document(number)
        if self.rng.random() < 0.3:
            file.write_bytes(data[:20])
            time.sleep(0.002)
        file.write_bytes(data)
        self.sent.append((name, file.name, number))

    def _trouble(self) -> None:
        """What goes wrong in a year: a kill, a full disk, a share away, a clock that jumps."""
        self.peak = max(self.peak, *(_memory(one.pid) for one in self.running.values()), 0)
        flags = self.folder / "flags"
        dice = self.rng.random()
        if dice < 0.15 and self.running:
            victim = self.rng.choice(sorted(self.running))
            self.running.pop(victim).send_signal(signal.SIGKILL)
            self.kills += 1
        elif dice < 0.22:
            (flags / "full").touch()
        elif dice < 0.45:
            (flags / "full").unlink(missing_ok=True)
        elif dice < 0.50:
            (flags / "jump").write_text(str(self.rng.choice((-5, 3, 400))))
        elif dice < 0.55:
            (self.folder / FOLDERS[0]).rename(self.folder / "away")
            time.sleep(0.1)
            (self.folder / "away").rename(self.folder / FOLDERS[0])

    def _keep_running(self) -> None:
        for name in ("intake", *(f"work-{n}" for n in range(WORKERS))):
            process = self.running.get(name)
            if process is None or process.poll() is not None:
                self.running[name] = self._act(name.partition("-")[0])
        time.sleep(0.1)

    def _calm(self) -> None:
        """Everything is well again; wait until nothing is left to do, then stop."""
        for flag in (self.folder / "flags").glob("*"):
            flag.unlink(missing_ok=True)
        (self.folder / "flags" / "calm").touch()
        while any(process.poll() is None for process in self.running.values()):
            self.peak = max(self.peak, *(_memory(one.pid) for one in self.running.values()))
            time.sleep(0.1)
        for process in self.running.values():
            process.wait()

    def _act(self, act: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{act}.log").open("ab")
        return subprocess.Popen(self._words(act), env=self._environment(), stderr=log, stdout=log)

    def _words(self, act: str) -> list[str]:
        return [sys.executable, __file__, str(self.folder), "--act", act]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "TALLYSTICK_HOME": str(self.folder / "home"), "PYTHONPATH": os.pathsep.join(sys.path)}


def document(number: int) -> bytes:
    """One of the 200; every tenth is cut off, every seventh is no request."""
    return b"%%PDF-1.4\ninvented document %d\n%s\n%%%%EOF\n" % (number, b"." * (500 + 37 * number))


def _memory(pid: int) -> int:
    """Resident KiB of a process, 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


# The processes


def _process(told: argparse.Namespace) -> int:
    from tallystick import site

    site.setup(told.folder / "home")
    return {"seed": _seed, "intake": _intake, "work": _work, "check": _check}[told.act](told.folder)


def _seed(_: Path) -> int:
    """Keep the readings of the 200 documents."""
    from hashlib import sha256

    from tallystick.model.reading import DocumentReading, PageEvidence, Read, Reading
    from tallystick.model.words import FormKind, UnreadReason
    from tallystick.services.current import current_home
    from tallystick.services.intake import readings
    from tallystick.services.read import READER_VERSION

    for number in range(DOCUMENTS):
        form = FormKind.OTHER if number % 7 == 0 else FormKind.I247A
        fields = {
            name: Read(f"{name}-{number}", 0.99)
            for name in ("subject_id", "file_no", "event_no", "prepared", "to", "from", "name", "date_of_birth",
                         "citizenship", "sex")
        }  # fmt: skip
        documents = (DocumentReading(form, "02/17", (0,), fields if form is FormKind.I247A else {}),)
        cut = number % 10 == 3
        reading = Reading(
            sha256(document(number)).hexdigest(), READER_VERSION, "application/pdf",
            (PageEvidence(0, 1728, 2200, 204, 196),), () if cut else documents,
            unread=UnreadReason.TRUNCATED if cut else None,
        )  # fmt: skip
        readings.keep(current_home(), reading)
    return 0


def _intake(folder: Path) -> int:
    """Watch as `tallystick watch` does, with a disk and a clock that fail as the world says."""
    from tallystick.model.actor import system
    from tallystick.services.current import current_home
    from tallystick.services.intake.receive import recover
    from tallystick.services.lines.watch import look_at_all

    home = _home(folder, current_home())
    real = home.vault.seal

    def seal(digest: str, data: bytes) -> tuple[int, bytes]:
        if (folder / "flags" / "full").exists():
            raise OSError(28, "No space left on device")
        return real(digest, data)

    home.vault.seal = seal  # type: ignore[method-assign]
    quiet = 0
    while quiet < 3:
        recover(home)
        looks = look_at_all(home, system(home.agency.ori))
        for trouble in (words for one in looks for words in one.troubles):
            sys.stderr.write(trouble + "\n")
        left = (
            [path for name in FOLDERS for path in (folder / name).glob("*")]
            if (folder / "flags" / "calm").exists()
            else [1]
        )
        complete = len(looks) == len(home.settings.sources)
        quiet = quiet + 1 if not left and complete and not any(one.received or one.waiting for one in looks) else 0
        time.sleep(0.05)
    (folder / "flags" / "taken").touch()
    return 0


def _work(folder: Path) -> int:
    """Work as `tallystick work` does, a few at a time so that four have something to do."""
    from tallystick.model.actor import system
    from tallystick.records.models import Pending
    from tallystick.services.current import current_home
    from tallystick.services.intake.work import read_pending

    home = _home(folder, current_home())
    while True:
        read_pending(home, system(home.agency.ori), limit=10)
        if (folder / "flags" / "taken").exists() and not Pending.objects.exists():
            return 0
        time.sleep(0.05)


def _home(folder: Path, home: object) -> object:
    """Make the home's clock one that jumps, and pauses after trouble short: its year passes in minutes."""

    def clock() -> datetime:
        try:
            jump = float((folder / "flags" / "jump").read_text() or 0)
        except (OSError, ValueError):
            jump = 0.0
        return START + timedelta(seconds=120 * (time.time() % 1e5) + jump)

    home.clock = clock  # type: ignore[attr-defined]
    return home


def _check(_: Path) -> int:
    """Make every sum from the register alone."""
    from tallystick.register import sums
    from tallystick.services import ledger
    from tallystick.services.current import current_home
    from tallystick.services.keeping.rebuild import rebuild
    from tallystick.services.lines.completeness import line_days

    home = current_home()
    state = ledger.state(home)
    days = line_days(home)
    lost = [one.event.number for one in state.arrivals.values() if not home.vault.readable(one.event.sha256)]
    wrong = [one.name for one in sums.of(state) if not one.closes] + [one.what for one in rebuild(home) if not one.same]
    wrong += [f"{day.line} {day.day}" for day in days if not day.closes or day.journal != day.registered]
    found = {
        "arrivals": len(state.arrivals),
        "entries": state.size,
        "requests": len(state.requests),
        "unread": sum(not one.documents for one in state.arrivals.values()),
        "lost": len(lost),
        "wrong": wrong,
        "journal": sum(day.journal for day in days),
        "by_line": dict(sorted(Counter(one.event.line for one in state.arrivals.values()).items())),
    }
    sys.stdout.write(json.dumps(found))
    return 1 if wrong or lost or found["unread"] else 0


if __name__ == "__main__":
    sys.exit(main())
