"""Words beside an entry of the operations log: sealed under their own key, and erased with a request.

The log holds their salted digest, so that nobody can change them unseen and nothing in the log tells of a person.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping

from django.db import transaction

from tallystick.model.words import OperationKind
from tallystick.records.models import SealedWords
from tallystick.register import canonical, seal
from tallystick.services import ledger
from tallystick.services.home import Home

_SALT = "salt"


def append_with(
    home: Home, kind: OperationKind, facts: dict[str, str], said: Mapping[str, str], *, request: int | None = None
) -> int:
    """Append an entry whose fact ``document`` is the salted digest of ``said``, and keep ``said`` sealed beside it.

    ``request`` is the request that the words are about: they are erased with it. Returns the entry.
    """
    body = canonical.pack({**said, _SALT: os.urandom(32).hex()})
    with transaction.atomic():
        entry = ledger.append_operation(home, kind, {**facts, "document": hashlib.sha256(body).hexdigest()})
        slot, key = home.keys.new()
        sealed = seal.seal(key, body, context=_context(entry, slot))
        SealedWords.objects.create(entry=entry, request=request, sealed=sealed, slot=slot)
    return entry


def said_in(home: Home, entry: int) -> dict[str, str] | None:
    """What was said beside an entry; None when it was erased or nothing was."""
    row = SealedWords.objects.filter(entry=entry).first()
    key = home.keys.get(row.slot) if row else None
    if row is None or key is None:
        return None
    plain: dict[str, str] = json.loads(seal.unseal(key, bytes(row.sealed), context=_context(entry, row.slot)))
    plain.pop(_SALT)
    return plain


def forget(home: Home, requests: Iterable[int]) -> None:
    """Destroy what was said about these requests."""
    _destroy(home, SealedWords.objects.filter(request__in=list(requests)))


def erase(home: Home, entries: Iterable[int]) -> None:
    """Destroy what was said beside these entries."""
    _destroy(home, SealedWords.objects.filter(entry__in=list(entries)))


def _destroy(home: Home, rows: Iterable[SealedWords]) -> None:
    for row in rows:
        home.keys.destroy(row.slot)
        row.delete()


def _context(entry: int, slot: int) -> bytes:
    return f"words\n{entry}\n{slot}".encode()
