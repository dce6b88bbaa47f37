"""A city's own colours: ``theme.toml`` in the home, checked and turned into a style sheet of custom properties only.

Only the colours named here can be set, each as ``#rrggbb``, and every text must keep a contrast of 4.5 to 1 to its
ground (WCAG 2.2, 1.4.3). Both totals of a statement have one colour, whatever a theme says. Must not know Django.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from tallystick.model.errors import WrongUse
from tallystick.services.home import Home

THEME = "theme.toml"
COLOURS: dict[str, str] = {
    "paper": "#ffffff",
    "desk": "#f6f4ef",
    "ink": "#1b2226",
    "soft": "#4c565c",
    "rule": "#d8d3c8",
    "edge": "#7b7a74",
    "deep": "#17475a",
    "deep-pale": "#e8f0f2",
}
"""The colours that a theme may set, with what they are without one: grounds, text, lines, links and buttons."""
READ_ON = tuple((text, ground) for text in ("ink", "soft", "deep") for ground in ("paper", "desk", "deep-pale"))
LEAST = 4.5
_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def theme(home: Home) -> str:
    """The style sheet of a home's theme; empty where there is none.

    Raises:
        WrongUse: the file is no theme, or a text could not be read on its ground.

    """
    path = home.path / THEME
    if not path.is_file():
        return ""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")).get("colours", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongUse(f"{THEME} is not valid TOML: {error}", where=str(path)) from None
    return style_sheet(told)


def style_sheet(told: Mapping[str, object]) -> str:
    """Custom properties of these colours.

    Raises:
        WrongUse: a name is not known, a value is no colour, or a contrast is too low.

    """
    for name, value in told.items():
        if name not in COLOURS or not _HEX.fullmatch(str(value)):
            raise WrongUse(
                f"'{name} = {value}' is no colour of a theme",
                where=THEME,
                remedy=f"write #rrggbb for one of {', '.join(COLOURS)}",
            )
    colours = COLOURS | {name: str(value).lower() for name, value in told.items()}
    for text, ground in (*READ_ON, ("paper", "deep")):
        found = contrast(colours[text], colours[ground])
        if found < LEAST:
            raise WrongUse(
                f"{text} on {ground} has a contrast of {found:.1f} to 1", where=THEME, remedy=f"at least {LEAST} to 1"
            )
    lines = "".join(f"  --{name}: {str(value).lower()};\n" for name, value in told.items())
    return f":root {{\n{lines}}}\n" if lines else ""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours ``#rrggbb``, from 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
