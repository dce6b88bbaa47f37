"""The auditor's desk in a browser: with keys alone, without JavaScript, at 320 points, every state clean for axe."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def world(served) -> Path:
    """The files of the invented year beside the served home."""
    return served.home.parent / "statement" / "world"


def drop(seen, served, period: str, name: str = "federal_list_redacted.xlsx") -> None:
    files = world(served)
    seen.go("/audit/")
    seen.page.fill("#period", period)
    seen.page.set_input_files("#list", files / name)
    seen.page.click("summary:has-text('Evidence beside it')")
    seen.page.set_input_files("#journal", [files / "xferfaxlog", files / "journal.csv"])
    seen.page.set_input_files("#senders", files / "senders.csv")
    seen.page.click("button:has-text('Explain')")


def clean(seen) -> None:
    """Nothing that axe finds, and no sideways scrolling on a narrow screen."""
    assert seen.faults() == []
    size = seen.page.viewport_size
    seen.page.set_viewport_size({"width": 320, "height": 740})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
    seen.page.set_viewport_size(size)


def test_a_list_is_explained_settled_and_undone_with_keys_alone(see, served):
    seen = see("auditor")
    page = seen.page
    drop(seen, served, "2025")
    assert "Taken for" in page.inner_text("main")
    clean(seen)
    page.click("button:has-text('This is right')")
    rows, both, under, not_established = (int(text) for text in page.locator(".sums dd").all_inner_texts())
    assert rows == both + under + not_established
    assert rows > 100
    clean(seen)
    page.locator(".walk summary").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".walk details[open]").count() == 1
    page.keyboard.press("d")
    page.wait_for_url("**/unit/**")
    first = page.url
    clean(seen)
    page.keyboard.press("r")
    page.keyboard.type("C1")
    page.keyboard.press("Tab")
    page.keyboard.type("docket seen")
    page.keyboard.press("Enter")
    seen.said("It can be taken back")
    page.keyboard.press("u")
    seen.said("Taken back")
    assert page.url == first
    page.keyboard.press("x")
    page.wait_for_url("**/sample/")
    assert page.input_value("#seed")
    clean(seen)


def test_single_keys_can_be_switched_off_at_the_desk(see, served):
    seen = see("auditor")
    page = seen.page
    drop(seen, served, "2024")
    page.click("button:has-text('This is right')")
    page.click("summary:has-text('Keys')")
    page.uncheck("[data-switch]")
    page.locator("[data-key=l]").focus()
    page.keyboard.press("x")
    page.keyboard.press("l")
    page.wait_for_timeout(300)
    assert page.url.endswith("/audit/2024/")
    page.check("[data-switch]")


def test_the_whole_way_goes_without_javascript(see, served):
    seen = see("auditor", script=False)
    page = seen.page
    drop(seen, served, "2025Q1")
    page.click("button:has-text('This is right')")
    page.click("a:has-text('Every unit')")
    page.click("tbody a >> nth=0")
    page.select_option("#reason", "C1")
    page.fill("#because", "docket seen")
    page.click("button:has-text('Give this reason')")
    assert "It can be taken back" in page.inner_text("main")
    page.click("button:has-text('Take back the last decision')")
    assert "Taken back" in page.inner_text("main")


def test_the_statement_is_walked_by_keyboard_and_reads_both_ways(see):
    seen = see("auditor")
    page = seen.page
    seen.go("/statement/2025/")
    clean(seen)
    totals = page.locator(".two-totals .big")
    styles = {
        totals.nth(at).evaluate("one => getComputedStyle(one).font + getComputedStyle(one).color") for at in (0, 1)
    }
    names = page.locator(".two-totals p:first-child").all_inner_texts()
    assert (len(styles), names) == (1, sorted(names))
    page.locator(".walk summary").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    opened = page.locator(".walk details[open]")
    assert opened.count() == 1
    assert len(opened.locator("p").inner_text()) > 20
    page.keyboard.press("p")
    assert page.locator("[data-cycle][open] summary").inner_text() == "requests"
    page.click("summary:has-text('The other way')")
    assert page.locator("details[open] .walk").count() == 1
    clean(seen)


def test_the_statement_opens_its_bars_without_javascript(see):
    seen = see("auditor", script=False)
    seen.go("/statement/2025/")
    seen.page.click(".walk summary >> nth=0")
    assert seen.page.locator(".walk details[open] p").first.is_visible()
