"""Readings kept sealed by SHA-256 and reader version, so that the same bytes are never read twice."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from tallystick.model.reading import (
    Box,
    BoxReading,
    DocumentReading,
    Doubtful,
    FieldReading,
    MarkReading,
    PageEvidence,
    Read,
    Reading,
    Unread,
)
from tallystick.model.words import FormKind, StatedBasis, UnreadReason
from tallystick.records.models import StoredReading
from tallystick.register import seal
from tallystick.services.home import Home

_KINDS = {"Read": Read, "Doubtful": Doubtful, "Unread": Unread}


def keep(home: Home, reading: Reading) -> None:
    """Keep a reading, sealed under a key of its own. One that is there already stays."""
    if StoredReading.objects.filter(sha256=reading.sha256, reader=reading.reader).exists():
        return
    slot, key = home.keys.new()
    sealed = seal.seal(key, to_json(reading).encode(), context=_context(reading.sha256, slot))
    StoredReading.objects.create(sha256=reading.sha256, reader=reading.reader, sealed=sealed, slot=slot)


def find(home: Home, sha256: str, reader: str | None = None) -> Reading | None:
    """Find the kept reading of an original (of one reader version, or the newest), None when there is none."""
    rows = StoredReading.objects.filter(sha256=sha256).order_by("-id")
    row = (rows.filter(reader=reader) if reader else rows).first()
    key = home.keys.get(row.slot) if row else None
    if row is None or key is None:
        return None
    return from_json(seal.unseal(key, bytes(row.sealed), context=_context(sha256, row.slot)).decode())


def forget(home: Home, sha256: str) -> None:
    """Destroy every kept reading of an original."""
    for row in StoredReading.objects.filter(sha256=sha256):
        home.keys.destroy(row.slot)
        row.delete()


def _context(sha256: str, slot: int) -> bytes:
    return f"reading\n{sha256}\n{slot}".encode()


def to_json(reading: Reading) -> str:
    """A reading as JSON; each field bears its kind (Read, Doubtful, Unread)."""
    plain = asdict(reading)
    for document, written in zip(reading.documents, plain["documents"], strict=True):
        _say_kinds(document, written)
    return json.dumps(plain, ensure_ascii=False)


def _say_kinds(document: DocumentReading, written: dict[str, Any]) -> None:
    for name, one in document.fields.items():
        written["fields"][name]["kind"] = type(one).__name__
    for name, one in document.further.items():
        written["further"][name]["kind"] = type(one).__name__
    for paper, plain in zip(document.enclosed, written["enclosed"], strict=True):
        _say_kinds(paper, plain)


def from_json(text: str) -> Reading:
    """Turn JSON of ``to_json`` back into the same reading."""
    plain = json.loads(text)
    return Reading(
        sha256=plain["sha256"],
        reader=plain["reader"],
        media=plain["media"],
        pages=tuple(PageEvidence(**page) for page in plain["pages"]),
        documents=tuple(_document(one) for one in plain["documents"]),
        unread=UnreadReason(plain["unread"]) if plain["unread"] else None,
        detail=plain["detail"],
        text=plain["text"],
    )


def _document(plain: dict[str, Any]) -> DocumentReading:
    return DocumentReading(
        form=FormKind(plain["form"]),
        edition=plain["edition"],
        pages=tuple(plain["pages"]),
        fields={name: _field(one) for name, one in plain["fields"].items()},
        boxes=tuple(
            BoxReading(StatedBasis(one["basis"]), one["marked"], one["density"], _box(one["box"]))
            for one in plain["boxes"]
        ),
        further={name: _field(one) for name, one in plain["further"].items()},
        printed=plain["printed"],
        marks=tuple(MarkReading(**(one | {"box": _box(one["box"])})) for one in plain["marks"]),
        enclosed=tuple(_document(one) for one in plain.get("enclosed", ())),
    )


def _field(plain: dict[str, Any]) -> FieldReading:
    kind = _KINDS[plain.pop("kind")]
    plain["box"] = _box(plain["box"])
    if kind is Unread:
        return Unread(UnreadReason(plain["reason"]), plain["box"])
    if "others" in plain:
        plain["others"] = tuple(plain["others"])
    made: FieldReading = kind(**plain)
    return made


def _box(plain: dict[str, Any] | None) -> Box | None:
    return Box(**plain) if plain else None
