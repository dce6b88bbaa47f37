"""Two parties learn how many requests they have in common, and neither sees whom the other's list names.

Private set intersection by blinding (Diffie-Hellman on Curve25519, RFC 7748): a key becomes a point of the curve, each
party multiplies it by a secret of its own, and the order of the two does not matter. What leaks stands in
docs/sealed.md. The steps, each a file that goes to the other party:

1. offer: every row as a fixed number of blinded keys with a sealed label, rows in random order, filled up with dummies
to the agreed size; 2. answer: the other party's offer blinded once more, its rows in a new random order;
3. comparison of both answers, which are blinded by both; 4. audit: all of it again, with both secrets.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256, sha512
from importlib.resources import files
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tallystick.model.errors import BadList, NotThere, ProofFails, WrongUse
from tallystick.reconciliation.linkage.particulars import Particulars
from tallystick.reconciliation.linkage.sealed_keys import (
    SLOTS,
    VERSION,
    KeyWeights,
    keys,
    load_key_weights,
    match,
)
from tallystick.reconciliation.sealed.labels import LENGTH, Label, Standing, label_of
from tallystick.reconciliation.sealed.totals import Totals, totals

from .link import name_forms
from .link_apart import rows_of_file

_PRIME = 2**255 - 19
_CURVE_A = 486662
_KEY = 32
_NONCE = 12
_Row = list[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What both parties learn: requests in both lists, the rows of each side that they are, and what was compared.

    ``totals`` are those by reason, if both offers bore labels: one of a list, the other of a register.
    """

    session: str
    requests_in_both: int
    rows_in_both: tuple[int, int]
    size: int
    digests: tuple[str, str]
    totals: Totals | None = None


@dataclass(frozen=True, slots=True)
class Bearing:
    """A row as it goes into a session: its particulars, and the label that it bears (none: no totals by reason)."""

    row: Particulars
    label: Label | None = None


@cache
def shipped_key_weights() -> KeyWeights:
    """How much each kind of shared key says."""
    folder = files("tallystick.reconciliation.linkage").joinpath("data")
    return load_key_weights(folder.joinpath("sealed_weights.toml").read_text(encoding="utf-8"))


def prepare(
    path: Path, session: str, size: int, folder: Path, rows: Sequence[Bearing] | None = None
) -> tuple[int, int]:
    """Write the secret and the offer of a list into ``folder``; returns its rows, and those with nothing to compare.

    ``rows`` are those of the list with their labels (``labelled``); without them the file's rows go without.

    Raises:
        NotThere, BadList: the file is no list, or has more rows than the agreed size.
        WrongUse: there is a secret in the folder already.

    """
    bearing = [Bearing(row) for row in rows_of_file(path)] if rows is None else list(rows)
    if len(bearing) > size:
        raise BadList(
            f"the list has {len(bearing)} rows, more than the {size} that were agreed",
            where=path.name,
            remedy="agree on another size with the other party, in both offers",
        )
    secret_file = folder / "secret.json"
    if secret_file.exists():
        raise WrongUse(
            "there is a secret already", where=str(secret_file), remedy="give each session a folder of its own"
        )
    secret = secrets.token_bytes(_KEY)
    made = [(_blinded_row(keys(one.row, name_forms()), session, secret), one.label) for one in bearing]
    made += [(_blinded_row((None,) * len(SLOTS), session, secret), None) for _ in range(size - len(bearing))]
    secrets.SystemRandom().shuffle(made)
    folder.mkdir(parents=True, exist_ok=True)
    secret_file.touch(mode=0o600)
    _write(secret_file, {"session": session, "secret": secret.hex()})
    labels = [_sealed(label, secret) for _, label in made] if rows is not None else []
    _write(folder / "offer.json", _message("offer", session, size, [row for row, _ in made], labels))
    return len(bearing), sum(one.row.empty for one in bearing)


def answer(offer: Path, secret_file: Path, output: Path) -> int:
    """Blind the other party's offer once more, its rows in a new order; returns how many rows it has.

    Raises:
        NotThere, WrongUse: a file is missing, of another session, or no offer.

    """
    message, secret = _read(offer, "offer"), _secret(secret_file)
    _same_session(message["session"], secret[0])
    rows = [[_multiplied(bytes.fromhex(token), secret[1]).hex() for token in row] for row in message["rows"]]
    order = list(range(len(rows)))
    secrets.SystemRandom().shuffle(order)
    labels = [message["labels"][at] for at in order] if message["labels"] else []
    answered = _message("answer", message["session"], message["size"], [rows[at] for at in order], labels)
    _write(output, answered | {"to": _digest(message), "opens_labels": _label_key(secret[1]).hex()})
    return len(rows)


def compare(first: Path, second: Path) -> Compared:
    """How many requests two answers have in common.

    Raises:
        NotThere, WrongUse: a file is missing, of another session or size, or no answer.

    """
    one, other = _read(first, "answer"), _read(second, "answer")
    _same_session(one["session"], other["session"])
    if one["size"] != other["size"]:
        raise WrongUse(
            "the two answers are not of the agreed size", remedy="both offers have to be made with the same size"
        )
    found = match([tuple(row) for row in one["rows"]], [tuple(row) for row in other["rows"]], shipped_key_weights())
    first_partner: dict[int, int] = {}
    for pair in found:
        first_partner[pair.a] = min(pair.b, first_partner.get(pair.a, pair.b))
    met = [(pair.a, pair.b - len(one["rows"])) for pair in found]
    return Compared(
        session=one["session"],
        requests_in_both=len(set(first_partner.values())),
        rows_in_both=(len({pair.a for pair in found}), len({pair.b for pair in found})),
        size=one["size"],
        digests=(_digest(one), _digest(other)),
        totals=_totals(_opened(one, other), _opened(other, one), met),
    )


def _totals(
    first: Sequence[Label | None], second: Sequence[Label | None], met: Sequence[tuple[int, int]]
) -> Totals | None:
    """The totals by reason, whichever answer is the list's; None where a side bears no labels.

    Raises:
        WrongUse: both sides are lists, or both registers.

    """
    listed = [any(label and label.standing is Standing.LIST for label in side) for side in (first, second)]
    labelled = [any(side) for side in (first, second)]
    if not all(labelled):
        return None
    if listed[0] is listed[1]:
        raise WrongUse(
            "both sides are lists, or both are registers",
            remedy="one party prepares with --side list, the other with --side register",
        )
    if listed[0]:
        return totals(first, second, met)
    return totals(second, first, [(b, a) for a, b in met])


def audit(offers: Sequence[Path], answers: Sequence[Path], secret_files: Sequence[Path]) -> Compared:
    """Recompute both answers from both offers and both secrets, in the order first party, second party.

    ``answers[0]`` is the answer to the first party's offer, which the second party gave.

    Raises:
        ProofFails: an answer is not what its offer and the other party's secret give.
        NotThere, WrongUse: a file is missing or of another session.

    """
    held = [_secret(path) for path in secret_files]
    for offer, answered, other in zip(offers, answers, reversed(held), strict=True):
        message, told = _read(offer, "offer"), _read(answered, "answer")
        _same_session(message["session"], told["session"])
        expected = Counter(
            (*(_multiplied(bytes.fromhex(token), other[1]).hex() for token in row), label)
            for row, label in _with_labels(message)
        )
        given = Counter((*row, label) for row, label in _with_labels(told))
        honest = told["opens_labels"] == _label_key(other[1]).hex()
        if told["to"] != _digest(message) or expected != given or not honest:
            raise ProofFails("the answer is not what the offer and the secret give", where=str(answered))
    return compare(answers[0], answers[1])


def _blinded_row(made: Sequence[str | None], session: str, secret: bytes) -> _Row:
    """A row's keys as blinded points; where there is no key, a point that nothing else can be."""
    return [_multiplied(_point(session, key), secret).hex() if key else _no_point() for key in made]


def _no_point() -> str:
    """A random point of the curve: nobody can tell it from a blinded key."""
    return X25519PrivateKey.generate().public_key().public_bytes_raw().hex()


def _point(session: str, key: str) -> bytes:
    """The point of the curve that a key stands for: the first of its digests that is one (none is of the twist)."""
    for digest in _digests(f"{session}\x1e{key}".encode()):
        u = int.from_bytes(digest[:_KEY], "little") % _PRIME
        if u and pow(u * (u * u + _CURVE_A * u + 1), (_PRIME - 1) // 2, _PRIME) == 1:
            return u.to_bytes(_KEY, "little")
    raise AssertionError("digests never end")


def _digests(data: bytes) -> Iterator[bytes]:
    count = 0
    while True:
        yield sha512(b"tallystick sealed" + count.to_bytes(4, "big") + data).digest()
        count += 1


def _multiplied(point: bytes, secret: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(point))


def _label_key(secret: bytes) -> bytes:
    """What opens the labels of a party's offer: derived from its secret, given away with its answer and not before."""
    return sha256(b"tallystick sealed labels" + secret).digest()


def _sealed(label: Label | None, secret: bytes) -> str:
    """A label that nobody can read before its party has answered; a row that only fills up bears an empty one."""
    nonce = secrets.token_bytes(_NONCE)
    text = label.text if label else " " * LENGTH
    return (nonce + AESGCM(_label_key(secret)).encrypt(nonce, text.encode(), None)).hex()


def _opened(answered: dict[str, Any], other: dict[str, Any]) -> list[Label | None]:
    """The labels of an answer's rows, by the key that their party gave away with the other answer."""
    key = AESGCM(bytes.fromhex(other.get("opens_labels", "")))
    sealed = [bytes.fromhex(one) for one in answered["labels"]]
    try:
        return [label_of(key.decrypt(one[:_NONCE], one[_NONCE:], None).decode()) for one in sealed]
    except InvalidTag as error:
        raise ProofFails("the labels are not those that the other answer opens", where=answered["session"]) from error


def _with_labels(message: dict[str, Any]) -> Iterator[tuple[_Row, str]]:
    labels = message["labels"] or [""] * len(message["rows"])
    return zip(message["rows"], labels, strict=True)


def _message(kind: str, session: str, size: int, rows: Sequence[_Row], labels: Sequence[str]) -> dict[str, Any]:
    return {
        "kind": f"tallystick sealed {kind}",
        "keys": VERSION,
        "session": session,
        "size": size,
        "rows": list(rows),
        "labels": list(labels),
    }


def _digest(message: dict[str, Any]) -> str:
    return sha256(json.dumps(message, sort_keys=True).encode()).hexdigest()


def _write(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value) + "\n", encoding="utf-8")


def _read(path: Path, kind: str) -> dict[str, Any]:
    message = _json(path)
    if message.get("kind") != f"tallystick sealed {kind}" or message.get("keys") != VERSION:
        raise WrongUse(
            f"this is no {kind} of this version", where=str(path), remedy=f"give the file that holds the {kind}"
        )
    rows = message.get("rows")
    if (
        not isinstance(rows, list)
        or len(rows) != message.get("size")
        or any(len(row) != len(SLOTS) for row in rows)
        or len(message.get("labels", ())) not in {0, len(rows)}
    ):
        raise WrongUse("the rows are not as many as were agreed", where=str(path), remedy="ask for the file again")
    return message


def _secret(path: Path) -> tuple[str, bytes]:
    message = _json(path)
    if not {"session", "secret"} <= set(message):
        raise WrongUse("this is no secret", where=str(path), remedy="give the secret.json of this session")
    return message["session"], bytes.fromhex(message["secret"])


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise NotThere("there is no such file", where=str(path), remedy="check the path")
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise WrongUse("this is no file of a sealed session", where=str(path), remedy="ask for it again") from error
    return value if isinstance(value, dict) else {}


def _same_session(one: str, other: str) -> None:
    if one != other:
        raise WrongUse(f"two sessions: '{one}' and '{other}'", remedy="both parties name the same session in prepare")
