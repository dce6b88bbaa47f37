"""The column of squares before the words of a form's boxes: where words cannot be read, their order tells them.

A ticked square has grown together with its tick and its words, so squares are looked for as frames of one size that
stand below each other. Knows no form beyond the words handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from .area import Area
from .likeness import starts_with
from .sight import Sight

_ASIDE, _LARGER = 8, 2
_DARK = 150
_FRAME = 0.66
"""Share of a frame that is ink where a square stands; print in the same column reaches a half."""
_BESIDE, _WORDS = 120, 300
_SKIPPED, _ABOVE_KNOWN = 0.4, 0.45
"""How alike words are at least to be taken; a square above words that were found has one box only that it can be."""
_FAR = 1.6
_SIZES, _SEVERAL, _CLOSE, _NEAR = (19, 40), 3, 6, 26
_HALF, _ENOUGH = 0.5, 0.3

Inked = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Column:
    """Squares below each other, top first."""

    squares: tuple[Area, ...]


def column(sight: Sight, known: Sequence[Area], top: int, bottom: int) -> Column:
    """The squares in one column with ``known`` ones, or with the commonest lone squares, between those heights."""
    lone = [one for one in sight.layout.squares if top <= one.top < bottom]
    like = list(known) or _commonest(lone)
    if like:
        left, size = median_low([one.left for one in like]), median_low([one.width for one in like])
    elif (guess := _where_most(sight, top, bottom)) is not None:
        left, size = guess
    else:
        return Column(())
    found = list(known)
    for score, area in sorted(_frames(sight, left, size, top, bottom), key=lambda one: -one[0]):
        if score >= _FRAME and all(abs(area.top - other.top) >= other.height for other in found):
            found.append(area)
    return Column(tuple(sorted(found, key=lambda one: one.top)))


def _where_most(sight: Sight, top: int, bottom: int) -> tuple[int, int] | None:
    """The left edge and size of squares that most likely stand below each other before indented lines."""
    lefts = _indents(sight, top, bottom)
    if not lefts:
        return None
    start = max(0, min(lefts) - _BESIDE)
    best = (_ENOUGH, 0, 0)
    for size in range(*_SIZES):
        ink = (sight.page.image[top:bottom, start : max(lefts) - _CLOSE] < _DARK).astype(np.int32)
        inked = _inked(ink, size)
        if inked.size:
            sums = np.where(_peaks(inked, size), inked - _HALF, 0).sum(axis=0)
            at = int(sums.argmax())
            best = max(best, (float(sums[at]), start + at, size))
    return best[1:] if best[2] else None


def _indents(sight: Sight, top: int, bottom: int) -> list[int]:
    """Where three or more long lines begin, one below the other."""
    lefts = [p.left for p in sight.layout.pieces if top <= p.top < bottom and p.width > _WORDS and p not in sight.bands]
    return [one for one in lefts if sum(abs(one - other) <= _ASIDE for other in lefts) >= _SEVERAL]


def _peaks(inked: Inked, size: int) -> NDArray[np.bool_]:
    """By place: whether a frame is there and none better within its own height above or below in that column."""
    peaks = inked >= _HALF
    rows = np.flatnonzero(peaks.any(axis=1))
    for row in rows:
        near = inked[max(0, row - size // 2) : row + size // 2]
        peaks[row] &= inked[row] >= near.max(axis=0)
        peaks[row] &= ~peaks[max(0, row - 3) : row].any(axis=0)
    return peaks


def _commonest(squares: Sequence[Area]) -> list[Area]:
    """The largest set of squares that stand below each other in one size."""
    sets = [[two for two in squares if abs(one.left - two.left) <= _ASIDE] for one in squares]
    return max(sets, key=len, default=[])


def _frames(sight: Sight, left: int, size: int, top: int, bottom: int) -> list[tuple[float, Area]]:
    """For each height the frame of about that size near that column on which the most ink lies."""
    start = max(0, left - _ASIDE)
    ink = (sight.page.image[top:bottom, start : left + size + _ASIDE + _LARGER] < _DARK).astype(np.int32)
    best: dict[int, tuple[float, Area]] = {}
    for side in range(size - _LARGER, size + _LARGER + 1):
        inked = _inked(ink, side)
        if not inked.size:
            continue
        for row in np.flatnonzero(inked.max(axis=1) >= _FRAME):
            at = int(inked[row].argmax())
            area = Area(start + at, top + int(row), start + at + side, top + int(row) + side)
            best[int(row)] = max(best.get(int(row), (0.0, area)), (float(inked[row, at]), area))
    return list(best.values())


def _inked(ink: NDArray[np.int32], side: int) -> Inked:
    """By place (row, column): how much of a square's four sides with its corner there is ink, 0 to 1."""
    if min(ink.shape) < side + 1:
        return np.zeros((0, 0))
    level, upright = np.maximum(ink[:-1], ink[1:]), np.maximum(ink[:, :-1], ink[:, 1:])
    along = np.pad(level.cumsum(axis=1), ((0, 0), (1, 0)))
    down = np.pad(upright.cumsum(axis=0), ((1, 0), (0, 0)))
    across, posts = along[:, side:] - along[:, :-side], down[side:] - down[:-side]
    rows, columns = ink.shape[0] - side, ink.shape[1] - side
    level_sides = across[:rows, :columns] + across[side - 2 : side - 2 + rows, :columns]
    post_sides = posts[:rows, :columns] + posts[:rows, side - 2 : side - 2 + columns]
    return np.asarray((level_sides + post_sides) / (4.0 * side), np.float64)


def words_beside(sight: Sight, square: Area) -> Area:
    """Where the words of a square begin: the print that follows it on its line."""
    near = [
        piece
        for piece in sight.layout.pieces
        if piece.beside(square)
        and square.left + square.width // 2 < piece.right
        and piece.left < square.right + _BESIDE
    ]
    left = min((piece.left for piece in near if piece.left >= square.right - 4), default=square.right + 10)
    lines = [piece for piece in near if piece.right > left]
    top, bottom = square.top, square.bottom
    if lines:
        top, bottom = min(piece.top for piece in lines), max(piece.bottom for piece in lines)
    return Area(left, top, left + _WORDS, bottom)


def in_order(
    sight: Sight, squares: Sequence[Area], words: Sequence[str], known: Mapping[int, Area]
) -> dict[int, tuple[Area, float]]:
    """Which square stands before which words (by their index, top first), and how alike the words are (0..1).

    ``known`` are words that were found, or their squares. Order is kept. What is neither legible nor told by the number
    of squares is left out.
    """
    likeness = [[_likeness(sight, square, one, at, known) for at, one in enumerate(words)] for square in squares]
    whole = len(squares) == len(words) or _one_apart(squares, len(words))
    if whole and all(abs(squares[at].top - one.top) <= _NEAR for at, one in known.items()):
        return {at: (squares[at], likeness[at][at]) for at in range(len(words))}
    return _likeliest(squares, likeness, len(words))


def _likeness(sight: Sight, square: Area, words: str, at: int, known: Mapping[int, Area]) -> float:
    """1 or 0 where words that were found say so by their height on the page, else how alike the words beside are."""
    fixed = [index for index, one in known.items() if abs(one.top - square.top) <= _NEAR]
    if fixed:
        return float(fixed[0] == at)
    if any((index - at) * (one.top - square.top) < 0 for index, one in known.items()) or at in known:
        return 0.0
    text = sight.label(words_beside(sight, square), _WORDS).text
    above_known = _ABOVE_KNOWN if known and at < max(known) else 0.0
    return max([above_known, *(starts_with(text[skip:], words).likeness for skip in range(3) if len(text) > skip + 7)])


def _one_apart(squares: Sequence[Area], count: int) -> bool:
    """True when one more square than there are words stands far below the others: it belongs to something else."""
    if len(squares) != count + 1:
        return False
    gaps = [two.top - one.top for one, two in pairwise(squares)]
    return gaps[-1] > _FAR * max(gaps[:-1], default=0)


def _likeliest(squares: Sequence[Area], likeness: list[list[float]], count: int) -> dict[int, tuple[Area, float]]:
    """The assignment in order with the highest sum of likenesses; one below ``_SKIPPED`` is not made."""
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}
    for i in range(len(squares), -1, -1):
        for j in range(count, -1, -1):
            if i == len(squares) or j == count:
                best[i, j] = (0.0, ())
                continue
            sum_, pairs = best[i + 1, j + 1]
            gain = likeness[i][j] - _SKIPPED
            best[i, j] = max(
                best[i + 1, j], best[i, j + 1], (sum_ + gain, ((i, j), *pairs)) if gain > 0 else (-1.0, ())
            )
    return {j: (squares[i], likeness[i][j]) for i, j in best[0, 0][1]}
