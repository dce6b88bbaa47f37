"""Where an address stands on a page: its lines as the page's print leaves them, and whether they are all of it."""

from __future__ import annotations

import numpy as np

from reading.made import engine, said
from tallystick.reading.anchors import Anchor, Anchors
from tallystick.reading.area import Area
from tallystick.reading.ctc import greedy
from tallystick.reading.phrases import Phrase
from tallystick.reading.sight import Sight
from tallystick.reading.straight import Straight
from tallystick.reading.zones import value_lines

TO, FROM = "TO: (Name and Title of Institution)", "FROM: (DHS Office Address)"
LETTER, HIGH = 12, 24
"""Pixels of a letter across, and of a line."""


def phrase(left: int, top: int, text: str, *, dirt: int = 0) -> Phrase:
    """Print that begins at ``left``, with so many pixels of ``dirt`` grown together with its beginning."""
    line = said(" " * (dirt // LETTER) + text)
    start = left - dirt
    return Phrase(
        Area(start, top, left + LETTER * len(text), top + HIGH), line.scores, greedy(line.scores, line.alphabet)
    )


def read(name: str, labels: dict[str, Area], rest: list[Phrase]) -> list[Phrase]:
    image = np.full((1000, 1700), 255, np.uint8)
    sight = Sight(Straight(0, image, np.array([[1.0, 0, 0], [0, 1.0, 0]]), turned=False), engine())
    printed = {"to": TO, "from": FROM, "prepared": "Date:"}
    found = Anchors(fields={one: Anchor(area, 1.0, printed[one]) for one, area in labels.items()}, rest=rest)
    return value_lines(sight, found, name, lines=5)


BESIDE = {"to": Area(100, 370, 840, 394), "from": Area(880, 374, 1120, 390)}


def test_a_line_close_under_its_label_is_not_that_of_the_label_left_of_it() -> None:
    rest = [phrase(890, 390, "ERO Port Lydd Field Office"), phrase(890, 430, "475 Front St")]
    lines = read("from", BESIDE, [*rest, phrase(110, 396, "Harborton County Jail")])
    assert [line.text for line in lines] == ["ERO Port Lydd Field Office", "475 Front St"]
    assert not any(line.loose for line in lines)


def test_print_of_the_right_column_that_reaches_over_belongs_there() -> None:
    rest = [phrase(110, 430, "SAXBY POLICE"), phrase(866, 430, "ERO HARBORTON FIELD OFFICE")]
    assert [line.text for line in read("to", BESIDE, rest)] == ["SAXBY POLICE"]


def test_an_address_of_the_right_column_ends_with_the_page_and_not_where_the_date_stands_above() -> None:
    labels = BESIDE | {"prepared": Area(1256, 180, 1310, 200)}
    lines = read("from", labels, [phrase(890, 420, "U.S. Immigration and Customs Enforcement")])
    assert [line.text for line in lines] == ["U.S. Immigration and Customs Enforcement"]


def test_dirt_before_a_line_does_not_move_its_beginning() -> None:
    first, second = phrase(890, 420, "ERO Port Lydd Field Office"), phrase(890, 456, "475 Front St", dirt=24)
    assert not any(line.loose for line in read("from", BESIDE, [first, second]))
    moved = phrase(860, 456, "475 Front St")
    assert all(line.loose for line in read("from", BESIDE, [first, moved]))
