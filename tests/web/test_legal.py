"""The legal desk in a browser: the row that fired, agreeing by key, disagreeing only with a reason, the text of the day."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_counsel_agrees_without_a_mouse(see, served):
    seen = see("legal")
    page = seen.page
    seen.go(f"/legal/{served.made['filed'][0]}/")
    assert "this row fired" in page.inner_text(".rows .here")
    assert "shall not" in page.inner_text(".ruling.main h3")
    page.keyboard.press("a")
    page.wait_for_selector(".notice[role=status]")
    assert "Counsel agrees" in page.inner_text(".history")


def test_disagreeing_asks_for_a_reason_first_and_keys_can_be_switched_off(see, served):
    seen = see("legal")
    page = seen.page
    seen.go(f"/legal/{served.made['filed'][1]}/")
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.id") == "why"
    page.keyboard.type("The person was never in our custody.")
    page.click("button[value=disagrees]")
    page.wait_for_selector(".notice[role=status]")
    assert "never in our custody" in page.inner_text(".history")
    page.click("summary:has-text('Keys')")
    page.uncheck("[data-switch]")
    page.keyboard.press("a")
    assert page.locator(".history li").count() == 1
    page.check("[data-switch]")


def test_without_a_script_a_reason_is_asked_for_and_facts_can_be_tried(see, served):
    seen = see("legal", script=False)
    page = seen.page
    seen.go(f"/legal/{served.made['entries'][3]}/")
    assert "not covered" in page.inner_text(".three-parts")
    page.click("button[value=disagrees]")
    assert "takes a reason" in page.inner_text("[role=alert]")
    for name, value in {"in_custody": "yes", "eligible_for_release": "yes", "judicial_warrant": "none"}.items():
        page.select_option(f"#q-{name}", value)
    page.click("text=Show the rule for these facts")
    assert "this row fired" in page.inner_text(".rows .here")
    page.click("text=text of that day")
    assert "Boston" in page.inner_text("h1")
    seen.complaints.clear()


def test_a_clerk_sends_a_request_to_counsel_from_the_inbox(see, served):
    seen = see("clerk")
    page = seen.page
    seen.go(f"/inbox/{served.made['entries'][2]}/")
    page.keyboard.press("l")
    page.wait_for_selector("text=It waits for counsel now.")
    assert page.locator("a:has-text('Waits for counsel')").count() == 1
    seen.go("/inbox/")
    assert "1 waits for counsel" in page.inner_text("main")
