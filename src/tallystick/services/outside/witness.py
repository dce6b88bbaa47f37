"""A witness of other people's logs: run by a clerk, an auditor, a newspaper; it needs no register and no Django.

Its folder holds its key (``witness.key``, ``witness.vkey``), the keys of the logs that it knows (``logs.vkeys``, one a
line), the last checkpoint of each (``held/``), and what its logs signed and should not have (``evidence/``).
What is held is on disk before the signature is given.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from tallystick.adapters.vault import write_durably
from tallystick.adapters.witness import Answered
from tallystick.model.errors import NotThere, WrongUse
from tallystick.register import note
from tallystick.register.checkpoint import Checkpoint
from tallystick.register.witness import Answer, Refusal, Request, check, claimed

_SIZE_TYPE = "text/x.tlog.size"
_TEXT_TYPE = "text/plain; charset=utf-8"


def utc_now() -> datetime:
    """Tell the time of the machine, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Known:
    """A log that a witness knows: its key, and the last checkpoint held (None before the first)."""

    vkey: str
    origin: str
    held: Checkpoint | None


@dataclass
class Witness:
    """One witness's folder. ``tell`` hears in words of everything that is answered."""

    folder: Path
    clock: Callable[[], datetime] = field(default=utc_now)
    tell: Callable[[str], None] = field(default=lambda _: None)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def vkey(self) -> str:
        """Its public key."""
        return _read(self.folder / "witness.vkey").strip()

    def logs(self) -> tuple[note.Verifier, ...]:
        """The keys of the logs that it knows."""
        return tuple(note.Verifier.parse(line) for line in _read(self.folder / "logs.vkeys").split())

    def known(self) -> tuple[Known, ...]:
        """Every log that it knows with what it holds of it."""
        return tuple(Known(key.vkey, key.name, self._held(key.name)) for key in self.logs())

    def evidence(self) -> tuple[Path, ...]:
        """Files with what its logs signed and should not have, oldest first."""
        return tuple(sorted((self.folder / "evidence").glob("*.txt")))

    def answer(self, body: bytes) -> Answered:
        """Answer one ``add-checkpoint`` request: status, content type, text."""
        try:
            request = Request.parse(body)
            with self._alone():
                return self._cosign(request)
        except Refusal as refusal:
            self.tell(f"refused ({refusal.answer.value}): {refusal.words}")
            if refusal.answer is Answer.CONFLICT:
                return refusal.answer.value, _SIZE_TYPE, f"{refusal.held}\n"
            return refusal.answer.value, _TEXT_TYPE, refusal.words + "\n"

    def _cosign(self, request: Request) -> Answered:
        origin = claimed(request).origin
        try:
            point = check(request, self.logs(), self._held(origin))
        except Refusal as refusal:
            if refusal.evidence:
                self._keep_evidence(origin, request.note, refusal.words)
            raise
        write_durably(self._place(origin), request.note.encode())
        signer = note.Signer.parse(_read(self.folder / "witness.key"))
        line = signer.cosign(note.parse(request.note).text, int(self.clock().timestamp()))
        self.tell(f"cosigned {point.origin} at size {point.size}")
        return Answer.COSIGNED.value, _TEXT_TYPE, note.lines([line])

    def _keep_evidence(self, origin: str, signed: str, words: str) -> None:
        """Keep both checkpoints side by side, once: the log's own signatures are what proves it."""
        digest = hashlib.sha256(signed.encode()).hexdigest()[:12]
        if any(digest in path.name for path in self.evidence()):
            return
        held = _read(self._place(origin)) if self._place(origin).exists() else ""
        name = f"{self.clock():%Y%m%dT%H%M%SZ}-{digest}.txt"
        text = f"{words}\n\n-- held\n\n{held}\n-- offered\n\n{signed}"
        write_durably(self.folder / "evidence" / name, text.encode())

    def _held(self, origin: str) -> Checkpoint | None:
        place = self._place(origin)
        return Checkpoint.parse(note.parse(_read(place)).text) if place.exists() else None

    def _place(self, origin: str) -> Path:
        return self.folder / "held" / f"{hashlib.sha256(origin.encode()).hexdigest()}.checkpoint"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One request at a time, also among processes: what is held and what is signed must not part."""
        with self._lock, (self.folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def make(folder: Path, name: str) -> Witness:
    """Make a witness: its folder and its key.

    Raises:
        WrongUse: there is one already, or the name cannot be a key's.

    """
    if (folder / "witness.key").exists():
        raise WrongUse(f"there is a witness in {folder} already", remedy="name another folder")
    secret, public = note.new_key(name, note.COSIGNATURE)
    for part in (folder, folder / "held", folder / "evidence"):
        part.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / "witness.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    write_durably(folder / "witness.vkey", f"{public}\n".encode())
    write_durably(folder / "logs.vkeys", b"")
    return Witness(folder)


def open_witness(folder: Path) -> Witness:
    """Open the witness in a folder.

    Raises:
        NotThere: there is none.

    """
    if not (folder / "witness.key").exists():
        raise NotThere(f"there is no witness in {folder}", remedy="make one: tallystick witness init --name NAME")
    return Witness(folder)


def trust(witness: Witness, vkey: str) -> note.Verifier:
    """Let a witness cosign for a log; the key must come from the log's keeper by a way that you trust.

    Raises:
        WrongUse: it is not a log's key.

    """
    key = note.Verifier.parse(vkey)
    if key.kind != note.ED25519:
        raise WrongUse(f"the key of {key.name} is a witness's, not a log's")
    lines = dict.fromkeys([*(one.vkey for one in witness.logs()), key.vkey])
    write_durably(witness.folder / "logs.vkeys", "".join(f"{line}\n" for line in lines).encode())
    return key


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
