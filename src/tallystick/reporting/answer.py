"""What leaves for a demand, as plain content: rows whose parts are covered until a person opened them.

Every covering is told with its exemption and citation. Must not know a file format, nor who may open what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.law import Exemption, Exemptions, Part
from tallystick.model.agency import Agency
from tallystick.model.events import Arrival
from tallystick.model.reading import FIELD_NAMES
from tallystick.model.state import RequestState
from tallystick.model.words import AnswerField, Nature

from .labels import ANSWER, VERIFICATION, basis_label, counted, day_words
from .letter import Block, Bullets, Heading, Letter, Paragraph, Table

COVERED = "[covered]"
NOTHING = ""
ALWAYS = ("no", "year", "form", "asked", *(field.value for field in AnswerField), "clause")
"""What every packet says of a request: nothing of it tells who it is about, where it came or on which day."""

NATURES = {
    Nature.QUESTION: "a question",
    Nature.RECORDS_REQUEST: "a request for public records",
    Nature.COUNCIL_ORDER: "an order of the council",
    Nature.SUBPOENA: "a subpoena",
    Nature.DISCOVERY: "discovery in a case",
}
PARTS = {
    Part.NUMBER: "register number",
    Part.RECEIVED: "day received",
    Part.CHANNEL: "channel",
    Part.STATION: "station",
    Part.PREPARED: "date prepared",
    Part.TO: "addressed to",
    Part.FROM: "issuing office",
    Part.BASIS: "stated basis",
    Part.SUBJECT_ID: "subject ID",
    Part.FILE_NO: "file number",
    Part.EVENT_NO: "event number",
    Part.NAME: "name",
    Part.DATE_OF_BIRTH: "date of birth",
    Part.CITIZENSHIP: "citizenship",
    Part.SEX: "sex",
    Part.PAGE: "the rest of the page",
}


@dataclass(frozen=True, slots=True)
class Demand:
    """The demand as the packet names it: number, kind, the day it came, what it names, who asked.

    ``marks`` stand on every page of the letter.
    """

    number: str
    nature: Nature
    on: date
    names: str
    asker: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """One request that the demand names, with its arrival; ``no`` is its number in the packet, from 1."""

    no: int
    request: RequestState
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms papers leave: parts opened and on whose authority, exemptions, state and local day."""

    opened: frozenset[Part]
    authority: str
    exemptions: Exemptions
    state: str
    day: date

    def grounds(self, part: Part) -> tuple[Exemption, ...]:
        """The exemptions that cover a part here and today."""
        return self.exemptions.of(part, self.state, self.day)


@dataclass(frozen=True, slots=True)
class Covering:
    """One covering: of which request and part, on which page (from 1; 0 for the row), and where on it."""

    no: int
    part: Part
    page: int
    where: str
    citations: tuple[str, ...]


def columns() -> tuple[str, ...]:
    """Names of the columns: what is always said, then every part but the pages."""
    return (*ALWAYS, *(part.value for part in Part if part is not Part.PAGE))


def row(held: Held, terms: Terms) -> tuple[str, ...]:
    """One request as a row: opened parts in clear, all others covered."""
    said = (str(held.no), *_always(held.request))
    parts = (part for part in Part if part is not Part.PAGE)
    return (*said, *(value_of(held, part) if part in terms.opened else COVERED for part in parts))


def _always(request: RequestState) -> tuple[str, ...]:
    clause = request.disposition.clause if request.disposition else "not recorded"
    answers = (ANSWER[request.answers[field]] for field in AnswerField)
    return (str(request.year), request.form.value, request.asked.value, *answers, clause)


def value_of(held: Held, part: Part) -> str:
    """What a part says, in clear; empty where nothing is known."""
    request, arrival = held.request, held.arrival
    if request.erased and part not in {Part.NUMBER, Part.RECEIVED, Part.STATION}:
        return "[erased]"
    if part.value in FIELD_NAMES:
        return request.fields.get(part.value, NOTHING)
    plain = {
        Part.NUMBER: request.number,
        Part.RECEIVED: request.received_on.isoformat(),
        Part.CHANNEL: arrival.channel.value,
        Part.STATION: request.station,
        Part.BASIS: basis_label(request.basis),
    }
    return plain[part]


def coverings(held: Held, terms: Terms) -> Iterator[Covering]:
    """Every covering of a row."""
    for part in Part:
        if part is not Part.PAGE and part not in terms.opened:
            yield covering(held.no, part, terms)


def covering(no: int, part: Part, terms: Terms, *, page: int = 0, where: str = "the row") -> Covering:
    """One covering with the citations that are its grounds."""
    return Covering(no, part, page, where, tuple(one.citation for one in terms.grounds(part)))


def letter(demand: Demand, agency: Agency, held: Sequence[Held], terms: Terms, log: Sequence[Covering]) -> Letter:
    """The letter on top of the packet: what was asked, what was found, what is covered and why."""
    return Letter(
        language="en",
        title=f"Answer to {demand.number}",
        sender=(agency.name, agency.city),
        addressee=(demand.asker,),
        day=terms.day,
        dated=day_words(terms.day),
        reference=f"{NATURES[demand.nature].capitalize()} of {day_words(demand.on)} · {demand.names}",
        salutation=f"To: {demand.asker}",
        blocks=(*_found(demand, held, terms, log), *_table(held, terms), *_opened(held, terms)),
        closing="For the custodian of records,",
        annex=tuple(_grounds(terms)),
        signature=(agency.name,),
        footer=f"{agency.name} · {demand.number}",
        marks=demand.marks,
    )


def _found(demand: Demand, held: Sequence[Held], terms: Terms, log: Sequence[Covering]) -> Iterator[Block]:
    erased = sum(one.request.erased for one in held)
    yield Paragraph(
        f"{agency_sentence(demand, len(held))} They were found by register number and period; nothing was searched by "
        "the name of a person."
    )
    if erased:
        yield Paragraph(f"Of these, the personal data of {counted(erased, 'requests')} were erased; the count stays.")
    yield Paragraph(
        f"Everything starts covered. {counted(len(log), 'coverings')} of rows and pages are listed one by one in "
        "coverings.csv, each with its exemption and citation."
    )
    if terms.opened:
        names = ", ".join(PARTS[part] for part in Part if part in terms.opened)
        yield Paragraph(f"Opened, on the authority of {terms.authority}: {names}.")


def agency_sentence(demand: Demand, found: int) -> str:
    """How many requests are registered for what the demand names, with their unit."""
    verb = "is" if found == 1 else "are"
    return f"For what {demand.number} names ({demand.names}), {counted(found, 'requests')} {verb} registered."


def _table(held: Sequence[Held], terms: Terms) -> Iterator[Block]:
    if not held:
        return
    head = ("No.", "Year", "Form", "Asks", "Hold", "Notice", "Information", "Transfer", "Clause")
    yield Heading("The requests")
    rows = tuple(row(one, terms)[: len(ALWAYS)] for one in held)
    yield Table("One row a request; numbers of this packet, not of the register", head, rows, (0, 1))


def _opened(held: Sequence[Held], terms: Terms) -> Iterator[Block]:
    parts = [part for part in Part if part in terms.opened and part is not Part.PAGE]
    if not held or not parts:
        return
    yield Heading("What was opened")
    rows = tuple((str(one.no), PARTS[part], value_of(one, part)) for one in held for part in parts)
    yield Table("Each opened part of each request", ("No.", "Part", "Value"), rows, (0,))


def _grounds(terms: Terms) -> Iterator[Block]:
    yield Heading("Exemptions")
    used = [part for part in Part if part not in terms.opened]
    grounds = {one.id: one for part in used for one in terms.grounds(part)}
    for one in grounds.values():
        covered = ", ".join(PARTS[part] for part in used if one in terms.grounds(part))
        yield Heading(one.citation, level=2)
        yield Paragraph((f"“{one.quotation}” " if one.quotation else "") + one.text)
        yield Bullets((f"Covers: {covered}.", f"Checked: {VERIFICATION[one.verification]}. Source: {one.source}."))
