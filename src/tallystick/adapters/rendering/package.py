"""The files of a report packet: annex.csv, datapackage.json (Frictionless Data Package v2), report.json, manifest.

Anybody can open and check them without this program: CSV by RFC 4180, a manifest that ``sha256sum -c`` takes. Must not
know where a packet is kept or how it is signed.
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

from .letter_docx import letter_docx
from .letter_pdf import letter_pdf

ANNEX = "annex.csv"
MANIFEST = "manifest.sha256"
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
    rows = annex_csv(annex(report))
    return {
        "letter.pdf": letter_pdf(written),
        "letter.docx": letter_docx(written),
        ANNEX: rows,
        "datapackage.json": datapackage(plain, rows),
        "report.json": json_bytes(plain),
    }


def annex_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The annex as UTF-8 CSV with one header line and lines that end in CR LF (RFC 4180)."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, [column.name for column in COLUMNS])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def datapackage(report: Mapping[str, Any], rows: bytes) -> bytes:
    """The description of the annex for people and programs; ``report`` is the value of report.json."""
    period, version = report["period"]["name"], report["version"]
    invented = "INVENTED. " if report["invented"] else ""
    return json_bytes(
        {
            "$schema": _PROFILE,
            "name": f"{report['ordinance']}-{period}-v{version}".lower().replace("..", "-to-"),
            "title": f"{report['agency']['name']}: civil immigration detainer requests, {period}",
            "description": f"{invented}One row for each request received in the period; no names. "
            f"Version {version} of the report under {report['ordinance_name']}. " + " ".join(report["limits"]),
            "version": f"{version}.0.0",
            "created": report["made_at"],
            "licenses": [_LICENCE],
            "contributors": [{"title": report["agency"]["name"], "roles": ["publisher"]}],
            "resources": [_resource(rows)],
        }
    )


def _resource(rows: bytes) -> dict[str, Any]:
    return {
        "name": "annex",
        "type": "table",
        "path": ANNEX,
        "title": "Requests of the period",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(rows),
        "hash": f"sha256:{hashlib.sha256(rows).hexdigest()}",
        "schema": {
            "$schema": _TABLE_PROFILE,
            "fields": [_field(column) for column in COLUMNS],
            "primaryKey": ["entry"],
            "missingValues": ["", NOT_RECORDED],
        },
    }


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


def manifest(files: Mapping[str, bytes]) -> bytes:
    """SHA-256 of every file by name, as ``sha256sum`` writes and ``sha256sum -c`` reads it."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return "".join(lines).encode()


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """JSON for files that people open: indented, UTF-8, a newline at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
