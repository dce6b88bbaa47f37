"""Events as bytes and back: one event has exactly one body, whoever writes it.

The form is JSON with sorted keys, no blanks, UTF-8; moments are UTC with ``Z``, enums their values, tuples lists. The
digest of the body stands in the leaf (``leaf.values_of``). Must not know how a body is sealed or stored.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tallystick.model.errors import WrongUse
from tallystick.model.events import EVENTS, Arrival, Classified, Contact, Event, ReportFiled, Sweep
from tallystick.model.reading import Doubtful, Read, Unread
from tallystick.model.words import EntryKind, OperationKind

_EVENT_OF: dict[EntryKind, type[Event]] = {event.KIND: event for event in EVENTS}
_READINGS: dict[str, type] = {"read": Read, "doubtful": Doubtful, "unread": Unread}
_TAG = "is"


def encode(event: Event) -> bytes:
    """The body of an event.

    Raises:
        WrongUse: a moment without a zone, or a value of no kind that an event may hold.

    """
    return pack({"kind": event.KIND.value, **_plain_fields(event)})


def decode(kind: EntryKind, body: bytes) -> Event:
    """The event of that kind whose body this is; attributes younger than the body take their defaults.

    Raises:
        WrongUse: the body is not that of such an event.

    """
    try:
        event = _restored_event(kind, json.loads(body))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as cause:
        raise WrongUse(
            f"this body cannot be read as the entry kind '{kind}': {cause}",
            remedy="a newer Tallystick may have written it; its bytes are untouched",
        ) from cause
    return event


def encode_operation(kind: OperationKind, at: datetime, facts: dict[str, str]) -> bytes:
    """The body of an entry of the operations log; ``at`` is UTC, ``facts`` hold nothing about a person.

    Raises:
        WrongUse: ``at`` has no zone.

    """
    return pack({"kind": kind.value, "at": _plain(at), "facts": facts})


def refers_to(event: Event) -> int | None:
    """The index of the one earlier entry that the event's leaf names, if any.

    A class of a document names its arrival (a copy too: the request it repeats stands in its body); an arrival the one
    with the same bytes; a report the one it amends; every other kind what it is about.
    """
    if isinstance(event, Classified):
        return event.arrival
    if isinstance(event, Arrival):
        return event.same_bytes_as
    if isinstance(event, ReportFiled):
        return event.amends
    if isinstance(event, Contact | Sweep):
        return None
    of = getattr(event, "of", None)
    assert isinstance(of, int), f"{event.KIND} names no entry"
    return of


def pack(plain: object) -> bytes:
    """Canonical JSON of plain values; half a surrogate pair (a broken file name) becomes its JSON escape."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace")


def moment(at: datetime) -> str:
    """A moment as entries write it: ISO 8601 in UTC, ending in ``Z``.

    Raises:
        WrongUse: the moment has no zone.

    """
    if at.tzinfo is None:
        raise WrongUse(f"the moment {at.isoformat()} has no zone", remedy="give moments in UTC")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _plain_fields(value: Any) -> dict[str, Any]:
    return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case None | str() | int() | float():
            return value
        case tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(_plain(key)): _plain(item) for key, item in value.items()}
        case Read() | Doubtful() | Unread():
            return {_TAG: type(value).__name__.lower(), **_plain_fields(value)}
        case _ if is_dataclass(value):
            return _plain_fields(value)
    raise WrongUse(f"an entry cannot hold a value of type {type(value).__name__}", where=repr(value)[:80])


def _restored_event(kind: EntryKind, plain: dict[str, Any]) -> Event:
    if (said := plain.pop("kind")) != kind.value:
        raise ValueError(f"it names the kind {said!r}")
    event = _restored_object(_EVENT_OF[kind], plain)
    assert isinstance(event, Event)
    return event


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _restored_object(cls: type, plain: dict[str, Any]) -> Any:
    known = {item.name: item for item in fields(cls)}
    if strange := plain.keys() - known.keys():
        raise ValueError(f"it holds {', '.join(sorted(strange))}, which this version does not know")
    needed = (n for n, item in known.items() if item.default is MISSING and item.default_factory is MISSING)
    if lacking := set(needed) - plain.keys():
        raise ValueError(f"it lacks {', '.join(sorted(lacking))}")
    return cls(**{name: _restored(_hints(cls)[name], value) for name, value in plain.items()})


def _restored(hint: Any, plain: Any) -> Any:
    args = get_args(hint)
    origin = get_origin(hint)
    if origin is UnionType:
        return _restored_union(args, plain)
    if origin is tuple:
        return tuple(_restored(args[0], item) for item in plain)
    if origin is dict:
        return {_restored(args[0], key): _restored(args[1], item) for key, item in plain.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return _restored_object(hint, plain)
    return _restored_scalar(hint, plain)


def _restored_union(args: tuple[Any, ...], plain: Any) -> Any:
    if plain is None and type(None) in args:
        return None
    if isinstance(plain, dict) and _TAG in plain:
        rest = {name: value for name, value in plain.items() if name != _TAG}
        return _restored_object(_READINGS[plain[_TAG]], rest)
    (only,) = (arg for arg in args if arg is not type(None))
    return _restored(only, plain)


def _restored_scalar(hint: Any, plain: Any) -> Any:
    if hint is float and isinstance(plain, int | float) and not isinstance(plain, bool):
        return float(plain)
    if hint in {str, int, bool} and type(plain) is hint:
        return plain
    if isinstance(plain, str) and issubclass(hint, StrEnum | date):
        return hint(plain) if issubclass(hint, StrEnum) else hint.fromisoformat(plain)
    raise ValueError(f"{plain!r} is not a {hint.__name__}")
