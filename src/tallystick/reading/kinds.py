"""What a page is: by its footer ("DHS Form I-247A (02/17)  Page 1 of 3") and by its title. Judges nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tallystick.model.words import FormKind

from .area import Area, around
from .editions import Edition, Editions
from .likeness import alike, contains
from .sight import Sight

_NUMBER = re.compile(r"(?:Form\W{0,3}\w?\W{0,3}|\b[I1l|!]\W{0,2})(2[0O4][0O357])\s?([ADNXG4]?)\b", re.IGNORECASE)
_EDITION = re.compile(r"\((?:Rev\.? ?)?(\d{1,2}/\d{2,4})\)", re.IGNORECASE)
_PRINTED = re.compile(r"P\w{1,3}e\s?(\d{1,2})\s?of\s?(\d{1,2})", re.IGNORECASE)

_FOOT_WIDTH, _TITLE_WIDTH = 460, 520
_SMALL = 28
_SURE, _LIKELY = 0.85, 0.72
_SAID, _SENTENCE = 0.9, 200
"""How alike a sentence is that tells a letter, and how wide (pixels) a line of it is at least."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a page is taken for; ``body`` is the height (pixels) below which its fields may stand.

    ``first`` is False for a later page of a form; ``legible`` says how sure the letters were (0..1).
    """

    form: FormKind
    edition: str = ""
    printed_page: str = ""
    body: int = 0
    first: bool = True
    legible: float = 1.0

    @property
    def known(self) -> bool:
        """True when the page said what it is."""
        return self.form is not FormKind.UNKNOWN


@dataclass(frozen=True, slots=True)
class _Foot:
    form: FormKind | None
    edition: str
    printed: str


def kind_of(sight: Sight, editions: Editions) -> Kind:
    """What the page is. A form's title stands on its first page: where one does, a later page's number was misread."""
    before = sight.seen()
    foot = _foot(sight, editions)
    titled, body = _title(sight, editions, foot.form)
    numbered = foot.printed != "" and not foot.printed.startswith("1 ")
    if foot.form and numbered and (titled is None or titled.form is not foot.form):
        return Kind(foot.form, foot.edition, foot.printed, first=False)
    form = foot.form or (titled.form if titled else FormKind.UNKNOWN)
    later = foot.form is not None and titled is not None and titled.form is FormKind.NOTICE_PAGES
    printed = "" if numbered and titled and titled.form is form else foot.printed
    return Kind(form, foot.edition, printed, body, first=not later, legible=sight.legible(since=before))


def told_by_words(sight: Sight, editions: Editions) -> FormKind | None:
    """What a page without a title says of itself in its sentences; a torn-off part of a request says nothing."""
    lines = [one for one in sight.layout.pieces if one.width > _SENTENCE and one not in sight.bands]
    text = " ".join(sight.phrase(line).text for line in lines)
    forms = [words for one in editions.all for words in (one.cancel, one.end) if words]
    if any(contains(text, words) >= _LIKELY for words in forms):
        return None
    said = (one.form for one in editions.all if any(contains(text, words) >= _SAID for words in one.says))
    return next(said, None)


def _foot(sight: Sight, editions: Editions) -> _Foot:
    """The form's number, edition and page as one of the lowest lines of print gives them, or a small one at the top."""
    height = sight.page.image.shape[0]
    lines = [p for p in sight.layout.pieces if p not in sight.bands and p.width > 60]
    low = [piece for piece in lines if piece.top > height * 0.8]
    high = [piece for piece in lines if piece.bottom < height * 0.09 and piece.height < _SMALL]
    told = _told(sight, editions, _rows(sorted(low, key=lambda p: -p.bottom))[:3])
    return told if told.form or told.printed else _told(sight, editions, _rows(high)[:2])


def _rows(pieces: list[Area]) -> list[Area]:
    """Pieces that stand on one line and begin not far from each other, joined."""
    rows: list[Area] = []
    for piece in pieces:
        if not any(row.beside(piece) for row in rows):
            rows.append(around(p for p in pieces if p.beside(piece) and p.left < piece.left + _FOOT_WIDTH))
    return rows


def _told(sight: Sight, editions: Editions, rows: list[Area]) -> _Foot:
    for row in rows:
        text = sight.label(row, _FOOT_WIDTH).text
        number, edition, page = _NUMBER.search(text), _EDITION.search(text), page_of(text)
        form = _form_numbered(number, editions) if number else None
        if form or page:
            return _Foot(form, edition[1] if edition else "", page)
    return _Foot(None, "", "")


def page_of(text: str) -> str:
    """The page as printed, "1 of 3"; empty where none stands or none can be (a thin 1 reads like a 4)."""
    printed = _PRINTED.search(text)
    return f"{int(printed[1])} of {int(printed[2])}" if printed and 0 < int(printed[1]) <= int(printed[2]) else ""


def _form_numbered(number: re.Match[str], editions: Editions) -> FormKind | None:
    digits = number[1].upper().replace("O", "0")
    letter = number[2].upper().replace("4", "A") if digits == "247" else ""
    name = f"I-{digits}{letter}"
    return next((edition.form for edition in editions.all if name in edition.numbers), None)


def _title(sight: Sight, editions: Editions, footed: FormKind | None) -> tuple[Edition | None, int]:
    """The edition whose title stands among the first lines, and where the title ends."""
    best: tuple[float, Edition | None, int] = (0.0, None, 0)
    for piece in _headlines(sight):
        text = sight.label(piece, _TITLE_WIDTH).text
        for edition in editions.all:
            if footed and edition.form not in (footed, FormKind.NOTICE_PAGES):
                continue
            likeness = max((_titled(text, title) for title in edition.titles), default=0.0)
            if likeness > best[0]:
                best = (likeness, edition, piece.bottom)
        if best[0] >= _SURE:
            break
    return (best[1], best[2]) if best[0] >= _LIKELY else (None, 0)


def _titled(text: str, title: str) -> float:
    """How well a line, perhaps read in part only, is that title."""
    head = title[: max(len(text) + 1, 12)]
    return max(alike(text, head), contains(text, title) - 0.05 if len(text) < 2 * len(title) else 0.0)


def _headlines(sight: Sight) -> list[Area]:
    """The upper lines of print that can be a title: not a band, not small, largest kinds first by place."""
    height = sight.page.image.shape[0]
    lines = [
        piece
        for piece in sight.layout.pieces
        if piece.top < height * 0.4 and piece not in sight.bands and piece.width > 70 and piece.height >= 16
    ]
    tallest = sorted(lines, key=lambda p: -p.height)[:3]
    return sorted({*lines[:5], *tallest}, key=lambda p: (p.top, p.left))
