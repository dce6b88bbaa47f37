"""The same form in other prints: other faces, margins, arrangements and line breaks, set by typst.

Nobody has seen the true print, so a reader that knows our own drawing only knows nothing. ``OFFICE`` and ``NARROW``
hold it to labels and rules found on the page; a benchmark makes more of them.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import typst
from PIL import Image

from .content import Drawn, Filled, american
from .detainer import check_invented
from .sheet import DPI
from .wording import wording


@dataclass(frozen=True, slots=True)
class Print:
    """How a form is set: inches for margins, points for sizes, ``below`` for values under their labels."""

    face: str
    size: float
    label_size: float
    value_face: str = "DejaVu Sans Mono"
    value_size: float = 9.5
    value_weight: str = "regular"
    leading: float = 0.5
    left: float = 0.5
    right: float = 0.5
    top: float = 0.4
    gap: float = 0.7
    split: float = 1.0
    box: float = 9.0
    box_stroke: float = 0.7
    indent: float = 4.0
    tick: str = "cross"
    below: bool = False
    ruled: bool = True
    one_row: bool = False
    footer_top: bool = False


OFFICE: Final = Print(face="Libertinus Serif", size=8.5, label_size=7.5, below=True, footer_top=True, one_row=True)
"""Values under small labels in a ruled grid, the subject in one row, the form's number at the top."""

NARROW: Final = Print(
    face="DejaVu Sans Mono", size=6.5, label_size=7.5, value_face="Libertinus Serif", value_size=11, left=0.8,
    right=0.9, top=0.6, gap=1.6, split=1.4, box=7.5, box_stroke=0.5, indent=14, tick="pen", ruled=False,
)  # fmt: skip
"""Values far behind their labels and no grid, wide margins, a pen's ticks in small boxes."""


def printed_form(filled: Filled, how: Print, rng: random.Random, *, faces: Sequence[Path] = ()) -> Drawn:
    """Page 1 of ``filled`` in that print; ``faces`` are folders of further type faces. Where the print is, is not told.

    Raises:
        WrongUse: a file number that could be real (not A000…).

    """
    check_invented(filled)
    page = {
        "look": {name.replace("_", "-"): value for name, value in asdict(how).items()},
        "words": words_of(filled),
        "values": values_of(filled, f"(000) 555-{rng.randrange(10_000):04}"),
        "ticked": [*filled.basis, *(["cancel"] if filled.cancels else [])],
        "specimen": wording()["specimen"],
    }
    source = (files(__package__ or "") / "form.typ").read_bytes()
    made = typst.compile(
        source,
        format="png",
        ppi=float(DPI),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in faces]),
        sys_inputs={"page": json.dumps(page)},
    )
    return Drawn(Image.open(io.BytesIO(made)).convert("L"))


def words_of(filled: Filled) -> dict[str, Any]:
    """What is printed on the form itself, by the names that a print's source uses."""
    words = wording()
    own = words[filled.form]
    shared = {name: words[name] for name in ("grid", "subject", "officer", "agency", "notify")}
    footer = f"{own['footer'].format(edition=filled.edition)}  Page 1 of {own['pages']}"
    return {**own, **shared, "footer": footer}


def values_of(filled: Filled, phone: str) -> dict[str, str]:
    """The values as they are printed, with the number to call."""
    return {
        "subject_id": filled.subject_id,
        "file_no": filled.file_no,
        "event_no": filled.event_no,
        "prepared": american(filled.prepared),
        "to": filled.to,
        "from": filled.from_office,
        "name": filled.name,
        "date_of_birth": american(filled.date_of_birth),
        "citizenship": filled.citizenship,
        "sex": filled.sex,
        "officer": filled.officer,
        "notify_phone": phone,
        "cancels": american(filled.cancels) if filled.cancels else "",
    }
