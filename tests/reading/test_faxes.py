"""Whole transmissions from bytes to documents: every level, fed upside down, covered, doubled, torn."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from reading.made import FILLED, faxed, printed, same
from tallystick.demo.paper import CoverSheet, Drawn, administrative_warrant, cover_page, form_pages, pdf
from tallystick.model.reading import FIELD_NAMES, DocumentReading, Read, Unread
from tallystick.model.words import FormKind, StatedBasis, UnreadReason
from tallystick.services.read import read_bytes

COVER = CoverSheet(
    to="HARBORTON POLICE", fax="000-555-0104", sender="ERO", sent=date(2025, 3, 4), pages=4, subject="REQUEST"
)
OTHER = replace(
    FILLED,
    subject_id="368120457",
    file_no="A000 654 321",
    event_no="HRB2503000777",
    name="TESFAYE, Selam Bekele",
    date_of_birth=date(1979, 6, 30),
    citizenship="ETHIOPIA",
    basis=(StatedBasis.PENDING_PROCEEDINGS,),
)


def form(seed: int = 3) -> list[Drawn]:
    return form_pages(FILLED, random.Random(seed))


def wrong(document: DocumentReading) -> dict[str, object]:
    """Fields that are not as printed."""
    expected = printed()
    return {
        name: document.fields.get(name)
        for name in FIELD_NAMES
        if not same(getattr(document.fields.get(name), "value", ""), expected[name])
    }


@pytest.mark.parametrize("level", [1, 3, 5])
def test_every_key_field_of_a_fax_is_read(level: int) -> None:
    (document,) = read_bytes(faxed(form(), level=level)).documents
    assert (document.form, document.edition, document.pages) == (FormKind.I247A, "02/17", (0, 1, 2))
    assert wrong(document) == {}


@pytest.mark.parametrize("level", [1, 3, 5])
def test_boxes_are_as_ticked(level: int) -> None:
    (document,) = read_bytes(faxed(form(), level=level)).documents
    assert {box.basis: box.marked for box in document.boxes} == {b: b in FILLED.basis for b in StatedBasis}


def test_nothing_that_is_read_for_sure_is_wrong_on_a_rough_fax() -> None:
    for seed in range(2):
        (document,) = read_bytes(faxed(form(seed)[:1], level=5, seed=seed)).documents
        sure = {name: field.value for name, field in document.fields.items() if isinstance(field, Read)}
        expected = printed()
        assert {
            name: value for name, value in sure.items() if name in expected and not same(value, expected[name])
        } == {}


def test_pages_fed_upside_down_are_turned() -> None:
    reading = read_bytes(faxed([page.turned() for page in form()], level=2))
    assert [page.upside_down for page in reading.pages] == [True, True, True]
    assert wrong(reading.documents[0]) == {}
    box = reading.documents[0].fields["subject_id"].box
    assert box is not None
    assert box.top > 0.8


def test_a_cover_sheet_and_pages_out_of_order_change_nothing() -> None:
    first, second, third = form()
    reading = read_bytes(faxed([cover_page(COVER, random.Random(1)), third, first, second], level=2))
    assert [(one.form, one.pages) for one in reading.documents] == [
        (FormKind.COVER, (0,)),
        (FormKind.I247A, (1, 2, 3)),
    ]
    assert wrong(reading.documents[1]) == {}


def test_two_requests_in_one_transmission_are_two_documents() -> None:
    second = form_pages(OTHER, random.Random(4))
    warrant = administrative_warrant(FILLED, random.Random(5))
    reading = read_bytes(faxed([*form(), warrant, *second], level=2))
    assert [one.pages for one in reading.documents] == [(0, 1, 2, 3), (4, 5, 6)]
    assert wrong(reading.documents[0]) == {}
    assert getattr(reading.documents[1].fields["subject_id"], "value", "") == OTHER.subject_id


def test_a_page_lost_without_an_error_is_seen_by_what_is_printed() -> None:
    first, _, third = form()
    reading = read_bytes(faxed([first, third], level=1))
    assert [page.printed_page for page in reading.pages] == ["1 of 3", "3 of 3"]
    assert [one.pages for one in reading.documents] == [(0, 1)]


def test_a_form_that_was_cut_off_says_which_fields_were_lost() -> None:
    reading = read_bytes(faxed([form()[0].cut(0.22)], level=1))
    (document,) = reading.documents
    lost = [name for name, field in document.fields.items() if isinstance(field, Unread)]
    assert lost
    assert {document.fields[name].reason for name in lost} == {UnreadReason.CUT_OFF}  # type: ignore[union-attr]


def test_a_pdf_of_scanned_pages_reads_like_a_fax() -> None:
    (document,) = read_bytes(pdf(form())).documents
    assert wrong(document) == {}


def test_the_same_bytes_give_the_same_reading() -> None:
    data = faxed(form()[:1], level=4)
    assert read_bytes(data) == read_bytes(data)
