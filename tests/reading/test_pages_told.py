"""Drawn pages through the engine that ships: the header line, the kind of page, the boxes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from reading.made import FILLED, HEADER, engine, faxed
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
from tallystick.model.words import FormKind
from tallystick.reading.header import take_header
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
