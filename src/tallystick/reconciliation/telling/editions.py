"""The same statement for three readers: what each may see, and nothing more (DESIGN §7.5).

The counterpart gets totals per reason, council and public get bars with small ones merged, rows go to the named
auditor only. Must not change a count: every edition closes to the same totals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tallystick.model.reasons import Grade, Reason
from tallystick.model.statement import Bar, Dispute, Statement, UnitOutcome

from .overlaps import Overlaps, overlaps
from .sentences import Ends, backward, forward, in_short
from .wording import OTHER_REASONS, Words, words_of

SMALL = 5


class Edition(StrEnum):
    """For whom a statement is made."""

    COUNTERPART = "counterpart"
    COUNCIL = "council"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class ShownBar:
    """A bar as an edition shows it; ``reason`` is absent where several were merged; parties may dispute a bar."""

    words: Words
    side: str
    count: int
    signed: int
    grades: dict[Grade, int]
    reason: Reason | None
    disputed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A statement as one edition shows it; ``units`` is empty but for the auditor."""

    statement: Statement
    edition: Edition
    bars: tuple[ShownBar, ...]
    short: str
    sentence: str
    sentence_back: str
    units: tuple[UnitOutcome, ...]
    overlaps: Overlaps


def view(statement: Statement, edition: Edition) -> View:
    """The statement as the edition shows it."""
    bars = tuple(_shown(bar, statement.disputes) for bar in statement.bars)
    if edition is Edition.COUNCIL:
        bars = tuple(bar for side in "ABL" for bar in _merged([bar for bar in bars if bar.side == side]))
    ends = ends_of(statement)
    return View(
        statement=statement,
        edition=edition,
        bars=bars,
        short=in_short(ends, _open_rows(statement)),
        sentence=forward(ends, [bar.words.said(bar.count) for bar in bars if bar.side == "A"]),
        sentence_back=backward(ends, [bar.words.said(bar.count) for bar in bars if bar.side == "B"]),
        units=statement.units if edition is Edition.AUDITOR else (),
        overlaps=overlaps(statement.units, SMALL if edition is Edition.COUNCIL else 1),
    )


def _open_rows(statement: Statement) -> int:
    return sum(bar.count for bar in statement.bars if (bar.side, bar.reason) == ("A", Reason.NOT_ESTABLISHED))


def ends_of(statement: Statement) -> Ends:
    """The names and totals that a statement's sentences name."""
    return Ends(
        a_name=statement.a.name,
        a_total=statement.a.total,
        b_name=statement.b.name,
        filed=statement.filed,
        corrected=statement.corrected,
        in_both=statement.in_both_filed,
        in_both_corrected=statement.in_both_corrected,
        place=statement.scope,
        period=statement.period.name,
        counted=f"counts {statement.method.event_words}" if statement.method.event_words else "reported",
    )


def _shown(bar: Bar, disputes: Sequence[Dispute]) -> ShownBar:
    parties = sorted({one.party for one in disputes if (one.side, one.reason) == (bar.side, bar.reason)})
    words = words_of(bar.reason, bar.side)
    return ShownBar(words, bar.side, bar.count, bar.signed, bar.grades, bar.reason, tuple(parties))


def _merged(bars: Sequence[ShownBar]) -> list[ShownBar]:
    """Bars under five become one, with as many of the next larger ones as that one needs to be no small one itself.

    What is not established always stays visible.
    """
    kept = sorted((bar for bar in bars if bar.reason is not Reason.NOT_ESTABLISHED), key=lambda bar: bar.count)
    merged: list[ShownBar] = []
    while kept and (kept[0].count < SMALL or 0 < sum(bar.count for bar in merged) < SMALL):
        merged.append(kept.pop(0))
    if len(merged) < 2 and not (merged and kept):
        return list(bars)
    return [bar for bar in bars if bar not in merged and bar.reason is not Reason.NOT_ESTABLISHED] + [
        _other(merged),
        *(bar for bar in bars if bar.reason is Reason.NOT_ESTABLISHED),
    ]


def _other(merged: Sequence[ShownBar]) -> ShownBar:
    grades = {grade: found for grade in Grade if (found := sum(bar.grades.get(grade, 0) for bar in merged))}
    count, signed = sum(bar.count for bar in merged), sum(bar.signed for bar in merged)
    parties = sorted({party for bar in merged for party in bar.disputed_by})
    return ShownBar(OTHER_REASONS, merged[0].side, count, signed, grades, None, tuple(parties))
