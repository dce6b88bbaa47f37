"""One field from the scores of its print: Read, Doubtful or Unread. Must not know where on the page it stood.

Sure means: the shape holds, plain reading and shaped reading agree, and the least sure letter is sure enough
(facts/intake.md §4: at .97 nine of ten typed fields pass, three in a thousand of them wrong).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tallystick.model.reading import Box, Doubtful, FieldReading, Read, Unread
from tallystick.model.words import UnreadReason

from .ctc import Decoded, greedy, shaped
from .likeness import alike, plain
from .recogniser import Scores
from .shapes import FORMATS

SURE = 0.97
_ALIKE = 0.62
_TIE = 0.08
_NAME_SIGNS = " ,.'-"
_SPECKS, _CLEAR = ".:;'`^*_~|", 0.9


@dataclass(frozen=True, slots=True)
class Line:
    """The scores of one line of a value."""

    scores: Scores
    alphabet: str


def field_value(name: str, lines: Sequence[Line], words: Sequence[str], box: Box) -> FieldReading:
    """The value of field ``name`` as its lines of print give it; ``words`` is its closed vocabulary, if it has one."""
    if name in FORMATS:
        return _shaped(name, lines[0], box)
    if name in ("to", "from"):
        return _address(lines, words, box)
    if words:
        return _word(lines[0], words, box)
    return _name(lines[0], box)


def _shaped(name: str, line: Line, box: Box) -> FieldReading:
    form = FORMATS[name]
    plainly = greedy(line.scores, line.alphabet)
    best = shaped(line.scores, line.alphabet, form.shapes)
    if not plainly.text.strip():
        return Unread(UnreadReason.TOO_FAINT, box)
    if best is None or (value := form.written(best.text)) is None:
        return Doubtful(plainly.text, 0.0, box)
    score = _score(best)
    others = _others(value, (form.written(text) for text in _slips(best, line, name)))
    agrees = plain(plainly.text) == plain(best.text)
    if agrees and score >= SURE:
        return Read(value, score, box)
    return Doubtful(value, score if agrees else min(score, 0.9), box, others)


def _slips(best: Decoded, line: Line, name: str) -> list[str]:
    """The text with its least sure letter put right the other way, likeliest first."""
    steps = len(line.scores)
    weakest = min(range(len(best.letters)), key=lambda i: best.letters[i].score)
    letter = best.letters[weakest]
    row = line.scores[min(steps - 1, int(letter.at * steps))]
    kin = "0123456789" if letter.text.isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter.text.isalpha() else "/"
    if name == "sex":
        kin = "MF"
    ranked = sorted((c for c in kin if c != letter.text), key=lambda c: -row[line.alphabet.index(c) + 1])
    texts = [one.text for one in best.letters]
    return ["".join([*texts[:weakest], other, *texts[weakest + 1 :]]) for other in ranked[:2]]


def _name(line: Line, box: Box) -> FieldReading:
    best = _clean(greedy(_only_names(line), line.alphabet))
    text = _tidy(best.text)
    if not text:
        return Unread(UnreadReason.TOO_FAINT, box)
    score = _score(best)
    as_seen = _tidy(_clean(greedy(line.scores, line.alphabet)).text)
    if score >= SURE and text == as_seen and "," in text:
        return Read(text, score, box)
    return Doubtful(text, score, box, _others(text, (as_seen,)))


def _only_names(line: Line) -> Scores:
    allowed = np.array([True, *(letter.isalpha() or letter in _NAME_SIGNS for letter in line.alphabet)])
    return np.where(allowed, line.scores, np.float32(0))


def _word(line: Line, words: Sequence[str], box: Box) -> FieldReading:
    """The word of the vocabulary that the print is most like; a tie is shown, never resolved."""
    best = greedy(line.scores, line.alphabet)
    text = _tidy(best.text)
    if not text:
        return Unread(UnreadReason.TOO_FAINT, box)
    ranked = sorted(((alike(text, word), word) for word in words), reverse=True)[:3]
    likeness, word = ranked[0]
    if likeness < _ALIKE:
        return Doubtful(text, _score(best), box)
    rivals = tuple(other for near, other in ranked[1:] if near >= likeness - _TIE)
    if plain(text) == plain(word) and _score(best) >= SURE and not rivals:
        return Read(word, _score(best), box)
    return Doubtful(word, min(_score(best), likeness), box, _others(word, (*rivals, text)))


def _address(lines: Sequence[Line], known: Sequence[str], box: Box) -> FieldReading:
    """All lines joined by commas; the first may be set right by a known institution or office."""
    read = [_clean(greedy(line.scores, line.alphabet)) for line in lines]
    texts = [_tidy(one.text) for one in read]
    if not any(texts):
        return Unread(UnreadReason.TOO_FAINT, box)
    seen = texts[0]
    ranked = sorted(((alike(seen, name), name) for name in known), reverse=True)[:2]
    if ranked and ranked[0][0] >= 0.85 and (len(ranked) == 1 or ranked[1][0] < ranked[0][0] - _TIE):
        texts[0] = ranked[0][1]
    value = ", ".join(text.rstrip(",") for text in texts if text)
    score = min(_score(one) for one, text in zip(read, texts, strict=True) if text)
    if score >= SURE:
        return Read(value, score, box)
    return Doubtful(value, score, box, _others(value, (", ".join([seen, *texts[1:]]),)))


def _score(decoded: Decoded) -> float:
    """How sure the least sure letter is; spaces tell nothing."""
    return round(min((letter.score for letter in decoded.letters if letter.text != " "), default=0.0), 4)


def _clean(decoded: Decoded) -> Decoded:
    """Without the signs that are more likely specks than print."""
    kept = tuple(one for one in decoded.letters if one.text not in _SPECKS or one.score >= _CLEAR)
    return Decoded(kept, decoded.weight)


def _tidy(text: str) -> str:
    """One space where there are spaces, one after a comma, none before."""
    text = " ".join(text.replace(",", ", ").split())
    return text.replace(" ,", ",").strip(" -_.:;|")


def _others(value: str, candidates: Iterable[str | None]) -> tuple[str, ...]:
    found = [text for text in candidates if text and text != value]
    return tuple(dict.fromkeys(found))
