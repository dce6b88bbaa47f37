"""Every way an ordinance file can be wrong is told by file, place and key; all of them at once."""

from __future__ import annotations

import pytest

from law.mini import MINI
from tallystick import law
from tallystick.model.errors import BadLaw

ONE_MISTAKE = [
    # what is replaced, by what, where the mistake is, its key, a word of it, why this is wrong
    ('id = "mini"', 'id = "Mini Law"', "", "id", "small letters", "an id is also a file name"),
    ('state = "ZZ"\n', "", "", "state", "is missing", "a key is left out"),
    ('name = "Mini Ordinance (INVENTED)"', "name = 7", "", "name", "is not a text", "a number for a text"),
    ('["city_police"]', '["city_police", "navy"]', "", "agency_kinds", "'navy' is none of", "a kind nobody knows"),
    ('["city_police"]', "[]", "", "agency_kinds", "at least one", "it binds nobody"),
    ("invented = true", 'invented = "yes"', "", "invented", "neither true nor false", "a text for a flag"),
    ('due = "12-31"', 'due = "31 December"', "report annual", "due", "MM-DD", "a due day in words"),
    ('clause = "no-hold"\nfrom = 2020-01-01\n\n[[clause]]', 'clause = "no-such"\nfrom = 2020-01-01\n\n[[clause]]', "report annual", "clause", "no clause of this file", "a clause that is not there"),
    ("[[report]]\n", '[[report]]\nfax = "1"\n', "report annual", "fax", "is not a key here", "an unknown key"),
    ("from = 2020-01-01\n\n[[period]]", 'from = "2020-01-01"\n\n[[period]]', "clause no-hold", "from", "without quotation marks", "a date in quotation marks"),
    ("from = 2020-01-01\n\n[[period]]", "\n[[period]]", "clause no-hold", "from", "is missing", "a clause without a day"),
    ("from = 2020-01-01\n\n[[period]]", "from = 2020-01-01\nto = 2019-01-01\n\n[[period]]", "clause no-hold", "to", "is before from", "days that run backwards"),
    ("from = 2020-01-01\n\n[[period]]", "from = 2020-06-01\n\n[[period]]", "period 2020, hold row 1", "clause", "not in force", "a clause younger than the period"),
    ('verification = "verified"\nfrom = 2020-01-01\n\n[[period]]', 'verification = "sure"\nfrom = 2020-01-01\n\n[[period]]', "clause no-hold", "verification", "'sure' is none of", "a state of checking nobody knows"),
    ('effect = "may"', 'effect = "might"', "period 2020, hold row 2", "effect", "'might' is none of", "an effect nobody knows"),
    ('when = { judicial_warrant = "criminal" }', 'when = { moon = "full" }', "period 2020, hold row 2", "when.moon", "no fact of the vocabulary", "an unknown fact"),
    ('when = { judicial_warrant = "criminal" }', 'when = { judicial_warrant = "papal" }', "period 2020, hold row 2", "when.judicial_warrant", "'papal' is none of", "an unknown value"),
    ('["none", "other_order"]', '["none"]', "period 2020, hold", "when", "no row says anything for judicial_warrant = other_order", "a gap"),
    ('["none", "other_order"]', '["none", "other_order", "criminal"]', "period 2020, hold", "when", "rows 1 and 2 both speak for judicial_warrant = criminal", "an overlap"),
    ('[[period.notice]]\nnot_covered = "nothing is said"\n', "", "period 2020", "notice", "is missing", "an answer without a table"),
    ("number = 1", "number = 0", "report_item requests", "number", "whole number from 1", "an item nought"),
    ('measure = "requests_lodged"', 'measure = "smiles"', "report_item requests", "measure", "'smiles' is none of", "a measure nobody counts"),
    ('hold = "no-hold may"', 'hold = "no-hold shall_not"', "case a criminal warrant", "expect.hold", "the table says no-hold may", "a case the table does not bear out"),
    ('hold = "no-hold may"', 'hold = "perhaps"', "case a criminal warrant, expect", "hold", "neither 'not covered' nor", "an expectation in free words"),
    ('hold = "no-hold may"', 'hope = "no-hold may"', "case a criminal warrant, expect", "hope", "is not a key here", "an answer that does not exist"),
    ('title = "a criminal warrant"\non = 2021-05-01', 'title = "a criminal warrant"\non = 2001-05-01', "case a criminal warrant", "on", "in no period", "a case before the first period"),
    ('facts = { judicial_warrant = "criminal" }', "facts = { }", "case a criminal warrant", "expect.hold", "facts are missing", "a case that gives too few facts"),
    ('title = "a criminal warrant"', 'title = "no judge\'s paper"', "case no judge's paper", "id", "given twice", "two cases of one title"),
]  # fmt: skip


def test_the_smallest_ordinance_is_good():
    assert law.load(MINI, "mini.toml").id == "mini"


@pytest.mark.parametrize(
    ("old", "new", "where", "key", "words", "why"), ONE_MISTAKE, ids=[row[-1] for row in ONE_MISTAKE]
)
def test_a_mistake_is_told_with_file_place_and_key(old, new, where, key, words, why):
    assert old in MINI, why
    found, mistakes = law.examine(MINI.replace(old, new, 1), "mini.toml")
    assert found is None
    assert [(one.file, one.where, one.key) for one in mistakes][:1] == [("mini.toml", where, key)]
    assert words in mistakes[0].what


def test_all_mistakes_are_told_at_once():
    broken = MINI.replace('state = "ZZ"\n', "").replace('due = "12-31"', "due = 5").replace('"criminal"', '"papal"', 1)
    with pytest.raises(BadLaw, match=r"mini\.toml cannot be used: 3 mistakes") as caught:
        law.load(broken, "mini.toml")
    for place in ("mini.toml, state: is missing", "mini.toml, report annual, due", "hold row 2, when.judicial_warrant"):
        assert place in caught.value.where


def test_broken_toml_is_told_with_its_line():
    _, (mistake,) = law.examine('id = "mini"\nname = \n', "mini.toml")
    assert "line 2" in mistake.what


def test_a_row_that_no_case_meets_has_been_tried_by_nobody():
    cut = MINI.index('[[case]]\ntitle = "a criminal warrant"')
    _, mistakes = law.examine(MINI[:cut], "mini.toml")
    assert [str(one) for one in mistakes] == [
        "mini.toml, period 2020, hold row 2, case: no case of the file meets this row"
    ]


def test_periods_follow_each_other_without_a_day_between():
    second = MINI[MINI.index("[[period]]") : MINI.index("[[report_item]]")]
    second = second.replace('id = "2020"', 'id = "2022"').replace("from = 2020-01-01", "from = 2022-01-02")
    first = MINI.replace("from = 2020-01-01\nnote", "from = 2020-01-01\nto = 2021-12-31\nnote")
    _, mistakes = law.examine(first.replace("[[report_item]]", second + "[[report_item]]"), "mini.toml")
    assert ("period 2022", "from") in [(one.where, one.key) for one in mistakes]


def test_the_digest_is_of_the_text_as_it_stands():
    assert law.load(MINI, "a").sha256 != law.load(MINI + "\n# a remark\n", "a").sha256
