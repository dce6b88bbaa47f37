"""The reports of an ordinance file: duties, the items that each asks for, and the clocks of a hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tallystick.model.words import Verification

from .clock import Begins, Clock, Excluded
from .duty import NOT_READ, Duty, Rhythm, Zero, is_due, is_month_day
from .fields import Fields, nearest
from .load_rules import conditions
from .measures import DETAILS, CountUnit, Measure
from .ordinance import Clause, ReportItem

_TOGETHER = " * "
"""Between details by which a count is divided together: ``record_search * information_kind``."""


def duty(fields: Fields, clauses: Mapping[str, Clause]) -> Duty:
    """One duty to report."""
    found = Duty(
        id=fields.text("id"),
        title=fields.text("title"),
        reporter=fields.text("reporter"),
        recipient=fields.text("recipient"),
        rhythm=fields.word("rhythm", Rhythm),
        begins=fields.text("begins", optional=True) or "01-01",
        due=fields.text("due"),
        zero=fields.word("zero", Zero),
        clause=fields.reference("clause", clauses, "clause"),
        first=fields.day("from"),
        last=fields.optional_day("to"),
    )
    if found.due and not is_due(found.due):
        fields.wrong("due", f"'{found.due}' is neither a month and day, MM-DD, nor '5 days after', nor '{NOT_READ}'")
    if not is_month_day(found.begins):
        fields.wrong("begins", f"'{found.begins}' is not a month and day, MM-DD")
    fields.done()
    return found


def item(fields: Fields, duties: Collection[Duty]) -> ReportItem:
    """One figure or list of a report; a file with one report need not name it."""
    names = [each.id for each in duties]
    found = ReportItem(
        id=fields.text("id"),
        number=fields.number("number"),
        duty=names[0]
        if len(names) == 1 and "report" not in fields.table
        else fields.reference("report", names, "report"),
        measure=fields.word("measure", Measure),
        unit=fields.word("unit", CountUnit),
        citation=fields.text("citation"),
        text=fields.text("text"),
        quotation=fields.text("quotation", optional=True),
        source=fields.text("source"),
        verification=fields.word("verification", Verification),
        first=fields.day("from"),
        last=fields.optional_day("to"),
        where=conditions(fields, "where"),
        breakdown=_breakdown(fields),
        columns=_columns(fields),
    )
    fields.done()
    return found


def _breakdown(fields: Fields) -> tuple[tuple[str, ...], ...]:
    given = fields.list_of_texts("breakdown")
    divided = tuple(tuple(part.strip() for part in each.split(_TOGETHER.strip())) for each in given)
    for word in (word for together in divided for word in together):
        if _is_detail(fields, "breakdown", word) and not DETAILS[word].divides:
            fields.wrong("breakdown", f"'{word}' may stand in a list and divides no count: it could point at a person")
    return divided


def _columns(fields: Fields) -> tuple[str, ...]:
    given = fields.list_of_texts("columns")
    for word in given:
        _is_detail(fields, "columns", word)
    return given


def _is_detail(fields: Fields, key: str, word: str) -> bool:
    if word in DETAILS:
        return True
    fields.wrong(key, f"'{word}' is nothing that is known of an item{nearest(word, DETAILS)}")
    return False


def clock(fields: Fields) -> Clock:
    """One clock of a hold."""
    found = Clock(
        id=fields.text("id"),
        hours=fields.number("hours"),
        begins=fields.word("begins", Begins),
        excludes=frozenset(fields.words("excludes", Excluded, optional=True)),
        citation=fields.text("citation"),
        text=fields.text("text"),
        quotation=fields.text("quotation", optional=True),
        source=fields.text("source"),
        verification=fields.word("verification", Verification),
        first=fields.day("from"),
        last=fields.optional_day("to"),
    )
    fields.done()
    return found
