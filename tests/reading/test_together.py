"""What two recognisers together make of a field: the likeliest value, and by how far it leads."""

from __future__ import annotations

import pytest

from reading.made import said, scored
from tallystick.model.reading import Box, Doubtful
from tallystick.reading.known import Words
from tallystick.reading.likely import likelihoods
from tallystick.reading.texts import Line, is_mixed, unmixed
from tallystick.reading.together import FAR, Together, together
from tallystick.reading.values import field_value

COUNTRIES = Words({"citizenship": ("NIGER", "NIGERIA", "GUATEMALA")})


def weighed(name: str, own: Line, other: Line, *texts: str, words: Words | None = None) -> Together:
    best = together(name, ([own], [other]), words or Words(), texts, texts)
    assert best is not None
    return best


def test_texts_weighed_at_once_weigh_what_each_weighs_alone() -> None:
    line = said("HELLO", sure=0.9)
    texts = ["HELLO", "HELO", "", "HELLOO", "H", "Ü", "HELLO" * 40]
    assert likelihoods(line.scores, line.alphabet, texts) == pytest.approx(
        [likelihoods(line.scores, line.alphabet, [text])[0] for text in texts]
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
    assert best.lead == pytest.approx(FAR)


def test_a_word_of_a_list_has_a_head_start_which_a_clear_reading_beats() -> None:
    nearly = said("GUATEMELA", doubts={6: ("A", 0.6)})
    best = weighed("citizenship", nearly, nearly, "GUATEMELA", words=COUNTRIES)
    assert (best.value, best.may_be_sure) == ("GUATEMALA", False)  # neither read it plainly
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


BOX = Box(0, 0.1, 0.1, 0.2, 0.2)
LISTED = Words({"citizenship": ("NIGER", "NIGERIA", "GUATEMALA", "NORTH KOREA")}, common=("Police",))
QUAY = [said("House of Correction"), said("475 Quay Street", sure=0.97)]


@pytest.mark.parametrize(
    ("name", "own", "other", "why"),
    [
        ("name", [said("LIM Wei Ming")], [said("LIM, Wei Ming")], "one saw no comma"),
        ("name", [said("LIM Wei, Ming")], [said("LIM, Wei Ming")], "the comma stands elsewhere"),
        ("name", [said("LIM, Wei", sure=0.5)], [said("LIM, Wei", sure=0.5)], "nothing is likely at all"),
        ("citizenship", [said("NORTX"), said("KORFA")], [said("NORTX"), said("KORFA")], "set right by both"),
        ("citizenship", [said("NIGERI")], [said("NIGERI")], "two countries are nearly alike"),
        ("prepared", [said("03/04/2025")], [said("Sex: M")], "the other saw something else"),
        ("to", QUAY, [scored([{"": 1.0}] * 40)] * 2, "the other saw nothing"),
        ("to", [QUAY[0], scored([{"": 1.0}] * 40)], QUAY, "one saw nothing in a line"),
        (
            "to",
            [said("Harborton Polise", doubts={14: ("c", 0.6)})],
            [said("Harborton Polise", doubts={14: ("c", 0.6)})],
            "a word was set right",
        ),
    ],
)
def test_what_neither_look_bears_out_is_doubtful(name: str, own: list[Line], other: list[Line], why: str) -> None:
    found = field_value(name, own, LISTED, BOX, lambda which: [other[at] for at in which])
    assert isinstance(found, Doubtful), (why, found)


def test_a_p_in_place_of_the_sex_is_no_m() -> None:
    line = scored([{"": 1.0}, {"P": 0.90, "M": 0.06, "F": 0.02}, {"": 1.0}])
    assert isinstance(field_value("sex", [line], Words(), BOX, lambda _: [line]), Doubtful)
    blot = scored([{"": 1.0}, {"P": 0.60, "M": 0.0001, "F": 0.39}, {"": 1.0}])
    assert getattr(field_value("sex", [blot], Words(), BOX, lambda _: [blot]), "value", "") == "F"


def test_an_event_number_whose_o_reads_like_a_nought_is_the_same_number() -> None:
    line = said("MV02503579052", doubts={2: ("O", 0.5)})
    best = together("event_no", ([line], [line]), Words(), ["MVO2503579052"], ["MVO2503579052"])
    assert best is not None
    assert (best.value, best.may_be_sure) == ("MVO2503579052", True)
