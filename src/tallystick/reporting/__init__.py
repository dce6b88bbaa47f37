"""Reports: register state -> figures with the entries behind each -> letter, annex and report.json as plain values.

Must not know file formats (``adapters.rendering`` writes them), today's date, or how to sign.
"""

from __future__ import annotations

from .figures import figures
from .report import AnnexRow, Figure, Line, Report

__all__ = ["AnnexRow", "Figure", "Line", "Report", "figures"]
