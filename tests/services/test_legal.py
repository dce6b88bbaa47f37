"""The legal desk: what waits for counsel, the rule that fired, agreeing or not, "not covered", and what is erased."""

from __future__ import annotations

import pytest
from desk import request

from agencies import AUDITOR, CLERK, EVERYONE, LEGAL
from tallystick.law import NOT_COVERED
from tallystick.model.errors import NotAllowed, WrongUse
from tallystick.model.words import Answer, AnswerField, Log, OperationKind, Position
from tallystick.services import ledger, operations, words
from tallystick.services.desk import legal, looks
from tallystick.services.desk.dispose import Outcome, dispose
from tallystick.services.home import Home
from tallystick.services.keeping.erase import erase

FACTS = {"in_custody": "yes", "eligible_for_release": "yes", "judicial_warrant": "none"}


def test_a_clerk_puts_a_request_on_the_desk_and_counsel_s_word_takes_it_off(home: Home) -> None:
    entry = request(home)
    legal.ask_counsel(home, CLERK, entry, why="May notice be given?")
    (found,) = legal.waiting(home, LEGAL)
    assert (found[0].request, found[0].why, found[1].entry) == (entry, "May notice be given?", entry)
    with pytest.raises(WrongUse, match="waits for counsel already"):
        legal.ask_counsel(home, CLERK, entry)
    legal.opine(home, LEGAL, entry, FACTS, agrees=True)
    assert legal.waiting(home, LEGAL) == ()
    assert [one.position for one in legal.opinions(home, LEGAL, entry)] == [Position.ASKED, Position.AGREES]


def test_the_row_that_fired_is_the_one_whose_clause_the_ordinance_names(home: Home) -> None:
    entry = request(home)
    dispose(home, CLERK, entry, Outcome({AnswerField.HOLD: Answer.NO}, FACTS))
    seen = legal.opened(home, LEGAL, entry)
    assert seen.decision is not None
    assert seen.facts == FACTS
    (fired,) = [one.row for one in seen.table if one.here]
    assert fired.clause == seen.decision.main.clause
    assert all(FACTS.get(name, "hold") in values for name, values in fired.when.items())


def test_facts_that_are_only_tried_are_recorded_nowhere(home: Home) -> None:
    entry = request(home)
    size = ledger.state(home).size
    tried = legal.opened(home, LEGAL, entry, {"judicial_warrant": "criminal"})
    assert tried.facts == {"judicial_warrant": "criminal"}
    assert (ledger.state(home).size, legal.opinions(home, LEGAL, entry)) == (size, ())
    assert ledger.state(home).requests[entry].disposition is None


def test_what_no_row_covers_is_recorded_as_not_covered(home: Home) -> None:
    entry = request(home)
    legal.opine(home, LEGAL, entry, {}, agrees=True)
    (said,) = legal.opinions(home, LEGAL, entry)
    assert said.clause == NOT_COVERED
    opened = legal.opened(home, LEGAL, entry)
    assert not [one for one in opened.table if one.here]


def test_disagreeing_takes_a_reason_and_only_counsel_says_either(home: Home) -> None:
    entry = request(home)
    with pytest.raises(WrongUse, match="takes a reason"):
        legal.opine(home, LEGAL, entry, FACTS, agrees=False, why="  ")
    for actor in (CLERK, AUDITOR):
        with pytest.raises(NotAllowed):
            legal.opine(home, actor, entry, FACTS, agrees=True)
    with pytest.raises(WrongUse, match="not words of the vocabulary"):
        legal.opine(home, LEGAL, entry, {"weather": "fair"}, agrees=True)
    legal.opine(home, LEGAL, entry, FACTS, agrees=False, why="Box 2 is another matter.")
    (said,) = legal.opinions(home, AUDITOR, entry)
    assert (said.position, said.why, said.by) == (Position.DISAGREES, "Box 2 is another matter.", LEGAL.user)


def test_nothing_that_counsel_said_stands_in_the_log_and_it_goes_with_the_request(home: Home) -> None:
    entry, other = request(home), request(home, b"two")
    for one in (entry, other):
        legal.opine(home, LEGAL, one, FACTS, agrees=False, why="Mila OKORO is a citizen.")
    bodies = [one.body for one in ledger.opened(home, Log.OPERATIONS) if isinstance(one, ledger.Opened)]
    assert not any(b"OKORO" in body for body in bodies)
    digests = [facts["document"] for _, _, facts in operations.of_kind(home, OperationKind.OPINION)]
    assert len(set(digests)) == 2, "the same words have another digest each time"
    erase(home, EVERYONE, entry, authority="order 7")
    assert legal.opinions(home, LEGAL, entry)[0].why is None
    assert legal.opinions(home, LEGAL, other)[0].why == "Mila OKORO is a citizen."
    assert words.said_in(home, 9999) is None


def test_looking_at_a_request_on_the_desk_is_kept(home: Home) -> None:
    entry = request(home)
    legal.opened(home, LEGAL, entry)
    assert [one.user for one in looks.looks(home, AUDITOR, (entry,))] == [LEGAL.user]


def test_the_text_of_a_day_holds_the_clauses_that_spoke_on_it(home: Home) -> None:
    from datetime import date

    then, now = (legal.text_on(home, AUDITOR, date(year, 6, 1)) for year in (2016, 2025))
    assert then.period is not None
    assert now.period is not None
    assert then.period.id != now.period.id
    assert {one.id for one in then.clauses} != {one.id for one in now.clauses}
    before = legal.text_on(home, AUDITOR, date(1990, 1, 1))
    assert (before.period, before.clauses) == (None, ())
