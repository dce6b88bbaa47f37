"""Which clause speaks on which day, and what is said when none does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import law
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.words import AnswerField
from tallystick.services import law as service

BOSTON = service.ordinance("boston")
USUAL = {
    "form_asks": "hold",
    "in_custody": "yes",
    "eligible_for_release": "yes",
    "judicial_warrant": "none",
    "exception_ground": "violent_crime",
}


@pytest.mark.parametrize(
    ("day", "period", "clause", "effect"),
    [
        (date(2014, 8, 20), "2014", "hold-2014", law.Effect.MAY),
        (date(2017, 7, 23), "2014", "hold-2014", law.Effect.MAY),
        (date(2017, 7, 24), "2017", "lunn", law.Effect.SHALL_NOT),
        (date(2019, 12, 18), "2017", "lunn", law.Effect.SHALL_NOT),
        (date(2019, 12, 19), "2019", "hold-2019", law.Effect.SHALL_NOT),
        (date(2026, 3, 1), "2019", "hold-2019", law.Effect.SHALL_NOT),
    ],
)
def test_the_same_facts_meet_the_clause_of_their_day(day, period, clause, effect):
    decision = law.decide(BOSTON, day, USUAL)
    assert (decision.period.id, decision.clause, decision.main.effect) == (period, clause, effect)


def test_before_the_first_period_there_are_no_rules():
    with pytest.raises(NotThere, match="no rules for 2014-08-19"):
        law.at(BOSTON, date(2014, 8, 19))


def test_the_main_ruling_is_on_what_the_paper_asks_for():
    asked = {**USUAL, "form_asks": "transfer"}
    assert law.decide(BOSTON, date(2024, 5, 1), asked).clause == "transfer-2019"


def test_a_stated_gap_is_not_covered_with_its_reason():
    decision = law.decide(BOSTON, date(2024, 5, 1), {**USUAL, "judicial_warrant": "other_order"})
    assert decision.clause == law.NOT_COVERED
    assert "another order of a court" in decision.main.why
    assert decision.main.missing == ()


def test_facts_that_were_not_given_are_named_and_never_guessed():
    ruling = law.decide(BOSTON, date(2024, 5, 1), {"in_custody": "yes"}).main
    assert not ruling.covered
    assert ruling.missing == ("eligible_for_release", "judicial_warrant")


def test_a_fact_that_cannot_matter_any_more_is_not_asked_for():
    ruling = law.decide(BOSTON, date(2016, 5, 1), {"in_custody": "yes", "eligible_for_release": "yes"}).main
    assert ruling.missing == ("judicial_warrant", "exception_ground")
    gone = law.decide(BOSTON, date(2016, 5, 1), {"in_custody": "no"}).main
    assert (gone.missing, gone.why[:6]) == ((), "Nobody")


def test_words_outside_the_vocabulary_are_refused_together():
    with pytest.raises(WrongUse, match=r"moon = full, in_custody = perhaps"):
        law.decide(BOSTON, date(2024, 5, 1), {"moon": "full", "in_custody": "perhaps"})


def test_every_class_of_form_has_its_word():
    assert {law.WORDS["form_asks"].values[word] for word in law.FORM_ASKS.values()}


@given(
    st.fixed_dictionaries({name: st.sampled_from(list(word.values)) for name, word in law.WORDS.items()}),
    st.dates(date(2014, 8, 20), date(2030, 1, 1)),
)
def test_full_facts_always_meet_exactly_one_row_of_each_table(facts, day):
    decision = law.decide(BOSTON, day, facts)
    for answer in AnswerField:
        ruling = decision.rulings[answer]
        assert ruling.missing == ()
        assert ruling.covered != bool(ruling.why)


@given(
    st.dictionaries(st.sampled_from(list(law.WORDS)), st.integers(0, 9)).map(
        lambda made: {name: list(law.WORDS[name].values)[n % len(law.WORDS[name].values)] for name, n in made.items()}
    )
)
def test_more_facts_never_change_a_clause_that_already_speaks(some):
    full = {name: next(iter(word.values)) for name, word in law.WORDS.items()} | some
    early, late = (law.decide(BOSTON, date(2024, 5, 1), facts) for facts in (some, full))
    for answer in AnswerField:
        if early.rulings[answer].covered:
            assert early.rulings[answer] == late.rulings[answer]
