"""What waits for a person, and what a person makes of it: every act is a new entry."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import FIELDS, arrives, document, request

from agencies import AUDITOR, CLERK
from tallystick.model.errors import NotAllowed, NotThere, WrongUse
from tallystick.model.words import Asked, EntryKind, FormKind, StatedBasis, UnreadReason
from tallystick.register import recount, sums
from tallystick.services import ledger
from tallystick.services.desk.confirm import Seen, confirm, reclass, undo
from tallystick.services.desk.inbox import open_item, waiting
from tallystick.services.home import Home


def test_a_read_request_waits_with_its_doubtful_fields_counted(home: Home) -> None:
    arrives(home, b"a", document(doubtful=("name", "sex")))
    (card,) = waiting(home, CLERK)
    assert (card.number, card.kind, card.doubtful) == ("H1-2025-0001", EntryKind.REQUEST, 2)


def test_what_a_person_confirmed_no_longer_waits(home: Home) -> None:
    _, taken = arrives(home, b"a", document(doubtful=("sex",)))
    confirm(home, CLERK, taken.entries[0], Seen(FIELDS, basis=[StatedBasis.BIOMETRIC]))
    assert waiting(home, CLERK) == ()
    state = ledger.state(home).requests[taken.entries[0]]
    assert (state.confirmed_by, state.fields["sex"], state.basis) == ("m.clerk", "M", (StatedBasis.BIOMETRIC,))


def test_an_unreadable_paper_waits_with_its_reason_until_somebody_looked(home: Home) -> None:
    _, taken = arrives(home, b"", unread=UnreadReason.EMPTY_FILE)
    (card,) = waiting(home, CLERK)
    assert (card.kind, card.why) == (EntryKind.UNREADABLE, "empty_file")
    reclass(home, CLERK, taken.entries[0], now=EntryKind.NOT_A_REQUEST, why="an empty page")
    assert waiting(home, CLERK) == ()


def test_a_paper_that_no_machine_could_read_becomes_a_request_when_a_person_reads_it(home: Home) -> None:
    _, taken = arrives(home, b"dark", unread=UnreadReason.TOO_FAINT)
    confirm(home, CLERK, taken.entries[0], Seen(FIELDS))
    assert ledger.state(home).requests[taken.entries[0]].fields["name"] == FIELDS["name"]


def test_a_judicial_warrant_stands_first(home: Home) -> None:
    arrives(home, b"a", document())
    arrives(home, b"b", document(FormKind.JUDICIAL_WARRANT))
    assert [card.form for card in waiting(home, CLERK)] == [FormKind.JUDICIAL_WARRANT, FormKind.I247A]


def test_the_same_request_sent_again_is_a_copy_by_its_numbers_and_date(home: Home) -> None:
    first = request(home, b"one", event_no="ZZP2503000001")
    _, taken = arrives(home, b"the same, scanned again", document(event_no="ZZP2503000001"))
    assert taken.kinds == ("copy_of",)
    assert ledger.state(home).documents[taken.entries[0]].copy_of == first


def test_a_request_that_shares_a_number_is_shown_as_a_suspect_by_register_number(home: Home) -> None:
    request(home, b"one")
    _, taken = arrives(home, b"two", document(event_no="ZZP2503999999", prepared="2025-03-09"))
    assert [number for _, number in open_item(home, CLERK, taken.entries[0]).suspects] == ["H1-2025-0001"]


def test_a_notice_only_form_is_a_request_of_its_own_kind(home: Home) -> None:
    _, taken = arrives(home, b"g", document(FormKind.I247G))
    assert ledger.state(home).requests[taken.entries[0]].asked is Asked.NOTICE


def test_a_stranger_page_on_a_shared_line_waits_for_nobody(home: Home) -> None:
    _, taken = arrives(home, b"laboratory report", document(FormKind.OTHER), station="H2")
    assert taken.kinds == ("not_a_request",)
    assert waiting(home, CLERK) == ()
    assert all(one.closes for one in sums.of(ledger.state(home)))


def test_the_same_page_on_a_dedicated_line_is_kept(home: Home) -> None:
    received, _ = arrives(home, b"laboratory report", document(FormKind.OTHER), station="H1")
    assert home.vault.readable(received.sha256)


@pytest.mark.parametrize(
    ("fields", "what"),
    [({"nmae": "x"}, "a field that no form has"), ({"prepared": "03/04/2025"}, "a date of another form")],
)
def test_a_confirmation_is_refused_for(home: Home, fields: dict[str, str], what: str) -> None:
    _, taken = arrives(home, b"a", document())
    before = ledger.state(home).size
    with pytest.raises(WrongUse):
        confirm(home, CLERK, taken.entries[0], Seen(fields))
    assert ledger.state(home).size == before


def test_who_only_reads_cannot_confirm(home: Home) -> None:
    _, taken = arrives(home, b"a", document())
    with pytest.raises(NotAllowed):
        confirm(home, AUDITOR, taken.entries[0], Seen(FIELDS))
    with pytest.raises(NotThere):
        confirm(home, CLERK, 999, Seen(FIELDS))


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (lambda home, entry: confirm(home, CLERK, entry, Seen(FIELDS)), "a confirmation"),
        (lambda home, entry: reclass(home, CLERK, entry, now=EntryKind.NOT_A_REQUEST, why="a cover"), "a class"),
    ],
)
def test_taken_back_the_paper_waits_as_a_machine_left_it(home: Home, act, what: str) -> None:
    _, taken = arrives(home, b"a", document(doubtful=("sex",)))
    entry = taken.entries[0]
    before = waiting(home, CLERK)
    said = act(home, entry)
    assert waiting(home, CLERK) == ()
    assert undo(home, CLERK, said) == entry
    assert tuple(replace(card, why="") for card in waiting(home, CLERK)) == before
    state = ledger.state(home)
    request = state.requests[entry]
    assert (request.confirmed, request.fields, state.documents[entry].seen_by) == (None, {}, "")
    assert all(one.closes for one in sums.of(state))
    assert recount.count(told(state), year=2025, size=state.size).entries == (entry,)


def told(state) -> list[recount.Told]:
    return [
        recount.Told(kind.value, year, refers_to, asked)
        for (kind, year, refers_to), asked in zip(state.moments, state.asked, strict=True)
    ]


def test_what_no_machine_could_read_waits_again_as_unreadable(home: Home) -> None:
    _, taken = arrives(home, b"dark", unread=UnreadReason.TOO_FAINT)
    undo(home, CLERK, confirm(home, CLERK, taken.entries[0], Seen(FIELDS)))
    (card,) = waiting(home, CLERK)
    assert card.kind is EntryKind.UNREADABLE


def test_only_the_last_word_is_taken_back_and_only_by_whoever_said_it(home: Home) -> None:
    _, taken = arrives(home, b"a", document())
    entry = taken.entries[0]
    first = confirm(home, CLERK, entry, Seen(FIELDS))
    other = replace(CLERK, user="o.clerk")
    with pytest.raises(NotAllowed):
        undo(home, other, first)
    with pytest.raises(NotAllowed, match="cannot set it aside"):
        reclass(home, CLERK, entry, now=EntryKind.NOT_A_REQUEST, why="a cover")
    reclass(home, other, entry, now=EntryKind.NOT_A_REQUEST, why="a cover")
    with pytest.raises(WrongUse):
        undo(home, CLERK, first)
    with pytest.raises(NotThere):
        undo(home, CLERK, entry)
