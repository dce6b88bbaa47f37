"""What is said over columns is what is said of single rows."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from linkage.lists import COLUMNS, made
from tallystick.reconciliation.bulk.blocking import across
from tallystick.reconciliation.bulk.columns import code
from tallystick.reconciliation.bulk.comparing import levels_of, patterns
from tallystick.reconciliation.linkage.compare import compare
from tallystick.reconciliation.linkage.particulars import particulars
from tallystick.services.link import name_forms

ODD = [
    ("1", "A12", "", "josé  maría", "", "de la Peña-O’Neil", "19900312", "male", "mx", "", "", ""),
    ("2", "111111111", "n/a", "FNU", "", "LNU", "NA", "U", "UNK", "", "", ""),
    ("3", "A123456789A987654321", "", "b(6), b(7)c", "", "NGUYỄN", "1990", "F", "HTI", "2024-01-01", "", "MA01301"),
    (
        "4",
        "A-O12-345-67B",
        "E 1",
        "MARIA DE LOS ANGELES LUZ DEL MAR",
        "",
        "AL",
        "1/2/90",
        "",
        "",
        "",
        "ero",
        "ma0130100",
    ),
    ("5", "", "", "A / B", "", "Wałęsa-Þór", "", "", "", "", "", ""),
    ("6", "", "e-1", "", "", "", "", "", "", "", "ERO ", ""),
]


@pytest.mark.parametrize("profile", ["standard", "hard"])
def test_columns_and_rows_say_the_same_levels(profile: str) -> None:
    one = made(profile, 1500, 7)
    first, second = [*one.a, *ODD], [*one.b, *ODD]
    frames = [pl.DataFrame(rows, schema=list(COLUMNS), orient="row") for rows in (first, second)]
    rows = code(*frames, name_forms())
    people = [particulars(dict(zip(COLUMNS, row, strict=True)), month_first={}) for row in (*first, *second)]
    left, right = across(rows)
    odd = [len(first) - 1 - at for at in range(len(ODD))]
    pairs = [*zip(left.tolist(), right.tolist(), strict=True)][:3000]
    pairs += [(a, len(first) + b) for a in odd for b in range(len(second) - 40, len(second))]
    ends = np.array(pairs, np.int32)
    levels = levels_of(patterns(rows, ends[:, 0], ends[:, 1])).T.tolist()
    forms = name_forms()
    differ = [
        (people[a], people[b], of_pair)
        for (a, b), of_pair in zip(pairs, levels, strict=True)
        if list(compare(people[a], people[b], forms).levels) != of_pair
    ]
    assert differ == []
    assert rows.two_people.tolist() == [person.two_people for person in people]
    assert rows.empty.tolist() == [person.empty for person in people]
