"""The auditor's working paper (XLSX, and pages): sums as formulas, every unit with both sides, a sample, a sign-off.

Every count of the first sheets is a formula, so that a spreadsheet recomputes it. Must not decide anything.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from tallystick.model.statement import Statement
from tallystick.reconciliation.comparison import Reconciled

from .beside import beside_sheets
from .paper import Paper
from .printed import printed
from .sums import bars_sheet, statement_sheet, title_of
from .units import sample_sheet, units_sheet

__all__ = ["printed", "render", "seed_of"]


def render(found: Reconciled, *, seed: str, made_at: datetime, invented: bool = False) -> bytes:
    """The working paper as bytes, the same for the same inputs; ``seed`` draws its sample (default: by the order)."""
    data = BytesIO()
    with Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title_of(found.statement), "created": made_at.replace(tzinfo=None)})
        paper = Paper(book, invented=invented)
        chosen = seed_of(found.statement, seed)
        statement_sheet(paper, found.statement)
        bars_sheet(paper, found.statement)
        units_sheet(paper, found)
        sample_sheet(paper, found, chosen)
        beside_sheets(paper, found, chosen)
    return data.getvalue()


def seed_of(statement: Statement, seed: str) -> str:
    """The seed that draws the sample: the one that was given, else the beginning of the order's digest."""
    return seed or statement.method.order_sha256[:8]
