"""How likely a text is, given the scores of a line, and which texts are likeliest. Knows no field.

The sum over all ways to say a text (Graves et al. 2006, connectionist temporal classification, section 4.1), and a
search over its beginnings. Two engines' logarithms may be added: they look at the same print.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .ctc import Decoded
from .recogniser import Scores

_TINY = 1e-7
_WIDTH, _TRIED, _BLANK = 8, 0.01, 0.99
_FAR = -1e9


def likelihoods(scores: Scores, alphabet: str, texts: Sequence[str]) -> list[float]:
    """For each text the logarithm of the probability that the line says it, all of them in one pass over the steps."""
    columns = [[alphabet.find(letter) + 1 for letter in text] for text in texts]
    said = [at for at, of_one in enumerate(columns) if of_one and 0 not in of_one and len(of_one) <= len(scores)]
    if not said:
        return [_FAR] * len(texts)
    ends = np.array([2 * len(columns[at]) for at in said])
    path = np.zeros((len(said), int(ends.max()) + 1), np.int64)
    for row, at in enumerate(said):
        path[row, 1 : ends[row] : 2] = columns[at]
    chances = np.maximum(scores, _TINY).astype(np.float64)[:, path]
    skips = np.zeros(path.shape)
    skips[:, 2:] = (path[:, 2:] != 0) & (path[:, 2:] != path[:, :-2])
    sums = np.zeros(path.shape)
    sums[:, :2] = chances[0, :, :2]
    logs = np.zeros(len(said))
    for step in chances[1:]:
        before = sums
        sums = before.copy()
        sums[:, 1:] += before[:, :-1]
        sums[:, 2:] += before[:, :-2] * skips[:, 2:]
        sums *= step
        most = sums.max(axis=1, keepdims=True)
        sums /= most
        logs += np.log(most[:, 0])
    rows = np.arange(len(said))
    last = sums[rows, ends] + sums[rows, ends - 1]
    found = np.where(last > 0, logs + np.log(np.maximum(last, np.finfo(np.float64).tiny)), _FAR)
    weights = dict(zip(said, found.tolist(), strict=True))
    return [weights.get(at, _FAR) for at in range(len(texts))]


def likeliest(scores: Scores, alphabet: str, *, most: int = 3) -> tuple[str, ...]:
    """The likeliest texts, best first: a search over beginnings that keeps the eight best of each step."""
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}
    for row in scores:
        if row[0] >= _BLANK:
            beams = {columns: (blank + letter, 0.0) for columns, (blank, letter) in beams.items()}
            continue
        made = _Beams()
        for columns, chances in beams.items():
            _say(made, columns, chances, row)
        beams = made.best()
    ranked = sorted(beams.items(), key=lambda one: -sum(one[1]))
    return tuple("".join(alphabet[column - 1] for column in columns) for columns, _ in ranked[:most])


class _Beams(dict[tuple[int, ...], tuple[float, float]]):
    """Beginnings with the probability that they end in the blank and that they end in their last letter."""

    def add(self, columns: tuple[int, ...], blank: float, letter: float) -> None:
        old = self.get(columns, (0.0, 0.0))
        self[columns] = (old[0] + blank, old[1] + letter)

    def best(self) -> dict[tuple[int, ...], tuple[float, float]]:
        """The eight likeliest, scaled so that they add up to one."""
        kept = sorted(self.items(), key=lambda one: -sum(one[1]))[:_WIDTH]
        total = sum(sum(chances) for _, chances in kept) or 1.0
        return {columns: (blank / total, letter / total) for columns, (blank, letter) in kept}


def _say(made: _Beams, columns: tuple[int, ...], chances: tuple[float, float], row: Scores) -> None:
    """Carry one beginning over a step: it stays as it is, or says one more letter."""
    blank, letter = chances
    last = columns[-1] if columns else 0
    made.add(columns, (blank + letter) * float(row[0]), letter * float(row[last]) if last else 0.0)
    for column in np.flatnonzero(row[1:] > _TRIED) + 1:
        before = blank if column == last else blank + letter
        if before > 0:
            made.add((*columns, int(column)), 0.0, before * float(row[column]))


def certainty(scores: Scores, alphabet: str, said: Decoded) -> float:
    """How little speaks against a text (0..1): over all letters the least sure, and over all steps the least settled.

    A step is settled by the blank, by spaces, and by the letters before and after it; what else it says may be a
    letter that was left out or another one. Capitals do not matter.
    """
    if not said.letters:
        return 0.0
    steps = len(scores)
    twins = _twins(alphabet)
    at = np.array([min(steps - 1, int(letter.at * steps)) for letter in said.letters])
    columns = np.array([0, *(alphabet.index(letter.text) + 1 for letter in said.letters), 0])
    which = np.searchsorted(at, np.arange(steps), side="right")
    allowed = np.zeros(scores.shape, bool)
    allowed[:, [0, alphabet.find(" ") + 1]] = True
    every = np.arange(steps)
    for near in (columns[which], columns[which + 1]):
        allowed[every, near] = True
        allowed[every, twins[near]] = True
    settled = np.where(allowed, scores, np.float32(0)).sum(axis=1).min()
    letters = [_peak(scores, one, at, steps, (columns[one + 1], twins[columns[one + 1]])) for one in range(len(at))]
    sure = [peak for peak, letter in zip(letters, said.letters, strict=True) if letter.text != " "]
    return float(np.clip(min([*sure, float(settled)]), 0.0, 1.0))


def _peak(scores: Scores, one: int, at: NDArray[np.int64], steps: int, columns: tuple[int, int]) -> float:
    """How sure a letter is where it is surest: from its first step to the next letter's."""
    end = int(at[one + 1]) if one + 1 < len(at) else steps
    return float(scores[int(at[one]) : max(int(at[one]) + 1, end), list(set(columns))].sum(axis=1).max())


@cache
def _twins(alphabet: str) -> NDArray[np.int64]:
    """For each column that of the same letter as a capital or a small one; the column itself when there is none."""
    other = [alphabet.find(letter.swapcase()) + 1 or at for at, letter in enumerate(alphabet, start=1)]
    return np.array([0, *other])
