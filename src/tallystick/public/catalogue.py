"""``data.json``: what there is to take along, as DCAT-US describes data, so that other catalogues can collect it.

Addresses are relative to the folder: it is copied to any place.
"""

from __future__ import annotations

import json
from typing import Any

from tallystick.public.shown import FiledReport, Site, Year

CONTEXT = "https://resources.data.gov/resources/dcat-us3/"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
MEDIA = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
}


def catalogue(site: Site) -> bytes:
    """Write the catalogue of everything that the folder holds."""
    datasets = [_report(site, year, report) for year in site.years for report in year.reports]
    datasets += [_statement(site, year) for year in site.years if year.statement_files]
    datasets.append(_log(site))
    document = {
        "@type": "Catalog",
        "conformsTo": CONTEXT,
        "title": f"{site.agency}: immigration detainer requests",
        "publisher": _publisher(site),
        "dataset": datasets,
    }
    return json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"


def _report(site: Site, year: Year, report: FiledReport) -> dict[str, Any]:
    version = report.document["version"]
    return _dataset(
        site,
        name=f"report-{year.period}-v{version}",
        title=f"Immigration detainer requests, {year.period}, version {version}",
        about="The report as it was signed: letter, figures, and one row for each request, without names.",
        paths=[f"{report.path}/{name}" for name in report.names],
    )


def _statement(site: Site, year: Year) -> dict[str, Any]:
    return _dataset(
        site,
        name=f"statement-{year.period}",
        title=f"Statement between two counts, {year.period}",
        about="From one party's total to the other's, every unit under one reason; what is not established stays seen.",
        paths=[f"statements/{year.period}/{name}" for name in year.statement_files],
    )


def _log(site: Site) -> dict[str, Any]:
    return _dataset(
        site,
        name="log",
        title="The register's log",
        about="Signed checkpoint, key, and of every entry its kind, year, reference and what was asked: recount it.",
        paths=["log/checkpoint", "log/key.vkey", "log/openings.json", "manifest.sha256"],
    )


def _dataset(site: Site, *, name: str, title: str, about: str, paths: list[str]) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "identifier": f"{site.origin}/{name}",
        "title": title,
        "description": ("INVENTED. " if site.invented else "") + about,
        "publisher": _publisher(site),
        "license": LICENCE,
        "accessLevel": "public",
        "distribution": [_file(path) for path in paths],
    }


def _file(path: str) -> dict[str, str]:
    kind = path.rpartition(".")[2]
    return {"@type": "Distribution", "downloadURL": path, "mediaType": MEDIA.get(kind, "text/plain")}


def _publisher(site: Site) -> dict[str, str]:
    return {"@type": "Organization", "name": site.agency}
