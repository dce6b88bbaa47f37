"""What is published → the pages of the public site, in every language that has a catalogue. Static.

Two scripts, and no page needs one: ``assets/verifier.html`` recomputes what the others say, ``assets/walk.js`` lets
arrow keys walk the bars of a statement.

Each page states both numbers, the year and the definition before anything else, and the limits before the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tallystick.public import verifier
from tallystick.public.catalogue import catalogue
from tallystick.public.shown import Site, site_of
from tallystick.services import theme as colours
from tallystick.services.statement.words import MEANINGS, REASONS, Word

if TYPE_CHECKING:  # the tables behind it may not be loaded while Django still loads its apps
    from tallystick.services.outside.publish import SiteData

ASSETS = ("public/site.css", "public/tally.svg", "statement/walk.css", "statement/walk.js")
FIRST = "en"


def pages(published: SiteData) -> Mapping[str, bytes]:
    """Every page of the public site by its path, and the files beside them."""
    site = site_of(published)
    made = {f"assets/{name.rpartition('/')[2]}": _asset(name) for name in ASSETS} | {
        "assets/verifier.html": verifier.page()
    }
    made["assets/theme.css"] = colours.theme(published.home).encode()
    made["data.json"] = catalogue(site)
    for code, _name in settings.LANGUAGES:
        made |= _in_language(site, code)
    return made


def _asset(name: str) -> bytes:
    return files("tallystick.public").joinpath("static", name).read_bytes()


def _in_language(site: Site, code: str) -> dict[str, bytes]:
    folder, root = ("", "") if code == FIRST else (f"{code}/", "../")
    with translation.override(code):
        made = {f"{folder}{name}": _page(site, template, name, root, more) for name, template, more in _plan(site)}
    return {name: text.encode() for name, text in made.items()}


def _plan(site: Site) -> list[tuple[str, str, dict[str, Any]]]:
    """Name, template and own content of every page."""
    statements = [
        (one.page, "public/statement.html", {"one": one, "year": one.period}) for one in site.years if one.article
    ]
    return [
        ("index.html", "public/index.html", {}),
        *statements,
        ("check.html", "public/check.html", {}),
        ("data.html", "public/data.html", {}),
        ("dictionary.html", "public/dictionary.html", {"reasons": _reasons(), "columns": _columns(site)}),
    ]


def _reasons() -> tuple[tuple[Word, Word], ...]:
    """Every reason with what it means, in the published order."""
    return tuple((words, MEANINGS[reason]) for reason, words in REASONS.items())


def _columns(site: Site) -> tuple[Mapping[str, Any], ...]:
    newest = next((year.last for year in site.years if year.last), None)
    return newest.columns if newest else ()


def _page(site: Site, template: str, name: str, root: str, more: dict[str, Any]) -> str:
    languages = [
        (code, f"{root}{'' if code == FIRST else code + '/'}{name}")
        for code, _label in settings.LANGUAGES
        if code != translation.get_language()
    ]
    return render_to_string(template, {"site": site, "root": root, "languages": languages, "here": name, **more})
