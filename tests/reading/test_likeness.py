"""How alike a text that was read is to one that is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.reading.likeness import alike, contains, folded, starts_with


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
