"""What holds for every page: the policy, the banner, the words, the reader without sight, the other language."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/login/",
    "/inbox/",
    "/requests/",
    "/requests/{filed}/",
    "/inbox/{waiting}/",
    "/report/",
    "/report/2024/",
    "/statement/",
    "/statement/2025/",
    "/register/",
)


def filled(path: str, served) -> str:
    return path.format(filed=served.made["filed"][0], waiting=served.made["entries"][2])


@pytest.mark.parametrize("path", PATHS)
def test_no_page_holds_a_script_style_or_handler_of_its_own(see, served, path):
    seen = see("everyone")
    answer = seen.page.goto(served.base + filled(path, served))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert seen.page.locator("script:not([src]), style, [style], [onclick], [onchange]").count() == 0


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_that_all_is_invented(see, served, path):
    seen = see("everyone")
    seen.go(filled(path, served))
    assert "INVENTED" in seen.page.inner_text(".invented >> nth=0")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_no_fault_that_axe_can_find(see, served, path):
    seen = see("everyone")
    seen.go(filled(path, served))
    assert seen.faults() == []


def test_the_station_page_has_no_fault_that_axe_can_find(see, served):
    seen = see()
    seen.page.goto(served.send)
    assert seen.faults() == []


@pytest.mark.parametrize("path", ["/", "/inbox/", "/inbox/{waiting}/", "/requests/", "/report/2024/", "/register/"])
def test_a_narrow_screen_needs_no_sideways_scrolling(see, served, path):
    seen = see("everyone", size=(360, 740))
    seen.go(filled(path, served))
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_pages_speak_spanish(see):
    seen = see()
    seen.go("/login/")
    seen.page.click("text=Español")
    assert seen.page.get_attribute("html", "lang") == "es"
    assert "Iniciar sesión" in seen.page.inner_text("h1")


def test_a_page_that_is_not_there_says_so_in_plain_words(see):
    seen = see("clerk")
    seen.go("/nowhere/")
    assert "No such page" in seen.page.inner_text("main")
    seen.complaints.clear()


def test_an_entry_that_is_not_there_says_what_to_do(see):
    seen = see("clerk")
    seen.go("/requests/999999/")
    assert "is not a request" in seen.page.inner_text("main")
    assert "What to do" in seen.page.inner_text("main")
    seen.complaints.clear()


def test_a_wrong_password_is_refused_in_plain_words(see):
    seen = see()
    seen.login("clerk", "not this one at all")
    assert "do not go together" in seen.page.inner_text("[role=alert]")
