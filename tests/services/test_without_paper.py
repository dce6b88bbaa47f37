"""A request without paper is noted as what it is: a contact, never a detainer request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agencies import AUDITOR, CLERK
from tallystick.model.actor import Actor
from tallystick.model.contacts import ContactKind, Direction
from tallystick.model.errors import NotAllowed, WrongUse
from tallystick.model.words import Channel, Role
from tallystick.register import sums
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake.without_paper import ASKED, HOW, Noted, contacts, note_without_paper

STATION = Actor("station H1", frozenset({Role.STATION}), "ZZ0990100", frozenset({"H1"}))


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("how", HOW)
def test_every_way_and_every_question_is_noted_without_a_name(home: Home, how: str, asked: str) -> None:
    entry = note_without_paper(home, STATION, Noted("H1", how, asked))
    state = ledger.state(home)
    found = state.contacts[entry]
    assert (found.who, found.direction, found.station) == ("ICE", Direction.ASKED_BY_THEM, "H1")
    assert found.asked_what == asked
    assert state.requests == {}
    assert all(one.closes for one in sums.of(state))


def test_a_hit_in_ncic_is_a_query_that_came_by_teletype(home: Home) -> None:
    entry = note_without_paper(home, STATION, Noted("H1", "ncic", "hold"))
    found = ledger.state(home).contacts[entry]
    assert (found.channel, found.contact) == (Channel.TELETYPE, ContactKind.QUERY)


def test_it_counts_in_the_local_year_in_which_it_happened(home: Home) -> None:
    evening = datetime(2025, 1, 1, 3, 0, tzinfo=UTC)
    entry = note_without_paper(home, CLERK, Noted("H1", "phone", "notice", happened_at=evening))
    assert ledger.state(home).contacts[entry].year == 2024
    assert contacts(home, AUDITOR)[0][0] == entry


@pytest.mark.parametrize(
    ("noted", "what"),
    [
        (Noted("H1", "", "hold"), "no way"),
        (Noted("H1", "phone", ""), "no question"),
        (Noted("H3", "phone", "hold"), "another station than the link's"),
        (Noted("H9", "phone", "hold"), "no station at all"),
        (Noted("H1", "phone", "hold", happened_at=datetime.now(UTC) + timedelta(days=9000)), "tomorrow"),
    ],
)
def test_nothing_is_noted_for(home: Home, noted: Noted, what: str) -> None:
    with pytest.raises(WrongUse):
        note_without_paper(home, STATION, noted)
    assert ledger.state(home).size == 0


def test_a_station_reads_no_contact_back(home: Home) -> None:
    with pytest.raises(NotAllowed):
        contacts(home, STATION)
