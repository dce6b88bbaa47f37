"""Reports: register state -> figures with the entries behind each -> letter, annex and report.json as plain values.

Must not know file formats (``adapters.rendering`` writes them), today's date, or how to sign.
"""

from __future__ import annotations

from .amend import Change, amendment, changes
from .annex import COLUMNS, Column, annex
from .figures import Scope, figures
from .filing import Adoption, Filing, limits, report_json
from .letter import Letter, letter
from .report import AnnexRow, Figure, Line, Report
from .sentences import docket_text, summary

__all__ = [
    "COLUMNS",
    "Adoption",
    "AnnexRow",
    "Change",
    "Column",
    "Figure",
    "Filing",
    "Letter",
    "Line",
    "Report",
    "Scope",
    "amendment",
    "annex",
    "changes",
    "docket_text",
    "figures",
    "letter",
    "limits",
    "report_json",
    "summary",
]
