"""Day zero: old logs enter the years they belong to, grade C, apart from what arrived live, without a name."""

from __future__ import annotations

import json

import pytest
from desk import request

from agencies import AUTHOR, CLERK
from tallystick.model.errors import BadList
from tallystick.model.period import parse_period
from tallystick.model.words import Answer, AnswerField, LateSource
from tallystick.register import sums
from tallystick.services import ledger
from tallystick.services.filing import report
from tallystick.services.home import Home
from tallystick.services.intake.dayzero import Entered, enter_log
from tallystick.services.keeping.rebuild import rebuild

LOG = b"""station,received,number,form,basis,hold,transfer
H1,2023-02-03,1,I-247A,final_order,no,no
H1,2023-05-30,2,,,,
H3,2022-11-11,3,I-247N,,no,
"""
WHERE = "log book 2023 (INVENTED)"

BAD = [
    (b"station,received,name\n", "unknown: name"),
    (b"station\nH1\n", "missing: received"),
    (b"station,received\nZ9,2023-01-01\n", "line 2: no station 'Z9'"),
    (b"station,received\nH1,03/01/2023\n", "line 2: received '03/01/2023' is no past day"),
    (b"station,received\nH1,2999-01-01\n", "no past day"),
    (b"station,received,hold\nH1,2023-01-01,maybe\n", "neither yes nor no"),
    (b"station,received,form\nH1,2023-01-01,I-9\n", "form 'I-9' is not known"),
    (b"station,received,basis\nH1,2023-01-01,hearsay\n", "box 'hearsay' is not known"),
]


def test_each_row_is_a_request_of_its_year_and_says_that_it_came_from_a_log(home: Home) -> None:
    assert enter_log(home, CLERK, LOG, where=WHERE) == Entered(3, 0)
    found = sorted(ledger.state(home).requests.values(), key=lambda one: one.received_on)
    assert [(one.year, one.entered, one.late is not None) for one in found] == [
        (2022, LateSource.LOG, True),
        (2023, LateSource.LOG, True),
        (2023, LateSource.LOG, True),
    ]
    assert found[1].answers[AnswerField.HOLD] is Answer.NO
    assert set(found[2].answers.values()) == {Answer.NOT_RECORDED}
    sums.check(ledger.state(home))
    assert [one.what for one in rebuild(home) if not one.same] == []


def test_the_same_log_again_adds_nothing(home: Home) -> None:
    enter_log(home, CLERK, LOG, where=WHERE)
    size = ledger.state(home).size
    assert enter_log(home, CLERK, LOG, where=WHERE) == Entered(0, 3)
    assert ledger.state(home).size == size


def test_a_report_shows_them_apart_from_what_arrived(home: Home) -> None:
    request(home)
    enter_log(home, CLERK, LOG.replace(b"2023-05-30", b"2025-01-09"), where=WHERE)
    seen = report.before_signing(home, AUTHOR, parse_period("2025"))
    assert (seen.report.figure("requests").value, seen.report.figure("day_zero").value) == (2, 1)
    assert [row.entered for row in seen.report.rows] == ["live", "log"]
    files = report.draft_files(home, AUTHOR, parse_period("2025"))
    assert "How 1 request arrived" in " ".join(json.loads(files["report.json"])["limits"])


@pytest.mark.parametrize(("data", "words"), BAD, ids=[row[1] for row in BAD])
def test_what_cannot_be_taken_is_named_and_nothing_is_entered(home: Home, data: bytes, words: str) -> None:
    with pytest.raises(BadList) as refused:
        enter_log(home, CLERK, data, where=WHERE)
    assert words in refused.value.where
    assert ledger.state(home).size == 0
