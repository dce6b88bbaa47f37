"""From scores to text: the best text as it stands, and the best text that has the shape a field must have.

Connectionist temporal classification: each step says one letter or the blank; a letter said in several steps running
is one letter. The shaped decoding is a Viterbi search over the places of a shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from .recogniser import Scores

_TINY = 1e-7


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, how sure (0..1), and where it stands as a share of the crop's width."""

    text: str
    score: float
    at: float


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a shape: the letters that may stand there, whether it may be empty."""

    letters: str
    optional: bool = False


Shape = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the sum of the logarithms of its steps: higher is likelier."""

    letters: tuple[Letter, ...]
    weight: float
    text: str = field(init=False, compare=False)
    """The letters in a row."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join(letter.text for letter in self.letters))

    @property
    def score(self) -> float:
        """How sure the least sure letter is (0..1); 0 without letters."""
        return min((letter.score for letter in self.letters), default=0.0)


def greedy(scores: Scores, alphabet: str) -> Decoded:
    """The likeliest letter of each step."""
    best = scores.argmax(axis=1)
    peaks = scores.max(axis=1)
    letters: list[Letter] = []
    before = 0
    for step, column in enumerate(best.tolist()):
        if column and column != before:
            letters.append(Letter(alphabet[column - 1], float(peaks[step]), (step + 0.5) / len(best)))
        elif column and peaks[step] > letters[-1].score:
            letters[-1] = Letter(letters[-1].text, float(peaks[step]), letters[-1].at)
        before = column
    weight = float(np.log(np.maximum(peaks, _TINY)).sum())
    return Decoded(tuple(letters), weight)


def shaped(scores: Scores, alphabet: str, shapes: Sequence[Shape]) -> Decoded | None:
    """The likeliest text that has one of ``shapes``; None when no shape fits into the steps."""
    found = [one for shape in shapes if (one := _viterbi(scores, alphabet, shape))]
    return max(found, key=lambda one: one.weight, default=None)


def _viterbi(scores: Scores, alphabet: str, shape: Shape) -> Decoded | None:
    """States are (place, letter) and, between the places, blanks; a place that is optional may be jumped over."""
    states = _states(shape, alphabet)
    if not len(states.columns):
        return None
    said = np.log(np.maximum(scores[:, states.columns], _TINY), dtype=np.float64)
    every = np.arange(len(states.columns))
    weights = np.full(len(every), -np.inf)
    weights[states.first] = said[0, states.first]
    steps = len(said)
    came = np.zeros((steps, len(every)), np.int32)
    for step in range(1, steps):
        options = weights[states.before] + states.allowed
        which = options.argmax(axis=1)
        came[step] = states.before[every, which]
        weights = options[every, which] + said[step]
    last = states.last[int(weights[states.last].argmax())]
    if not np.isfinite(weights[last]):
        return None
    path = [int(last)]
    for step in range(steps - 1, 0, -1):
        path.append(int(came[step, path[-1]]))
    return Decoded(_spoken(path[::-1], states, scores, alphabet), float(weights[last]))


@cache
def _states(shape: Shape, alphabet: str) -> _States:
    return _States(shape, alphabet)


def _spoken(path: list[int], states: _States, scores: Scores, alphabet: str) -> tuple[Letter, ...]:
    letters: list[Letter] = []
    before = -1
    for step, state in enumerate(path):
        column = int(states.columns[state])
        if column:
            score = float(scores[step, column])
            if state == before:
                letters[-1] = Letter(letters[-1].text, max(letters[-1].score, score), letters[-1].at)
            else:
                letters.append(Letter(alphabet[column - 1], score, (step + 0.5) / len(path)))
        before = state
    return tuple(letters)


class _States:
    """The states of a shape: for each place one a letter, and a blank before each place and after the last."""

    def __init__(self, shape: Shape, alphabet: str) -> None:
        columns: list[int] = []
        places: list[int] = []
        self.blanks: list[int] = []
        for number, place in enumerate(shape):
            self.blanks.append(len(columns))
            columns.append(0)
            places.append(number)
            known = [alphabet.index(letter) + 1 for letter in place.letters if letter in alphabet]
            columns.extend(known)
            places.extend([number] * len(known))
        self.blanks.append(len(columns))
        columns.append(0)
        places.append(len(shape))
        self.columns = np.array(columns)
        self._places = np.array(places)
        self._shape = shape
        reachable = self._open_from(0)
        self.first = np.array([s for s in range(len(columns)) if self._places[s] in reachable and self._starts(s)])
        self.last = np.array([s for s in range(len(columns)) if self._ends(s)])
        self._link()

    def _open_from(self, place: int) -> set[int]:
        """The places that can be next when those before ``place`` are done (len(shape) = all done)."""
        found = {place}
        while place < len(self._shape) and self._shape[place].optional:
            place += 1
            found.add(place)
        return found

    def _starts(self, state: int) -> bool:
        return bool(self.columns[state]) or self._places[state] == 0

    def _ends(self, state: int) -> bool:
        place = int(self._places[state])
        done = place + 1 if self.columns[state] else place
        return len(self._shape) in self._open_from(done)

    def _link(self) -> None:
        """For each state the states that may come before it, padded to one width."""
        before = [self._before(state) for state in range(len(self.columns))]
        width = max(len(one) for one in before)
        self.before = np.zeros((len(before), width), np.int32)
        self.allowed = np.full((len(before), width), -np.inf)
        for state, sources in enumerate(before):
            self.before[state, : len(sources)] = sources
            self.allowed[state, : len(sources)] = 0.0

    def _before(self, state: int) -> list[int]:
        """A blank follows itself or a letter of the place before; a letter follows itself, blanks, other letters."""
        place, column = int(self._places[state]), int(self.columns[state])
        sources = [state]
        for other in range(len(self.columns)):
            if other == state:
                continue
            done = int(self._places[other]) + (1 if self.columns[other] else 0)
            if not column:
                if self.columns[other] and done == place:
                    sources.append(other)
            elif place in self._open_from(done) and self.columns[other] != column:
                sources.append(other)
        return sources
