"""One field from its scores: what counts as read, what is doubtful and with which rivals, what has no value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from reading.made import said, scored
from tallystick.model.reading import Box, Doubtful, Read, Unread
from tallystick.model.words import UnreadReason
from tallystick.reading.confidence import KINDS, Look, confidence
from tallystick.reading.known import Words
from tallystick.reading.shapes import FORMATS
from tallystick.reading.values import Line, field_value

BOX = Box(0, 0.1, 0.1, 0.2, 0.2)
WORDS = Words({"citizenship": ("NIGER", "NIGERIA", "GUATEMALA", "KOREA", "NORTH KOREA")})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("subject_id", "357912046", "357912046"),
        ("file_no", "A000 123 456", "A000123456"),
        ("file_no", "A000-123-456", "A000123456"),
        ("file_no", "A00 123 456", "A000123456"),  # eight digits are nine with a nought in front
        ("event_no", "XPL2503000123", "XPL2503000123"),
        ("prepared", "03/04/2025", "2025-03-04"),
        ("prepared", "3/4/2025", "2025-03-04"),
        ("date_of_birth", "11-02-1988", "1988-11-02"),
        ("sex", "F", "F"),
        ("sex", "Male", "M"),
        ("name", "OKONJO-VALE, Maribel Ines", "OKONJO-VALE, Maribel Ines"),
        ("name", "O'MALLEY,Sean", "O'MALLEY, Sean"),
        ("citizenship", "GUATEMALA", "GUATEMALA"),
    ],
)
def test_clear_print_of_the_right_shape_is_read(name: str, text: str, value: str) -> None:
    words = WORDS if name == "citizenship" else Words()
    found = field_value(name, [said(text)], words, BOX, lambda _: [said(text)])
    assert isinstance(found, Read), found
    assert found.value == value
    assert found.box == BOX


@pytest.mark.parametrize(
    ("name", "line", "value", "why"),
    [
        ("subject_id", said("357912046", doubts={3: ("8", 0.6)}), "357912046", "one letter is unsure"),
        ("prepared", said("02/30/2025"), "02/30/2025", "there is no such day"),
        ("event_no", said("XPL25O3000123", doubts={5: ("0", 0.7)}), "XPL2503000123", "shape and print disagree"),
        ("name", said("OKONJO-VALE Maribel"), "OKONJO-VALE Maribel", "a name without its comma"),
        ("name", said("'MALLEY, Sione"), "'MALLEY, Sione", "its first letter was lost"),
        ("citizenship", said("NIGERI"), "NIGERIA", "two countries are nearly alike"),
        ("citizenship", said("GUATEMELA"), "GUATEMALA", "nearly a country"),
        ("citizenship", said("ATLANTIS"), "ATLANTIS", "no country at all: never forced"),
    ],
)
def test_what_a_person_must_see_is_doubtful(name: str, line: Line, value: str, why: str) -> None:
    words = WORDS if name == "citizenship" else Words()
    found = field_value(name, [line], words, BOX)
    assert isinstance(found, Doubtful), why
    assert found.value == value


def test_a_tie_between_words_is_shown_and_not_resolved() -> None:
    found = field_value("citizenship", [said("NIGERI")], WORDS, BOX)
    assert isinstance(found, Doubtful)
    assert "NIGER" in found.others


def test_a_doubtful_digit_comes_with_what_else_it_may_be() -> None:
    found = field_value("subject_id", [said("357912046", doubts={3: ("8", 0.6)})], Words(), BOX)
    assert isinstance(found, Doubtful)
    assert found.others[0] == "357812046"


@pytest.mark.parametrize("name", [*FORMATS, "name", "to", "citizenship"])
def test_a_place_in_which_nothing_can_be_seen_is_unread(name: str) -> None:
    nothing = scored([{"": 1.0}] * 40)
    assert field_value(name, [nothing], WORDS, BOX) == Unread(UnreadReason.TOO_FAINT, BOX)


ADDRESS = [said("Harborton Police Department", sure=0.98), said("District 4", sure=0.98)]
AGAIN = [said("Harborton Police Department", sure=0.999), said("District 4", sure=0.999)]


def test_an_address_is_all_its_lines() -> None:
    found = field_value("to", ADDRESS, Words(), BOX, lambda which: [AGAIN[at] for at in which])
    assert isinstance(found, Read)
    assert found.value == "Harborton Police Department, District 4"


def test_where_the_page_does_not_show_the_ends_of_an_address_a_person_sees_it() -> None:
    lines = [replace(line, loose=True) for line in ADDRESS]
    found = field_value("to", lines, Words(), BOX, lambda which: [AGAIN[at] for at in which])
    assert isinstance(found, Doubtful)
    assert found.value == "Harborton Police Department, District 4"


def test_an_address_that_begins_with_a_known_name_is_read() -> None:
    known = Words({"to": ("Harborton Police Department", "Harborton Courthouse")})
    lines = [said("Harborton Police Department"), said("District 4")]
    found = field_value("to", lines, known, BOX, lambda which: [lines[at] for at in which])
    assert isinstance(found, Read)
    assert found.value == "Harborton Police Department, District 4"


def test_a_common_word_is_not_forced_on_a_clear_reading() -> None:
    words = Words(common=("Correction",))
    assert value_of(field_value("to", [said("House of Correctiona")], words, BOX)) == "House of Correctiona"
    unsure = said("House of Correctiona", doubts={19: ("n", 0.6)})
    assert value_of(field_value("to", [unsure], words, BOX)) == "House of Correction"


def value_of(field: object) -> str:
    return str(getattr(field, "value", ""))


def test_a_known_name_is_not_forced_on_a_clear_reading() -> None:
    found = field_value("to", [said("Harborton Fire Department")], Words({"to": ("Harborton Police Department",)}), BOX)
    assert value_of(found) == "Harborton Fire Department"


UNSURE = said("LIM, Wei Ming", doubts={1: ("T", 0.6)})


def test_a_second_recogniser_that_agrees_makes_a_doubtful_value_read() -> None:
    found = field_value("name", [UNSURE], Words(), BOX, lambda _: [said("LIM, Wei Ming")])
    assert isinstance(found, Read)
    assert found.value == "LIM, Wei Ming"


def test_two_recognisers_that_differ_leave_it_to_a_person_and_the_likelier_stands_first() -> None:
    other = said("LTM, Wei Ming", doubts={1: ("I", 0.8)})
    found = field_value("name", [UNSURE], Words(), BOX, lambda _: [other])
    assert isinstance(found, Doubtful)
    assert found.value == "LTM, Wei Ming"
    assert "LIM, Wei Ming" in found.others


def test_a_name_is_never_sure_by_one_recogniser_where_there_are_two() -> None:
    slip = said("JFAN PIERRE, Git", sure=0.999)
    assert isinstance(field_value("name", [slip], Words(), BOX, lambda _: [said("JEAN-PIERRE, Git")]), Doubtful)
    assert isinstance(field_value("name", [slip], Words(), BOX, lambda _: [slip]), Read)


def test_a_second_recogniser_is_asked_where_no_list_tells_a_slip_and_of_an_address_only_for_lines_in_doubt() -> None:
    asked: list[Sequence[int]] = []

    def second(which: Sequence[int]) -> list[Line]:
        asked.append(tuple(which))
        return [said("District 4") for _ in which]

    field_value("sex", [said("F")], Words(), BOX, second)
    assert asked == []
    field_value("to", [said("Harborton Jail"), said("Distrlct 4", doubts={5: ("i", 0.6)})], Words(), BOX, second)
    field_value("subject_id", [said("357912046")], Words(), BOX, second)
    assert asked == [(1,), (0,)]


def test_a_hands_line_is_never_read_for_sure_and_has_its_rivals() -> None:
    by_hand = replace(UNSURE, pen=0.97)
    found = field_value("name", [by_hand], Words(), BOX, lambda _: [said("LIM, Wei Ming")])
    assert isinstance(found, Doubtful)
    assert found.value == "LIM, Wei Ming"
    assert found.others


def test_a_known_institution_sets_a_slip_right_and_shows_what_was_seen() -> None:
    slip = said("Harborton Pollce Department", doubts={11: ("i", 0.6)})
    found = field_value("to", [slip], Words({"to": ("Harborton Police Department", "Harborton Courthouse")}), BOX)
    assert isinstance(found, Doubtful)
    assert found.value == "Harborton Police Department"
    assert "Harborton Pollce Department" in found.others


@pytest.mark.parametrize(
    ("name", "printed", "written"),
    [
        ("file_no", "A12 345 678", "A012345678"),
        ("file_no", "A1234", None),
        ("prepared", "2/29/2024", "2024-02-29"),
        ("prepared", "2/29/2025", None),
        ("prepared", "25-02-03", None),
        ("subject_id", "123 456 789", "123456789"),
        ("sex", "female", "F"),
    ],
)
def test_a_value_has_one_written_form(name: str, printed: str, written: str | None) -> None:
    assert FORMATS[name].written(printed) == written


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("look", Look)
def test_whatever_the_recognisers_make_of_a_field_its_confidence_is_known(name: str, look: Look) -> None:
    assert 0 < confidence(name, look, 0.0) <= confidence(name, look, 25.0) < 1


@pytest.mark.parametrize(
    ("line", "sure"), [("Field Office", True), ("Ficld Office", False), ("Field Ofice", False), ("Oakum Wharf", True)]
)
def test_a_clear_word_that_is_a_slip_away_from_a_common_one_leaves_an_address_in_doubt(line: str, sure: bool) -> None:
    words = Words(common=("Field", "Office"))
    assert isinstance(field_value("from", [said(line)], words, BOX, lambda _: [said(line)]), Read) is sure
