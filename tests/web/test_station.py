"""The station page: drop a file, get a number; no account, no fields, no script needed."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
RECORDED = "This does not answer the request and tells nobody."


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_page_sent_is_answered_with_a_number_its_pages_and_what_it_does_not_do(see, served, script):
    seen = see(script=script)
    page = seen.page
    page.goto(served.send)
    page.set_input_files(
        "#pages",
        {
            "name": "scan.tif",
            "mimeType": "image/tiff",
            "buffer": (served.home / "more.tif").read_bytes() + bytes([script]),
        },
    )
    if not script:
        page.click("button:has-text('Send')")
    page.wait_for_url(re.compile(r"/send/[^/]+/[^/]+/$"))
    assert re.fullmatch(r"H1-\d{4}-\d{4}", page.inner_text(".ticket .number"))
    assert "3 pages" in page.inner_text(".ticket")
    assert RECORDED in page.inner_text("main")


def test_the_same_file_twice_says_so_and_gives_no_new_number(see, served):
    seen = see()
    page = seen.page
    numbers = []
    for _ in range(2):
        page.goto(served.send)
        page.set_input_files("#pages", {"name": "a.tif", "mimeType": "image/tiff", "buffer": b"II*\0 the same twice"})
        page.wait_for_selector(".ticket")
        numbers.append(page.inner_text(".ticket .number"))
    assert numbers[0] == numbers[1]
    assert "already received as" in page.inner_text(".ticket")
    assert "No new number" in page.inner_text(".ticket")


def test_what_cannot_be_opened_is_kept_and_the_desk_is_told(see, served):
    seen = see()
    page = seen.page
    page.goto(served.send)
    page.set_input_files("#pages", {"name": "x.tif", "mimeType": "image/tiff", "buffer": b"no picture at all"})
    page.wait_for_selector(".ticket")
    assert "It is kept and counted" in page.inner_text(".ticket")


def test_a_label_can_be_printed_and_reloading_the_answer_sends_nothing(see, served):
    seen = see()
    page = seen.page
    page.goto(served.send)
    page.set_input_files("#pages", {"name": "x.tif", "mimeType": "image/tiff", "buffer": b"for a label"})
    page.wait_for_selector(".ticket")
    number = page.inner_text(".ticket .number")
    page.reload()
    assert page.inner_text(".ticket .number") == number
    page.click("text=Print label")
    assert page.inner_text(".label-paper .number") == number
    assert RECORDED in page.inner_text(".label-paper")
    assert page.locator(".label-paper svg title").text_content() == "The receipt as a QR code"
    assert "names nobody" in page.inner_text(".label-paper")


def test_pressing_send_without_a_file_asks_for_one(see, served):
    seen = see(script=False)
    page = seen.page
    page.goto(served.send)
    page.evaluate("document.querySelector('#pages').required = false")
    page.click("button:has-text('Send')")
    assert "No file was chosen" in page.inner_text("main")
    seen.complaints.clear()


def test_a_link_that_is_not_in_use_says_what_to_do(see, served):
    seen = see()
    seen.go("/send/nonsense/")
    assert "this station link is not in use" in seen.page.inner_text("main")
    assert "ask the records office" in seen.page.inner_text("main")
    seen.complaints.clear()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_request_without_paper_is_noted_in_three_acts_and_without_a_name(see, served, script):
    seen = see(script=script)
    page = seen.page
    page.goto(served.send)
    page.click("text=Note a request without paper")
    page.check("input[value=phone]")
    page.check("input[value=hold]")
    page.click("button:has-text('Note it')")
    assert re.fullmatch(r"\d+", page.inner_text(".ticket .number"))
    assert RECORDED in page.inner_text("main")
    clerk = see("clerk")
    clerk.go("/contacts/")
    assert "to hold a person" in clerk.page.inner_text("tbody")


def test_a_note_without_its_answers_says_what_is_missing(see, served):
    seen = see(script=False)
    page = seen.page
    page.goto(served.send + "note/")
    page.evaluate("document.querySelectorAll('[required]').forEach((one) => { one.required = false; })")
    page.check("input[value=phone]")
    page.click("button:has-text('Note it')")
    assert "not said what was asked for" in page.inner_text("[role=alert]")
    assert page.is_checked("input[value=phone]")
    seen.complaints.clear()
