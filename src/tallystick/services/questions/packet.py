"""The packet that answers a demand: rows, pages, the log of every covering. Everything starts covered.

A person opens parts by name and says on whose authority. Nothing leaves by making a packet; ``release`` lets it leave.
"""

from __future__ import annotations

import csv
import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from io import BytesIO, StringIO

from tallystick.adapters.rendering.letter_pdf import letter_pdf
from tallystick.law import Exemptions, Part, load_exemptions
from tallystick.model.actor import Actor
from tallystick.model.errors import NotReady, NotThere, WrongUse
from tallystick.model.reading import Box, FieldReading
from tallystick.model.words import Role
from tallystick.register import manifest
from tallystick.reporting import answer
from tallystick.reporting.answer import Covering, Demand, Held, Terms
from tallystick.services import ledger
from tallystick.services.desk import looks
from tallystick.services.home import Home
from tallystick.services.intake import originals, readings
from tallystick.services.law import ordinance
from tallystick.services.questions.asked import Question, hold_what_it_names, named_by, question

OWN = "exemptions.toml"
"""A file of this name in the home takes the place of the exemptions that come with the program."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What would leave: the requests found, every covering, and the files by name."""

    question: Question
    held: tuple[Held, ...]
    terms: Terms
    coverings: tuple[Covering, ...]
    files: Mapping[str, bytes]

    @property
    def pages(self) -> int:
        """How many pages have a picture in the packet."""
        return sum(name.startswith("pages/") for name in self.files)

    def zipped(self) -> bytes:
        """The files as one zip; the same packet gives the same bytes."""
        made = BytesIO()
        day = self.terms.day
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
            for name, data in sorted(self.files.items()):
                folder.writestr(zipfile.ZipInfo(name, (max(1980, day.year), day.month, day.day, 0, 0, 0)), data)
        return made.getvalue()


def exemptions(home: Home) -> Exemptions:
    """The exemptions in use: the home's own file, or those that come with the program.

    Raises:
        BadLaw: the home's file has mistakes; every one is told.

    """
    own = home.path / OWN
    if own.is_file():
        return load_exemptions(own.read_text(encoding="utf-8"), str(own))
    packaged = resources.files("tallystick.law") / OWN
    return load_exemptions(packaged.read_text(encoding="utf-8"), OWN)


def make(
    home: Home, actor: Actor, entry: int, *, opened: Iterable[Part] = (), authority: str = "", draw: bool = True
) -> Packet:
    """Make the packet for a question; that the actor looked at every request in it is kept.

    Without ``draw`` it is only to be looked at: pages that would have a picture are counted, and no file is made.

    Raises:
        NotThere: no such question. WrongUse: a part is opened without an authority.
        NotReady: the question names no request, so there is nothing to give.

    """
    actor.need(Role.LEGAL)
    asked = question(home, actor, entry)
    terms = terms_of(home, opened, authority)
    hold_what_it_names(home, actor, asked)
    held = _held(home, asked, terms)
    if not held:
        raise NotReady(f"no request is registered for what {asked.number} names", remedy="answer it in words")
    for one in held:
        looks.look(home, actor, one.request.entry)
    pages, covered = _pages(home, held, terms, draw=draw)
    log = (*(each for one in held for each in answer.coverings(one, terms)), *covered)
    if not draw:
        return Packet(asked, held, terms, log, pages)
    files = {
        "answer.pdf": letter_pdf(answer.letter(_demand(home, asked), home.agency, held, terms, log)),
        "requests.csv": _csv(answer.columns(), (answer.row(one, terms) for one in held)),
        "coverings.csv": _csv(("no", "part", "page", "where", "citations"), map(_line, log)),
        **pages,
    }
    return Packet(asked, held, terms, log, {**files, manifest.NAME: manifest.write(files)})


def _demand(home: Home, asked: Question) -> Demand:
    told = asked.asked
    marks = ("INVENTED: no real city, person or event",) if home.settings.invented else ()
    return Demand(asked.number, told.nature, told.on, _names(asked), told.who or told.asker, marks)


def terms_of(home: Home, opened: Iterable[Part], authority: str) -> Terms:
    """The terms of a packet.

    Raises:
        WrongUse: a part is opened without an authority.

    """
    parts = frozenset(opened)
    if parts and not authority.strip():
        raise WrongUse("opening a part needs its authority", remedy="name the order, consent or clause that allows it")
    state = ordinance(home.settings.ordinance, home.path).state
    return Terms(parts, authority.strip(), exemptions(home), state, home.local_day(home.clock()))


def _names(asked: Question) -> str:
    numbers, period = ", ".join(asked.asked.numbers), asked.asked.period
    return "; ".join(part for part in (numbers, period and f"period {period}") if part)


def _held(home: Home, asked: Question, terms: Terms) -> tuple[Held, ...]:
    """The requests in the packet's own order: by number when numbers are opened, else one that tells no day."""
    found = list(named_by(home, asked))
    if Part.NUMBER not in terms.opened:
        found.sort(key=lambda one: hashlib.sha256(f"{asked.digest}{one.entry}".encode()).digest())
    arrivals = ledger.state(home).arrivals
    return tuple(Held(no, one, arrivals[one.arrival].event) for no, one in enumerate(found, 1))


def _pages(home: Home, held: Iterable[Held], terms: Terms, *, draw: bool) -> tuple[dict[str, bytes], list[Covering]]:
    """Pictures of the pages on which something is open, and the covering of every page."""
    files: dict[str, bytes] = {}
    log: list[Covering] = []
    for one in held:
        for number, page in enumerate(_papers(home, one), 1):
            data = _picture(home, one, page, terms, draw=draw)
            if data is not None:
                files[f"pages/{one.no:03d}-{number}.png"] = data
            log += _page_coverings(one, (number, page), terms, shown=data is not None)
    return files, log


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of a paper on which a request came: the original's SHA-256, its place there, where each part stands."""

    sha256: str
    page: int
    boxes: tuple[tuple[Part, Box], ...]


def _papers(home: Home, one: Held) -> Iterator[_Page]:
    """Every page on which the request came: of its first arrival, then of its copies, in the order they came."""
    state = ledger.state(home)
    for entry in (one.request.entry, *sorted(one.request.copies)):
        document = state.documents.get(entry)
        if document is None:
            continue
        sha256 = state.arrivals[document.arrival].event.sha256
        read = one.request.read if entry == one.request.entry else _read(home, sha256, document.pages)
        for page in document.pages:
            yield _Page(sha256, page, _boxes(read, page))


def _read(home: Home, sha256: str, pages: tuple[int, ...]) -> Mapping[str, FieldReading]:
    """What was read on a copy's own pages; nothing where its reading is gone."""
    reading = readings.find(home, sha256)
    found = (one.fields for one in reading.documents if one.pages == pages) if reading else ()
    return next(iter(found), {})


def _page_coverings(one: Held, place: tuple[int, _Page], terms: Terms, *, shown: bool) -> list[Covering]:
    if Part.PAGE in terms.opened and shown:
        return []
    number, page = place
    boxes = [] if not shown else [(part, box) for part, box in page.boxes if part not in terms.opened]
    whole = answer.covering(one.no, Part.PAGE, terms, page=number, where="the page" if shown else "withheld in full")
    return [whole, *(answer.covering(one.no, part, terms, page=number, where=_place(box)) for part, box in boxes)]


def _picture(home: Home, one: Held, page: _Page, terms: Terms, *, draw: bool) -> bytes | None:
    """The picture of one page; None when nothing on it is open, or its bytes are gone. Undrawn it is empty."""
    windows = [box for part, box in page.boxes if part in terms.opened]
    if not (windows or Part.PAGE in terms.opened) or one.request.erased or not home.vault.readable(page.sha256):
        return None
    if not draw:
        return b""
    data = home.vault.get(page.sha256)
    try:
        if Part.PAGE in terms.opened:
            return originals.page_png(data, page.page)
        never = [box for part, box in page.boxes if part not in terms.opened]
        return originals.covered_png(data, page.page, windows, _words(terms), never=never)
    except NotThere:
        return None


def _boxes(read: Mapping[str, FieldReading], page: int) -> tuple[tuple[Part, Box], ...]:
    known = ((name, one.box) for name, one in read.items() if name in set(Part))
    return tuple((Part(name), box) for name, box in known if box is not None and box.page == page)


def _words(terms: Terms) -> str:
    cited = "; ".join(one.citation for one in terms.grounds(Part.PAGE))
    return f"COVERED  {cited}".replace("§", "s.").encode("ascii", "replace").decode()


def _place(box: Box) -> str:
    return f"{box.left:.3f} {box.top:.3f} {box.right:.3f} {box.bottom:.3f}"


def _line(one: Covering) -> tuple[str, ...]:
    return (str(one.no), one.part.value, str(one.page or ""), one.where, "; ".join(one.citations))


def _harmless(cell: str) -> str:
    """What stands on a paper is never a formula of a spreadsheet."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
