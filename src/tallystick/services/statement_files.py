"""A statement as files in a folder, each in the edition that it may bear. Must not know Django, nor read the clock.

Council and public: ``statement.html`` (with its style sheet), ``statement.pdf``, ``statement.json``, ``bridge.svg``.
The counterpart: ``counterpart.html`` and ``counterpart.json``. The named auditor only: ``workpaper.xlsx`` and
``workpaper.json``, which hold rows.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from tallystick.adapters.rendering import statement_html, statement_json, statement_pdf, statement_xlsx
from tallystick.adapters.rendering.statement_bridge_svg import bridge_svg
from tallystick.adapters.rendering.statement_content import lists_content, totals_content
from tallystick.adapters.rendering.statement_totals_svg import totals_svg
from tallystick.model.lists import ImportedList
from tallystick.model.statement import Statement
from tallystick.reconciliation.telling.editions import Edition, view
from tallystick.reconciliation.totals import TotalsStatement

Contents = dict[str, str | bytes]


def write_totals(
    statement: TotalsStatement, folder: Path, *, made_at: datetime, invented: bool = False
) -> tuple[Path, ...]:
    """Write ``statement.html`` with its style sheet, ``statement.pdf``, ``statement.json`` and ``totals.svg``."""
    content = totals_content(statement, invented=invented)
    printed = totals_content(statement, invented=invented, family=statement_pdf.PDF_FAMILY)
    return _write(
        folder,
        {
            "statement.html": statement_html.page(content),
            statement_html.STYLESHEET: statement_html.stylesheet(),
            "statement.pdf": statement_pdf.render(printed, made_at=made_at),
            "statement.json": _json(statement_json.totals_values(statement, invented=invented)),
            "totals.svg": totals_svg(statement, invented=invented),
        },
    )


def write_statement(
    statement: Statement, theirs: ImportedList, folder: Path, *, made_at: datetime, invented: bool = False
) -> tuple[Path, ...]:
    """Write all editions of a statement between two lists; ``theirs`` gives the rows of the working paper.

    Raises:
        SumDoesNotClose: a sum does not close; nothing is written.

    """
    statement.check()
    return _write(
        folder,
        {
            **_council(statement, made_at=made_at, invented=invented),
            **_counterpart(statement, invented=invented),
            **_auditor(statement, theirs, made_at=made_at, invented=invented),
        },
    )


def _council(statement: Statement, *, made_at: datetime, invented: bool) -> Contents:
    shown = view(statement, Edition.COUNCIL)
    printed = lists_content(shown, invented=invented, family=statement_pdf.PDF_FAMILY)
    return {
        "statement.html": statement_html.page(lists_content(shown, invented=invented)),
        statement_html.STYLESHEET: statement_html.stylesheet(),
        "statement.pdf": statement_pdf.render(printed, made_at=made_at),
        "statement.json": _json(statement_json.lists_values(shown, invented=invented)),
        "bridge.svg": bridge_svg(shown, invented=invented),
    }


def _counterpart(statement: Statement, *, invented: bool) -> Contents:
    shown = view(statement, Edition.COUNTERPART)
    return {
        "counterpart.html": statement_html.page(lists_content(shown, invented=invented)),
        "counterpart.json": _json(statement_json.lists_values(shown, invented=invented)),
    }


def _auditor(statement: Statement, theirs: ImportedList, *, made_at: datetime, invented: bool) -> Contents:
    rows = {row.provenance: row for row in theirs.rows}
    return {
        "workpaper.xlsx": statement_xlsx.render(statement, rows, made_at=made_at, invented=invented),
        "workpaper.json": _json(statement_json.lists_values(view(statement, Edition.AUDITOR), invented=invented)),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(folder: Path, contents: Contents) -> tuple[Path, ...]:
    """Write each content under its name; text as UTF-8. The folder is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return tuple(folder / name for name in contents)
