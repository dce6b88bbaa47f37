"""How likely a text is for a line, which texts are likeliest, and how little speaks against one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.made import said, scored
from tallystick.reading.ctc import Decoded, greedy
from tallystick.reading.likely import certainty, likeliest, likelihoods
from tallystick.reading.recogniser import Scores

SMALL = "AB"


def summed(scores: Scores, text: str) -> float:
    """The probability of a text by going through every way to say it."""
    total = 0.0
    for way in itertools.product(range(scores.shape[1]), repeat=len(scores)):
        spoken = "".join(SMALL[column - 1] for column, _ in itertools.groupby(way) if column)
        if spoken == text:
            total += float(np.prod([scores[step, column] for step, column in enumerate(way)]))
    return total


@given(st.lists(st.tuples(*[st.floats(0.05, 1)] * 3), min_size=1, max_size=5), st.text(SMALL, min_size=1, max_size=3))
def test_the_likelihood_is_the_sum_over_all_ways_to_say_a_text(rows: list[tuple[float, ...]], text: str) -> None:
    scores = np.array(rows, np.float32)
    scores /= scores.sum(axis=1, keepdims=True)
    found, wanted = float(np.exp(likelihoods(scores, SMALL, [text])[0])), summed(scores, text)
    assert found == pytest.approx(wanted, rel=1e-3, abs=1e-6)


def test_the_likeliest_text_stands_first_and_its_rival_second() -> None:
    line = said("KUZNETSOV", doubts={2: ("2", 0.6)})
    assert likeliest(line.scores, line.alphabet)[:2] == ("KUZNETSOV", "KU2NETSOV")
    weights = likelihoods(line.scores, line.alphabet, ("KUZNETSOV", "KU2NETSOV", "KUNETSOV"))
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("text", ["", "é", "A" * 60])
def test_what_the_line_cannot_say_is_hardly_likely(text: str) -> None:
    line = said("AB")
    assert likelihoods(line.scores, line.alphabet, [text])[0] < -1e6


def test_a_text_is_as_certain_as_its_least_sure_letter_and_capitals_do_not_matter() -> None:
    unsure, either = said("LIM", doubts={1: ("T", 0.7)}), said("LIM", doubts={1: ("i", 0.7)})
    assert sure(unsure.scores, unsure.alphabet) == pytest.approx(0.7, abs=0.02)
    assert sure(either.scores, either.alphabet) > 0.95


def test_a_letter_that_was_nearly_said_speaks_against_a_text() -> None:
    line = scored([{"A": 0.99}, {"": 0.6, "N": 0.4}, {"": 1.0}, {"B": 0.99}, {"": 1.0}])
    assert greedy(line.scores, line.alphabet).text == "AB"
    assert sure(line.scores, line.alphabet) == pytest.approx(0.6, abs=0.02)


def test_no_letters_no_certainty() -> None:
    line = scored([{"": 1.0}] * 4)
    assert certainty(line.scores, line.alphabet, Decoded((), 0.0)) == 0


def sure(scores: Scores, alphabet: str) -> float:
    return certainty(scores, alphabet, greedy(scores, alphabet))
