"""What the register says is a pure function of its entries, and every sum closes whatever happens."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.making import COMMON, NOON, ZONE, Life, a_year, entry, erased, lives
from tallystick.model import events as ev
from tallystick.model.errors import SumDoesNotClose, WrongUse
from tallystick.model.reading import FIELD_NAMES, Doubtful, Read, Unread
from tallystick.model.state import RegisterState
from tallystick.model.words import Answer, AnswerField, Asked, Channel, CopyRelation, EntryKind, FormKind, UnreadReason
from tallystick.register import recount, replay, sums

YES, NO, NOT_RECORDED = Answer.YES, Answer.NO, Answer.NOT_RECORDED


# -- for any life of a register ------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(lives())
def test_every_sum_closes(life: Life) -> None:
    assert [one for one in sums.of(life.state) if not one.closes] == []
    sums.check(life.state)


@settings(max_examples=100, deadline=None)
@given(lives())
def test_the_same_entries_give_the_same_state(life: Life) -> None:
    fresh = replay.replay(life.entries(), ZONE)
    assert fresh == life.state
    assert replay.replay(life.entries(), ZONE) == fresh


@settings(max_examples=100, deadline=None)
@given(lives(), st.data())
def test_replay_changes_no_event_and_a_longer_log_no_earlier_state(life: Life, data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(life.events)))
    events = deepcopy(life.events)
    before = replay.replay(life.entries()[:size], ZONE)
    kept = deepcopy(before)
    replay.replay(life.entries(), ZONE)
    assert before == kept
    assert life.events == events


@settings(max_examples=100, deadline=None)
@given(lives(), st.data())
def test_no_sum_breaks_when_bodies_are_erased(life: Life, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, max(0, len(life.events) - 1))))
    entries = [erased(one) if one.index in gone and one.event else one for one in life.entries()]
    state = replay.replay(entries, ZONE)
    assert [one for one in sums.of(state) if not one.closes] == []
    assert (state.moments, state.asked) == (life.state.moments, life.state.asked)


@settings(max_examples=150, deadline=None)
@given(lives(), st.sampled_from([2024, 2025]), st.data())
def test_the_recount_from_openings_is_the_figure_at_every_size(life: Life, year: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(life.events)))
    state = replay.replay(life.entries()[:size], ZONE)
    holds = [e for e, request in sorted(state.requests.items()) if request.year == year and request.asked is Asked.HOLD]
    assert list(recount.count(life.told(), year=year, size=size).entries) == holds


def test_what_was_said_of_a_document_before_it_became_a_request_stands_in_its_history() -> None:
    life = Life()
    life.arrive()
    cover = life.classify(life.arrive(), EntryKind.NOT_A_REQUEST)
    first = life.correct(cover, now=EntryKind.NOT_A_REQUEST)
    second = life.correct(cover, now=EntryKind.REQUEST)
    assert life.state.requests[cover].history == [1, cover, first, second]


@settings(max_examples=100, deadline=None)
@given(lives())
def test_every_entry_about_a_request_stands_in_its_history(life: Life) -> None:
    for request in life.state.requests.values():
        about = {i for i, (_, _, of) in enumerate(life.state.moments) if of == request.entry}
        assert about <= set(request.history)
        assert request.history[:2] == [request.arrival, request.entry]
        assert len(set(request.history)) == len(request.history)


@settings(max_examples=100, deadline=None)
@given(lives())
def test_no_two_requests_bear_one_number(life: Life) -> None:
    assert len({request.number for request in life.state.requests.values()}) == len(life.state.requests)


# -- one thing after the other --------------------------------------------------------------------------------------


def test_days_are_local() -> None:
    life = Life()
    night = life.arrive(2024, received_at=datetime(2025, 1, 1, 3, 0, tzinfo=UTC))
    request = life.classify(night)
    assert life.state.arrivals[night].received_on == date(2024, 12, 31)
    assert life.state.requests[request].received_on == date(2024, 12, 31)


def test_further_requests_of_one_arrival_are_numbered_on() -> None:
    life = Life()
    arrival = life.arrive()
    life.classify(arrival, EntryKind.NOT_A_REQUEST, form=FormKind.COVER)
    entries = [life.classify(arrival) for _ in range(3)]
    assert [life.state.requests[e].number for e in entries] == ["H3-2025-0000", "H3-2025-0000-2", "H3-2025-0000-3"]


def test_a_number_once_given_stays_given() -> None:
    life = Life()
    arrival = life.arrive()
    first, second = life.classify(arrival), life.classify(arrival)
    life.correct(first, now=EntryKind.NOT_A_REQUEST)
    third = life.classify(arrival)
    life.correct(first, now=EntryKind.REQUEST)
    numbers = [life.state.requests[e].number.removeprefix("H3-2025-0000") for e in (first, second, third)]
    assert numbers == ["", "-2", "-3"]


def test_a_request_starts_with_nothing_recorded() -> None:
    life = Life()
    request = life.state.requests[life.request(fields={"name": Unread(UnreadReason.BLANK)})]
    assert set(request.answers.values()) == {NOT_RECORDED}
    assert (request.fields, request.confirmed, request.disposition, request.withdrawn) == ({}, None, None, None)
    assert (request.registered_at, request.received_at, request.line) == (NOON, NOON, "fax")


def test_a_later_class_of_the_same_document_takes_its_place() -> None:
    life = Life()
    arrival = life.arrive()
    poor = life.classify(arrival, EntryKind.UNREADABLE)
    better = life.classify(arrival, document=0)
    assert life.state.arrivals[arrival].documents == [better]
    assert poor not in life.state.documents
    assert better in life.state.requests


def test_a_confirmation_says_what_the_request_reads() -> None:
    life = Life()
    of = life.request()
    index = life.confirm(of, fields={"name": "Invented, Ada"}, prepared=date(2025, 3, 1), edition="2017")
    request = life.state.requests[of]
    assert (request.fields, request.prepared) == ({"name": "Invented, Ada"}, date(2025, 3, 1))
    assert (request.confirmed, request.confirmed_by, request.edition) == (index, "ada", "2017")
    assert life.state.documents[of].seen_by == "ada"
    assert request.read["name"] == Read("x", 0.9)


def test_answers_are_merged_and_only_those_named() -> None:
    life = Life()
    of = life.request()
    life.dispose(of, {AnswerField.HOLD: NO, AnswerField.NOTICE: YES})
    last = life.dispose(of, {AnswerField.NOTICE: NO})
    request = life.state.requests[of]
    assert request.answers == {
        AnswerField.HOLD: NO,
        AnswerField.NOTICE: NO,
        AnswerField.INFORMATION: NOT_RECORDED,
        AnswerField.TRANSFER: NOT_RECORDED,
    }
    assert request.disposition_entry == last


def test_a_copy_stands_with_the_request_it_repeats() -> None:
    life = Life()
    of = life.request()
    copy = life.classify(life.arrive(), EntryKind.COPY_OF, of=of, relation=CopyRelation.CONTINUATION)
    assert life.state.requests[of].copies == [copy]
    assert copy in life.state.requests[of].history
    assert life.state.documents[copy].relation is CopyRelation.CONTINUATION


def test_a_correction_makes_a_request_a_copy_and_back() -> None:
    life = Life()
    first, second = life.request(), life.request()
    life.confirm(second, fields={"name": "Invented, Bo"})
    away = life.correct(second, now=EntryKind.COPY_OF, copy_of=first)
    assert second not in life.state.requests
    assert life.state.requests[first].copies == [second]
    assert away in life.state.requests[first].history
    assert life.state.documents[second].copy_of == first
    back = life.correct(second, now=EntryKind.REQUEST)
    restored = life.state.requests[second]
    assert restored.fields == {"name": "Invented, Bo"}
    assert {away, back} <= set(restored.history)
    assert life.state.requests[first].copies == []
    assert life.state.set_aside == {}


def test_a_correction_moves_a_copy_to_another_request() -> None:
    life = Life()
    first, second = life.request(), life.request()
    copy = life.classify(life.arrive(), EntryKind.COPY_OF, of=first)
    life.correct(copy, now=EntryKind.COPY_OF, copy_of=second)
    assert (life.state.requests[first].copies, life.state.requests[second].copies) == ([], [copy])


def test_a_correction_makes_a_paper_a_request() -> None:
    life = Life()
    cover = life.classify(life.arrive(2024), EntryKind.NOT_A_REQUEST)
    life.correct(cover, now=EntryKind.REQUEST, form=FormKind.I247G, fields={"name": "Invented, Cy"})
    request = life.state.requests[cover]
    assert (request.asked, request.form, request.year) == (Asked.NOTICE, FormKind.I247G, 2024)
    assert request.fields == {"name": "Invented, Cy"}
    assert life.state.documents[cover].kind is EntryKind.REQUEST


def test_a_correction_of_fields_changes_those_alone() -> None:
    life = Life()
    of = life.request()
    life.confirm(of, fields={"name": "Invented, D", "sex": "M"})
    life.correct(of, fields={"sex": "F", "prepared": "2025-03-02"})
    request = life.state.requests[of]
    assert request.fields == {"name": "Invented, D", "sex": "F", "prepared": "2025-03-02"}
    assert (request.prepared, request.asked) == (date(2025, 3, 2), Asked.HOLD)


@pytest.mark.parametrize("order", ["late first", "request first"])
def test_a_late_arrival_was_received_on_the_day_it_reached_the_station(order: str) -> None:
    life = Life()
    arrival = life.arrive()
    if order == "late first":
        late, of = life.late(arrival), life.classify(arrival)
    else:
        of, late = life.classify(arrival), life.late(arrival)
    request = life.state.requests[of]
    assert (request.late, request.received_on) == (late, date(2025, 2, 1))
    assert life.state.arrivals[arrival].late == late


def test_a_withdrawn_request_stays_registered() -> None:
    life = Life()
    of = life.request()
    index = life.withdraw(of)
    assert life.state.requests[of].withdrawn == index
    assert _sum(life, "requests =").parts == (("disposed", 0), ("withdrawn", 1), ("open", 0))


def _sum(life: Life, start: str) -> sums.Sum:
    return next(one for one in sums.of(life.state) if one.name.startswith(start))


def test_an_erasure_blanks_the_person_and_keeps_the_count() -> None:
    life = Life()
    arrival = life.arrive(file_name="invented.tif")
    of = life.classify(arrival)
    life.confirm(of)
    life.dispose(of, {AnswerField.HOLD: NO})
    for index in (of, arrival):
        life.erase(index)
    request = life.state.requests[of]
    assert (request.erased, request.read, request.fields) == (True, {}, {})
    assert life.state.arrivals[arrival].event.file_name == ""
    assert life.state.erased == {of, arrival}
    assert request.answers[AnswerField.HOLD] is NO


def test_a_contact_is_erased_too() -> None:
    life = Life()
    said = {"direction": "asked by them", "who": "Invented", "asked_what": "a date", "happened_at": NOON}
    index = life.add(ev.Contact(**COMMON, channel=Channel.PHONE, **said))
    life.erase(index)
    assert (life.state.contacts[index].who, life.state.contacts[index].asked_what) == ("", "")


def test_an_entry_without_body_keeps_what_its_openings_tell() -> None:
    life = a_year()
    state = replay.replay([erased(one) for one in life.entries()], ZONE)
    assert sorted(state.requests) == sorted(life.state.requests)
    assert {e: r.asked for e, r in state.requests.items()} == {e: r.asked for e, r in life.state.requests.items()}
    assert state.arrivals[0].event.channel is Channel.UNKNOWN


def test_an_entry_out_of_order_is_refused() -> None:
    life = Life()
    life.request()
    with pytest.raises(WrongUse, match="cannot follow"):
        replay.replay(life.entries()[1:], ZONE)


def test_a_document_without_its_arrival_is_refused() -> None:
    orphan = ev.Request(**COMMON, arrival=7)
    with pytest.raises(WrongUse, match="which is no arrival"):
        replay.replay([entry(0, orphan)], ZONE)


def test_what_refers_to_nothing_changes_nothing() -> None:
    life = Life()
    life.arrive()
    for act in (life.confirm, life.withdraw, life.correct):
        act(0)
    life.dispose(99, {AnswerField.HOLD: NO})
    life.late(99)
    life.erase(99)
    assert (life.state.requests, life.state.documents) == ({}, {})
    assert [one for one in sums.of(life.state) if not one.closes] == []


def test_a_field_that_dropped_out_of_a_reading_stops_publication() -> None:
    life = Life()
    fields = {name: Doubtful("x", 0.5) for name in FIELD_NAMES if name != "sex"}
    life.request(fields=fields)
    with pytest.raises(SumDoesNotClose, match="10 is not 9"):
        sums.check(life.state)


def test_a_request_read_twice_without_a_correction_stops_publication() -> None:
    life = Life()
    of = life.request()
    life.classify(life.state.requests[of].arrival, document=0)
    with pytest.raises(SumDoesNotClose, match="hold requests of 2025"):
        sums.check(life.state)


def test_the_sums_of_a_year_tell_their_parts() -> None:
    state = a_year().state
    assert {one.name.partition(" =")[0]: (one.left, dict(one.parts)) for one in sums.of(state)} == {
        "transmissions": (8, {"with a document": 7, "unreadable, kept": 1, "not yet read": 0}),
        "documents": (8, {"request": 5, "copy": 1, "continuation": 0, "not a request": 1, "unreadable": 1}),
        "requests": (5, {"disposed": 1, "withdrawn": 1, "open": 3}),
        "fields of the forms read": (40, {"read": 40, "doubtful": 0, "unread": 0}),
        "hold requests of 2024": (1, {}),
        "hold requests of 2025": (3, {}),
    }


# -- the small invented year, whole --------------------------------------------------------------------------------

PARTS = {
    "transmissions": {"with a document": 7, "unreadable, kept": 1, "not yet read": 0},
    "documents": {"request": 5, "copy": 1, "continuation": 0, "not a request": 1, "unreadable": 1},
    "requests": {"disposed": 1, "withdrawn": 1, "open": 3},
}
OPEN = [
    (1, "H3-2025-0000", 2025, "hold", "2025-03-04", None, None, 15, [0, 1, 7, 14, 15]),
    (5, "H3-2025-0004", 2025, "notice", "2025-03-04", None, None, None, [4, 5]),
    (9, "H3-2025-0008", 2025, "hold", "2025-03-04", None, 18, None, [8, 9, 17, 18, 19]),
    (13, "H3-2024-0012", 2024, "hold", "2024-03-04", None, None, None, [12, 13]),
    (22, "H3-2025-0020", 2025, "hold", "2025-02-01", 21, None, None, [20, 22]),
]
ERASED = [
    (1, "", 2025, "hold", "2025-01-01", None, None, 15, [0, 1, 14, 15]),
    (5, "", 2025, "notice", "2025-01-01", None, None, None, [4, 5]),
    (9, "", 2025, "hold", "2025-01-01", None, 18, None, [8, 9, 17, 18, 19]),
    (13, "", 2024, "hold", "2024-01-01", None, None, None, [12, 13]),
    (22, "", 2025, "hold", "2025-01-01", 21, None, None, [20, 22]),
]
KINDS = {1: "request", 3: "not_a_request", 5: "request", 7: "copy_of", 9: "request", 11: "unreadable", 13: "request"}


def _told(state: RegisterState) -> list[tuple[object, ...]]:
    return [
        (
            *(e, one.number, one.year, one.asked.value, one.received_on.isoformat()),
            *(one.late, one.withdrawn, one.disposition_entry, one.history),
        )
        for e, one in sorted(state.requests.items())
    ]


@pytest.mark.parametrize(("gone", "told"), [(False, OPEN), (True, ERASED)], ids=["open", "every body erased"])
def test_a_small_year_is_replayed_exactly(*, gone: bool, told: list[tuple[object, ...]]) -> None:
    entries = a_year().entries()
    state = replay.replay([erased(one) for one in entries] if gone else entries, ZONE)
    assert _told(state) == told
    assert {entry: one.kind.value for entry, one in state.documents.items()} == KINDS | {22: "request"}
    assert {entry: one.documents for entry, one in state.arrivals.items()} == {
        arrival: [arrival + (2 if arrival == 20 else 1)] for arrival in (0, 2, 4, 6, 8, 10, 12, 20)
    }
    found = {one.name.partition(" ")[0]: dict(one.parts) for one in sums.of(state)}
    assert {name: parts for name, parts in found.items() if name in PARTS} == PARTS
    assert [(one.left, one.right) for one in sums.of(state)[-2:]] == [(1, 1), (3, 3)]
    assert (state.size, state.arrivals[20].late, state.documents[7].copy_of) == (23, 21, None if gone else 1)
    places = [one.document for one in state.documents.values()]
    assert places == ([-2, -4, -6, -8, -10, -12, -14, -23] if gone else [0] * 8), "no later document takes its place"


def test_a_correction_without_a_class_sets_form_and_fields_right_and_leaves_the_rest() -> None:
    life = Life()
    of = life.request(fields={"sex": Read("M", 0.99)})
    life.confirm(of)
    before = life.state.requests[of]
    life.correct(of, fields={"prepared": "2025-03-01", "sex": "F"})
    request = life.state.requests[of]
    assert (request.form, request.fields["sex"], request.prepared) == (before.form, "F", date(2025, 3, 1))
    life.correct(of, form=FormKind.I247N, fields={"prepared": "illegible"})
    request = life.state.requests[of]
    assert (request.form, request.fields["sex"], request.prepared) == (FormKind.I247N, "F", None)
    assert life.state.documents[of].form is FormKind.I247N
    assert request.history[-2:] == [len(life.events) - 2, len(life.events) - 1]
