"""Leaves are alike from outside, commit to every field, and open only to the truth."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.making import COMMON, ZONE, Life, any_event
from tallystick.model import events as ev
from tallystick.model.errors import WrongUse
from tallystick.model.words import Answer, AnswerField, Asked, EntryKind, FormKind, OperationKind
from tallystick.register import canonical, leaf

SECRET = bytes(range(32))


@settings(max_examples=100, deadline=None)
@given(any_event())
def test_every_kind_of_entry_has_a_leaf_of_392_bytes_that_opens(event: ev.Event) -> None:
    values = leaf.values_of(event, canonical.encode(event))
    made = leaf.make(values, SECRET)
    assert len(made) == leaf.LEAF_SIZE == 392
    assert tuple(values) == leaf.LEAF_NAMES
    assert all(leaf.holds(made, opening) for opening in leaf.open_fields(values, SECRET, leaf.LEAF_NAMES))


def test_the_digest_of_a_field_is_the_one_written_down() -> None:
    salt = hmac.new(SECRET, b"year", "sha256").digest()
    digest = hashlib.sha256(b"\x02" + salt + b"year\x002025").digest()
    assert leaf.make({"year": "2025"}, SECRET)[8 + 32 : 8 + 64] == digest


@given(st.sampled_from(leaf.LEAF_NAMES), st.text(max_size=8), st.text(max_size=8))
def test_an_opening_holds_for_its_own_value_only(name: str, value: str, other: str) -> None:
    made = leaf.make({name: value}, SECRET)
    (opening,) = leaf.open_fields({name: value}, SECRET, [name])
    assert leaf.holds(made, opening)
    assert leaf.holds(made, replace(opening, value=other)) == (other == value)


OPENING = leaf.open_fields({"kind": "request"}, SECRET, ["kind"])[0]


@pytest.mark.parametrize(
    ("opening", "why"),
    [
        (replace(OPENING, name="year"), "the field of another name"),
        (replace(OPENING, name="colour"), "a field that no leaf has"),
        (replace(OPENING, salt=bytes(32)), "another salt"),
        (replace(OPENING, salt=b""), "a salt of no length"),
        (replace(OPENING, salt=OPENING.salt + b"kind\x00", name=""), "a salt that swallows the name"),
    ],
)
def test_an_opening_made_otherwise_does_not_hold(opening: leaf.Opening, why: str) -> None:
    assert not leaf.holds(leaf.make({"kind": "request"}, SECRET), opening), why


@pytest.mark.parametrize("made", [b"", b"tally/1\n", b"x" * 392, leaf.make({}, SECRET) + b"x"])
def test_nothing_holds_on_what_is_no_leaf(made: bytes) -> None:
    assert not leaf.holds(made, leaf.open_fields({}, SECRET, ["kind"])[0])


def test_one_secret_less_and_two_leaves_cannot_be_told_apart() -> None:
    disposition = leaf.make({"kind": "disposition"}, SECRET)
    request = leaf.make({"kind": "request"}, bytes(32))
    assert len(disposition) == len(request)
    places = [slice(start, start + 32) for start in range(8, 392, 32)]
    assert not {disposition[place] for place in places} & {request[place] for place in places}


@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(33)])
def test_a_secret_of_another_length_is_refused(secret: bytes) -> None:
    with pytest.raises(WrongUse, match="32 bytes"):
        leaf.make({}, secret)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(WrongUse, match="colour"):
        leaf.make({"colour": "red"}, SECRET)


def test_date_and_year_are_local() -> None:
    life = Life()
    life.arrive(2024, received_at=datetime(2025, 1, 1, 3, 0, tzinfo=UTC))
    assert leaf.values_of(life.events[0], b"", ZONE)["date"] == "2024-12-31"
    assert leaf.values_of(life.events[0], b"")["date"] == "2025-01-01"


def _said(event: ev.Event) -> dict[str, str]:
    return {name: value for name, value in leaf.values_of(event, b"", ZONE).items() if value}


def test_what_the_leaf_of_a_disposition_says() -> None:
    life = Life()
    of = life.request()
    life.dispose(of, {AnswerField.NOTICE: Answer.YES, AnswerField.HOLD: Answer.NO})
    said = _said(life.events[-1])
    assert said["answers"] == "hold=no,notice=yes"
    assert (said["kind"], said["refers_to"], said["clause"]) == ("disposition", "1", "1-2(b)")


def _correction(**values: object) -> ev.Correction:
    return ev.Correction(**{**COMMON, "of": 1, "why": "x", **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("event", "asked"),
    [
        (_correction(now=EntryKind.COPY_OF), "nothing"),
        (_correction(now=EntryKind.UNREADABLE, form=FormKind.I247A), "nothing"),
        (_correction(now=EntryKind.REQUEST), "hold"),
        (_correction(now=EntryKind.REQUEST, form=FormKind.I247G), "notice"),
        (_correction(now=EntryKind.REQUEST, form=FormKind.I247X), "transfer"),
        (_correction(now=EntryKind.REQUEST, form=FormKind.OTHER), "hold"),
        (_correction(form=FormKind.I247G), ""),
        (ev.Request(**COMMON, arrival=0, asked=Asked.NOTICE), "notice"),
        (ev.NotARequest(**COMMON, arrival=0), ""),
        (ev.Withdrawal(**COMMON, of=1, on=date(2025, 1, 2)), ""),
    ],
)
def test_what_an_entry_says_is_asked(event: ev.Event, asked: str) -> None:
    assert leaf.values_of(event, b"")["asked"] == asked


def test_an_operation_commits_to_its_facts() -> None:
    values = leaf.operation_values(OperationKind.HANDOVER, 2025, {"document": "ab", "holder": "clerk"})
    assert (values["kind"], values["year"], values["document"]) == ("handover", "2025", "ab")
    other = leaf.operation_values(OperationKind.HANDOVER, 2025, {"document": "ab", "holder": "auditor"})
    assert values["body"] != other["body"]
    assert len(leaf.make(values, SECRET)) == 392
