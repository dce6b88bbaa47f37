"""The bridge as a picture: from list A's total down and up to list B as filed, and on to list B as corrected.

Bars hang together like stairs; every text stands outside them; signs, labels and hatching carry the meaning, no colour
alone does. Both totals are set in the same type. Must not know how a reason was found.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model.reasons import Reason
from tallystick.reconciliation.telling.editions import ShownBar, View

from .svg import FAMILY, Drawing, in_lines

_WIDTH, _LEFT, _RIGHT = 860, 318, 790
_STEP, _THICK, _END, _LINE = 27, 17, 50, 18
_TOTAL, _DOWN, _UP = "#3d3d3d", "#d4d4d4", "#8c8c8c"


@dataclass(frozen=True, slots=True)
class _Step:
    """One line of the picture: from one count to another, as a total or as a bar."""

    words: str
    start: int
    end: int
    fill: str
    total: bool = False

    @property
    def number(self) -> str:
        """The count as it stands beside the bar: a total without a sign, a step with one."""
        change = self.end - self.start
        return f"{self.end}" if self.total else f"{'+' if change >= 0 else '−'}{abs(change)}"


def bridge_svg(view: View, *, invented: bool = False, family: str = FAMILY) -> str:
    """The bridge of one edition as an accessible picture; its description is the sentence both ways."""
    made = view.statement
    title = f"{made.a.name} {made.a.total}, {made.b.name} {made.filed} as filed, {made.corrected} as corrected"
    head = 34 if invented else 8
    drawing = Drawing(_WIDTH, 0, title, f"{view.sentence} {view.sentence_back}", "bridge", family)
    steps = _steps(view, drawing.hatching("open", 7))
    most = max(1, *(max(step.start, step.end) for step in steps))
    y = head
    for number, step in enumerate(steps):
        following = steps[number + 1] if number + 1 < len(steps) else None
        y = _draw(drawing, step, following, (y, most))
    drawing.height = y + (34 if invented else 8)
    return drawing.finish(invented=invented)


def _steps(view: View, hatched: str) -> list[_Step]:
    made = view.statement
    steps = [_Step(f"{made.a.name}|{made.a.event}", 0, made.a.total, _TOTAL, total=True)]
    at = made.a.total
    for bar in view.bars:
        if bar.side != "L":
            steps.append(_Step(_words(bar), at, at + bar.signed, _fill(bar, hatched)))
            at += bar.signed
    steps.append(_Step(f"{made.b.name}|requests, as filed", 0, made.filed, _TOTAL, total=True))
    if made.corrected != made.filed:
        steps.append(_Step("registered after the report", made.filed, made.corrected, _UP))
        steps.append(_Step(f"{made.b.name}|requests, as corrected", 0, made.corrected, _TOTAL, total=True))
    return steps


def _words(bar: ShownBar) -> str:
    label = bar.words.label if bar.side == "A" else f"{bar.words.label} (register only)"
    return f"{label} †" if bar.disputed_by else label


def _fill(bar: ShownBar, hatched: str) -> str:
    if bar.reason is Reason.NOT_ESTABLISHED:
        return hatched
    return _DOWN if bar.side == "A" else _UP


def _draw(drawing: Drawing, step: _Step, following: _Step | None, place: tuple[int, int]) -> int:
    """One line of the picture; gives where the next one begins."""
    top, most = place
    height = _END + _LINE * (len(_name_lines(step)) - 1) if step.total else _STEP
    left, right = (_x(count, most) for count in sorted((step.start, step.end)))
    bar_top = top + (height - _THICK) / 2
    _label(drawing, step, top + height / 2)
    drawing.bar(left, bar_top, max(right - left, 1.5), _THICK, fill=step.fill)
    drawing.text(right + 8, top + height / 2 + 5, step.number, size=20 if step.total else 14, bold=True)
    if following is not None and not following.total:
        x = _x(step.end, most)
        next_top = top + height + (_STEP - _THICK) / 2
        drawing.line(x, bar_top + _THICK, x, next_top, width=1)
    return top + height


def _label(drawing: Drawing, step: _Step, middle: float) -> None:
    """The line's name left of its bar: a party in bold with what it counts below, a reason in one line."""
    x, counted = _LEFT - 14, step.words.partition("|")[2]
    if not counted:
        drawing.text(x, middle + 5, step.words, size=14, anchor="end")
        return
    lines = _name_lines(step)
    first = middle - 2 - _LINE * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        drawing.text(x, first + _LINE * number, line, size=15, anchor="end", bold=True)
    drawing.text(x, first + _LINE * len(lines), counted, size=13, anchor="end")


def _name_lines(step: _Step) -> list[str]:
    return in_lines(step.words.partition("|")[0], 37)


def _x(count: int, most: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * count / most
