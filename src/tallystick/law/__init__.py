"""The law: ordinances as dated, cited data; which clause speaks; what a report asks.

``load(text, name)`` reads one file, ``at(ordinance, day)`` gives its rules for a day, ``decide(ordinance, on, facts)``
says which clause speaks to each of the four answers. Must not know persons, storage or layout.
"""

from __future__ import annotations

from .decide import at, decide
from .load import examine, load
from .ordinance import NOT_COVERED, Clause, Decision, Mistake, Ordinance, ReportItem, Row, RulePeriod, Ruling
from .vocabulary import ANSWER_ASKED, FORM_ASKS, WORDS, Effect, Measure

__all__ = [
    "ANSWER_ASKED",
    "FORM_ASKS",
    "NOT_COVERED",
    "WORDS",
    "Clause",
    "Decision",
    "Effect",
    "Measure",
    "Mistake",
    "Ordinance",
    "ReportItem",
    "Row",
    "RulePeriod",
    "Ruling",
    "at",
    "decide",
    "examine",
    "load",
]
