"""The sheet of addresses, notices of it with their proof, and the share of the designated lines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import request

from agencies import CLERK
from tallystick.model.agency import Line, Station
from tallystick.model.errors import WrongUse
from tallystick.model.period import parse_period
from tallystick.model.words import Log
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.lines.addresses import address_sheet, give_notice, share_of


@pytest.fixture
def two_lines(home: Home) -> Home:
    stations = (
        Station("H1", "District 1", (Line("fax-H1", number="+1 555 0101"),)),
        Station("H3", "District 3", (Line("fax-H3", number="+1 555 0103"),)),
    )
    home.settings.agency = replace(home.agency, stations=stations)
    home.settings.designated = ("fax-H3",)
    return home


def test_the_sheet_names_each_line_with_its_last_test_and_the_designated_first(two_lines: Home) -> None:
    request(two_lines, b"one", station="H1")
    text = address_sheet(two_lines)
    assert text.index("+1 555 0103") < text.index("+1 555 0101")
    assert "please use this one; not tested yet" in text
    assert "also open; last tested 2025-03-04" in text
    assert "not an answer" in text


def test_a_notice_is_registered_with_its_proof(two_lines: Home) -> None:
    entry = give_notice(two_lines, CLERK, office="ERO Port Lydd", sheet=address_sheet(two_lines), proof=b"sent OK")
    (opened,) = ledger.opened(two_lines, Log.OPERATIONS, first=entry)
    assert isinstance(opened, ledger.Opened)
    assert b"ERO Port Lydd" in opened.body
    with pytest.raises(WrongUse):
        give_notice(two_lines, CLERK, office="ERO Port Lydd", sheet="x", proof=b"")


def test_the_share_of_the_designated_lines_counts_requests_by_line(two_lines: Home) -> None:
    for number, station in enumerate(("H1", "H1", "H3")):
        request(two_lines, b"paper %d" % number, station=station)
    share = share_of(two_lines, parse_period("2025"))
    assert (share.total, share.designated, share.by_line) == (3, 1, {"fax-H1": 2, "fax-H3": 1})
    assert share_of(two_lines, parse_period("2024")).total == 0
