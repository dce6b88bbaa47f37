"""A page made straight: true shape, skew out, turned by half and back; streaks out; print and rules found."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tallystick.reading.area import Area
from tallystick.reading.layout import layout
from tallystick.reading.page import Page
from tallystick.reading.straight import skew, straighten, without_streaks

Image = NDArray[np.uint8]


def lines_of_print(height: int = 2200, width: int = 1700) -> Image:
    image = np.full((height, width), 255, np.uint8)
    for top in range(100, height - 100, 60):
        for left in range(80, width - 100, 18):
            image[top : top + 20, left : left + 10] = 0
    return image


def turned_by(image: Image, degrees: float) -> Image:
    height, width = image.shape
    how = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, how, (width, height), borderValue=255), np.uint8)


@pytest.mark.parametrize("degrees", [-3.0, -1.2, 0.0, 0.6, 2.0])
def test_skew_is_found_and_taken_out(degrees: float) -> None:
    crooked = turned_by(lines_of_print(), -degrees)
    assert skew(crooked) == pytest.approx(degrees, abs=0.15)
    assert abs(skew(straighten(0, crooked).image)) <= 0.15


def test_an_empty_page_has_no_skew() -> None:
    assert skew(np.full((2200, 1700), 255, np.uint8)) == 0


@pytest.mark.parametrize(("dpi_y", "lines"), [(98.0, 1078), (196.0, 2156), (204.0, 2244)])
def test_every_resolution_gets_its_true_shape(dpi_y: float, lines: int) -> None:
    page = Page(0, 1728, lines, 204.0, dpi_y, bytes(1728 // 8 * lines), bits=1)
    assert page.square().shape == (2244, 1728)


def test_an_absurd_resolution_is_made_coarser() -> None:
    page = Page(0, 1000, 1000, 1.0, 1.0, bytes(1000 * 1000))
    assert page.square().size <= 12_000_000


def test_a_place_on_a_page_turned_by_half_is_found_on_the_page_as_sent() -> None:
    page = straighten(3, lines_of_print()).upside_down()
    box = page.box(Area(0, 0, 170, 220))
    assert box.page == 3
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0.9, 0.9, 1.0, 1.0), abs=0.002)
    assert page.turned
    assert not page.upside_down().turned


def test_a_streak_down_the_page_is_taken_out_and_print_stays() -> None:
    clean = lines_of_print()
    dirty = clean.copy()
    dirty[:, 400:402] = 0
    assert (without_streaks(dirty)[:, 400:402] < 128).mean() < 0.5
    assert (without_streaks(clean) == clean).all()


def test_words_are_pieces_and_rules_are_not() -> None:
    image = np.full((400, 800), 255, np.uint8)
    image[98:100, 50:750] = 0
    cv2.putText(image, "SUBJECT", (60, 160), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    cv2.putText(image, "FILE", (500, 160), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    found = layout(image)
    assert len(found.pieces) == 2
    assert found.pieces[0].left < 70 < 490 < found.pieces[1].left
    assert found.rules_in(Area(40, 90, 760, 110)).any()
    assert not found.rules_in(Area(40, 200, 760, 220)).any()


def test_areas_on_one_line_and_below_each_other() -> None:
    first = Area(0, 0, 10, 20)
    assert first.beside(Area(50, 5, 60, 25))
    assert not first.beside(Area(0, 18, 10, 38))
