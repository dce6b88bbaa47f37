"""The calendar on the page, and several reports of one law: prepared by a clerk with stated facts, signed by another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import request
from rooms import PASSWORD, signed_in

from agencies import HARBORTON, LEGAL
from conftest import Clock
from tallystick.model.words import Role
from tallystick.services import current, ledger
from tallystick.services.filing.preparation import newest
from tallystick.services.filing.versions import full_name, named, versions
from tallystick.services.home import Home, create_home
from tallystick.services.law import ordinance
from tallystick.services.operations import adopt
from tallystick.services.users import add_user

YEAR = "2024-07-01..2025-06-30"


@pytest.fixture
def home(db: None, tmp_path: Path, settings) -> Iterator[Home]:
    """A register kept under a law with four reports, one of which asks for money."""
    home = create_home(tmp_path / "home", agency=HARBORTON, ordinance="new-york-city", invented=True)
    home.clock = Clock(datetime(2025, 8, 4, 14, 0, tzinfo=UTC))
    current.use(home)
    settings.HOME = home.path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for role in (Role.CLERK, Role.AUTHOR):
        add_user(role.value, (role,), PASSWORD)
    adopt(home, LEGAL, counsel="L. Adviser (INVENTED)")
    request(home)
    yield home
    ledger.forget(home)


def test_a_name_means_the_period_and_report_that_it_was_made_of(home: Home) -> None:
    for duty in ordinance("new-york-city").duties:
        period, _ = named(home, YEAR)
        again, found = named(home, full_name(home, period, duty.id))
        assert (again, ordinance("new-york-city").duty(found)) == (period, duty)


def test_the_calendar_shows_every_report_with_its_due_day(home: Home) -> None:
    text = signed_in("clerk").get("/report/").content.decode()
    assert f'href="/report/{YEAR}/"' in text
    assert f'href="/report/{YEAR}-correction/"' in text
    assert 'href="/report/2025Q3-assistance/"' in text
    assert "1 Sep 2025" in text
    assert "the day was not read in the text" in text


def test_a_clerk_states_what_the_register_does_not_hold_and_another_person_signs(home: Home) -> None:
    address = f"/report/{YEAR}-correction/"
    clerk = signed_in("clerk")
    assert "stated-awards_received" in clerk.get(address).content.decode()
    sent = {"stated-awards_requested": "12,000", "stated-awards_received": "", "reason": "the search is set for autumn"}
    clerk.post(f"{address}prepare/", sent)
    period, duty = named(home, f"{YEAR}-correction")
    prepared = newest(home, "correction", period.name)
    assert prepared is not None
    assert dict(prepared.stated) == {"awards_requested": 1_200_000}
    page = clerk.get(address).content.decode()
    assert "$12,000.00" in page
    author = signed_in("author")
    again = author.post(f"{address}sign/").headers["Location"]
    author.post(again, {"password": PASSWORD, "next": f"{address}sign/"})
    assert [one.event.report for one in versions(home, period, duty=duty)] == ["correction"]
    assert author.get(f"{address}v1/letter.pdf").status_code == 200
    assert versions(home, period) == ()


def test_a_fact_that_is_no_number_is_told_on_the_page_and_nothing_is_lost(home: Home) -> None:
    address = f"/report/{YEAR}-correction/"
    answer = signed_in("clerk").post(f"{address}prepare/", {"stated-awards_requested": "about ten", "reason": "later"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "about ten" in text
    assert "is not an amount of dollars" in text
    assert "later</textarea>" in text


def test_a_report_that_the_law_does_not_ask_for_is_refused_with_the_ones_it_asks_for(home: Home) -> None:
    answer = signed_in("clerk").get("/report/2025-parks/")
    assert answer.status_code == 409
    assert "assistance" in answer.content.decode()
