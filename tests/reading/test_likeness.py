"""How alike a text that was read is to one that is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from tallystick.reading.likeness import _costs, alike, contains, find, folded, starts_with


@pytest.mark.parametrize(
    ("read", "printed", "least", "most"),
    [
        ("Subject ID:", "Subject ID:", 1, 1),
        ("SUBJECT lD", "Subject ID:", 1, 1),  # I, l and 1 are one; capitals and signs count nothing
        ("Subjact ID:", "Subject ID:", 0.85, 0.95),
        ("File No:", "Subject ID:", 0, 0.4),
        ("", "Subject ID:", 0, 0),
    ],
)
def test_likeness_of_two_texts(read: str, printed: str, least: float, most: float) -> None:
    assert least <= alike(read, printed) <= most


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_lies_between_nought_and_one_and_is_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 1
    assert alike(one, other) == pytest.approx(alike(other, one))
    assert alike(one, one) == (1 if folded(one) else 0)


def test_a_label_at_the_beginning_of_a_line_ends_where_the_value_begins() -> None:
    found = starts_with("Subject ID: 357912046", "Subject ID:", whole=True)
    assert found.likeness == 1
    assert "Subject ID: 357912046"[found.end :].strip(": ") == "357912046"


def test_a_phrase_is_found_inside_a_longer_line() -> None:
    assert contains("DEPARTMENT SUBJECT lD: 357", "Subject ID:") == 1
    assert contains("nothing of the kind", "Subject ID:") < 0.5


@given(st.text("AB1", min_size=1, max_size=70), st.text("AB1", max_size=20))
def test_the_costs_of_a_phrase_are_the_edit_distances_to_what_a_text_begins_with(phrase: str, text: str) -> None:
    wanted = [Levenshtein.distance(phrase, text[:end]) for end in range(len(text) + 1)]
    assert _costs(phrase, text, anywhere=False) == wanted


@given(st.text("AB1", min_size=1, max_size=12), st.text("AB1", max_size=12))
def test_the_costs_anywhere_are_those_of_the_likest_part_that_ends_there(phrase: str, text: str) -> None:
    wanted = [min(Levenshtein.distance(phrase, text[a:b]) for a in range(b + 1)) for b in range(len(text) + 1)]
    assert _costs(phrase, text, anywhere=True) == wanted


def test_a_phrase_is_found_where_it_begins_and_not_where_half_of_it_is_other_letters() -> None:
    text = "see Date of Birth: 01/02/1990"
    found = find(text, "Date of Birth:")
    assert text[found.start : found.end] == "Date of Birth"
    assert find("Citizenship: HAITI", "Date of Birth:").likeness == 0
