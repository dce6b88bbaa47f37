"""Check boxes by their ink in three bands: empty, marked, and between, where a person decides."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from reading.made import engine
from tallystick.model.words import StatedBasis
from tallystick.reading.anchors import Anchor, Anchors
from tallystick.reading.area import Area
from tallystick.reading.boxes import read_boxes
from tallystick.reading.sight import Sight
from tallystick.reading.straight import Straight

SIDE, LEFT, TEXT = 27, 100, 160
WANTED = (StatedBasis.FINAL_ORDER, StatedBasis.PENDING_PROCEEDINGS, StatedBasis.BIOMETRIC)
TOPS = dict(zip(WANTED, (100, 160, 220), strict=True))
Image = NDArray[np.uint8]


def page(marks: dict[StatedBasis, str]) -> Image:
    image = np.full((400, 900), 255, np.uint8)
    for basis, top in TOPS.items():
        cv2.rectangle(image, (LEFT, top), (LEFT + SIDE, top + SIDE), 0, 2)
        cv2.putText(image, "words beside the box", (TEXT, top + 22), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
        mark(image, top, marks.get(basis, ""))
    return image


def mark(image: Image, top: int, how: str) -> None:
    low, high = (LEFT + 6, top + 6), (LEFT + SIDE - 6, top + SIDE - 6)
    if how in ("cross", "typed"):
        width = 3 if how == "typed" else 2
        cv2.line(image, low, high, 0, width)
        cv2.line(image, (low[0], high[1]), (high[0], low[1]), 0, width)
    elif how == "filled":
        cv2.rectangle(image, low, high, 0, -1)
    elif how == "speck":
        image[top + 12 : top + 14, LEFT + 12 : LEFT + 14] = 0
    elif how == "thin tick":
        bottom = (LEFT + 11, top + SIDE - 5)
        cv2.line(image, (LEFT + 5, top + 13), bottom, 0, 1)
        cv2.line(image, bottom, (LEFT + SIDE + 3, top - 4), 0, 1)
    elif how == "stroke":
        cv2.line(image, (LEFT + 12, top - 2), (LEFT + 12, top + SIDE + 2), 0, 2)
    elif how in ("streak", "streak and cross"):
        image[:, LEFT + 12] = 0
        mark(image, top, how[len("streak and ") :])


def verdicts(marks: dict[StatedBasis, str], *, labels: tuple[StatedBasis, ...] = WANTED) -> list[bool | None]:
    image = page(marks)
    found = Anchors(
        boxes={basis: Anchor(Area(TEXT, TOPS[basis] + 2, TEXT + 300, TOPS[basis] + 26), 1.0, "") for basis in labels}
    )
    sight = Sight(Straight(0, image, np.array([[1.0, 0, 0], [0, 1.0, 0]]), turned=False), engine())
    return [one.marked for one in read_boxes(sight, found, WANTED)]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("", False),
        ("cross", True),
        ("typed", True),
        ("filled", True),
        ("speck", None),  # a thin pen tick may leave no more of itself
        ("streak", False),
        ("streak and cross", True),
    ],
)
def test_ink_inside_a_box_decides(how: str, expected: bool | None) -> None:
    first = WANTED[0]
    assert verdicts({first: how})[0] is expected


@pytest.mark.parametrize("how", ["thin tick", "stroke"])
def test_what_a_thin_pen_leaves_in_a_box_never_passes_for_nothing(how: str) -> None:
    assert verdicts({WANTED[0]: how})[0] is not False


def test_a_box_whose_words_are_not_found_has_no_verdict() -> None:
    assert verdicts({}, labels=WANTED[:2]) == [False, False, None]


def test_no_box_at_all_is_no_verdict_at_all() -> None:
    assert verdicts({}, labels=()) == [None, None, None]


def test_a_box_without_a_bottom_whose_side_has_grown_together_with_its_words_is_found() -> None:
    image = page({WANTED[0]: "cross"})
    for top in TOPS.values():
        image[top + SIDE - 1 : top + SIDE + 3, LEFT + 6 : LEFT + SIDE + 3] = 255
    words = {basis: Area(LEFT + SIDE // 2 + 4, TOPS[basis] + 2, TEXT + 300, TOPS[basis] + 26) for basis in WANTED}
    found = Anchors(boxes={basis: Anchor(area, 1.0, "") for basis, area in words.items()})
    sight = Sight(Straight(0, image, np.array([[1.0, 0, 0], [0, 1.0, 0]]), turned=False), engine())
    assert [one.marked for one in read_boxes(sight, found, WANTED)] == [True, False, False]
