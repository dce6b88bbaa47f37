"""A city's colours: only colours, only known ones, and every text stays readable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallystick.model.errors import WrongUse
from tallystick.services.home import Home
from tallystick.services.theme import COLOURS, LEAST, contrast, style_sheet, theme

SHEET = Path(__file__).resolve().parents[2] / "src/tallystick/clerk/static/clerk/tally.css"
COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_has_the_largest_contrast_and_equal_colours_none() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert contrast("#123456", "#123456") == 1


def test_without_a_theme_there_is_no_sheet(home: Home) -> None:
    assert theme(home) == ""


def test_a_theme_becomes_custom_properties(home: Home) -> None:
    (home.path / "theme.toml").write_text('[colours]\ndeep = "#5A1747"\n', encoding="utf-8")
    assert theme(home) == ":root {\n  --deep: #5a1747;\n}\n"


@pytest.mark.parametrize(
    "told",
    [
        {"deep": "red"},
        {"stop": "#7d2417"},
        {"ink": "#fff; } body { display: none"},
        {"deep": "url(https://elsewhere.example/a.png)"},
        {"ink": "#cccccc"},
        {"deep": "#ffff00"},
    ],
    ids=["a word", "a colour that means something", "more than a colour", "an address", "too pale", "paper on it"],
)
def test_what_is_no_readable_colour_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(WrongUse):
        style_sheet(told)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(COLOURS)), COLOUR))
def test_what_is_accepted_can_be_read(told: dict[str, str]) -> None:
    try:
        sheet = style_sheet(told)
    except WrongUse:
        return
    colours = COLOURS | told
    assert contrast(colours["ink"], colours["paper"]) >= LEAST
    assert contrast(colours["paper"], colours["deep"]) >= LEAST
    assert set(re.findall(r"--([a-z-]+):", sheet)) == set(told)


def test_the_colours_are_those_of_the_style_sheet() -> None:
    text = SHEET.read_text(encoding="utf-8")
    assert {name: re.search(rf"--{name}: (#\w+);", text)[1] for name in COLOURS} == COLOURS
