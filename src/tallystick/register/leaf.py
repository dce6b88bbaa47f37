"""Leaves: twelve salted digests of named fields, the same 392 bytes for every kind of entry.

A leaf tells nothing until a field is opened: its value and its salt are shown and hash to the digest in the leaf
(facts: trust, "Leaf = 12 salted field digests"). Absent fields are committed as empty, so kinds cannot be told apart.
Must not know which fields a policy opens, nor where the secret is kept.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tallystick.model.errors import WrongUse
from tallystick.model.events import (
    Arrival,
    Classified,
    Confirmed,
    Contact,
    Correction,
    Disposition,
    Event,
    Late,
    ReportFiled,
    Request,
    Withdrawal,
)
from tallystick.model.words import ASKED_BY_FORM, Asked, EntryKind, FormKind, OperationKind

from . import canonical

LEAF_NAMES: tuple[str, ...] = (
    "kind",
    "year",
    "refers_to",
    "asked",
    "date",
    "channel",
    "station",
    "form",
    "answers",
    "clause",
    "document",
    "body",
)
"""The fields of a leaf in their order. The order and the names never change under version ``tally/1``."""

HEAD = b"tally/1\n"
DIGEST = 32
LEAF_SIZE = len(HEAD) + DIGEST * len(LEAF_NAMES)
_FIELD = b"\x02"


@dataclass(frozen=True, slots=True)
class Opening:
    """One field laid open: its name, its value and the 32-byte salt that its digest was made with."""

    name: str
    value: str
    salt: bytes


def make(values: Mapping[str, str], secret: bytes) -> bytes:
    """The 392 bytes of a leaf; fields that ``values`` does not name are committed as empty.

    Args:
        values: field name to text; see ``values_of``.
        secret: 32 random bytes kept sealed with the entry; all salts come from it.

    Raises:
        WrongUse: an unknown field name, or a secret of another length.

    """
    if strange := values.keys() - set(LEAF_NAMES):
        raise WrongUse(f"a leaf has no field {', '.join(sorted(strange))}")
    return HEAD + b"".join(_digest(opening) for opening in open_fields(values, secret, LEAF_NAMES))


def open_fields(values: Mapping[str, str], secret: bytes, names: Iterable[str]) -> tuple[Opening, ...]:
    """The openings of the named fields, in the order of ``names``.

    Raises:
        WrongUse: a secret that has not 32 bytes.

    """
    if len(secret) != DIGEST:
        raise WrongUse(f"a leaf secret has {DIGEST} bytes, not {len(secret)}")
    return tuple(Opening(name, values.get(name, ""), _salt(secret, name)) for name in names)


def holds(leaf: bytes, opening: Opening) -> bool:
    """Whether the leaf was made with this value in this field."""
    if len(leaf) != LEAF_SIZE or not leaf.startswith(HEAD):
        return False
    if opening.name not in LEAF_NAMES or len(opening.salt) != DIGEST:
        return False
    start = len(HEAD) + DIGEST * LEAF_NAMES.index(opening.name)
    return hmac.compare_digest(leaf[start : start + DIGEST], _digest(opening))


def values_of(event: Event, body: bytes, zone: str = "UTC") -> dict[str, str]:
    """What the leaf of an entry commits to: every field of ``LEAF_NAMES``, absent ones empty.

    ``zone`` is the agency's (IANA name): ``date`` is a local day, as ``year`` is a local year.
    """
    about = canonical.refers_to(event)
    return {
        "kind": event.KIND.value,
        "year": str(event.year),
        "refers_to": "" if about is None else str(about),
        "asked": asked_of(event),
        "date": _date_of(event, ZoneInfo(zone)),
        "channel": event.channel.value if isinstance(event, Arrival | Contact) else "",
        "station": event.station,
        "form": _form_of(event),
        "answers": _answers_of(event),
        "clause": event.clause if isinstance(event, Disposition) else "",
        "document": event.sha256 if isinstance(event, Arrival | ReportFiled) else "",
        "body": hashlib.sha256(body).hexdigest(),
    }


def operation_values(
    kind: OperationKind, year: int, facts: Mapping[str, str], *, body: bytes | None = None
) -> dict[str, str]:
    """The same for an entry of the operations log; facts that bear the name of a leaf field go there as well.

    ``body`` is what ``canonical.encode_operation`` gave; without it the facts themselves are committed to.
    """
    named = {name: facts.get(name, "") for name in LEAF_NAMES}
    committed = canonical.pack(dict(facts)) if body is None else body
    return named | {"kind": kind.value, "year": str(year), "body": hashlib.sha256(committed).hexdigest()}


def asked_of(event: Event) -> str:
    """What the entry says its request asks (an ``Asked`` value), empty where it says nothing about that.

    A correction speaks only when it names a class: anything but a request asks nothing, a request what its form asks.
    """
    if isinstance(event, Request | Confirmed):
        return event.asked.value
    if isinstance(event, Correction) and event.now is not None:
        return _asked_when(event.now, event.form).value
    return ""


def _asked_when(now: EntryKind, form: FormKind | None) -> Asked:
    if now is not EntryKind.REQUEST:
        return Asked.NOTHING
    return ASKED_BY_FORM.get(form or FormKind.UNKNOWN, Asked.HOLD)


def _date_of(event: Event, zone: ZoneInfo) -> str:
    match event:
        case Withdrawal():
            return event.on.isoformat()
        case Late():
            return event.found_received.isoformat()
        case Arrival():
            return _local_day(event.received_at, zone)
        case Contact():
            return _local_day(event.happened_at, zone)
    return _local_day(event.at, zone)


def _local_day(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat()


def _form_of(event: Event) -> str:
    if isinstance(event, Classified | Confirmed | Correction) and event.form is not None:
        return event.form.value
    return ""


def _answers_of(event: Event) -> str:
    if not isinstance(event, Disposition):
        return ""
    return ",".join(f"{name.value}={answer.value}" for name, answer in sorted(event.answers.items()))


def _salt(secret: bytes, name: str) -> bytes:
    return hmac.digest(secret, name.encode(), "sha256")


def _digest(opening: Opening) -> bytes:
    text = opening.value.encode("utf-8", "backslashreplace")
    return hashlib.sha256(_FIELD + opening.salt + opening.name.encode() + b"\x00" + text).digest()
