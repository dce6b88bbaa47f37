"""A released statement as pages walk it: totals, bars both ways, two ends, counts of every unit, replies.

Read from the edition without rows (``statement.json``), so that no page can show more than was released.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystick.adapters.rendering.statement_json import lists_values
from tallystick.model.reasons import Reason
from tallystick.model.statement import Statement
from tallystick.reconciliation.telling.editions import Edition, view
from tallystick.services.statement.words import (
    ASKED,
    EVENTS,
    GRADES,
    LATER,
    MEANINGS,
    OTHER,
    OTHER_MEANS,
    REASONS,
    RULES,
    UNITS,
    Word,
    in_language,
    word,
)

FULL = 100


@dataclass(frozen=True, slots=True)
class Total:
    """One party's total as its own words count it; its source as it was published."""

    name: str
    value: int
    unit: Word
    event: Word
    source: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: reason, what it means, count, where it begins and how long it is (of ``FULL``), evidence, disputes."""

    key: str
    reason: Word
    means: Word
    side: str
    count: int
    signed: int
    start: float
    length: float
    grades: tuple[tuple[Word, int], ...]
    disputed_by: tuple[str, ...]
    is_open: bool

    @property
    def sign(self) -> str:
        """Its sign as it moves from one total to the other, or from the filed total to the corrected one."""
        return "−" if self.side == "A" else "+"

    @property
    def back_sign(self) -> str:
        """Its sign when the statement is read the other way."""
        return "+" if self.side == "A" else "−"


@dataclass(frozen=True, slots=True)
class Counted:
    """The same lists counted in one unit: whose list, by which rule, of which kind of form, how many."""

    party: str
    rule: Word
    asked: Word
    number: str


@dataclass(frozen=True, slots=True)
class Released:
    """A released statement. Without two lists ``bars`` is empty and ``comparable`` says whether totals can be compared.

    ``totals`` are in alphabetical order; ``down`` leads from the first list to the register, ``up`` the other way.
    ``told`` are rules, notes and what chance gives, in the reader's language; ``notes`` as they were released.
    """

    period: str
    totals: tuple[Total, ...]
    a: str
    b: str
    filed: int
    corrected: int
    in_both: int
    in_both_corrected: int
    down: tuple[Bar, ...]
    up: tuple[Bar, ...]
    later: tuple[Bar, ...]
    sentences: tuple[str, ...]
    counts: Mapping[str, tuple[Counted, ...]]
    replies: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    limits: tuple[str, ...]
    comparable: bool
    difference: int | None
    told: tuple[Word, ...] = ()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """All bars in their published order."""
        return (*self.down, *self.up, *self.later)

    @property
    def others(self) -> tuple[Bar, ...]:
        """The bars of requests that no row is: as filed, then registered later."""
        return (*self.up, *self.later)

    @property
    def a_total(self) -> int:
        """The total of the party whose list is walked from."""
        return next((one.value for one in self.totals if one.name == self.a), 0)

    @property
    def late(self) -> tuple[Bar, ...]:
        """What leads from the filed figure to the corrected one: late requests that a row is, then the others."""
        linked = self.in_both_corrected - self.in_both
        start, length = FULL * self.filed / self.scale, FULL * linked / self.scale
        means = word(MEANINGS, Reason.REGISTERED_LATER)
        reason = _("registered after the report, in both")
        one = Bar("late", reason, means, "L", linked, 0, start, length, (), (), is_open=False)
        return ((one,) if linked else ()) + self.later

    @property
    def up_back(self) -> tuple[Bar, ...]:
        """The bars of the register, read the other way."""
        return self.up[::-1]

    @property
    def down_back(self) -> tuple[Bar, ...]:
        """The bars of the list, read the other way."""
        return self.down[::-1]

    @property
    def scale(self) -> int:
        """The largest number of the statement, which takes a bar's full length."""
        return max(1, self.corrected, *(one.value for one in self.totals))

    @property
    def a_length(self) -> float:
        """How long the list's total is drawn, of ``FULL``."""
        return FULL * self.a_total / self.scale

    @property
    def both_length(self) -> float:
        """How long what is in both is drawn."""
        return FULL * self.in_both / self.scale

    @property
    def filed_length(self) -> float:
        """How long the filed figure is drawn."""
        return FULL * self.filed / self.scale

    @property
    def corrected_length(self) -> float:
        """How long the corrected figure is drawn."""
        return FULL * self.corrected / self.scale

    @property
    def shown_counts(self) -> tuple[tuple[Word, tuple[Counted, ...]], ...]:
        """The counts of each unit that has any, under the unit's word."""
        return tuple((word(UNITS, unit), rows) for unit, rows in self.counts.items() if rows)

    @property
    def aloud(self) -> tuple[str, ...]:
        """The sentences to read aloud in the reader's language, made of the same numbers."""
        return _aloud(self)

    @property
    def has_lists(self) -> bool:
        """Whether two lists were compared, and not only two totals."""
        return bool(self.b)

    @property
    def open_units(self) -> int:
        """Units of the other party's list that are not established."""
        return sum(bar.count for bar in self.down if bar.is_open)


def released(data: bytes) -> Released:
    """The statement that ``statement.json`` holds."""
    return _walked(json.loads(data))


def one_level_down(article: str) -> str:
    """The article of a statement with its headings one level lower, to stand below a page's own."""
    return re.sub(r"(</?h)([1-5])(?=[ >])", lambda found: f"{found[1]}{int(found[2]) + 1}", article)


def of_statement(statement: Statement) -> Released:
    """A statement that only its auditor sees, walked in the same way, every bar by itself."""
    return _walked(lists_values(view(statement, Edition.AUDITOR)))


def _walked(plain: Mapping[str, Any]) -> Released:
    lists = plain["kind"] == "statement"
    parties = [plain["a"], plain["b"]] if lists else plain["parties"]
    scale = max(1, *(one["total"] for one in parties), plain.get("corrected", 0))
    down, up, later = (_bars(plain, side, scale) for side in "ABL")
    compared = plain.get("totals") or {}
    return Released(
        period=plain["period"]["name"],
        totals=tuple(sorted(map(_total, parties), key=lambda one: one.name)),
        a=plain["a"]["name"] if lists else "",
        b=plain["b"]["name"] if lists else "",
        filed=plain.get("filed", 0),
        corrected=plain.get("corrected", 0),
        in_both=plain.get("in_both_filed", 0),
        in_both_corrected=plain.get("in_both_corrected", 0),
        down=down,
        up=up,
        later=later,
        sentences=tuple(one for one in (plain["statement"], plain.get("statement_back", "")) if one),
        counts=_counts(plain, parties) if lists else {},
        replies=tuple((one["party"], one["text"]) for one in plain.get("replies", ())),
        notes=tuple(plain.get("notes", plain.get("remarks", ()))),
        limits=tuple(plain.get("limits", ())),
        comparable=lists or bool(compared.get("comparable")),
        difference=None if lists else compared.get("difference"),
        told=_told(plain, parties),
    )


def _told(plain: Mapping[str, Any], parties: Sequence[Mapping[str, Any]]) -> tuple[Word, ...]:
    """How it was compared. Statements released before there were templates tell it in English only."""
    given = plain.get("by_template") or {}
    rules = ((party["name"], given.get(f"{side}_rule")) for side, party in zip("ab", parties, strict=False))
    ruled = (format_lazy("{}: {}.", name, in_language(rule)) for name, rule in rules if rule)
    said = (*given.get("notes", ()), *([given["chance"]] if given.get("chance") else ()))
    return (*ruled, *map(in_language, said))


def _total(party: Mapping[str, Any]) -> Total:
    unit, event = word(UNITS, party["unit"]), word(EVENTS, party["event"])
    return Total(party["name"], party["total"], unit, event, party.get("source", ""))


def _bars(plain: Mapping[str, Any], side: str, scale: int) -> tuple[Bar, ...]:
    """The bars of one side as stairs: each begins where the one before ended."""
    at = _begins(plain, side)
    found = []
    for one in plain.get("bars", ()):
        if one["side"] == side:
            count = one["count"]
            low = at - count if side == "A" else at
            found.append(_bar(one, start=FULL * low / scale, length=FULL * count / scale))
            at += -count if side == "A" else count
    return tuple(found)


def _begins(plain: Mapping[str, Any], side: str) -> int:
    """Where the first bar of a side begins: at the list's total, at what is in both, or at the filed figure."""
    if "in_both_filed" not in plain:
        return 0
    late = plain["in_both_corrected"] - plain["in_both_filed"]
    return int({"A": plain["a"]["total"], "B": plain["in_both_filed"], "L": plain["filed"] + late}[side])


def _bar(one: Mapping[str, Any], *, start: float, length: float) -> Bar:
    reason = one["reason"]
    return Bar(
        key=f"{one['side']}-{reason or 'other'}",
        reason=_reason(reason, one["side"]),
        means=word(MEANINGS, reason) if reason else OTHER_MEANS,
        side=one["side"],
        count=one["count"],
        signed=one["signed"],
        start=round(start, 2),
        length=round(length, 2),
        grades=tuple((word(GRADES, grade), count) for grade, count in one["grades"].items()),
        disputed_by=tuple(one["disputed_by"]),
        is_open=reason == Reason.NOT_ESTABLISHED,
    )


def _reason(reason: str | None, side: str) -> Word:
    """The reason's name; of requests that were registered later it says so."""
    plain = word(REASONS, reason) if reason else OTHER
    return in_language({"template": LATER, "values": {"reason": plain}}) if side == "L" else plain


def _counts(plain: Mapping[str, Any], parties: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Counted, ...]]:
    """Counts by their unit: persons, requests, transmissions; of both lists and by every rule."""
    names = {"A": parties[0]["name"], "B": parties[1]["name"]}
    found: dict[str, list[Counted]] = {unit: [] for unit in ("persons", "requests", "transmissions")}
    for one in plain.get("what_if", ()):
        least, most = one["least"], one["most"]
        number = str(least) if least == most else f"{least} – {most}"
        rule, asked = word(RULES, one["rule"]), word(ASKED, one["asked"])
        found.setdefault(one["unit"], []).append(Counted(names[one["side"]], rule, asked, number))
    return {unit: tuple(sorted(rows, key=lambda row: row.party)) for unit, rows in found.items()}


def _aloud(one: Released) -> tuple[str, ...]:
    if not one.has_lists:
        totals = "; ".join(f"{total.name}: {total.value} ({total.unit}, {total.event})" for total in one.totals)
        told = {"period": one.period, "totals": totals}
        first = _("Totals for %(period)s: %(totals)s.") % told
        return (first, _("There are no two lists to compare, so nothing can be matched."))
    names = {"a": one.a, "b": one.b, "period": one.period, "an": one.a_total, "bn": one.filed, "both": one.in_both}
    more = {"n": one.corrected - one.filed, "corrected": one.corrected}
    forward = ngettext(
        "For %(period)s, %(a)s lists %(an)s detainers; %(both)s of them is among %(bn)s request of %(b)s.",
        "For %(period)s, %(a)s lists %(an)s detainers; %(both)s of them are among %(bn)s requests of %(b)s.",
        one.filed,
    )
    backward = ngettext(
        "Of the %(bn)s request of %(b)s, %(both)s is in the list of %(a)s.",
        "Of the %(bn)s requests of %(b)s, %(both)s are in the list of %(a)s.",
        one.filed,
    )
    late = ngettext(
        "After the report %(n)s more was registered: corrected, %(b)s counts %(corrected)s.",
        "After the report %(n)s more were registered: corrected, %(b)s counts %(corrected)s.",
        more["n"],
    )
    return (
        f"{forward % names} {_others(one.down)}".strip(),
        f"{backward % names} {_others(one.up)} {late % (names | more) if more['n'] else ''}".strip(),
    )


def _others(bars: Sequence[Bar]) -> str:
    """The other units with their reasons; nothing when there are none."""
    listed = "; ".join(f"{bar.count} {bar.reason}" for bar in bars)
    return _("The others: %(listed)s.") % {"listed": listed} if listed else ""
