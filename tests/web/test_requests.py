"""A request's own page: the clause that speaks, the four answers, the receipt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallystick.services.verify import verify

pytestmark = pytest.mark.browser


def choose(page, **facts: str) -> None:
    for name, value in facts.items():
        page.select_option(f"#q-{name}", value)


FACTS = {"in_custody": "yes", "eligible_for_release": "yes", "judicial_warrant": "none"}


def test_the_clause_that_speaks_appears_while_the_facts_are_chosen(see, served):
    seen = see("legal")
    page = seen.page
    seen.go(f"/requests/{served.made['entries'][3]}/")
    assert "cannot be said yet" in page.inner_text("#clause .main")
    choose(page, **FACTS)
    page.wait_for_selector("#clause .main blockquote")
    assert "shall not" in page.inner_text("#clause .main h3")
    assert "secondary source" in page.inner_text("#clause .main")


def test_without_a_script_a_button_shows_the_clause_and_keeps_the_facts(see, served):
    seen = see("legal", script=False)
    page = seen.page
    seen.go(f"/requests/{served.made['entries'][3]}/")
    choose(page, **FACTS)
    page.click("text=Show what the ordinance says")
    assert "shall not" in page.inner_text("#clause .main h3")
    assert page.input_value("#q-in_custody") == "yes"


def test_the_four_answers_start_as_not_recorded_and_only_what_was_given_is_recorded(see, served):
    seen = see("clerk")
    page = seen.page
    seen.go(f"/requests/{served.made['entries'][3]}/")
    assert page.locator("input[value=not_recorded]:checked").count() == 4
    choose(page, **FACTS)
    page.check("input[name=hold][value=no]")
    page.fill("#reimbursement", "twelve")
    page.click("button:has-text('Record the answers')")
    assert "is not an amount" in page.inner_text("[role=alert]")
    assert page.is_checked("input[name=hold][value=no]")
    page.fill("#reimbursement", "")
    page.click("button:has-text('Record the answers')")
    page.wait_for_selector(".notice[role=status]")
    assert page.is_checked("input[name=hold][value=no]")
    assert page.locator("input[value=not_recorded]:checked").count() == 3
    assert "Answers recorded" in page.inner_text(".history")
    seen.complaints.clear()


def test_an_auditor_reads_the_answers_and_cannot_write_them(see, served):
    seen = see("auditor")
    seen.go(f"/requests/{served.made['filed'][0]}/")
    assert seen.page.locator("button:has-text('Record the answers')").count() == 0
    assert seen.page.is_disabled("input[name=hold][value=yes]")


def test_the_receipt_of_an_arrival_can_be_taken_along_and_holds(see, served, tmp_path: Path):
    seen = see("clerk")
    seen.go(f"/requests/{served.made['filed'][0]}/")
    with seen.page.expect_download() as download:
        seen.page.click("text=receipt >> nth=0")
    kept = tmp_path / "receipt.tlog-proof"
    download.value.save_as(kept)
    assert verify(kept).ok


def test_the_list_shows_one_year_and_who_is_not_yet_seen(see, served):
    seen = see("legal")
    seen.go("/requests/?year=2024")
    assert seen.page.locator("tbody tr").count() == 3
    assert "not yet seen" not in seen.page.inner_text("tbody")
    seen.go("/requests/?year=2025")
    assert "not yet seen by a person" in seen.page.inner_text("tbody")


def test_there_is_no_way_to_search_for_a_person(see):
    seen = see("everyone")
    for path in ("/", "/inbox/", "/requests/", "/register/", "/report/"):
        seen.go(path)
        assert seen.page.locator("input[type=search], input[name=q], input[type=text]").count() == 0
