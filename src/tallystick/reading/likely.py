"""How likely a text is, given the scores of a line, and which texts are likeliest. Knows no field.

The sum over all ways to say a text (Graves et al. 2006, connectionist temporal classification, section 4.1), and a
search over its beginnings. Two engines' logarithms may be added: they look at the same print.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .ctc import Decoded
from .recogniser import Scores

_TINY = 1e-7
_WIDTH, _TRIED, _BLANK = 8, 0.01, 0.99
_FAR = -1e9


def likelihood(scores: Scores, alphabet: str, text: str) -> float:
    """The logarithm of the probability that the line says ``text``; letters outside the alphabet make it tiny."""
    columns = [alphabet.find(letter) + 1 for letter in text]
    if not columns or 0 in columns or len(columns) > len(scores):
        return _FAR
    path = np.zeros(2 * len(columns) + 1, np.int64)
    path[1::2] = columns
    logs = np.log(np.maximum(scores[:, path], _TINY)).astype(np.float64)
    skips = np.full(len(path), _FAR)
    skips[2:][(path[2:] != 0) & (path[2:] != path[:-2])] = 0.0
    sums = np.full(len(path), _FAR)
    sums[:2] = logs[0, :2]
    for row in logs[1:]:
        sums = row + _one_more(sums, skips)
    return float(np.logaddexp(sums[-1], sums[-2]))


def _one_more(sums: NDArray[np.float64], skips: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithm of all that may come before each state: itself, the state before it, and the letter before that."""
    stepped = np.logaddexp(sums[1:], sums[:-1])
    jumped = np.logaddexp(stepped[1:], sums[:-2] + skips[2:])
    return np.concatenate((sums[:1], stepped[:1], jumped))


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
