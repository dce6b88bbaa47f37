"""The same form in prints that the reader was not made for: it goes by labels, rules and shapes found on the page."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from reading.made import FILLED, faxed, printed, same
from tallystick.demo.paper.prints import NARROW, OFFICE, Print, printed_form
from tallystick.model.reading import FIELD_NAMES, Read
from tallystick.model.words import FormKind
from tallystick.services.read import read_bytes


@pytest.mark.parametrize(("how", "level"), [(OFFICE, 1), (NARROW, 1)])
def test_a_form_in_another_print_is_read_as_well(how: Print, level: int) -> None:
    (document,) = read_bytes(faxed([printed_form(FILLED, how, random.Random(1))], level=level)).documents
    assert document.form is FormKind.I247A
    expected = printed()
    values = {name: getattr(document.fields[name], "value", "") for name in FIELD_NAMES}
    assert {name: value for name, value in values.items() if not same(value, expected[name])} == {}


def test_where_no_label_can_be_read_values_are_told_by_shape_and_place() -> None:
    (document,) = read_bytes(faxed([printed_form(FILLED, OFFICE, random.Random(1))], level=4)).documents
    expected = printed()
    values = {name: getattr(document.fields[name], "value", "") for name in FIELD_NAMES}
    assert [name for name in FIELD_NAMES if name != "name" and not same(values[name], expected[name])] == []


@pytest.mark.parametrize("how", [OFFICE, NARROW])
def test_nothing_that_is_sure_is_wrong_in_another_print(how: Print) -> None:
    (document,) = read_bytes(faxed([printed_form(FILLED, how, random.Random(1))], level=4)).documents
    expected = printed()
    sure = {name: one.value for name, one in document.fields.items() if isinstance(one, Read)}
    assert {name: value for name, value in sure.items() if name in expected and not same(value, expected[name])} == {}


def test_what_stands_below_the_boxes_is_read_too() -> None:
    cancelling = replace(FILLED, cancels=date(2025, 1, 20))
    (document,) = read_bytes(faxed([printed_form(cancelling, OFFICE, random.Random(1))], level=1)).documents
    further = {name: getattr(one, "value", "") for name, one in document.further.items()}
    assert same(further["officer"], FILLED.officer)
    assert further["notify_phone"].startswith("000-555-")
    assert further["notify_phone"] != "000-555-0100"
    assert further["cancels"] == "2025-01-20"
    assert [(mark.name, mark.marked) for mark in document.marks] == [("cancel", True)]


@pytest.mark.parametrize("how", [OFFICE, NARROW])
def test_boxes_of_another_print_are_as_ticked(how: Print) -> None:
    (document,) = read_bytes(faxed([printed_form(FILLED, how, random.Random(1))], level=1)).documents
    assert {box.basis for box in document.boxes if box.marked} == set(FILLED.basis)
