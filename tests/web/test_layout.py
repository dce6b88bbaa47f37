"""Every page looks as it was kept: order, columns, type, colours and lines, at 1280 and at 320 points.

``python tests/web/make_layouts.py`` keeps them anew, after somebody has looked at the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from web.conftest import Seen, Served, serving
from web.layouts import GOLDEN, PAGES, SIGNED_OUT, SIZES, address, kept, layout

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def untouched(served: Served) -> Iterator[Served]:
    """The home as it was made, whatever other tests did to theirs."""
    with serving(served.home.parent / "untouched", served.made) as running:
        yield running


@pytest.fixture(scope="module")
def page(chrome: Any, untouched: Served) -> Iterator[Any]:
    context = chrome.new_context(locale="en-US")
    seen = Seen(context.new_page(), untouched.base, [])
    seen.login("everyone", untouched.made["password"])
    yield seen.page
    context.close()


@pytest.fixture(scope="module")
def stranger(chrome: Any) -> Iterator[Any]:
    context = chrome.new_context(locale="en-US")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_kept(page: Any, stranger: Any, untouched: Served, name: str) -> None:
    page = stranger if name in SIGNED_OUT else page
    for size in SIZES:
        page.set_viewport_size({"width": size, "height": 900})
        page.goto(untouched.base + address(PAGES[name], untouched.made))
        assert layout(page) == kept(name, size).read_text(encoding="utf-8")


def test_nothing_is_kept_of_a_page_that_is_not_there() -> None:
    assert {path.name for path in GOLDEN.glob("*.txt")} == {kept(name, size).name for name in PAGES for size in SIZES}
