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
    "/contacts/",
    "/legal/",
    "/legal/law/",
    "/legal/{filed}/",
    "/questions/",
    "/questions/{question}/",
    "/requests/{filed}/correct/",
    "/account/factors/",
    "/filed/",
    "/sessions/",
    "/report/2024/figure/requests/",
    "/audit/2025Q3/rows/",
)


def filled(path: str, served) -> str:
    filed, entries = served.made["filed"], served.made["entries"]
    return path.format(question=served.made["question"], filed=filed[0], waiting=entries[2], doubtful=entries[0])


@pytest.mark.parametrize("path", PATHS)
def test_no_page_holds_a_script_style_or_handler_of_its_own(see, served, path):
    seen = see("everyone")
    answer = seen.page.goto(served.base + filled(path, served))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert (
        seen.page.locator(
            "script:not([src]):not([type='application/json']), style, [style], [onclick], [onchange]"
        ).count()
        == 0
    )


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


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/inbox/",
        "/inbox/{waiting}/",
        "/inbox/{doubtful}/",
        "/requests/",
        "/requests/{filed}/",
        "/contacts/",
        "/legal/",
        "/legal/law/",
        "/legal/{filed}/",
        "/questions/",
        "/questions/{question}/",
        "/requests/{filed}/correct/",
        "/report/2024/",
        "/register/",
        "/account/factors/",
        "/login/",
        "/filed/",
        "/sessions/",
        "/style/",
    ],
)
def test_a_narrow_screen_needs_no_sideways_scrolling(see, served, path):
    """In English and in Spanish, whose words are longer."""
    seen = see("everyone", size=(320, 740))
    for language in ("en", "es"):
        seen.page.context.add_cookies([{"name": "django_language", "value": language, "url": served.base}])
        seen.go(filled(path, served))
        assert seen.page.get_attribute("html", "lang") == language
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/inbox/{doubtful}/", "/requests/{filed}/", "/legal/{filed}/", "/report/2024/"])
def test_at_twice_the_size_everything_is_still_there(see, served, path):
    """A screen of 1280 points at 200 % shows what one of 640 points shows."""
    seen = see("everyone", size=(640, 450))
    seen.go(filled(path, served))
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 640
    assert seen.faults() == []


def states(seen, served):
    """Pages as they are when something was refused, noted, or opened: each is shown once."""
    page = seen.page
    seen.go("/nowhere/")
    yield "no such page"
    seen.go("/requests/999999/")
    yield "refused"
    seen.go(f"/inbox/{served.made['entries'][0]}/?edit=all")
    yield "every field open"
    page.goto(served.send + "note/")
    yield "the note of a request without paper"
    page.check("input[value=phone]")
    page.check("input[value=notice]")
    page.click("button:has-text('Note it')")
    yield "noted"
    page.goto(served.send)
    page.set_input_files("#pages", {"name": "a.tif", "mimeType": "image/tiff", "buffer": b"a state of its own"})
    page.wait_for_selector(".ticket")
    yield "received"
    page.click("text=Print label")
    yield "label"


def test_no_state_of_a_page_has_a_fault_that_axe_can_find(see, served):
    seen = see("everyone")
    assert {state: faults for state in states(seen, served) if (faults := seen.faults())} == {}
    seen.complaints.clear()


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
