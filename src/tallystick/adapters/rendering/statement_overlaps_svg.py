"""Which reasons meet in one unit, as a picture (UpSet; Lex et al. 2014): a column a meeting, a row a reason.

Dots and counts carry the meaning, no colour does. Must not know how a reason was found.
"""

from __future__ import annotations

from tallystick.model.reasons import ORDER, Reason
from tallystick.reconciliation.telling.overlaps import Overlap, Overlaps
from tallystick.reconciliation.telling.wording import words_of

from .svg import FAMILY, QUIET, Drawing

_WIDTH, _LEFT, _COLUMN, _ROW = 860, 318, 34, 24
_BARS, _THICK = 90, 16
_MOST_COLUMNS = 15


def overlaps_svg(found: Overlaps, *, invented: bool = False, family: str = FAMILY) -> str:
    """The most frequent meetings of reasons as one accessible picture; what does not fit is said in its words."""
    shown = found.shown[:_MOST_COLUMNS]
    reasons = [reason for reason in ORDER if any(reason in overlap.reasons for overlap in shown)]
    words = ". ".join(f"{overlap.count}: {_together(overlap)}" for overlap in shown)
    top = 44 if invented else 20
    height = top + _BARS + _ROW * len(reasons) + (40 if invented else 16)
    drawing = Drawing(_WIDTH, height, "Units that meet several reasons", f"{found.words} {words}", "overlaps", family)
    most = max(overlap.count for overlap in shown)
    for row, reason in enumerate(reasons):
        label = words_of(reason, "A").label
        drawing.text(_LEFT - 14, _middle(top, row) + 5, label, size=14, anchor="end")
    for column, overlap in enumerate(shown):
        column_at = (_LEFT + _COLUMN * (column + 0.5), top)
        _draw(drawing, overlap, column_at, reasons, most)
    return drawing.finish(invented=invented)


def _together(overlap: Overlap) -> str:
    return " and ".join(words_of(reason, overlap.side).label for reason in overlap.reasons)


def _middle(top: int, row: int) -> float:
    return top + _BARS + _ROW * (row + 0.5) + 8


def _draw(drawing: Drawing, overlap: Overlap, place: tuple[float, int], reasons: list[Reason], most: int) -> None:
    """One column: its count as a bar above, a dot for each reason that meets, a line through them."""
    x, top = place
    tall = max(_BARS * overlap.count / most, 1.5)
    drawing.bar(x - _THICK / 2, top + _BARS - tall, _THICK, tall, fill=QUIET)
    drawing.text(x, top + _BARS - tall - 5, str(overlap.count), size=13, anchor="middle", bold=True)
    rows = [row for row, reason in enumerate(reasons) if reason in overlap.reasons]
    drawing.line(x, _middle(top, rows[0]), x, _middle(top, rows[-1]), width=2)
    for row in range(len(reasons)):
        drawing.dot(x, _middle(top, row), 6, filled=row in rows)
