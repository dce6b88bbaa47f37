"""Two parties learn how many requests they have in common, and neither sees whom the other's list names.

Private set intersection by blinding (Diffie-Hellman on Curve25519, RFC 7748): a key becomes a point of the curve, each
party multiplies it by a secret of its own, and the order of the two does not matter. What leaks stands in
docs/sealed.md. The steps, each a file that goes to the other party:

1. offer: every row as a fixed number of blinded keys, rows in random order, filled up with dummies to the agreed size;
2. answer: the other party's offer blinded once more, its rows in a new random order;
3. comparison of both answers, which are blinded by both; 4. audit: all of it again, with both secrets.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from tallystick.model.errors import BadList, NotThere, ProofFails, WrongUse
from tallystick.reconciliation.linkage.sealed_keys import KINDS, VERSION, keys, match

from .link import name_forms, rows_of_file

_PRIME = 2**255 - 19
_CURVE_A = 486662
_KEY = 32
_Row = list[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What both parties learn: requests in both lists, the rows of each side that they are, and what was compared."""

    session: str
    requests_in_both: int
    rows_in_both: tuple[int, int]
    size: int
    digests: tuple[str, str]


def prepare(path: Path, session: str, size: int, folder: Path) -> tuple[int, int]:
    """Write the secret and the offer of a list into ``folder``; returns its rows, and those with nothing to compare.

    Raises:
        NotThere, BadList: the file is no list, or has more rows than the agreed size.
        WrongUse: there is a secret in the folder already.

    """
    rows = rows_of_file(path)
    if len(rows) > size:
        raise BadList(
            f"the list has {len(rows)} rows, more than the {size} that were agreed",
            where=path.name,
            remedy="agree on another size with the other party, in both offers",
        )
    secret_file = folder / "secret.json"
    if secret_file.exists():
        raise WrongUse(
            "there is a secret already", where=str(secret_file), remedy="give each session a folder of its own"
        )
    secret = secrets.token_bytes(_KEY)
    made = [_blinded_row(keys(row, name_forms()), session, secret) for row in rows]
    made += [_blinded_row((None,) * len(KINDS), session, secret) for _ in range(size - len(rows))]
    secrets.SystemRandom().shuffle(made)
    folder.mkdir(parents=True, exist_ok=True)
    secret_file.touch(mode=0o600)
    _write(secret_file, {"session": session, "secret": secret.hex()})
    _write(folder / "offer.json", _message("offer", session, size, made))
    return len(rows), sum(row.empty for row in rows)


def answer(offer: Path, secret_file: Path, output: Path) -> int:
    """Blind the other party's offer once more, its rows in a new order; returns how many rows it has.

    Raises:
        NotThere, WrongUse: a file is missing, of another session, or no offer.

    """
    message, secret = _read(offer, "offer"), _secret(secret_file)
    _same_session(message["session"], secret[0])
    rows = [[_multiplied(bytes.fromhex(token), secret[1]).hex() for token in row] for row in message["rows"]]
    secrets.SystemRandom().shuffle(rows)
    _write(output, _message("answer", message["session"], message["size"], rows) | {"to": _digest(message)})
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
    found = match([tuple(row) for row in one["rows"]], [tuple(row) for row in other["rows"]])
    first_partner: dict[int, int] = {}
    for pair in found:
        first_partner[pair.a] = min(pair.b, first_partner.get(pair.a, pair.b))
    return Compared(
        session=one["session"],
        requests_in_both=len(set(first_partner.values())),
        rows_in_both=(len({pair.a for pair in found}), len({pair.b for pair in found})),
        size=one["size"],
        digests=(_digest(one), _digest(other)),
    )


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
            tuple(_multiplied(bytes.fromhex(token), other[1]).hex() for token in row) for row in message["rows"]
        )
        if told["to"] != _digest(message) or expected != Counter(map(tuple, told["rows"])):
            raise ProofFails("the answer is not what the offer and the secret give", where=str(answered))
    return compare(answers[0], answers[1])


def _blinded_row(made: Sequence[str | None], session: str, secret: bytes) -> _Row:
    """A row's keys as blinded points; where there is no key, a point that nothing else can be."""
    return [_multiplied(_point(session, key or secrets.token_hex(_KEY)), secret).hex() for key in made]


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


def _message(kind: str, session: str, size: int, rows: Sequence[_Row]) -> dict[str, Any]:
    return {"kind": f"tallystick sealed {kind}", "keys": VERSION, "session": session, "size": size, "rows": list(rows)}


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
    if not isinstance(rows, list) or len(rows) != message.get("size") or any(len(row) != len(KINDS) for row in rows):
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
