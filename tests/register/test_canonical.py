"""One event has one body, and every event of every kind comes back whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings

from register.making import COMMON, NOON, Life, any_event
from tallystick.model import events as ev
from tallystick.model.errors import WrongUse
from tallystick.model.words import Answer, AnswerField, EntryKind, OperationKind
from tallystick.register import canonical


@settings(max_examples=300, deadline=None)
@given(any_event())
def test_every_event_round_trips(event: ev.Event) -> None:
    body = canonical.encode(event)
    again = canonical.decode(event.KIND, body)
    assert again == event
    assert canonical.encode(again) == body


def test_the_body_is_sorted_json_without_blanks_and_moments_end_in_z() -> None:
    event = ev.Sweep(**COMMON, period="2025", found=0, signed_by="Officer Invented")
    assert canonical.encode(event).decode() == (
        '{"agency":"ZZ0990100","at":"2025-03-04T17:12:00Z","by":"system","found":0,"kind":"sweep","line":"fax",'
        '"period":"2025","signed_by":"Officer Invented","statement":"","station":"H3","year":2025}'
    )


def test_one_moment_in_two_zones_has_one_body() -> None:
    event = ev.Sweep(**COMMON, period="2025", found=0, signed_by="x")
    elsewhere = replace(event, at=event.at.astimezone(timezone(timedelta(hours=-5))))
    assert canonical.encode(elsewhere) == canonical.encode(event)


def test_a_moment_without_a_zone_is_refused() -> None:
    event = ev.Sweep(**{**COMMON, "at": NOON.replace(tzinfo=None)}, period="2025", found=0, signed_by="x")
    with pytest.raises(WrongUse, match="no zone"):
        canonical.encode(event)


def test_a_broken_file_name_is_kept_whole_and_the_body_stays_utf8() -> None:
    life = Life()
    life.arrive(file_name="scan\udcff.tif")
    body = canonical.encode(life.events[0])
    assert body.decode("utf-8")
    assert canonical.decode(EntryKind.ARRIVAL, body) == life.events[0]


def test_a_body_older_than_an_attribute_takes_its_default() -> None:
    event = ev.Sweep(**COMMON, period="2025", found=2, signed_by="x")
    plain = json.loads(canonical.encode(event))
    del plain["statement"]
    assert canonical.decode(EntryKind.SWEEP, canonical.pack(plain)) == event


def test_a_body_older_than_an_attribute_of_several_values_takes_none() -> None:
    life = Life()
    event = replace(life.events[life.dispose(life.request(), {AnswerField.HOLD: Answer.NO})], facts={}, moments={})
    plain = json.loads(canonical.encode(event))
    del plain["facts"], plain["moments"]
    assert canonical.decode(EntryKind.DISPOSITION, canonical.pack(plain)) == event


SWEEP = json.loads(canonical.encode(ev.Sweep(**COMMON, period="2025", found=2, signed_by="x")))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"\xff", "not UTF-8"),
        (b"[]", "not an object"),
        (b"{}", "no kind"),
        (canonical.pack({**SWEEP, "kind": "late"}), "another kind"),
        (canonical.pack({**SWEEP, "colour": "red"}), "an attribute that this version does not know"),
        (canonical.pack({k: v for k, v in SWEEP.items() if k != "found"}), "an attribute without default missing"),
        (canonical.pack({**SWEEP, "found": "2"}), "a text for a number"),
        (canonical.pack({**SWEEP, "found": True}), "a truth value for a number"),
        (canonical.pack({**SWEEP, "at": "yesterday"}), "not a moment"),
    ],
)
def test_a_body_of_another_form_is_refused(body: bytes, why: str) -> None:
    with pytest.raises(WrongUse, match="cannot be read"):
        canonical.decode(EntryKind.SWEEP, body)


def test_what_is_lacking_or_strange_in_a_body_is_named() -> None:
    for changed, words in (
        ({k: v for k, v in SWEEP.items() if k not in {"found", "period"}}, "it lacks found, period"),
        ({**SWEEP, "shape": 1, "colour": 2}, "it holds colour, shape, which"),
        ({**SWEEP, "kind": "late"}, "it names the kind 'late'"),
        ({**SWEEP, "found": "2"}, "'2' is not a int"),
    ):
        with pytest.raises(WrongUse, match=words):
            canonical.decode(EntryKind.SWEEP, canonical.pack(changed))


def test_every_kind_of_event_has_its_own_kind_of_entry() -> None:
    assert {event.KIND for event in ev.EVENTS} == set(EntryKind)


def test_what_an_entry_refers_to() -> None:
    life = Life()
    first = life.request()
    copy = life.classify(life.arrive(same_bytes_as=0), EntryKind.COPY_OF, of=first)
    late = life.late(2)
    sweep = life.add(ev.Sweep(**COMMON, period="2025", found=0, signed_by="x"))
    confirmed = life.confirm(first)
    said = {index: canonical.refers_to(life.events[index]) for index in (0, first, 2, copy, late, sweep, confirmed)}
    assert said == {0: None, first: 0, 2: 0, copy: 2, late: 2, sweep: None, confirmed: first}


def test_an_operation_has_one_body_too() -> None:
    body = canonical.encode_operation(OperationKind.ANCHOR, datetime(2025, 1, 1, tzinfo=UTC), {"document": "ab"})
    assert body == b'{"at":"2025-01-01T00:00:00Z","facts":{"document":"ab"},"kind":"anchor"}'
