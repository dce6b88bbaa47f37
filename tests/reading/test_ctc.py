"""From scores to text: what was said comes out, and what has a shape is found in spite of a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.made import ALPHABET, said, scored
from tallystick.reading.ctc import Place, greedy, shaped

DIGIT = Place("0123456789")


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=20))
def test_what_is_said_step_by_step_is_what_is_read(text: str) -> None:
    line = said(text)
    assert greedy(line.scores, line.alphabet).text == text


def test_a_letter_said_in_several_steps_is_one_and_a_blank_parts_two() -> None:
    line = scored([{"L": 0.9}, {"L": 0.8}, {"": 0.9}, {"L": 0.9}])
    assert greedy(line.scores, line.alphabet).text == "LL"


def test_nothing_said_is_no_text_and_no_certainty() -> None:
    line = scored([{"": 1.0}] * 5)
    best = greedy(line.scores, line.alphabet)
    assert (best.text, best.score) == ("", 0.0)


def test_the_score_of_a_text_is_that_of_its_least_sure_letter() -> None:
    line = said("A1B", doubts={1: ("I", 0.7)})
    assert greedy(line.scores, line.alphabet).score == pytest.approx(0.7, abs=0.01)


def test_a_letter_knows_where_in_the_crop_it_stands() -> None:
    line = said("AB")
    first, second = greedy(line.scores, line.alphabet).letters
    assert 0 < first.at < second.at < 1


@pytest.mark.parametrize(
    ("text", "doubts", "shape", "expected"),
    [
        ("12", {}, (DIGIT, DIGIT), "12"),
        ("1O", {1: ("0", 0.6)}, (DIGIT, DIGIT), "10"),  # a letter O stands where a digit must be
        ("7", {}, (Place("0", optional=True), DIGIT), "7"),  # an optional place may be empty
        ("07", {}, (Place("0", optional=True), DIGIT), "07"),
        ("11", {}, (DIGIT, DIGIT), "11"),  # the same letter twice needs its blank between
    ],
)
def test_a_shape_finds_the_likeliest_text_that_has_it(
    text: str, doubts: dict[int, tuple[str, float]], shape: tuple[Place, ...], expected: str
) -> None:
    line = said(text, doubts=doubts)
    best = shaped(line.scores, line.alphabet, [shape])
    assert best is not None
    assert best.text == expected


def test_a_shape_longer_than_the_steps_fits_nowhere() -> None:
    line = scored([{"1": 0.9}, {"": 1.0}])
    assert shaped(line.scores, line.alphabet, [(DIGIT,) * 5]) is None


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_nine_digits_are_read_the_same_with_and_without_their_shape(text: str) -> None:
    line = said(text)
    best = shaped(line.scores, line.alphabet, [(DIGIT,) * 9])
    assert best is not None
    assert best.text == greedy(line.scores, line.alphabet).text == text
