"""What two recognisers together make of a field: the likeliest value, and by how far it leads."""

from __future__ import annotations

import pytest

from reading.made import said
from tallystick.reading.known import Words
from tallystick.reading.likely import likelihood, likelihoods
from tallystick.reading.texts import Line, is_mixed, unmixed
from tallystick.reading.together import FAR, Together, together

COUNTRIES = Words({"citizenship": ("NIGER", "NIGERIA", "GUATEMALA")})


def weighed(name: str, own: Line, other: Line, *texts: str, words: Words | None = None) -> Together:
    best = together(name, ([own], [other]), words or Words(), texts, {text.replace(", ", "").upper() for text in texts})
    assert best is not None
    return best


def test_texts_weighed_at_once_weigh_what_each_weighs_alone() -> None:
    line = said("HELLO", sure=0.9)
    texts = ["HELLO", "HELO", "", "HELLOO", "H", "Ü", "HELLO" * 40]
    assert likelihoods(line.scores, line.alphabet, texts) == pytest.approx(
        [likelihood(line.scores, line.alphabet, text) for text in texts]
    )


def test_two_that_say_the_same_with_a_little_doubt_lead_by_more_than_either() -> None:
    doubt = said("LIM, Wei", doubts={1: ("T", 0.8)})
    alone = weighed("name", doubt, said("LIM, Wei", doubts={1: ("T", 0.5)}), "LIM, Wei")
    both = weighed("name", doubt, doubt, "LIM, Wei")
    assert both.value == alone.value == "LIM, Wei"
    assert both.lead > alone.lead > 0


def test_two_that_are_each_sure_of_something_else_lead_nowhere() -> None:
    best = weighed("name", said("LIM, Wei", sure=0.999), said("LTM, Wei", sure=0.999), "LIM, Wei", "LTM, Wei")
    assert best.lead < 0.5
    assert {best.value, *best.others} >= {"LIM, Wei", "LTM, Wei"}


def test_without_a_rival_the_lead_is_the_longest_there_is() -> None:
    best = weighed("sex", said("M", sure=1.0), said("M", sure=1.0), "M")
    assert (best.value, best.may_be_sure) == ("M", True)
    assert best.lead <= FAR


def test_a_word_of_a_list_has_a_head_start_which_a_clear_reading_beats() -> None:
    nearly = said("GUATEMELA", doubts={6: ("A", 0.6)})
    assert weighed("citizenship", nearly, nearly, "GUATEMELA", words=COUNTRIES).value == "GUATEMALA"
    clearly = weighed("citizenship", said("ATLANTIS"), said("ATLANTIS"), "ATLANTIS", words=COUNTRIES)
    assert (clearly.value, clearly.may_be_sure) == ("ATLANTIS", False)


def test_the_sex_that_stands_behind_a_country_is_no_part_of_it() -> None:
    line = said("NIGER M")
    best = weighed("citizenship", line, line, "NIGER", words=COUNTRIES)
    assert (best.value, best.may_be_sure) == ("NIGER", True)


def test_an_address_is_as_sure_as_its_line_with_the_shortest_lead() -> None:
    first, doubt = said("House of Correction"), said("9 Quay Street", doubts={0: ("8", 0.7)})
    best = together("to", ([first, doubt], [first, doubt.__class__(doubt.scores, doubt.alphabet)]), Words(), [], set())
    assert best is not None
    assert best.value == "House of Correction, 9 Quay Street"
    assert best.others[0] == "House of Correction, 8 Quay Street"
    assert best.lead < 2.5


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("379 Mil1 Road", "379 Mill Road"),
        ("9O Front St", "90 Front St"),
        ("NH O0027", "NH 00027"),
        ("12th Avenue", "12th Avenue"),
        ("District 11", "District 11"),
    ],
)
def test_a_word_of_letters_and_digits_is_written_in_what_it_mostly_is(text: str, right: str) -> None:
    assert unmixed(text) == right
    assert is_mixed(text) is (text != right)


def test_of_two_likely_texts_the_one_without_letters_among_digits_stands() -> None:
    line = said("9O Quay Street", doubts={1: ("0", 0.55)})
    best = together("from", ([line], [line.__class__(line.scores, line.alphabet)]), Words(), [], set())
    assert best is not None
    assert best.value == "90 Quay Street"
