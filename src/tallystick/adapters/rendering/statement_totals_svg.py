"""The picture of two totals without lists: both in equal type, and ranges on one scale. It draws no bar of units.

Must not know where the totals come from.
"""

from __future__ import annotations

from tallystick.model.statement import Bounds, Party, Totals
from tallystick.reconciliation.without_lists.totals import TotalsStatement

from .svg import FAMILY, Drawing, in_lines

_WIDTH, _MARGIN = 760, 40
_SCALE_LEFT, _SCALE_RIGHT = 330, 690


def totals_svg(statement: TotalsStatement, *, invented: bool = False, family: str = FAMILY) -> str:
    """The totals of a statement as one accessible picture; ranges only if the two can be compared."""
    ranges = _ranges(statement.totals) if statement.totals and statement.totals.comparable else ()
    head = 34 if invented else 6
    height = head + 150 + (70 + 44 * len(ranges) if ranges else 0) + (34 if invented else 6)
    drawing = Drawing(_WIDTH, height, statement.title, " ".join(statement.sentences), "totals", family)
    centres = (_WIDTH / 4, 3 * _WIDTH / 4) if len(statement.parties) == 2 else (_WIDTH / 2,)
    for party, centre in zip(statement.parties, centres, strict=True):
        _total(drawing, party, centre, head)
    if len(centres) == 2:
        drawing.line(_WIDTH / 2, head + 10, _WIDTH / 2, head + 130)
    if ranges:
        _scale(drawing, ranges, head + 168)
    return drawing.finish(invented=invented)


def _total(drawing: Drawing, party: Party, centre: float, head: int) -> None:
    drawing.text(centre, head + 24, party.name, size=15, anchor="middle", bold=True)
    drawing.text(centre, head + 86, str(party.total), size=52, anchor="middle", bold=True)
    counted = party.event if party.event.startswith(party.unit.value) else f"{party.unit.value}: {party.event}"
    drawing.text(centre, head + 114, counted, size=13, anchor="middle")


def _ranges(totals: Totals) -> tuple[tuple[str, Bounds], ...]:
    sides = sorted(((totals.a.name, totals.only_a), (totals.b.name, totals.only_b)))
    return (("in both", totals.in_both), *((f"only {name}", bounds) for name, bounds in sides))


def _scale(drawing: Drawing, ranges: tuple[tuple[str, Bounds], ...], top: int) -> None:
    most = max(bounds.most for _, bounds in ranges)
    drawing.text(_MARGIN, top, "What can be said: at least, at most", size=14, bold=True)

    def at(value: int) -> float:
        return _SCALE_LEFT + (_SCALE_RIGHT - _SCALE_LEFT) * value / max(most, 1)

    bottom = top + 28 + 44 * len(ranges)
    for value in {0, most}:
        drawing.line(at(value), top + 14, at(value), bottom, dashed=True)
        drawing.text(at(value), bottom + 16, str(value), size=13, anchor="middle")
    for number, (name, bounds) in enumerate(ranges):
        _range(drawing, name, (at(bounds.least), at(bounds.most)), bounds, top + 44 + 44 * number)


def _range(drawing: Drawing, name: str, ends: tuple[float, float], bounds: Bounds, y: float) -> None:
    left, right = ends
    for number, line in enumerate(in_lines(name, 38)):
        drawing.text(_MARGIN, y - 2 + 16 * number, line, size=13)
    drawing.line(left, y, right, y, width=2)
    for end in ends:
        drawing.line(end, y - 6, end, y + 6, width=2)
    words, middle = f"{bounds.least} to {bounds.most}", (_SCALE_LEFT + _SCALE_RIGHT) / 2
    if left > middle:
        drawing.text(left - 10, y + 4, words, size=13, anchor="end")
    else:
        drawing.text(right + 10, y + 4, words, size=13)
