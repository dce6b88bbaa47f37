"""Drawn pages through the engine that ships: the header line, the kind of page, the boxes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from reading.made import FILLED, HEADER, engine, faxed, printed
from reading.papers import cancellation, cancelling_letter, order, removal_warrant
from tallystick.adapters.pages import open_pages
from tallystick.demo.paper import (
    ArrestWarrant,
    CoverSheet,
    Drawn,
    LabReport,
    administrative_warrant,
    cover_page,
    form_pages,
    judicial_warrant,
    medical_page,
)
from tallystick.model.reading import DocumentReading
from tallystick.model.words import FormKind
from tallystick.reading.header import take_header
from tallystick.reading.kinds import page_of
from tallystick.services.read import read_bytes, second

DAY = date(2025, 3, 4)
COVER = CoverSheet(to="HARBORTON POLICE", fax="000-555-0104", sender="ERO", sent=DAY, pages=4, subject="REQUEST")
WARRANT = ArrestWarrant(case_no="25-CR-00017", name="PELL, Ansel", offense="INVENTED", judge="M. QUILL", issued=DAY)
REPORT = LabReport(patient="TARN, Odile", date_of_birth=date(1951, 3, 3), record="M-000-4471", collected=DAY)


def pages(kind: FormKind) -> list[Drawn]:
    rng = random.Random(5)
    made = {
        FormKind.I247A: lambda: form_pages(FILLED, rng),
        FormKind.I247G: lambda: form_pages(replace(FILLED, form=FormKind.I247G, edition="3/25"), rng),
        FormKind.I200: lambda: [administrative_warrant(FILLED, rng)],
        FormKind.JUDICIAL_WARRANT: lambda: [judicial_warrant(WARRANT, rng)],
        FormKind.OTHER: lambda: [medical_page(REPORT, rng)],
        FormKind.COVER: lambda: [cover_page(COVER, rng)],
        FormKind.NOTICE_PAGES: lambda: form_pages(FILLED, rng)[1:2],
    }
    return made[kind]()


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (FormKind.I247A, 3),
        (FormKind.I247G, 5),
        (FormKind.I200, 5),
        (FormKind.JUDICIAL_WARRANT, 4),
        (FormKind.OTHER, 2),
        (FormKind.COVER, 4),
        (FormKind.NOTICE_PAGES, 4),
    ],
)
def test_a_page_is_told_by_what_is_printed_on_it(kind: FormKind, level: int) -> None:
    reading = read_bytes(faxed(pages(kind), level=level))
    assert [one.form for one in reading.documents] == [kind]


@pytest.mark.parametrize(
    ("text", "page"), [("DHS Form I-247A (02/17) Page 1 of 3", "1 of 3"), ("Page 4 of 3", ""), ("no page", "")]
)
def test_a_page_that_cannot_be_is_none(text: str, page: str) -> None:
    assert page_of(text) == page


@pytest.mark.parametrize("level", [1, 5])
def test_the_header_line_is_read_and_taken_off(level: int) -> None:
    page = open_pages(faxed(pages(FormKind.I247A)[:1], level=level)).pages[0]
    line, image = take_header(page.square(), engine(), whole=True, second=second)
    assert "15:02" in line
    assert "PORT LYDD" in line
    assert "01/01" in line.replace("O", "0")
    assert (image[:40] < 128).sum() < (page.square()[:40] < 128).sum() / 10


def test_a_page_without_a_header_line_stays_as_it_is() -> None:
    page = open_pages(faxed(pages(FormKind.I247A)[:1], header=replace(HEADER, printed=False))).pages[0]
    line, image = take_header(page.square(), engine(), whole=True)
    assert line == ""
    assert (image == page.square()).all()


@pytest.mark.parametrize("level", [1, 4, 5])
def test_a_warrant_of_removal_is_read_as_that(level: int) -> None:
    (document,) = read_bytes(faxed([removal_warrant(3)], level=level)).documents
    assert document.form is FormKind.I205
    assert values(document, "file_no", "prepared", "name") == wanted("file_no", "prepared", "name")


@pytest.mark.parametrize("level", [1, 4, 5])
def test_an_order_to_detain_or_release_is_read_as_that(level: int) -> None:
    (document,) = read_bytes(faxed([order(3)], level=level)).documents
    names = ("file_no", "prepared", "name", "date_of_birth", "citizenship", "sex")
    assert document.form is FormKind.I203
    assert values(document, *names) == wanted(*names)
    assert document.fields["to"].value == FILLED.to.partition("\n")[0]  # type: ignore[union-attr]


@pytest.mark.parametrize("level", [1, 4, 5])
def test_a_letter_that_cancels_a_request_is_read_as_that(level: int) -> None:
    (document,) = read_bytes(faxed([cancellation(3)], level=level)).documents
    names = ("file_no", "prepared", "name", "date_of_birth")
    assert document.form is FormKind.CANCELLATION
    assert values(document, *names) == wanted(*names)
    assert document.further["cancels"].value == "2025-02-11"  # type: ignore[union-attr]


@pytest.mark.parametrize("level", [2, 5])
def test_a_letter_without_a_title_is_told_by_its_sentences(level: int) -> None:
    (document,) = read_bytes(faxed([cancelling_letter(3)], level=level)).documents
    assert document.form is FormKind.CANCELLATION
    assert values(document, "file_no") == wanted("file_no")
    assert document.further["cancels"].value == "2025-02-11"  # type: ignore[union-attr]


def test_the_lower_part_of_a_request_is_no_letter_that_cancels_one() -> None:
    cancelled = replace(FILLED, cancels=date(2025, 2, 11))
    (page, *_) = form_pages(cancelled, random.Random(5))
    lower = Drawn(page.image.crop((0, page.image.height // 2, page.image.width, round(page.image.height * 0.93))))
    (document,) = read_bytes(faxed([lower], level=2)).documents
    assert document.form is not FormKind.CANCELLATION


def values(document: DocumentReading, *names: str) -> dict[str, str]:
    return {name: getattr(document.fields[name], "value", "").upper() for name in names}


def wanted(*names: str) -> dict[str, str]:
    return {name: printed()[name].upper() for name in names}


def test_a_first_page_whose_number_reads_like_a_later_ones_is_still_the_first() -> None:
    first, *_, last = form_pages(FILLED, random.Random(5))
    foot = (0, round(first.image.height * 0.9), first.image.width, first.image.height)
    first.image.paste(last.image.crop(foot), foot)
    (document,) = read_bytes(faxed([first])).documents
    assert document.form is FormKind.I247A
    assert getattr(document.fields["subject_id"], "value", "") == printed()["subject_id"]
