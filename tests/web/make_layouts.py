"""Keeps the layout of every page anew: ``python tests/web/make_layouts.py``. Look at the pages first."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:] = [str(HERE.parent), *(place for place in sys.path if Path(place or ".").resolve() != HERE)]


def main() -> None:
    """Make a home, serve it, and write what each page looks like."""
    from playwright.sync_api import sync_playwright

    from conftest import chromium
    from web.conftest import ARGUMENTS, Seen, make, serving
    from web.layouts import GOLDEN, PAGES, SIGNED_OUT, SIZES, address, kept, layout

    GOLDEN.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(*make(Path(folder))) as served, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        seen = Seen(browser.new_context(locale="en-US").new_page(), served.base, [])
        seen.login("everyone", served.made["password"])
        stranger = Seen(browser.new_context(locale="en-US").new_page(), served.base, [])
        for name, path in PAGES.items():
            one = stranger if name in SIGNED_OUT else seen
            for size in SIZES:
                one.page.set_viewport_size({"width": size, "height": 900})
                one.go(address(path, served.made))
                kept(name, size).write_text(layout(one.page), encoding="utf-8")
        browser.close()


if __name__ == "__main__":
    main()
