"""Faxes of detainer forms in renditions of their own, typed and by an unsteady pen, with what is printed on them.

A rendition is a family: each page draws its faces, sizes, margins and the place of the form's number anew, so that a
reader that has learned one page's coordinates gains nothing. The handwriting-like faces are the machine's own
(Debian: fonts-breip, fonts-femkeklaver, fonts-kristi, fonts-rufscript, fonts-sjfonts, fonts-klee, fonts-summersby).
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from made_up.fax_people import filled_form
from tallystick.demo.paper import (
    Coding,
    CoverSheet,
    Drawn,
    FaxHeader,
    Filled,
    administrative_warrant,
    cover_page,
    form_pages,
)
from tallystick.demo.paper.detainer import notice_pages
from tallystick.demo.paper.faxing import sent
from tallystick.demo.paper.prints import NARROW, OFFICE, printed_form, values_of, words_of
from tallystick.demo.paper.scan import DOTS_PER_INCH, LEVELS, Scan, scan
from tallystick.demo.paper.sheet import DPI
from tallystick.demo.paper.wording import wording
from tallystick.model.words import FormKind

RENDITIONS = ("own", "office", "narrow", "boxed", "lined", "plain")
_SET = ("boxed", "lined", "plain")
_PRINT = ("Liberation Sans", "Liberation Serif", "DejaVu Serif", "Carlito", "Open Sans", "Caladea", "Roboto")
_TYPED = ("Liberation Mono", "DejaVu Sans Mono", "Liberation Sans", "Liberation Serif", "GNUTypewriter", "Carlito")
_PENS = (
    "Breip", "Domestic Manners", "femkeklaver", "Rufscript", "Steve", "Klee One", "Summersby", "Humor Sans",
)  # fmt: skip
_HEADER = FaxHeader(
    sent_at=datetime(2025, 5, 5, 10, 11, tzinfo=UTC),
    sender="ERO PORT LYDD",
    number="000-555-0101",
    received_at=datetime(2025, 5, 5, 10, 14, tzinfo=UTC),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A fax and what is on it; ``first`` is the number of the form's page from 0, ``phone`` as printed."""

    rendition: str
    level: int
    hand: bool
    filled: Filled
    data: bytes
    first: int
    pages: int
    phone: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be made: one fax."""

    rendition: str
    level: int
    hand: bool = False
    streak: bool = False


def make(wanted: Wanted, rng: random.Random) -> Case:
    """One fax: the form with its notices, now and then a cover, a warrant, another order, fed upside down."""
    form = FormKind.I247G if rng.random() < 0.08 else FormKind.I247A
    filled = filled_form(rng, form)
    phone = f"(000) 555-{rng.randrange(10_000):04}"
    if wanted.rendition in ("own", "office", "narrow") and not wanted.hand:
        phone = ""  # these draw a number of their own, or none
    if wanted.rendition == "own" and not wanted.hand:
        pages = form_pages(filled, rng)
    else:
        pages = [_first_page(filled, wanted, phone, rng), *notice_pages(filled.form, filled.edition)]
    first = pages[0]
    if rng.random() < 0.3:
        pages.append(administrative_warrant(replace(filled, basis=filled.basis[:3]), rng))
    if rng.random() < 0.17:
        rng.shuffle(pages)
    if rng.random() < 0.28:
        pages.insert(0, _cover(filled, len(pages) + 1, rng))
    at = next(number for number, page in enumerate(pages) if page is first)
    if rng.random() < 0.1:
        pages = [page.turned() for page in pages]
    data = _sent(pages, wanted, rng)
    return Case(wanted.rendition, wanted.level, wanted.hand, filled, data, at, len(pages), phone)


def _first_page(filled: Filled, wanted: Wanted, phone: str, rng: random.Random) -> Drawn:
    if wanted.rendition in ("office", "narrow") and not wanted.hand:
        return printed_form(filled, {"office": OFFICE, "narrow": NARROW}[wanted.rendition], rng)
    kind = wanted.rendition if wanted.rendition in _SET else rng.choice(_SET)
    page = {
        "look": _look(kind, rng) | {"cell": 34 if wanted.hand else 23, "tall": 78 if wanted.hand else 60},
        "words": words_of(filled),
        "values": _values(filled, phone, rng if wanted.hand else None),
        "marks": _marks(filled, rng, pen=wanted.hand or rng.random() < 0.3),
        "specimen": wording()["specimen"],
        "value-face": rng.choice(_pens() if wanted.hand else _TYPED),
        "value-size": rng.uniform(11.5, 14) if wanted.hand else rng.choice([9, 10, 10, 11]),
        "value-weight": "bold" if not wanted.hand and rng.random() < 0.25 else "regular",
    }
    return Drawn(_set(page))


def _look(kind: str, rng: random.Random) -> dict[str, Any]:
    size = rng.choice([7.6, 8.0, 8.4])
    return {
        "kind": kind,
        "face": rng.choice(_PRINT),
        "size": size,
        "weight": "regular",
        "title-size": rng.choice([1.3, 1.5]),
        "title": rng.choice(["centre", "centre", "left"]),
        "label-size": rng.choice([7.5, 8.0, 8.5]),
        "leading": rng.uniform(0.42, 0.55),
        "justify": rng.random() < 0.3,
        "left": rng.uniform(0.45, 0.85),
        "right": rng.uniform(0.45, 0.85),
        "top": rng.uniform(0.4, 0.6),
        "number": rng.choice(["bottom-left", "bottom-left", "bottom-right", "top-right", "top-left"]),
        "stroke": rng.choice([0.5, 0.75, 1.0]),
        "column": rng.uniform(0.85, 1.05),
        "label-right": rng.random() < 0.5,
        "box": rng.uniform(7.0, 10.5),
        "box-stroke": rng.uniform(0.5, 1.0),
        "box-right": False,
        "box-gap": rng.uniform(1.6, 2.4),
        "indent": rng.uniform(0, 14),
    }


def _values(filled: Filled, phone: str, pen: random.Random | None) -> dict[str, Any]:
    values = values_of(filled, phone)
    return {name: [_line(line, pen) for line in text.split("\n")] for name, text in values.items()}


def _line(text: str, pen: random.Random | None) -> Any:
    """A typed line as it is; a written one letter by letter, each a little off, turned and of another size."""
    if pen is None:
        return text
    drift = 0.0
    letters = []
    for letter in text:
        drift = 0.7 * drift + pen.gauss(0, 0.25)
        letters.append([letter, pen.gauss(0, 0.15), drift, pen.gauss(0, 3), pen.uniform(0.92, 1.1)])
    return letters


def _marks(filled: Filled, rng: random.Random, *, pen: bool) -> dict[str, list[list[float]]]:
    ticked = [*filled.basis, *(["cancel"] if filled.cancels else [])]
    way = rng.choice(["tick", "cross", "tick"]) if pen else rng.choice(["X", "X", "filled", "tick"])
    thick = rng.uniform(0.45, 1.1)
    return {str(name): _mark(way, thick, rng, unsteady=0.12 if pen else 0.0) for name in ticked}


def _mark(way: str, thick: float, rng: random.Random, *, unsteady: float) -> list[list[float]]:
    def at(x: float, y: float) -> list[float]:
        return [x + rng.gauss(0, unsteady), y + rng.gauss(0, unsteady)]

    if way == "filled":
        return [[0.1, y / 10, 0.9, y / 10, 1.2] for y in range(2, 9)]
    if way == "tick":
        low = at(0.42, 0.85)
        return [[*at(0.12, 0.5), *low, thick], [*low, *at(1.1, -0.15), thick]]
    return [[*at(0.1, 0.1), *at(0.9, 0.9), max(thick, 0.8)], [*at(0.1, 0.9), *at(0.9, 0.1), max(thick, 0.8)]]


@cache
def _pens() -> tuple[str, ...]:
    have = set(typst.Fonts(include_system_fonts=True).families())
    return tuple(face for face in _PENS if face in have) or ("Libertinus Serif",)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True)


def _set(page: dict[str, Any]) -> Image.Image:
    made = typst.compile(
        Path(__file__).with_name("fax_prints.typ").read_bytes(),
        format="png",
        ppi=float(DPI),
        font_paths=_fonts(),
        sys_inputs={"page": json.dumps(page)},
    )
    first = made if isinstance(made, bytes) else made[0]
    return Image.open(io.BytesIO(first)).convert("L")


def _cover(filled: Filled, pages: int, rng: random.Random) -> Drawn:
    sheet = CoverSheet(
        to=filled.to.split("\n")[0],
        fax="000-555-0110",
        sender="ERO Port Lydd (INVENTED)",
        sent=filled.prepared,
        pages=pages,
        subject="Request",
    )
    return cover_page(sheet, rng)


def _sent(pages: Sequence[Drawn], wanted: Wanted, rng: random.Random) -> bytes:
    scans = [scan(page, LEVELS[wanted.level], rng) for page in pages]
    if wanted.streak:
        _streak(scans, rng)
    return sent(scans, rng.choice(list(Coding)), _HEADER)


def _streak(scans: list[Scan], rng: random.Random) -> None:
    """Dirt on the glass where the boxes stand: one column dark on every page, with gaps."""
    column = int(rng.uniform(0.45, 1.0) * DOTS_PER_INCH)
    for page in scans:
        for row in range(len(page.bits)):
            if rng.random() < 0.85:
                page.bits[row, column] = True
