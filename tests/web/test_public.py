"""The public site: static, whole, in two languages; what it tells readers to run gives the printed numbers."""

from __future__ import annotations

import contextlib
import html
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.model.words import Asked, EntryKind
from tallystick.register import recount
from tallystick.register.recount import Told


@pytest.fixture(scope="session")
def public(served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public") / "site"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "tallystick",
            "publish",
            "--home",
            str(served.home),
            "-o",
            str(folder),
            "--as",
            "author",
        ],
        env={**os.environ, "TALLYSTICK_DATABASE_URL": ""},
        check=True,
        capture_output=True,
    )
    return folder


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def pages(folder: Path) -> list[Path]:
    return [*sorted(folder.glob("*.html")), *sorted(folder.glob("es/*.html"))]


def test_there_is_a_page_in_every_language(public):
    names = [str(page.relative_to(public)) for page in pages(public)]
    english = ["check.html", "data.html", "dictionary.html", "index.html", "statement-2025.html"]
    assert names == [*english, *(f"es/{name}" for name in english)]


def test_no_page_holds_a_script_a_style_or_a_form(public):
    """A statement names the one script that walks its bars by keys; no page holds any."""
    for page in pages(public):
        tags = Tags(page.read_text(encoding="utf-8")).found
        assert not {"style", "form", "iframe"} & {tag for tag, _ in tags}
        named = [attributes.get("src", "") for tag, attributes in tags if tag == "script"]
        assert [name.rpartition("/")[2] for name in named] == ["walk.js"] * page.name.startswith("statement")
        assert not [name for _, attributes in tags for name in attributes if name.startswith("on") or name == "style"]


def test_every_link_of_every_page_leads_to_a_file_that_is_there(public):
    for page in pages(public):
        for _, attributes in Tags(page.read_text(encoding="utf-8")).found:
            target = attributes.get("href", attributes.get("src", "#"))
            if not target.startswith(("#", "http")):
                assert (page.parent / target).resolve().exists(), (page.name, target)


def test_the_first_page_states_both_numbers_year_and_definition_before_the_data_and_the_limits_before_the_reports(
    public,
):
    text = (public / "index.html").read_text(encoding="utf-8")
    words = ("For 2025, ", "counted once", "Year by year", "cannot tell you", "filed reports")
    order = [text.index(one) for one in words]
    assert order == sorted(order)
    assert re.search(r'<th scope="row">2024</th><td class="number">3</td>', text)


def test_both_versions_stand_on_the_first_page_and_not_recorded_is_not_zero(public):
    text = (public / "index.html").read_text(encoding="utf-8")
    assert "amends version 1" in text
    assert "not recorded" in text


def test_every_page_says_that_all_is_invented(public):
    for page in pages(public):
        word = "INVENTADO" if page.parent.name == "es" else "INVENTED"
        assert word in page.read_text(encoding="utf-8")


def recipe(public: Path) -> str:
    """The counting recipe as the page prints it."""
    text = (public / "check.html").read_text(encoding="utf-8")
    shown = re.findall(r"<pre[^>]*>(.*?)</pre>", text, re.DOTALL)
    return next(html.unescape(one) for one in shown if "import json" in one)


def test_the_recipe_on_the_page_counts_what_the_newest_signed_report_prints(public):
    counted = subprocess.run(
        [sys.executable, "-c", recipe(public)], cwd=public, check=True, capture_output=True, text=True
    )
    report = json.loads((public / "reports" / "2024" / "v2" / "report.json").read_text(encoding="utf-8"))
    assert int(counted.stdout) == report["figures"][0]["value"]


LEAVES = st.lists(
    st.tuples(
        st.sampled_from([kind.value for kind in EntryKind]),
        st.sampled_from(["2023", "2024"]),
        st.one_of(st.just(""), st.integers(0, 12).map(str)),
        st.sampled_from(["", *(asked.value for asked in Asked)]),
    ),
    max_size=14,
)


@given(LEAVES, st.data())
def test_the_recipe_counts_as_the_recount_of_any_log(public, leaves, data):
    size = data.draw(st.integers(0, len(leaves)))
    opened = {"leaves": [[{"value": value} for value in leaf] for leaf in leaves]}
    text = re.sub(r"(?m)^year, size = .*$", f'year, size = "2024", {size}', recipe(public))
    told = [Told(kind, int(year), int(refers) if refers else None, asked) for kind, year, refers, asked in leaves]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(text, {"open": lambda _path: io.StringIO(json.dumps(opened))})
    assert int(printed.getvalue()) == recount.count(told, year=2024, size=size).figure


def test_the_manifest_command_on_the_page_passes(public):
    subprocess.run(["sha256sum", "--check", "--quiet", "manifest.sha256"], cwd=public, check=True)


def test_no_name_of_a_person_stands_anywhere_in_the_public_folder(public):
    names = ("OKONJO", "BRANDT-ITO", "QUENNELL", "SORREL", "XPL2503", "A000")
    for path in public.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".json", ".csv", ".tlog-proof", ""}:
            data = path.read_bytes()
            assert not [name for name in names if name.encode() in data], path


@pytest.mark.browser
@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "check.html",
        "data.html",
        "statement-2025.html",
        "dictionary.html",
        "es/index.html",
        "es/statement-2025.html",
    ],
)
def test_a_public_page_has_no_fault_that_axe_can_find(see, public, name):
    seen = see()
    seen.page.goto(f"file://{public}/{name}")
    assert seen.faults() == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["statement-2025.html", "es/statement-2025.html"])
def test_arrow_keys_walk_the_bars_of_a_public_statement(see, public, name):
    seen = see()
    page = seen.page
    page.goto(f"file://{public}/{name}")
    bars = page.locator(".walk summary")
    bars.first.focus()
    page.keyboard.press("ArrowDown")
    assert bars.nth(1).evaluate("bar => bar === document.activeElement")
    page.keyboard.press("Enter")
    assert page.locator(".walk details[open]").count() == 1
    page.keyboard.press("Home")
    assert bars.first.evaluate("bar => bar === document.activeElement")


def test_the_catalogue_names_files_that_are_there_and_every_report_and_statement(public):
    document = json.loads((public / "data.json").read_text(encoding="utf-8"))
    names = [one["identifier"].rpartition("/")[2] for one in document["dataset"]]
    assert names == ["report-2024-v1", "report-2024-v2", "statement-2025", "log"]
    for one in document["dataset"]:
        assert one["description"].startswith("INVENTED")
        for file in one["distribution"]:
            assert (public / file["downloadURL"]).is_file(), file


def test_the_spanish_statement_says_every_reason_in_spanish(public):
    text = (public / "es" / "statement-2025.html").read_text(encoding="utf-8").split("<article")[0]
    assert "sin establecer" in text
    statement = json.loads((public / "statements" / "2025" / "statement.json").read_text(encoding="utf-8"))
    table = text.partition("Lo mismo como tabla</h2>")[2].partition("</table>")[0]
    assert table.count("<tr>") == len(statement["bars"]) + 2


def test_the_dictionary_describes_every_column_of_the_annex(public):
    header = (public / "reports" / "2024" / "v2" / "annex.csv").read_text(encoding="utf-8").splitlines()[0]
    text = (public / "dictionary.html").read_text(encoding="utf-8")
    assert [name for name in header.split(",") if f"<code>{name}</code>" not in text] == []
