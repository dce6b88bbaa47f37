"""The page of the custody extract: shown first, entered when asked, what is nobody's counted and kept nowhere."""

from __future__ import annotations

import pytest
from desk import FIELDS
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from rooms import Rooms, furnish, signed_in

from tallystick.services import ledger
from tallystick.services.home import Home

HEAD = "booking no,name,dob,sex,in,out,to whom,bail time,NIBRS"
LINES = (
    f'25-1,"Adeyemi, Ifeanyi",{FIELDS["date_of_birth"]},M,2025-03-03,2025-03-05 09:15,ERO Port Lydd,,13A',
    '25-2,"Nobody, Known",1970-01-01,F,2025-03-03,2025-03-05,bail,,13A',
)


@pytest.fixture
def rooms(home: Home, settings) -> Rooms:
    cache.clear()
    return furnish(home, settings)


def sent(role: str, what: str, *lines: str, head: str = HEAD, **more: str):
    extract = SimpleUploadedFile("bookings.csv", "\n".join((head, *lines, "")).encode())
    return signed_in(role).post("/requests/custody/", {"extract": extract, "what": what, **more})


def test_the_extract_is_shown_first_and_entered_when_that_is_asked(rooms: Rooms) -> None:
    before = ledger.state(rooms.home).size
    shown = sent("clerk", "show", *LINES).content.decode()
    assert "What would be entered" in shown
    assert "1 of 2 bookings match no registered request and were discarded unread" in shown
    assert ledger.state(rooms.home).size == before
    entered = sent("clerk", "enter", *LINES).content.decode()
    assert "Facts of 1 of" in entered
    assert "Nobody" not in shown + entered
    disposition = ledger.state(rooms.home).requests[rooms.request].disposition
    assert disposition is not None
    assert dict(disposition.facts) == {"in_custody": "yes", "left_custody": "transferred", "transferred_to": "ice"}


def test_what_is_no_extract_is_refused_with_what_to_do(rooms: Rooms) -> None:
    for answer in (
        sent("legal", "enter", "a,b", head="x,y"),
        sent("legal", "enter", *LINES, complete="soon"),
        signed_in("legal").post("/requests/custody/", {"what": "enter"}),
    ):
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()


def test_whoever_may_fill_finds_the_page_beside_the_requests(rooms: Rooms) -> None:
    del rooms
    assert b"/requests/custody/" in signed_in("clerk").get("/requests/").content
    assert b"/requests/custody/" not in signed_in("author").get("/requests/").content
