"""The published values as the public pages show them. Reads only what is in the published files themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from tallystick.public.labels import EVENTS, REASONS, UNITS, word

if TYPE_CHECKING:  # see making.py
    from tallystick.services.filing.versions import Version
    from tallystick.services.outside.publish import SiteData

_ARTICLE = re.compile(r"<article.*?</article>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Total:
    """One party's total as its own words count it."""

    name: str
    value: int
    unit: str | Promise
    event: str | Promise


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a statement: its reason in words, how many units, and whose list they stand in (or both)."""

    reason: str | Promise
    count: int
    side: str


@dataclass(frozen=True, slots=True)
class FiledReport:
    """One signed version: the path of its packet, its report.json and the files beside it."""

    path: str
    document: Mapping[str, Any]
    names: tuple[str, ...]
    package: Mapping[str, Any]

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
    statement_files: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def page(self) -> str:
        """Name of the statement's page."""
        return f"statement-{self.period}.html"

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
    statement = json.loads(files["statement.json"]) if "statement.json" in files else {}
    return Year(
        period=name,
        reports=tuple(_report(name, version) for version in versions),
        totals=_totals(statement),
        article=_article(files.get("statement.html", b"").decode()),
        statement_files=tuple(sorted(files)),
        bars=_bars(statement),
    )


def _report(period: str, version: Version) -> FiledReport:
    document = json.loads((version.folder / "report.json").read_text(encoding="utf-8"))
    names = tuple(sorted(path.name for path in version.folder.iterdir()))
    described = version.folder / "datapackage.json"
    package = json.loads(described.read_text(encoding="utf-8")) if described.is_file() else {}
    return FiledReport(f"reports/{period}/v{version.number}", document, names, package)


def _totals(statement: Mapping[str, Any]) -> tuple[Total, ...]:
    """Both parties in alphabetical order: neither goes first for being larger."""
    parties = statement.get("parties") or [statement[side] for side in ("a", "b") if side in statement]
    found = (Total(one["name"], one["total"], word(UNITS, one["unit"]), word(EVENTS, one["event"])) for one in parties)
    return tuple(sorted(found, key=lambda one: one.name))


def _bars(statement: Mapping[str, Any]) -> tuple[Bar, ...]:
    """The bars as they were published, in their published order."""
    names = {side.upper(): statement[side]["name"] for side in ("a", "b") if side in statement}
    return tuple(
        Bar(
            word(REASONS, one["reason"]) if one["reason"] in REASONS else one["words"],
            one["count"],
            names.get(one["side"], ""),
        )
        for one in statement.get("bars", [])
    )


def _article(page: str) -> str:
    """The statement as its renderer wrote it, without the frame of the page that it was written for."""
    found = _ARTICLE.search(page)
    return found[0] if found else ""
