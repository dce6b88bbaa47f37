"""What a statement's page holds, in order, before anybody decides how it looks: the page and the PDF say the same.

Must not know HTML, PDF or a file.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model.statement import Party
from tallystick.reconciliation.totals import TotalsStatement

from .statement_totals_svg import totals_svg
from .svg import FAMILY


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and headings; ``numbers`` are the columns (from 0) that hold counts."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, then points, then a table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A whole page: title, the sentences to read aloud, the picture (SVG) with its words, and the sections."""

    title: str
    subtitle: str
    lead: tuple[str, ...]
    picture: str
    picture_words: str
    sections: tuple[Section, ...]
    invented: bool


def totals_content(statement: TotalsStatement, *, invented: bool = False, family: str = FAMILY) -> Content:
    """The page of a statement that has at most one list; ``family`` is the picture's type face."""
    return Content(
        title=statement.title,
        subtitle=f"Period {statement.period.first.isoformat()} to {statement.period.last.isoformat()}",
        lead=(" ".join(statement.sentences),),
        picture=totals_svg(statement, invented=invented, family=family),
        picture_words=" ".join(statement.sentences),
        sections=(
            Section("What each side said", table=parties_table(statement.parties)),
            *([Section("What the sources say besides", points=statement.remarks)] if statement.remarks else []),
            Section("What this does not say", points=statement.limits),
        ),
        invented=invented,
    )


def parties_table(parties: tuple[Party, ...]) -> Table:
    """Each party's total, its unit, its own word for what it counts and its source, in alphabetical order."""
    ordered = sorted(parties, key=lambda party: party.name)
    rows = tuple((party.name, str(party.total), party.unit.value, party.event, party.source) for party in ordered)
    head = ("Party", "Total", "Unit", "What is counted", "Source")
    return Table("The totals and their sources", head, rows, frozenset({1}))
