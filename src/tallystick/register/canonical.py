"""Events as bytes and back: one event has exactly one body, whoever writes it.

The form is JSON with sorted keys, no blanks, UTF-8; moments are UTC with ``Z``, enums their values, tuples lists. The
digest of the body stands in the leaf (``leaf.values_of``). Must not know how a body is sealed or stored.
"""

from __future__ import annotations

import json
from collections.abc import Callable
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


Reader = Callable[[Any], Any]
"""Makes a value of one type out of plain JSON, or raises ``ValueError``."""


def _restored_object(cls: type, plain: dict[str, Any]) -> Any:
    readers, needed = _form(cls)
    if strange := plain.keys() - readers.keys():
        raise ValueError(f"it holds {', '.join(sorted(strange))}, which this version does not know")
    if lacking := needed - plain.keys():
        raise ValueError(f"it lacks {', '.join(sorted(lacking))}")
    return cls(**{name: readers[name](value) for name, value in plain.items()})


@cache
def _form(cls: type) -> tuple[dict[str, Reader], frozenset[str]]:
    """How each attribute of a class is read, and which of them have no default."""
    hints = get_type_hints(cls)
    needed = (one.name for one in fields(cls) if one.default is MISSING and one.default_factory is MISSING)
    return {one.name: _reader(hints[one.name]) for one in fields(cls)}, frozenset(needed)


@cache
def _reader(hint: Any) -> Reader:
    args, origin = get_args(hint), get_origin(hint)
    if origin is UnionType:
        return _union(args)
    if origin is tuple:
        item = _reader(args[0])
        return lambda plain: tuple(item(one) for one in plain)
    if origin is dict:
        key, value = _reader(args[0]), _reader(args[1])
        return lambda plain: {key(name): value(one) for name, one in plain.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda plain: _restored_object(hint, plain)
    return _scalar(hint)


def _union(args: tuple[Any, ...]) -> Reader:
    """Of None and something else, or of the three outcomes of a reading."""
    if set(args) - {type(None)} == set(_READINGS.values()):
        return _reading
    (only,) = (_reader(arg) for arg in args if arg is not type(None))
    if type(None) not in args:
        return only
    return lambda plain: None if plain is None else only(plain)


def _reading(plain: Any) -> Any:
    return _restored_object(_READINGS[plain[_TAG]], {name: value for name, value in plain.items() if name != _TAG})


def _scalar(hint: Any) -> Reader:
    def take(plain: Any) -> Any:
        if hint is float and type(plain) in {int, float}:
            return float(plain)
        if hint in {str, int, bool} and type(plain) is hint:
            return plain
        if isinstance(plain, str) and issubclass(hint, StrEnum | date):
            return hint(plain) if issubclass(hint, StrEnum) else hint.fromisoformat(plain)
        raise ValueError(f"{plain!r} is not a {hint.__name__}")

    return take
