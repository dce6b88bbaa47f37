"""The files of a report packet: letter, annex as CSV and XLSX, Frictionless Data Package v2, report.json.

Anybody can open and check them without this program. The lists that a law asks for make a packet of their own for the
recipient. Must not know where a packet is kept or how it is signed.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from tallystick.reporting import COLUMNS, Column, Filing, Report, annex, letter, report_json
from tallystick.reporting.annex import NOT_RECORDED
from tallystick.reporting.lists import columns_of, lists, rows_of

from .annex_xlsx import annex_xlsx
from .letter_docx import letter_docx
from .letter_pdf import letter_pdf

ANNEX = "annex.csv"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_LICENCE = {
    "name": "CC0-1.0",
    "title": "Creative Commons Zero 1.0 Universal",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def packet(report: Report, filing: Filing, before: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Every file of a packet by name but the manifest and the receipt, which come after signing."""
    written = letter(report, filing, before)
    plain = report_json(report, filing, before)
    rows = csv_bytes(COLUMNS, annex(report))
    listed = list_files(report)
    plain["lists"] = [
        {"item": figure.id, "file": name, "rows": len(figure.rows), "sha256": _sha256(listed[name])}
        for name, figure in lists(report).items()
    ]
    return {
        "letter.pdf": letter_pdf(written),
        "letter.docx": letter_docx(written),
        ANNEX: rows,
        "annex.xlsx": annex_xlsx(report, filing),
        "datapackage.json": datapackage(plain, [_resource("annex", "Requests of the period", ANNEX, rows, COLUMNS)]),
        "report.json": json_bytes(plain),
    }


def recipient_packet(report: Report, filing: Filing) -> dict[str, bytes]:
    """The lists that the law asks for, with their dictionary, for the recipient only; empty where it asks for none."""
    files = list_files(report)
    if not files:
        return {}
    resources = [
        _resource(figure.id, figure.text, name, files[name], columns_of(figure))
        for name, figure in lists(report).items()
    ]
    described = datapackage(report_json(report, filing), resources)
    return {**files, "datapackage.json": described}


def list_files(report: Report) -> dict[str, bytes]:
    """The lists as CSV by file name."""
    return {name: csv_bytes(columns_of(figure), rows_of(figure)) for name, figure in lists(report).items()}


def csv_bytes(columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Rows as UTF-8 CSV with one header line and lines that end in CR LF (RFC 4180)."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, [column.name for column in columns])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def datapackage(report: Mapping[str, Any], resources: Sequence[Mapping[str, Any]]) -> bytes:
    """The description of tables for people and programs; ``report`` is the value of report.json."""
    period, version = report["period"]["name"], report["version"]
    invented = "INVENTED. " if report["invented"] else ""
    return json_bytes(
        {
            "$schema": _PROFILE,
            "name": f"{report['ordinance']}-{report['report']}-{period}-v{version}".lower().replace("..", "-to-"),
            "title": f"{report['agency']['name']}: {report['title']}, {period}",
            "description": f"{invented}One row for each item; no names. "
            f"Version {version} of the report under {report['ordinance_name']}. " + " ".join(report["limits"]),
            "version": f"{version}.0.0",
            "created": report["made_at"],
            "licenses": [_LICENCE],
            "contributors": [{"title": report["agency"]["name"], "roles": ["publisher"]}],
            "resources": list(resources),
        }
    )


def _resource(name: str, title: str, path: str, rows: bytes, columns: Sequence[Column]) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "path": path,
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(rows),
        "hash": f"sha256:{_sha256(rows)}",
        "schema": {
            "$schema": _TABLE_PROFILE,
            "fields": [_field(column) for column in columns],
            "primaryKey": ["entry"],
            "missingValues": ["", NOT_RECORDED],
        },
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _field(column: Column) -> dict[str, Any]:
    """One column; its closed vocabulary stands twice, because readers check ``enum`` and show ``categories``."""
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.title,
        "description": column.description,
    }
    if column.values:
        field |= {"categories": list(column.values), "constraints": {"enum": list(column.values)}}
    if column.name == "entry":
        field["constraints"] = {"required": True, "unique": True, "minimum": 0}
    return field


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """JSON for files that people open: indented, UTF-8, a newline at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
