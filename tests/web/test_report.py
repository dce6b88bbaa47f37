"""The page before signing: figures with their entries, what stops a signature, the versions side by side."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_what_is_open_stands_beside_the_figures_and_stops_the_signature(see):
    seen = see("author")
    seen.go("/report/2025/")
    assert "compared with their picture" in seen.page.inner_text("main")
    assert "Stations without a statement" in seen.page.inner_text("main")
    assert "No outside holder" in seen.page.inner_text("main")
    assert seen.page.is_disabled("button:has-text('Sign version')")


def test_not_recorded_is_never_shown_as_zero(see):
    seen = see("author")
    seen.go("/report/2025/")
    assert "not recorded" in seen.page.inner_text("tr:has-text('3. Individuals transferred')")


def test_each_figure_opens_into_the_entries_behind_it(see, served):
    seen = see("author")
    page = seen.page
    seen.go("/report/2024/")
    page.click("tr:has-text('1. Civil immigration') a")
    page.click(".behind a >> nth=0")
    page.wait_for_url(f"**/requests/{served.made['filed'][0]}/")


def test_two_versions_stand_side_by_side_and_what_differs_is_marked(see):
    seen = see("auditor")
    seen.go("/report/2024/")
    row = seen.page.locator("h2:has-text('side by side') + div tr:has-text('Civil immigration detainer')")
    assert row.locator("td").all_inner_texts() == ["2", "3", "3"]
    assert "differs" in row.inner_text()


def test_the_signed_packet_and_the_draft_can_be_taken(see):
    seen = see("author")
    seen.go("/report/2024/")
    with seen.page.expect_download() as download:
        seen.page.click("section:has-text('Version 1') >> text=annex.csv")
    assert download.value.suggested_filename == "annex.csv"


def test_only_an_author_signs_and_only_legal_adopts(see):
    for user in ("clerk", "legal", "auditor"):
        seen = see(user)
        seen.go("/report/2024/")
        assert seen.page.locator("button:has-text('Sign version')").count() == 0
