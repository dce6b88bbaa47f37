"""A real HylaFAX for a test: a spool of its own, one faxgetty on the soft modem's terminal, our hook as FaxRcvdCmd."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import ROOT
from lines import softmodem

FOLDERS = ("archive", "bin", "client", "config", "dev", "docq", "doneq", "etc", "handed", "info", "log", "pollq",
           "recvq", "sendq", "status", "tmp")  # fmt: skip
CONFIGURATION = """
CountryCode: 1
AreaCode: 555
FAXNumber: +1.555.0100
LongDistancePrefix: 1
InternationalPrefix: 011
DialStringRules: etc/dialrules
ServerTracing: 1
SessionTracing: 0xFF
RecvFileMode: 0640
LogFileMode: 0644
RingsBeforeAnswer: 1
FaxRcvdCmd: bin/tallystick-faxrcvd
MaxRecvPages: 25
LocalIdentifier: "LINE H1"
ModemType: Class1
ModemRate: 19200
ModemFlowControl: none
ModemResetCmds: "ATH1\\nAT+VCID=1"
ModemReadyCmds: ATH0
Class1AdaptRecvCmd: AT+FAR=1
Class1TMConnectDelay: 400
CallIDPattern: "NMBR="
CallIDPattern: "NAME="
"""

FIRST = ("nice", "-n", "-10")
"""Both ends of a line keep its clock: they go before whatever else the machine does."""


def missing() -> str:
    """What a real call needs and this machine has not; empty when all is there."""
    if _program() is None:
        return "no HylaFAX: apt-get install hylafax-server"
    if softmodem.library() is None:
        return "no soft modem: apt-get install libspandsp2"
    return "" if os.geteuid() == 0 else "faxgetty is started by root"


def _program() -> str | None:
    return shutil.which("faxgetty") or shutil.which("/usr/sbin/faxgetty")


@dataclass(frozen=True)
class Called:
    """What both ends say of a call."""

    device: str
    sender: dict[str, Any]


def spool(folder: Path) -> Path:
    """An empty spool that belongs to the fax user."""
    folder.chmod(0o755)
    keeper = pwd.getpwnam("uucp")
    for name in FOLDERS:
        (folder / name).mkdir()
    shutil.copy("/etc/hylafax/dialrules", folder / "etc" / "dialrules")
    hook = folder / "bin" / "tallystick-faxrcvd"
    shutil.copy(ROOT / "deploy" / "hylafax" / "faxrcvd", hook)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, keeper.pw_uid, keeper.pw_gid)
    return folder


def call(spool: Path, pages: Path, *, handing: bool = True, seconds: float = 60, **told: object) -> Called:
    """Place one call and wait until the server has logged it. ``told`` are options of the soft modem."""
    options = [word for name, value in told.items() for word in ("--" + name.replace("_", "-"), str(value))]
    words = [*FIRST, sys.executable, str(Path(softmodem.__file__)), str(pages), *options]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as modem:
        assert modem.stdout is not None
        terminal = modem.stdout.readline().strip()
        device = terminal.removeprefix("/dev/").replace("/", "_")
        (spool / "etc" / f"config.{device}").write_text(CONFIGURATION)
        getty = _getty(spool, terminal, handing=handing)
        try:
            lines = _log(spool)
            sender = json.loads(modem.stdout.readline())
            end = time.monotonic() + seconds
            while _log(spool) == lines and time.monotonic() < end:
                time.sleep(0.1)
            while handing and not list((spool / "handed").glob("*.call")) and time.monotonic() < end:
                time.sleep(0.1)
        finally:
            getty.terminate()
            getty.wait(20)
    return Called(device, sender)


def _getty(spool: Path, terminal: str, *, handing: bool) -> subprocess.Popen[bytes]:
    handed = spool / "handed" if handing else spool / "nowhere"
    environment = {**os.environ, "TALLYSTICK_HANDED": str(handed), "TALLYSTICK_AFTER": ""}
    return subprocess.Popen(
        [*FIRST, _program() or "faxgetty", "-p", "-q", str(spool), terminal], env=environment, cwd=spool
    )


def _log(spool: Path) -> list[str]:
    path = spool / "log" / "xferfaxlog"
    return [line for line in path.read_text().splitlines() if "\tRECV\t" in line] if path.exists() else []
