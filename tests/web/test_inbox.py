"""The inbox by keyboard alone, and as a plain form without a script."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser


def focused(page) -> str:
    return page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")


def view_box(page) -> str:
    return page.evaluate(
        "[...document.querySelectorAll('.pages figure:not([hidden]) svg')].map(s => s.getAttribute('viewBox')).join()"
    )


def open_item(seen, entry: int) -> None:
    seen.go(f"/inbox/{entry}/")
    seen.page.wait_for_selector("html.keys")


def test_tab_stops_at_doubtful_fields_only_and_the_picture_moves_along(see, served):
    seen = see("clerk")
    open_item(seen, served.made["entries"][0])
    page = seen.page
    assert focused(page) == "name"
    first = view_box(page)
    page.keyboard.press("Tab")
    assert focused(page) == "date_of_birth"
    assert view_box(page) != first
    page.keyboard.press("Tab")
    assert focused(page) == "citizenship"
    page.keyboard.press("Tab")
    assert focused(page) == "what"


def test_a_request_is_confirmed_without_touching_the_mouse(see, served):
    seen = see("clerk")
    open_item(seen, served.made["entries"][0])
    page = seen.page
    number = page.inner_text("h1").split()[0]
    page.keyboard.press("Enter")
    page.keyboard.press("e")
    page.keyboard.type("1988-11-02")
    page.keyboard.press("Enter")
    page.keyboard.type("GUATEMALA")
    page.keyboard.press("Enter")
    assert "Accept" in focused(page)
    page.keyboard.press("1")
    page.keyboard.press("Enter") if "Accept" in focused(page) else page.click("[data-accept]")
    page.wait_for_selector(".notice[role=status]")
    assert f"{number} is confirmed as a request" in page.inner_text(".notice[role=status]")


def test_digits_say_what_it_is_and_letters_do_nothing_while_typing(see, served):
    seen = see("clerk")
    open_item(seen, served.made["entries"][2])
    page = seen.page
    page.keyboard.press("4")
    assert page.is_checked("input[name=what][value=nothing]")
    page.keyboard.press("1")
    assert page.is_checked("input[name=what][value=request]")
    page.click("#f-name")
    page.keyboard.press("4")
    assert page.is_checked("input[name=what][value=request]")
    assert "4" in page.input_value("#f-name")


def test_escape_leaves_the_field_as_it_was(see, served):
    seen = see("clerk")
    open_item(seen, served.made["entries"][1])
    page = seen.page
    before = page.input_value("#f-to")
    page.keyboard.press("e")
    page.keyboard.type("ELSEWHERE")
    page.keyboard.press("Escape")
    assert page.input_value("#f-to") == before


def test_j_and_k_walk_the_inbox_and_the_question_mark_shows_the_keys(see, served):
    seen = see("clerk")
    open_item(seen, served.made["entries"][1])
    page = seen.page
    here = page.url
    page.keyboard.press("?")
    assert page.is_visible("text=next doubtful field")
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != here)
    page.wait_for_selector("html.keys")
    page.keyboard.press("k")
    page.wait_for_url(here)


def test_single_keys_can_be_switched_off_and_stay_off(see, served):
    seen = see("clerk")
    open_item(seen, served.made["entries"][2])
    page = seen.page
    page.click(".keys-help summary")
    page.uncheck("[data-switch]")
    page.reload()
    page.wait_for_selector("html.keys")
    page.focus("[data-accept]")
    page.keyboard.press("4")
    assert page.is_checked("input[name=what][value=request]")
    page.evaluate("localStorage.clear()")


def test_keys_do_nothing_outside_the_work_area(see, served):
    seen = see("clerk")
    open_item(seen, served.made["entries"][2])
    page = seen.page
    page.focus("nav a >> nth=0")
    page.keyboard.press("4")
    assert page.is_checked("input[name=what][value=request]")


def test_z_shows_the_whole_page_and_the_field_again(see, served):
    seen = see("clerk")
    open_item(seen, served.made["entries"][1])
    page = seen.page
    near = view_box(page)
    page.keyboard.press("z")
    assert len(view_box(page).split(",")) == 3
    page.keyboard.press("z")
    assert view_box(page) == near


def test_without_a_script_every_page_is_there_and_the_form_confirms(see, served):
    seen = see("clerk", script=False)
    page = seen.page
    seen.go(f"/inbox/{served.made['entries'][1]}/")
    assert page.locator(".pages figure").count() == 3
    assert page.locator(".crop").count() == 1
    assert not page.is_visible("kbd >> nth=0")
    page.fill("#f-to", "HARBORTON POLICE DEPT, DISTRICT #2")
    page.click("[data-accept]")
    assert "is confirmed as a request" in page.inner_text(".notice[role=status]")


def test_without_a_script_settled_fields_can_be_reached_by_tab_after_edit(see, served):
    seen = see("clerk", script=False)
    page = seen.page
    seen.go(f"/inbox/{served.made['entries'][2]}/")
    assert page.get_attribute("#f-name", "tabindex") == "-1"
    page.click("text=Edit")
    assert page.get_attribute("#f-name", "tabindex") is None


def test_a_copy_needs_the_number_of_the_other_and_what_was_typed_stays(see, served):
    seen = see("clerk", script=False)
    page = seen.page
    seen.go(f"/inbox/{served.made['entries'][2]}/")
    page.check("input[value=copy]")
    page.fill("#f-sex", "F")
    page.click(".more summary")
    page.fill("#other", "H9-1999-0001")
    page.click("[data-accept]")
    assert "there is no other request with the number" in page.inner_text("[role=alert]")
    assert page.is_checked("input[value=copy]")
    assert page.input_value("#other") == "H9-1999-0001"
    assert page.input_value("#f-sex") == "F"
    seen.complaints.clear()


def test_what_nobody_can_read_is_settled_and_leaves_the_inbox(see, served):
    seen = see("clerk")
    page = seen.page
    seen.go("/inbox/")
    before = page.locator("tbody tr").count()
    page.click("tr:has-text('Unreadable') >> nth=0 >> a >> nth=0")
    page.wait_for_selector("html.keys")
    page.keyboard.press("6")
    page.click("[data-accept]")
    page.wait_for_selector(".notice[role=status]")
    seen.go("/inbox/")
    assert page.locator("tbody tr").count() == before - 1


def test_the_picture_is_kept_by_no_cache(see, served):
    seen = see("clerk")
    with seen.page.expect_response(re.compile(r"/page/\d+/0\.png")) as answer:
        seen.go(f"/inbox/{served.made['entries'][2]}/")
    assert "no-store" in answer.value.headers["cache-control"]


def test_an_author_may_not_open_the_inbox_and_is_told_in_plain_words(see):
    seen = see("author")
    seen.go("/inbox/")
    assert "may not do this" in seen.page.inner_text("main")
    seen.complaints.clear()


def test_u_takes_back_what_was_said_last_and_its_paper_waits_again(see, served):
    seen = see("clerk")
    page = seen.page
    seen.go("/inbox/")
    before = page.locator("tbody tr").count()
    page.click("tr:has-text('I-247A') >> nth=0 >> a >> nth=0")
    page.wait_for_selector("html.keys")
    number = page.inner_text("h1").split()[0]
    page.focus("[data-accept]")
    page.keyboard.press("5")
    page.focus("[data-accept]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice[role=status]")
    assert "addressed to another agency" in page.inner_text(".notice[role=status]")
    seen.go("/inbox/")
    assert page.locator("tbody tr").count() == before - 1
    page.click("button:has-text('Take it back')")
    assert f"{number} waits again" in page.inner_text(".notice[role=status]")
    seen.go("/inbox/")
    assert page.locator("tbody tr").count() == before


def test_the_second_person_at_a_paper_is_told_who_has_it_open_and_may_go_on_all_the_same(see, served):
    path = f"/inbox/{served.made['entries'][2]}/"
    see("clerk").go(path)
    seen = see("everyone")
    seen.go(path)
    assert "Open at clerk since" in seen.page.inner_text("main")
    assert seen.page.is_disabled("[data-accept]")
    seen.page.click("text=Settle it here all the same")
    assert seen.page.is_enabled("[data-accept]")
