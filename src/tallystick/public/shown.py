"""The published values as the public pages show them. Reads only what is in the published files themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tallystick.services.statement.released import Released, Total, one_level_down, released

if TYPE_CHECKING:  # see making.py
    from tallystick.services.filing.versions import Version
    from tallystick.services.outside.publish import SiteData

_ARTICLE = re.compile(r"<article.*?</article>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take along: its path below the site, name, size in bytes and SHA-256."""

    path: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FiledReport:
    """One signed version: the path of its packet, its report.json and the files beside it."""

    path: str
    document: Mapping[str, Any]
    downloads: tuple[Download, ...]
    package: Mapping[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files."""
        return tuple(one.name for one in self.downloads)

    @property
    def columns(self) -> tuple[Mapping[str, Any], ...]:
        """Name, type and description of every column of the annex, as its data package says."""
        return tuple(self.package["resources"][0]["schema"]["fields"]) if self.package else ()

    @property
    def first(self) -> Mapping[str, Any]:
        """The first figure: what this place is asked about before anything else."""
        figure: Mapping[str, Any] = self.document["figures"][0]
        return figure


@dataclass(frozen=True, slots=True)
class Year:
    """One period: its reports oldest first, and its statement if one was released."""

    period: str
    reports: tuple[FiledReport, ...]
    totals: tuple[Total, ...]
    article: str
    downloads: tuple[Download, ...]
    walked: Released | None

    @property
    def page(self) -> str:
        """Name of the statement's page."""
        return f"statement-{self.period}.html"

    @property
    def statement_files(self) -> tuple[str, ...]:
        """The names of the statement's files."""
        return tuple(one.name for one in self.downloads)

    @property
    def last(self) -> FiledReport | None:
        """The newest version, which amends the others."""
        return self.reports[-1] if self.reports else None


@dataclass(frozen=True, slots=True)
class Site:
    """All that the pages show."""

    agency: str
    city: str
    invented: bool
    addressee: str
    origin: str
    vkey: str
    size: int
    root: str
    holders: tuple[str, ...]
    years: tuple[Year, ...]

    @property
    def newest(self) -> Year | None:
        """The newest period, which the first page opens with."""
        return self.years[0] if self.years else None

    @property
    def recounted(self) -> Year | None:
        """The newest calendar year with a signed report: its figure can be counted again from the opened log."""
        return next((year for year in self.years if year.reports and year.period.isdecimal()), None)


def site_of(published: SiteData) -> Site:
    """Make what the pages show; newest period first."""
    home = published.home
    reports = {period.name: versions for period, versions in published.periods}
    names = sorted({*reports, *published.statements}, reverse=True)
    return Site(
        agency=home.agency.name,
        city=home.agency.city,
        invented=home.settings.invented,
        addressee=published.addressee,
        origin=published.vkey.partition("+")[0],
        vkey=published.vkey,
        size=published.size,
        root=published.root,
        holders=published.holders,
        years=tuple(_year(name, reports.get(name, ()), published.statements.get(name, {})) for name in names),
    )


def _year(name: str, versions: tuple[Version, ...], files: Mapping[str, bytes]) -> Year:
    walked = released(files["statement.json"]) if "statement.json" in files else None
    return Year(
        period=name,
        reports=tuple(_report(name, version) for version in versions),
        totals=walked.totals if walked else (),
        article=_article(files.get("statement.html", b"").decode()),
        downloads=tuple(_download(f"statements/{name}/{one}", files[one]) for one in sorted(files)),
        walked=walked,
    )


def _report(period: str, version: Version) -> FiledReport:
    document = json.loads((version.folder / "report.json").read_text(encoding="utf-8"))
    path = f"reports/{period}/v{version.number}"
    downloads = tuple(_download(f"{path}/{one.name}", one.read_bytes()) for one in sorted(version.folder.iterdir()))
    described = version.folder / "datapackage.json"
    package = json.loads(described.read_text(encoding="utf-8")) if described.is_file() else {}
    return FiledReport(path, document, downloads, package)


def _download(path: str, data: bytes) -> Download:
    return Download(path, path.rpartition("/")[2], len(data), sha256(data).hexdigest())


def _article(page: str) -> str:
    """The statement as its renderer wrote it, without the frame of the page that it was written for."""
    found = _ARTICLE.search(page)
    return one_level_down(found[0]) if found else ""
