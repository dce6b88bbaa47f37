"""The made-up pages: what stands on them, where, and that nobody could take them for real."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tallystick.demo.paper import (
    ArrestWarrant,
    CoverSheet,
    Drawn,
    Filled,
    LabReport,
    Role,
    administrative_warrant,
    cover_page,
    form_pages,
    judicial_warrant,
    line_test_page,
    medical_page,
)
from tallystick.model.errors import WrongUse
from tallystick.model.reading import FIELD_NAMES, Box
from tallystick.model.words import FormKind, StatedBasis

DAY = date(2025, 3, 4)
FILLED = Filled(
    subject_id="357912046",
    file_no="A000 123 456",
    event_no="XPL2503000123",
    prepared=DAY,
    to="HARBORTON POLICE DEPT, DISTRICT #4\n12 QUAY ST\nHARBORTON, ZZ 00004",
    from_office="ERO PORT LYDD FIELD OFFICE (INVENTED)\n1 NOWHERE PLAZA",
    name="OKONJO-VALE, Maribel Ines",
    date_of_birth=date(1988, 11, 2),
    citizenship="GUATEMALA",
    sex="F",
    basis=(StatedBasis.FINAL_ORDER, StatedBasis.BIOMETRIC),
    officer="T. 4417 QUILL, DEPORTATION OFFICER",
)
COVER = CoverSheet(to="HARBORTON POLICE", fax="(000) 555-0104", sender="ERO", sent=DAY, pages=4, subject="DETAINER")
WARRANT = ArrestWarrant(case_no="25-CR-00017", name="PELL, Ansel", offense="INVENTED", judge="M. QUILL", issued=DAY)
REPORT = LabReport(patient="TARN, Odile", date_of_birth=date(1951, 3, 3), record="M-000-4471", collected=DAY)


def ink(page: Drawn, box: Box) -> float:
    grey = np.asarray(page.image)
    height, width = grey.shape
    part = grey[int(box.top * height) : int(box.bottom * height), int(box.left * width) : int(box.right * width)]
    return float((part < 128).mean())


def every_page() -> list[Drawn]:
    rng = random.Random(1)
    return [
        *form_pages(FILLED, rng),
        *form_pages(replace(FILLED, form=FormKind.I247G, edition="3/25"), rng),
        administrative_warrant(FILLED, rng),
        judicial_warrant(WARRANT, rng),
        medical_page(REPORT, rng),
        cover_page(COVER, rng),
    ]


def test_every_field_stands_on_page_one_as_a_federal_system_prints_it() -> None:
    page = form_pages(FILLED, random.Random(3))[0]
    values = page.values()
    assert set(FIELD_NAMES) <= set(values)
    assert values["prepared"] == "03/04/2025"
    assert values["date_of_birth"] == "11/02/1988"
    assert values["file_no"] == "A000 123 456"
    assert values["to.2"] == "12 QUAY ST"
    assert all(ink(page, piece.box) > 0.02 for piece in page.printed if piece.role is Role.VALUE)


@pytest.mark.parametrize("seed", range(6))
def test_ticked_boxes_are_dark_and_the_others_empty(seed: int) -> None:
    page = form_pages(FILLED, random.Random(seed))[0]
    boxes = {piece.name: ink(page, piece.box) for piece in page.printed if piece.role is Role.BOX and piece.name}
    assert (
        min(boxes[basis] for basis in FILLED.basis) > max(boxes[b] for b in StatedBasis if b not in FILLED.basis) + 0.05
    )


def test_a_cancellation_ticks_its_box_and_bears_the_date() -> None:
    page = form_pages(replace(FILLED, cancels=date(2025, 2, 1)), random.Random(0))[0]
    assert page.values()["cancels"] == "02/01/2025"


def test_specimen_stands_in_every_line_band_of_every_form() -> None:
    for page in form_pages(FILLED, random.Random(1)) + form_pages(
        replace(FILLED, form=FormKind.I247G), random.Random(1)
    ):
        bands = sorted(piece.box.top * 11 for piece in page.printed if piece.role is Role.SPECIMEN)
        used = max(p.box.bottom * 11 for p in page.printed if p.role is not Role.SPECIMEN and "Form" not in p.text)
        assert max(low - high for high, low in zip(bands, [*bands[1:], used], strict=True)) < 0.75


def test_specimen_and_invented_stand_on_every_page() -> None:
    for page in every_page():
        bands = [piece for piece in page.printed if piece.role is Role.SPECIMEN]
        assert len(bands) > 20
        assert all("SPECIMEN" in piece.text and "INVENTED" in piece.text for piece in bands)


def test_specimen_never_covers_a_value() -> None:
    for page in every_page():
        values = [piece.box for piece in page.printed if piece.role is Role.VALUE]
        bands = [piece.box for piece in page.printed if piece.role is Role.SPECIMEN]
        assert not [
            (v, b)
            for v in values
            for b in bands
            if v.top + 0.001 < b.bottom and b.top + 0.001 < v.bottom and _beside(v, b)
        ]


def _beside(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right


def test_print_stays_on_the_page() -> None:
    for page in [*every_page(), line_test_page()]:
        assert all(p.box.left > 0 and p.box.right < 1 and p.box.top > 0 and p.box.bottom < 1 for p in page.printed)


def test_the_line_test_names_nobody() -> None:
    texts = {piece.text for piece in line_test_page().printed}
    assert texts == {"LINE TEST - NOT A REQUEST - NO PERSON"}


def test_the_same_seed_draws_the_same_page() -> None:
    first, again = (form_pages(FILLED, random.Random(9))[0].image.tobytes() for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"form": FormKind.I247X}, "not drawn"),
        ({"file_no": "A123 456 789"}, "could be a real number"),
        ({"to": "X" * 70}, "does not fit"),
        ({"from_office": "A\nB\nC\nD"}, "does not fit"),
    ],
)
def test_what_could_be_real_or_does_not_fit_is_refused(change: dict[str, object], what: str) -> None:
    with pytest.raises(WrongUse, match=what):
        form_pages(replace(FILLED, **change), random.Random(0))  # type: ignore[arg-type]


def test_a_turned_page_carries_its_boxes_along() -> None:
    page = form_pages(FILLED, random.Random(2))[0]
    turned = page.turned()
    assert [ink(turned, piece.box) for piece in turned.printed] == pytest.approx(
        [ink(page, piece.box) for piece in page.printed], abs=0.04
    )
    again = turned.turned()
    assert again.image.tobytes() == page.image.tobytes()


def test_a_cut_page_keeps_only_what_lies_above_the_cut() -> None:
    cut = form_pages(FILLED, random.Random(2))[0].cut(0.3)
    assert cut.image.height == 1320
    assert "name" in cut.values()
    assert "officer" not in cut.values()
