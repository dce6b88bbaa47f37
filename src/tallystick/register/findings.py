"""What an audit found: numbered steps, each held, failed or not checkable, in words; and what no proof shows.

Must not know what is audited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from types import TracebackType
from typing import TypeVar

from tallystick.model.errors import NotThere, ProofFails, WrongUse

from . import note

_T = TypeVar("_T")


class Step(IntEnum):
    """The steps of an audit in their order; their numbers are the contract of ``tallystick verify``."""

    MANIFEST = 1
    SIGNATURE = 2
    ENTRIES = 3
    OPENINGS = 4
    RECEIPT = 5
    REPORT = 6
    FIGURES = 7
    RECOUNT = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One step's outcome: ``ok`` is None where nothing here allows the check."""

    step: int
    ok: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number beside the recomputed one (None where nothing here allows recomputing it)."""

    name: str
    printed: int | None
    recomputed: int | None


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys an audit was given: logs' keys decide, witnesses' keys add cosignatures."""

    logs: tuple[note.Verifier, ...] = ()
    witnesses: tuple[note.Verifier, ...] = ()

    @classmethod
    def parse(cls, vkeys: str | None) -> Keys:
        """Keys from a text of one or several verifier keys parted by blanks or lines.

        Raises:
            WrongUse: one of them is not a key that can be checked.

        """
        keys = [note.Verifier.parse(text) for text in (vkeys or "").split()]
        return cls(
            logs=tuple(key for key in keys if key.kind == note.ED25519),
            witnesses=tuple(key for key in keys if key.kind == note.COSIGNATURE),
        )


@dataclass(slots=True)
class Notes:
    """What an audit writes down while it goes."""

    keys: Keys
    findings: list[Finding] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    key: str = ""
    signed_by_given_key: list[bool] = field(default_factory=list)
    witnesses: list[int] = field(default_factory=list)

    def add(self, step: Step, ok: bool | None, words: str) -> None:
        """Write one finding down."""
        self.findings.append(Finding(int(step), ok, words))

    def failing(self, step: Step, about: str = "") -> Failing:
        """Whatever is refused inside becomes a failed finding of this step instead of an error."""
        return Failing(self, step, about)

    def attempt(self, step: Step, act: Callable[[], _T], about: str = "") -> _T | None:
        """The result of ``act``; None after a failed finding of this step if it was refused."""
        with self.failing(step, about):
            return act()
        return None


@dataclass(frozen=True, slots=True)
class Failing:
    """``with`` this, a refusal is written down as a failed step and the audit goes on after the block."""

    notes: Notes
    step: Step
    about: str

    def __enter__(self) -> None:
        """Begin the part that may be refused."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        """Write a refusal down; any other error goes its way."""
        if not isinstance(error, ProofFails | NotThere | WrongUse):
            return False
        self.notes.add(self.step, False, f"{self.about}: {error.what}" if self.about else error.what)
        return True


LIMITS: tuple[str, ...] = (
    "It does not show that every request that was sent was registered: only that what was registered is still there.",
    "It shows nothing from before the register was started, and nothing about anybody's intent.",
    "Where nobody outside holds a checkpoint or a receipt, the past is not provable: "
    "the keeper of the log could have written it anew.",
    "Letter, annex and pages are compared with the manifest only; what the log proves of a report is report.json.",
)
"""The limits that are printed with every audit (DESIGN section 7, point 7)."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome: ``ok`` unless a step failed.

    ``signer_checked`` is whether every checkpoint was signed by a key that the reader brought; ``key`` the log's key as
    the log names it; ``witnesses`` the cosignatures checked (the least of all checkpoints that are
    published, or of those held where nothing else is there); ``receipts_outside`` the
    receipts that the reader brought.
    """

    kind: str
    findings: tuple[Finding, ...]
    signer_checked: bool
    key: str
    witnesses: int
    receipts_outside: int
    numbers: tuple[Number, ...] = ()
    limits: tuple[str, ...] = LIMITS

    @property
    def ok(self) -> bool:
        """Whether no step failed."""
        return all(finding.ok is not False for finding in self.findings)

    @property
    def verdict(self) -> str:
        """The outcome in words."""
        if not self.ok:
            return "does not hold"
        return "consistent" if self.signer_checked else "consistent; signer not checked"
