"""A statement as files in a folder, each in the edition that it may bear. Must not know Django, nor read the clock.

Council and public: ``statement.html`` (with its style sheet), ``statement.pdf``, ``statement.json``, ``bridge.svg``.
The counterpart: ``counterpart.html`` and ``counterpart.json``. The named auditor only: ``workpaper.xlsx``,
``workpaper.pdf``, ``workpaper.html`` and ``workpaper.json``, which hold rows. The same inputs give
the same bytes: every file bears the period's last day.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from tallystick.adapters.rendering import statement_html, statement_json, statement_pdf, workpaper
from tallystick.adapters.rendering.statement_bridge_svg import bridge_svg
from tallystick.adapters.rendering.statement_content import Content, lists_content, totals_content
from tallystick.adapters.rendering.statement_totals_svg import totals_svg
from tallystick.model.period import Period
from tallystick.model.statement import Statement
from tallystick.reconciliation.comparison import Reconciled
from tallystick.reconciliation.telling.editions import Edition, View, view
from tallystick.reconciliation.without_lists.totals import TotalsStatement

Contents = dict[str, str | bytes]
PAPERS = WORKBOOK, PRINTED = "workpaper.xlsx", "workpaper.pdf"
"""The working paper's files, which hold rows."""


def write_totals(statement: TotalsStatement, folder: Path, *, invented: bool = False) -> tuple[Path, ...]:
    """Write ``statement.html`` with its style sheet, ``statement.pdf``, ``statement.json`` and ``totals.svg``."""
    content = totals_content(statement, invented=invented)
    printed = totals_content(statement, invented=invented, family=statement_pdf.PDF_FAMILY)
    return _write(
        folder,
        {
            "statement.html": statement_html.page(content),
            statement_html.STYLESHEET: statement_html.stylesheet(),
            "statement.pdf": statement_pdf.render(printed, made_at=date_of(statement.period)),
            "statement.json": _json(statement_json.totals_values(statement, invented=invented)),
            "totals.svg": totals_svg(statement, invented=invented),
        },
    )


def write_statement(found: Reconciled, folder: Path, *, seed: str = "", invented: bool = False) -> tuple[Path, ...]:
    """Write all editions of a statement between two lists; ``seed`` draws the working paper's sample.

    Raises:
        SumDoesNotClose: a sum does not close; nothing is written.

    """
    found.statement.check()
    return _write(
        folder,
        {
            **council_edition(found.statement, invented=invented),
            **_counterpart(found.statement, invented=invented),
            **_auditor(found, seed=seed, invented=invented),
        },
    )


def date_of(period: Period) -> datetime:
    """The date that files bear: the period's last day, so that neither clock nor machine shows in them."""
    return datetime.combine(period.last, time(0), UTC)


def council_edition(statement: Statement, *, invented: bool) -> Contents:
    """The files that council and public may see, by name: no row, bars under five merged."""
    shown = view(statement, Edition.COUNCIL)
    printed = lists_content(shown, invented=invented, family=statement_pdf.PDF_FAMILY)
    return {
        "statement.html": statement_html.page(lists_content(shown, invented=invented)),
        statement_html.STYLESHEET: statement_html.stylesheet(),
        "statement.pdf": statement_pdf.render(printed, made_at=date_of(statement.period)),
        "statement.json": _json(statement_json.lists_values(shown, invented=invented)),
        "bridge.svg": bridge_svg(shown, invented=invented),
    }


def _counterpart(statement: Statement, *, invented: bool) -> Contents:
    shown = view(statement, Edition.COUNTERPART)
    return {
        "counterpart.html": statement_html.page(lists_content(shown, invented=invented)),
        "counterpart.json": _json(statement_json.lists_values(shown, invented=invented)),
    }


def _auditor(found: Reconciled, *, seed: str, invented: bool) -> Contents:
    shown = view(found.statement, Edition.AUDITOR)
    pages = _pages(found, shown, seed=seed, invented=invented)
    return {
        "workpaper.html": statement_html.page(pages),
        "workpaper.json": _json(statement_json.workpaper_values(found, shown, invented=invented)),
        PRINTED: statement_pdf.render(pages, made_at=date_of(found.statement.period)),
        WORKBOOK: working_paper(found, WORKBOOK, seed=seed, invented=invented),
    }


def working_paper(found: Reconciled, name: str, *, seed: str, invented: bool) -> bytes:
    """The auditor's working paper as one of ``PAPERS``; the seed draws its sample."""
    made_at = date_of(found.statement.period)
    if name == WORKBOOK:
        return workpaper.render(found, seed=seed, made_at=made_at, invented=invented)
    shown = view(found.statement, Edition.AUDITOR)
    return statement_pdf.render(_pages(found, shown, seed=seed, invented=invented), made_at=made_at)


def _pages(found: Reconciled, shown: View, *, seed: str, invented: bool) -> Content:
    return workpaper.printed(found, shown, seed=workpaper.seed_of(found.statement, seed), invented=invented)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(folder: Path, contents: Contents) -> tuple[Path, ...]:
    """Write each content under its name; text as UTF-8. The folder is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return tuple(folder / name for name in contents)
