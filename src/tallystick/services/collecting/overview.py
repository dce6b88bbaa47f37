"""What was collected: who has filed and who has not, and the sum of a figure over all who did.

A missing filing is no zero, and neither is "not recorded": both are counted and named beside the sum.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from io import StringIO
from typing import Any

from tallystick.model.actor import Actor
from tallystick.model.words import Role
from tallystick.records.models import CollectedFiling, ReportingAgency
from tallystick.services.home import Home


@dataclass(frozen=True, slots=True)
class Wanted:
    """One report of one period under one ordinance."""

    ordinance: str
    report: str
    period: str


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure over all agencies; ``not_recorded`` agencies gave no number, ``certified`` ones a certified zero."""

    id: str
    text: str
    unit: str
    value: int
    agencies: int
    not_recorded: int
    certified: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What an office knows of one report: how many filed, who did not, and the sums."""

    wanted: Wanted
    filed: int
    expected: int
    missing: tuple[tuple[str, str], ...]
    sums: tuple[Sum, ...]
    not_checked: int


def overview(home: Home, actor: Actor, wanted: Wanted) -> Overview:
    """Give the overview of one report: the newest version of each agency counts, and nothing else."""
    del home
    actor.need(Role.CLERK, Role.AUTHOR, Role.AUDITOR)
    newest = _newest(wanted)
    expected = dict(ReportingAgency.objects.order_by("ori").values_list("ori", "name"))
    missing = tuple((ori, name) for ori, name in expected.items() if ori not in newest)
    return Overview(
        wanted=wanted,
        filed=len(newest),
        expected=len(expected),
        missing=missing,
        sums=_sums(figures for figures, _ in newest.values()),
        not_checked=sum(proof != "signer checked" for _, proof in newest.values()),
    )


def _newest(wanted: Wanted) -> dict[str, tuple[list[dict[str, Any]], str]]:
    """The figures and the proof of each agency's newest version."""
    rows = CollectedFiling.objects.filter(**asdict(wanted)).order_by("ori", "version")
    return {ori: (figures, proof) for ori, figures, proof in rows.values_list("ori", "figures", "proof")}


def _sums(filings: Iterable[list[dict[str, Any]]]) -> tuple[Sum, ...]:
    found: dict[str, Sum] = {}
    for figures in filings:
        for one in figures:
            so_far = found.get(one["id"]) or Sum(one["id"], one["text"], one["unit"], 0, 0, 0, 0)
            found[one["id"]] = _with(so_far, one)
    return tuple(found.values())


def _with(so_far: Sum, one: Mapping[str, Any]) -> Sum:
    value = one["value"]
    return Sum(
        so_far.id,
        so_far.text,
        so_far.unit,
        so_far.value + (value or 0),
        so_far.agencies + (value is not None),
        so_far.not_recorded + (value is None),
        so_far.certified + bool(one["certified"]),
    )


def published(found: Overview) -> dict[str, bytes]:
    """The files that the office publishes: the sum, and the agencies that have not filed."""
    plain = asdict(found)
    plain["missing"] = [{"ori": ori, "name": name} for ori, name in found.missing]
    rows = [asdict(one) for one in found.sums]
    return {
        "sum.json": (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode(),
        "sum.csv": _csv(list(Sum.__dataclass_fields__), rows),
        "not-filed.csv": _csv(["ori", "name"], plain["missing"]),
    }


def _csv(names: list[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
