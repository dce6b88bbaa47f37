"""Step 2: who signed a checkpoint, by the keys that the reader brought, else by the key that the log names itself."""

from __future__ import annotations

from tallystick.model.errors import ProofFails

from . import note
from .checkpoint import Checkpoint
from .findings import Notes, Step


def check_signature(notes: Notes, text: str, own_key: str, what: str, *, vouched: bool = False) -> Checkpoint | None:
    """The checkpoint of a signed note; a finding says whose signature was checked. None if it does not hold.

    ``own_key`` is the verifier key that the log publishes for itself (may be empty), ``what`` names the note. Where
    that key is vouched for by something that is signed itself, the reader's keys count only if they are of this log.
    """
    return notes.attempt(Step.SIGNATURE, lambda: _checked(notes, text, own_key.strip(), what, vouched), what)


def _checked(notes: Notes, text: str, own_key: str, what: str, vouched: bool) -> Checkpoint:
    opened = note.parse(text)
    point = Checkpoint.parse(opened.text)
    trusted = tuple(key for key in notes.keys.logs if not vouched or key.name == point.origin)
    notes.key = notes.key or own_key.partition(" ")[0] or _named(opened)
    own = tuple(note.Verifier.parse(key) for key in own_key.split())
    verifiers = trusted or own
    signed = note.signed_by(text, dict.fromkeys((*verifiers, *own, *notes.keys.witnesses)))
    if verifiers:
        _log_key(signed, point, verifiers)
    witnesses = sum(key in notes.keys.witnesses for key in signed)
    listed = sum(key.kind == note.COSIGNATURE for key in signed) - witnesses
    notes.witnesses.append(witnesses)
    if not vouched:
        notes.signed_by_given_key.append(bool(trusted))
    others = len(opened.signatures) - 1 - witnesses - listed
    whose = "signed with its key in this signed folder" if vouched and not trusted else _whose(trusted, verifiers)
    words = f"{what}: {point.origin} at size {point.size}, {whose}"
    notes.add(Step.SIGNATURE, True if verifiers else None, words + _beside(witnesses, listed, others))
    return point


def _log_key(signed: tuple[note.Verifier, ...], point: Checkpoint, verifiers: tuple[note.Verifier, ...]) -> None:
    if not any(key in verifiers for key in signed):
        raise ProofFails(f"not signed by {', '.join(key.name for key in verifiers)}")
    if not any(key.name == point.origin for key in signed if key in verifiers):
        raise ProofFails(f"a checkpoint of {point.origin} is signed with another log's key")


def _named(opened: note.Note) -> str:
    """What a note says of its signer when no key is at hand: name and key id."""
    first = opened.signatures[0]
    return f"{first.name}+{first.key_id.hex()}"


def _whose(trusted: tuple[note.Verifier, ...], verifiers: tuple[note.Verifier, ...]) -> str:
    if trusted:
        return "signed with the key that you gave"
    if verifiers:
        return "signed with the key that the log names itself; signer not checked"
    return "no key is at hand; signature not checked"


def _beside(witnesses: int, listed: int, others: int) -> str:
    checked = f"; cosigned by {witnesses} of the witnesses whose keys you gave" if witnesses else ""
    named = f"; cosigned by {listed} whose keys the log lists itself" if listed else ""
    return checked + named + (f"; signature lines not checked: {others}" if others else "")
