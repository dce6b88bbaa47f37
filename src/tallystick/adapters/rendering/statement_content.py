"""What a statement's page holds, in order, before anybody decides how it looks: the page and the PDF say the same.

Must not know HTML, PDF or a file.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model.reasons import ORDER, Grade
from tallystick.model.statement import Count, Measure, Method, Party, Reply
from tallystick.reconciliation.telling.editions import Edition, ShownBar, View
from tallystick.reconciliation.telling.wording import GRADE_WORDS, SIDE_WORDS, words_of
from tallystick.reconciliation.without_lists.totals import TotalsStatement

from .statement_bridge_svg import bridge_svg
from .statement_overlaps_svg import overlaps_svg
from .statement_totals_svg import totals_svg
from .svg import FAMILY

LIMITS = (
    "That every request sent was received, or that every request received was registered.",
    "Anything about intent, or which side is right.",
    "Whether a detainer that is listed as prepared was sent: the list bears no date of sending.",
)
WHAT_IF = "No number stands without its rule. The same two lists, counted by every rule:"
ORDER_WORDS = "A unit stands under the first of its reasons in the published order; the others stand behind it."
DISPUTED = "A bar that a party disputes is marked; the dispute changes no count."
_LISTS = {"A": "list", "B": "register"}
_EDITIONS = {
    Edition.COUNTERPART: "edition for the other party: totals by reason",
    Edition.COUNCIL: "edition for council and public: reasons under five are merged",
    Edition.AUDITOR: "edition for the named auditor: every unit",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and headings; ``numbers`` are the columns (from 0) that hold counts."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, then points, then a picture (SVG) with its words, then a table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None
    picture: str = ""
    picture_words: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A whole page: title, the sentences to read aloud, the picture (SVG) with its words, and the sections.

    ``wide`` pages lie on their side when printed; an empty ``picture`` is none.
    """

    title: str
    subtitle: str
    lead: tuple[str, ...]
    picture: str
    picture_words: str
    sections: tuple[Section, ...]
    invented: bool
    wide: bool = False


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


def lists_content(view: View, *, invented: bool = False, family: str = FAMILY) -> Content:
    """The page of a statement between two lists, as its edition shows it."""
    made = view.statement
    return Content(
        title=f"Immigration detainer requests, {made.scope}, {made.period.name}: two lists compared",
        subtitle=f"Period {made.period.first.isoformat()} to {made.period.last.isoformat()}; {_EDITIONS[view.edition]}",
        lead=(view.short,),
        picture=bridge_svg(view, invented=invented, family=family),
        picture_words=f"{view.sentence} {view.sentence_back}",
        sections=(
            Section("Both ways, in full", paragraphs=(view.sentence, view.sentence_back)),
            Section(
                "The bars",
                paragraphs=(_sums(view), DISPUTED) if made.disputes else (_sums(view),),
                table=bars_table(view),
            ),
            *(_reply(reply) for reply in made.replies),
            _overlaps(view, family, invented=invented),
            Section("The totals", points=unit_points(made.measures), table=parties_table((made.a, made.b))),
            Section("What other rules would count", paragraphs=(WHAT_IF,), table=what_if_table(made.what_if)),
            Section("How it was compared", points=(*made.notes, *([made.chance] if made.chance else []))),
            Section("What this does not show", points=LIMITS),
            method_section(made.method),
        ),
        invented=invented,
    )


def _reply(reply: Reply) -> Section:
    """A party's reply, word for word, in the type of the statement itself."""
    return Section(
        f"Reply of {reply.party}", paragraphs=tuple(part for part in reply.text.split("\n\n") if part.strip())
    )


def _overlaps(view: View, family: str, *, invented: bool) -> Section:
    found = view.overlaps
    picture = overlaps_svg(found, invented=invented, family=family) if found.shown else ""
    return Section(
        "Units that meet several reasons", (found.words, ORDER_WORDS), picture=picture, picture_words=found.words
    )


def what_if_table(counts: tuple[Count, ...]) -> Table:
    """The same lists by every rule, one rule a line, side by side by what the form asks for."""
    kinds = tuple(dict.fromkeys(one.asked for one in counts))
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for one in counts:
        found.setdefault((_LISTS[one.side], one.unit.value, one.rule), {})[one.asked] = one.number
    rows = tuple(
        (rule, where, unit, *(by.get(kind, "0") for kind in kinds)) for (where, unit, rule), by in found.items()
    )
    return Table("Counts by rule", ("Rule", "List", "Unit", *kinds), rows, frozenset(range(3, 3 + len(kinds))))


def method_section(method: Method) -> Section:
    """Version, rules and digests."""
    rows = (
        ("method", method.version),
        *method.rules,
        ("order of reasons, SHA-256", method.order_sha256),
        *method.inputs,
    )
    return Section(
        "Method and inputs",
        paragraphs=("The same inputs give the same bytes.",),
        table=Table("Version, rules and digests (SHA-256)", ("What", "Value"), rows),
    )


def _sums(view: View) -> str:
    made = view.statement
    down = sum(bar.count for bar in view.bars if bar.side == "A")
    up = sum(bar.count for bar in view.bars if bar.side == "B")
    return (
        f"{made.a.total} − {down} + {up} = {made.filed} as filed; "
        f"{made.filed} + {made.corrected - made.filed} = {made.corrected} as corrected."
    )


def bars_table(view: View) -> Table:
    """What is in both, and each bar with its side, count and grades of evidence."""
    made = view.statement
    both = (
        "in both",
        "list and register",
        str(made.in_both_filed),
        f"{made.in_both_filed}: {GRADE_WORDS[Grade.BOTH_SIDES]}",
    )
    rows = ((_label(bar), SIDE_WORDS[bar.side], str(bar.count), _grades(bar)) for bar in view.bars)
    return Table("Units by reason", ("Reason", "Where", "Units", "Evidence"), (both, *rows), frozenset({2}))


def _label(bar: ShownBar) -> str:
    return f"{bar.words.label} (disputed by {' and '.join(bar.disputed_by)})" if bar.disputed_by else bar.words.label


def _grades(bar: ShownBar) -> str:
    return "; ".join(f"{count}: {GRADE_WORDS[grade]}" for grade, count in bar.grades.items())


_ENDS = {"list": "The list", "filed": "The register, as filed", "corrected": "The register, as corrected"}
_SHORT_ENDS = {"list": "List", "filed": "As filed", "corrected": "As corrected"}


def unit_points(measures: tuple[Measure, ...]) -> tuple[str, ...]:
    """Each end in every unit that is known of it, one line an end."""
    found: dict[str, list[str]] = {}
    for one in measures:
        unnamed = f" by identifier, and {one.unnamed} units without one" if one.unnamed else ""
        found.setdefault(one.end, []).append(f"{one.total} {one.unit.value}{unnamed}")
    if found.get("corrected") == found.get("filed"):
        found.pop("corrected", None)
    return tuple(f"{_ENDS[end]}: {', '.join(counts)}." for end, counts in found.items())


def measures_table(measures: tuple[Measure, ...]) -> Table:
    """Every reason in every unit, and below the totals that they add up to."""
    reasons = [reason for reason in ORDER if any(reason == one for measure in measures for one, _ in measure.parts)]
    counts = [dict(measure.parts) for measure in measures]
    rows = [(words_of(reason, "A").label, *(str(of.get(reason, "")) for of in counts)) for reason in reasons]
    rows.append(("all of them", *(str(measure.total) for measure in measures)))
    rows.append(("units without an identifier", *(str(measure.unnamed or "") for measure in measures)))
    head = tuple(f"{_SHORT_ENDS[measure.end]}: {measure.unit.value}" for measure in measures)
    return Table("Reasons in every unit", ("Reason", *head), tuple(rows), frozenset(range(1, len(head) + 1)))


def parties_table(parties: tuple[Party, ...]) -> Table:
    """Each party's total, its unit, its own word for what it counts and its source, in alphabetical order."""
    ordered = sorted(parties, key=lambda party: party.name)
    rows: tuple[tuple[str, ...], ...] = tuple(
        (party.name, str(party.total), party.unit.value, party.event, party.source) for party in ordered
    )
    head: tuple[str, ...] = ("Party", "Total", "Unit", "What is counted", "Source")
    if any(party.rule for party in ordered):
        head = (*head[:4], "By which rule", head[4])
        rows = tuple((*row[:4], party.rule, row[4]) for row, party in zip(rows, ordered, strict=True))
    return Table("The totals and their sources", head, rows, frozenset({1}))
