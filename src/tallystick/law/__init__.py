"""The law: ordinances as dated, cited data; which clause speaks; what a report asks.

``load(text, name)`` reads one file, ``at(ordinance, day)`` gives its rules for a day, ``decide(ordinance, on, facts)``
says which clause speaks to each of the four answers. Must not know persons, storage or layout.
"""

from __future__ import annotations

from .clock import Begins, Clock, Excluded, Holidays, ends
from .decide import at, decide
from .difference import Difference, conditions, differences, outcome
from .duty import Duty, Rhythm, Zero, due_on, periods_ending_in
from .exemptions import Exemption, Exemptions, Part, load_exemptions
from .load import examine, load, load_clocks
from .measures import DETAILS, STATED, UNITS, CountUnit, Detail, Measure
from .ordinance import NOT_COVERED, Clause, Decision, Mistake, Ordinance, ReportItem, Row, RulePeriod, Ruling
from .vocabulary import ANSWER_ASKED, FORM_ASKS, WORDS, Effect

__all__ = [
    "ANSWER_ASKED",
    "DETAILS",
    "FORM_ASKS",
    "NOT_COVERED",
    "STATED",
    "UNITS",
    "WORDS",
    "Begins",
    "Clause",
    "Clock",
    "CountUnit",
    "Decision",
    "Detail",
    "Difference",
    "Duty",
    "Effect",
    "Excluded",
    "Exemption",
    "Exemptions",
    "Holidays",
    "Measure",
    "Mistake",
    "Ordinance",
    "Part",
    "ReportItem",
    "Rhythm",
    "Row",
    "RulePeriod",
    "Ruling",
    "Zero",
    "at",
    "conditions",
    "decide",
    "differences",
    "due_on",
    "ends",
    "examine",
    "load",
    "load_clocks",
    "load_exemptions",
    "outcome",
    "periods_ending_in",
]
