"""Every view of a paper or a request is kept, and two people at one paper are told of each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from desk import arrives, document, request
from django.db import DatabaseError, connection, transaction

from agencies import AUDITOR, CLERK, LEGAL
from conftest import Clock
from tallystick.model.errors import TallystickError
from tallystick.model.words import OperationKind
from tallystick.records.guards import LOOKS, postgresql_undo, sqlite_undo
from tallystick.records.models import Look
from tallystick.services import operations
from tallystick.services.desk.inbox import open_item, page_picture
from tallystick.services.desk.looks import AGAIN, PRESENT, enter, not_as_entered
from tallystick.services.desk.requests import request_view
from tallystick.services.home import Home
from tallystick.services.keeping.doctor import examine

OTHER = replace(CLERK, user="o.clerk")


def test_every_view_of_a_request_is_kept_with_who_and_when(home: Home) -> None:
    entry = request(home)
    for actor in (LEGAL, AUDITOR):
        request_view(home, actor, entry)
    seen = request_view(home, CLERK, entry).looks
    assert [one.user for one in seen] == ["m.clerk", "a.auditor", "l.counsel"]


def test_looking_twice_at_once_is_one_look(home: Home) -> None:
    entry = request(home)
    start = home.clock()
    for seconds in (0, 30, 59, AGAIN.total_seconds() + 1):
        home.clock = lambda seconds=seconds: start + timedelta(seconds=seconds)
        request_view(home, LEGAL, entry)
    assert Look.objects.filter(user="l.counsel").count() == 2


def test_the_second_who_opens_a_paper_is_told_of_the_first_and_the_first_is_not_disturbed(home: Home) -> None:
    _, taken = arrives(home, b"a", document())
    assert open_item(home, CLERK, taken.entries[0]).sits_there is None
    second = open_item(home, OTHER, taken.entries[0]).sits_there
    assert second is not None
    assert second.user == "m.clerk"
    assert open_item(home, CLERK, taken.entries[0]).sits_there is None


@pytest.mark.parametrize("gone", ["to another paper", "long ago"])
def test_a_paper_is_free_when_the_first_went(home: Home, gone: str) -> None:
    _, taken = arrives(home, b"a", document())
    _, another = arrives(home, b"b", document(event_no="ZZP2503111111"))
    open_item(home, CLERK, taken.entries[0])
    if gone == "to another paper":
        open_item(home, CLERK, another.entries[0])
    else:
        now = home.clock() + PRESENT
        home.clock = lambda: now
    assert open_item(home, OTHER, taken.entries[0]).sits_there is None


def test_a_picture_opened_by_its_address_alone_is_a_look_too(home: Home) -> None:
    received, _ = arrives(home, b"no picture", document())
    with pytest.raises(TallystickError):
        page_picture(home, AUDITOR, received.entry, 0)
    assert Look.objects.get().entry == received.entry


def test_what_was_looked_at_can_be_neither_changed_nor_removed(home: Home) -> None:
    request_view(home, LEGAL, request(home))
    for change in (Look.objects.all().delete, lambda: Look.objects.update(user="nobody")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_no_view_can_be_taken_away_unseen_once_its_day_is_entered(home: Home, clock: Clock) -> None:
    entry = request(home)
    for actor in (LEGAL, AUDITOR):
        request_view(home, actor, entry)
    assert enter(home)
    clock.now += timedelta(days=1)
    assert enter(home)
    assert not enter(home)
    request_view(home, CLERK, entry)
    assert not_as_entered(home) == []
    days = [(facts["date"], facts["views"]) for _, _, facts in operations.of_kind(home, OperationKind.LOOKS)]
    assert days == [("2025-03-03", "0"), ("2025-03-04", str(Look.objects.count() - 1))]
    with connection.cursor() as cursor:
        for statement in (sqlite_undo if connection.vendor == "sqlite" else postgresql_undo)(LOOKS):
            cursor.execute(statement)
    Look.objects.filter(user="l.counsel").delete()
    assert not_as_entered(home) == ["2025-03-04"]
    assert next(one.ok for one in examine(home) if one.name == "views") is False
