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
from .known import Words
from .likeness import alike, plain, slips
from .recogniser import Scores
from .shapes import FORMATS, event_shapes

SURE = 0.97
SHAPE_SURE = 0.95
"""A shape leaves fewer letters to choose from: less certainty is enough (see benchmarks/RESULTS.md, Reading)."""
_ALIKE = 0.62
_TIE = 0.08
_SPELT = 4
_PREFIX_COST, _PREFIX_TIE = 9.0, 2.0
"""By how much the logarithm of a known office's number may lie below the likeliest, and below the best known one."""
_NAME_SIGNS = " ,.'-"
_SPECKS, _CLEAR = ".:;'`^*_~|", 0.9


@dataclass(frozen=True, slots=True)
class Line:
    """The scores of one line of a value."""

    scores: Scores
    alphabet: str


def field_value(name: str, lines: Sequence[Line], words: Words, box: Box) -> FieldReading:
    """The value of field ``name`` as its lines of print give it; ``words`` help and are never forced."""
    known = words.of(name)
    if name == "event_no" and known:
        return _event(lines[0], known, box)
    if name in FORMATS:
        return _shaped(name, lines[0], box)
    if name in ("to", "from"):
        return _address(lines, known, words.common, box)
    if known:
        return _word(lines, known, box)
    return _free(lines[0], box) if name == "officer" else _name(lines[0], box)


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
    if agrees and score >= SHAPE_SURE:
        return Read(value, score, box)
    return Doubtful(value, score if agrees else min(score, 0.9), box, others)


def _event(line: Line, prefixes: Sequence[str], box: Box) -> FieldReading:
    """An event number whose unsure first letters may be those of a known office; a tie is shown, never resolved."""
    value = _shaped("event_no", line, box)
    if isinstance(value, Read) or value == Unread(UnreadReason.TOO_FAINT, box):
        return value
    seen = shaped(line.scores, line.alphabet, FORMATS["event_no"].shapes)
    likely = [
        one
        for shape in event_shapes(prefixes)
        if (one := shaped(line.scores, line.alphabet, [shape])) and seen and one.weight >= seen.weight - _PREFIX_COST
    ]
    if not likely:
        return value
    best, *rest = sorted(likely, key=lambda one: -one.weight)
    rivals = [one.text for one in rest if one.weight >= best.weight - _PREFIX_TIE]
    digits = min(letter.score for letter in best.letters[3:])
    if not rivals and digits >= SURE:
        return Read(best.text, digits, box)
    return Doubtful(best.text, min(digits, 0.9), box, _others(best.text, (*rivals, seen.text if seen else None)))


def as_printed(name: str, lines: Sequence[Line], value: str) -> str:
    """The value as the paper spells it: a date with its strokes, a file number with its gaps."""
    form = FORMATS.get(name)
    if form is None or not value:
        return value
    best = shaped(lines[0].scores, lines[0].alphabet, form.shapes)
    plainly = _tidy(greedy(lines[0].scores, lines[0].alphabet).text)
    if form.written(plainly) == value:
        return plainly
    return best.text if best and form.written(best.text) == value else value


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
    if score >= SURE and text == as_seen and "," in text and text[0].isalpha():
        return Read(text, score, box)
    return Doubtful(text, score, box, _others(text, (as_seen,)))


def _free(line: Line, box: Box) -> FieldReading:
    best = _clean(greedy(line.scores, line.alphabet))
    text = _tidy(best.text)
    if not text:
        return Unread(UnreadReason.TOO_FAINT, box)
    return Read(text, _score(best), box) if _score(best) >= SURE else Doubtful(text, _score(best), box)


def _only_names(line: Line) -> Scores:
    allowed = np.array([True, *(letter.isalpha() or letter in _NAME_SIGNS for letter in line.alphabet)])
    return np.where(allowed, line.scores, np.float32(0))


def _word(lines: Sequence[Line], words: Sequence[str], box: Box) -> FieldReading:
    """The word of the vocabulary that the print is most like, in one line or all; a tie is shown, never resolved."""
    every = [greedy(line.scores, line.alphabet) for line in lines]
    whole = Decoded(tuple(letter for one in every for letter in one.letters), sum(one.weight for one in every))
    best = max((whole, every[0]), key=lambda one: max(alike(one.text, word) for word in words))
    text = _tidy(best.text)
    if not text:
        return Unread(UnreadReason.TOO_FAINT, box)
    ranked = sorted(((alike(text, word), word) for word in words), reverse=True)[:3]
    likeness, word = ranked[0]
    if likeness < _ALIKE:
        return Doubtful(text, _score(best), box)
    rivals = tuple(other for near, other in ranked[1:] if near >= likeness - _TIE)
    if plain(text) == plain(word) and _score(best) >= SHAPE_SURE and not rivals:
        return Read(word, _score(best), box)
    return Doubtful(word, min(_score(best), likeness), box, _others(word, (*rivals, text)))


def _address(lines: Sequence[Line], known: Sequence[str], common: Sequence[str], box: Box) -> FieldReading:
    """All lines joined by commas; the first may be set right by a known institution or office."""
    read = [_clean(greedy(line.scores, line.alphabet)) for line in lines]
    texts = [_tidy(one.text) for one in read]
    if not any(texts):
        return Unread(UnreadReason.TOO_FAINT, box)
    as_seen = ", ".join(text.rstrip(",") for text in texts if text)
    texts = [_spelt(text, common) for text in texts]
    ranked = sorted(((alike(texts[0], name), name) for name in known), reverse=True)[:2]
    if ranked and ranked[0][0] >= 0.85 and (len(ranked) == 1 or ranked[1][0] < ranked[0][0] - _TIE):
        texts[0] = ranked[0][1]
    value = ", ".join(text.rstrip(",") for text in texts if text)
    score = min(_score(one) for one, text in zip(read, texts, strict=True) if text)
    if score >= SURE and plain(value) == plain(as_seen):
        return Read(value, score, box)
    return Doubtful(value, min(score, 0.9), box, _others(value, (as_seen,)))


def _spelt(text: str, common: Sequence[str]) -> str:
    """The text with words that are one slip away from a common word set right, in the case that they were read in."""
    return " ".join(_right_word(word, common) for word in text.split(" "))


def _right_word(word: str, common: Sequence[str]) -> str:
    bare = word.strip(".,")
    if len(bare) < _SPELT or any(plain(bare) == plain(one) for one in common):
        return word
    near = [one for one in common if abs(len(one) - len(bare)) <= 1 and slips(bare, one) == 1]
    if len(near) != 1:
        return word
    right = near[0].upper() if bare.isupper() else near[0]
    return word.replace(bare, right)


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
