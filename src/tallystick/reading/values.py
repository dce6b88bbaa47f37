"""One field from the scores of its print: Read, Doubtful or Unread. Must not know where on the page it stood.

Our own recogniser's text counts as read when it has the field's shape and its confidence is high enough. Otherwise a
second recogniser is asked: where both say the same it may be read after all, where they differ the text that both
together find likeliest stands first and a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tallystick.model.reading import Box, Doubtful, FieldReading, Read, Unread
from tallystick.model.words import UnreadReason

from .confidence import Opinions, confidence, sure
from .ctc import Decoded, greedy, shaped
from .known import Words
from .likely import certainty, likeliest, likelihood
from .likeness import alike, plain, slips
from .recogniser import Scores
from .shapes import FORMATS, event_shapes

HAND = 0.9
"""From here on a line looks like a hand's: a person is always asked."""
_ALIKE, _KNOWN_ALIKE = 0.62, 0.7
_TIE, _CLOSE = 0.08, 2.0
"""Rivals of a known word: nearly as alike, or nearly as likely (logarithm)."""
_COST = 9.0
"""By how much the logarithm of a known word may lie below that of the likeliest text."""
_SPELT = 4
_NAME_SIGNS = " ,.'-"
_SPECKS, _CLEAR = ".:;'`^*_~|", 0.9
_TWICE = frozenset({"subject_id", "file_no", "event_no", "notify_phone", "prepared", "date_of_birth", "name"})
"""No list tells a slip in them (a JFAN for a JEAN, a 6 for a 5): two recognisers have to agree."""
_SEEN = 0.985
"""Lines of an address that are less certain are looked at twice."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class Line:
    """The scores of one line of a value; ``pen`` says how much it looks like a hand's (0..1).

    ``loose``: the page does not show that the value begins and ends with its lines.
    """

    scores: Scores
    alphabet: str
    pen: float = 0.0
    loose: bool = False


Lines = Sequence[Line]
Second = Callable[[Sequence[int]], Lines]
"""Gives the lines of these indices as the second recogniser sees them."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one recogniser makes of a field: the value, how little speaks against it, whether it can be sure at all."""

    value: str
    certainty: float
    may_be_sure: bool
    others: tuple[str, ...] = ()
    unsure: tuple[int, ...] = (0,)
    """Which of the lines leave a doubt."""
    closed: bool = False
    """An address whose first line is a known one, as it was read: as sure as a word of a closed vocabulary."""


def field_value(name: str, lines: Lines, words: Words, box: Box, second: Second | None = None) -> FieldReading:
    """The value of field ``name`` as its lines of print give it; ``words`` help and are never forced.

    ``second`` gives the same lines as another recogniser sees them; it is asked only for lines that leave a doubt.
    """
    own = _found(name, lines, words)
    hand = max(line.pen for line in lines) >= HAND
    if own and own.may_be_sure and not hand and (second is None or name not in _TWICE):
        alone = confidence(_kind(name, own), Opinions.ALONE, own.certainty)
        if alone >= sure():
            return Read(own.value, alone, box)
    if second is None or (own and not own.unsure):
        return _doubtful(own, name, Opinions.ALONE, box) if own else Unread(UnreadReason.TOO_FAINT, box)
    unsure = own.unsure if own else range(len(lines))
    seen = dict(zip(unsure, second(tuple(unsure)), strict=True))
    other = [seen.get(index, line) for index, line in enumerate(lines)]
    return _of_two(name, own, (lines, other), words, box, hand=hand)


def _of_two(
    name: str, own: _Found | None, looks: tuple[Lines, Lines], words: Words, box: Box, *, hand: bool
) -> FieldReading:
    other = _found(name, looks[1], words)
    if own is None or other is None:
        only = own or other
        return _doubtful(only, name, Opinions.APART, box) if only else Unread(UnreadReason.TOO_FAINT, box)
    if plain(own.value) == plain(other.value):
        both = confidence(_kind(name, own), Opinions.BOTH, max(own.certainty, other.certainty))
        if own.may_be_sure and not hand and both >= sure():
            return Read(own.value, both, box)
        rivals = () if len(looks[0]) > 1 else _ranked(name, looks, words, [own.value, *own.others, *other.others])
        return Doubtful(own.value, both, box, _others(own.value, (*own.others, *rivals)))
    best = _ranked(name, looks, words, [own.value, other.value])
    value = best[0] if best else own.value
    apart = confidence(name, Opinions.APART, own.certainty)
    return Doubtful(value, apart, box, _others(value, (own.value, other.value, *best)))


def _kind(name: str, found: _Found) -> str:
    return "citizenship" if found.closed else name


def _doubtful(found: _Found, name: str, opinions: Opinions, box: Box) -> Doubtful:
    return Doubtful(found.value, confidence(name, opinions, found.certainty), box, _others(found.value, found.others))


def _found(name: str, lines: Lines, words: Words) -> _Found | None:
    known = words.of(name)
    if name == "event_no" and known:
        return _event(lines[0], known)
    if name in FORMATS:
        return _shaped(name, lines[0])
    if name in ("to", "from"):
        return _address(lines, known, words.common)
    if known:
        return _word(lines, known)
    return _free(lines[0]) if name == "officer" else _name(lines[0])


def _shaped(name: str, line: Line) -> _Found | None:
    form = FORMATS[name]
    plainly = greedy(line.scores, line.alphabet)
    best = shaped(line.scores, line.alphabet, form.shapes)
    if not plainly.text.strip():
        return None
    if best is None or (value := form.written(best.text)) is None:
        return _Found(plainly.text, 0.0, may_be_sure=False)
    others = _others(value, (form.written(text) for text in _slips(best, line, name)))
    agrees = plain(plainly.text) == plain(best.text)
    score = certainty(line.scores, line.alphabet, best)
    return _Found(value, score if agrees else min(score, 0.9), agrees, others)


def _event(line: Line, prefixes: Sequence[str]) -> _Found | None:
    """An event number whose unsure first letters may be those of a known office; a tie is shown, never resolved."""
    found = _shaped("event_no", line)
    if found is None or (found.may_be_sure and confidence("event_no", Opinions.ALONE, found.certainty) >= sure()):
        return found
    seen = shaped(line.scores, line.alphabet, FORMATS["event_no"].shapes)
    likely = [
        one
        for shape in event_shapes(prefixes)
        if (one := shaped(line.scores, line.alphabet, [shape])) and seen and one.weight >= seen.weight - _COST
    ]
    if not likely:
        return found
    best, *rest = sorted(likely, key=lambda one: -one.weight)
    rivals = [one.text for one in rest if one.weight >= best.weight - _CLOSE]
    digits = min(letter.score for letter in best.letters[3:])
    others = _others(best.text, (*rivals, seen.text if seen else None))
    return _Found(best.text, digits if not rivals else min(digits, 0.9), not rivals, others)


def as_printed(name: str, lines: Lines, value: str) -> str:
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


def _name(line: Line) -> _Found | None:
    names = replace(line, scores=_only_names(line))
    best = _clean(greedy(names.scores, line.alphabet))
    text = _tidy(best.text)
    if not text:
        return None
    as_seen = _tidy(_clean(greedy(line.scores, line.alphabet)).text)
    whole = text == as_seen and text[0].isalpha() and text.partition(",")[2].strip() != ""
    return _Found(text, certainty(line.scores, line.alphabet, best), whole, _others(text, (as_seen,)))


def _free(line: Line) -> _Found | None:
    """Print of no shape: nothing tells whether it is all of it, so that a person sees it."""
    best = _clean(greedy(line.scores, line.alphabet))
    text = _tidy(best.text)
    return _Found(text, certainty(line.scores, line.alphabet, best), may_be_sure=False) if text else None


def _only_names(line: Line) -> Scores:
    allowed = np.array([True, *(letter.isalpha() or letter in _NAME_SIGNS for letter in line.alphabet)])
    return np.where(allowed, line.scores, np.float32(0))


def _word(lines: Lines, words: Sequence[str]) -> _Found | None:
    """The word of the vocabulary that the print is most like, in one line or all; a tie is shown, never resolved."""
    every = [greedy(line.scores, line.alphabet) for line in lines]
    whole = Decoded(tuple(letter for one in every for letter in one.letters), sum(one.weight for one in every))
    best = max((whole, every[0]), key=lambda one: max(alike(one.text, word) for word in words))
    text = _tidy(best.text)
    if not text:
        return None
    looked = [(line, one) for line, one in zip(lines, every, strict=True) if one.letters]
    score = min(certainty(line.scores, line.alphabet, one) for line, one in looked)
    ranked = sorted(((alike(text, word), word) for word in words), reverse=True)[:_MOST]
    likeness, word = ranked[0]
    if likeness < _ALIKE:
        return _Found(text, score, may_be_sure=False)
    rivals = tuple(other for near, other in ranked[1:] if near >= likeness - _TIE)
    if plain(text) == plain(word) and not rivals:
        return _Found(word, score, may_be_sure=True)
    return _Found(word, min(score, likeness), may_be_sure=False, others=_others(word, (*rivals, text)))


def _address(lines: Lines, known: Sequence[str], common: Sequence[str]) -> _Found | None:
    """All lines joined by commas; the first may be set right by a known institution or office.

    A word one slip away from a common one leaves a doubt, however clear it was, unless a known name bears it.
    """
    read = [_clean(greedy(line.scores, line.alphabet)) for line in lines]
    seen = [_tidy(one.text) for one in read]
    if not any(seen):
        return None
    as_seen = _joined(seen)
    spelt = [_spelt(text, common) for text in seen]
    names = {plain(one) for one in known}
    slip = any(text != right and plain(text) not in names for text, right in zip(seen, spelt, strict=True))
    scores = [certainty(line.scores, line.alphabet, one) for line, one in zip(lines, read, strict=True)]
    texts = [text if score >= _CLEAR else right for text, right, score in zip(seen, spelt, scores, strict=True)]
    if scores[0] < _CLEAR:
        texts[0] = _known_one(texts[0], known)
    value = _joined(texts)
    unsure = tuple(index for index, score in enumerate(scores) if score < _SEEN)
    agrees = plain(value) == plain(as_seen) and not any(line.loose for line in lines) and not slip
    least = min(score for score, text in zip(scores, texts, strict=True) if text)
    closed = agrees and plain(texts[0]) in names
    return _Found(value, least, agrees, _others(value, (as_seen,)), unsure, closed)


def _known_one(text: str, known: Sequence[str]) -> str:
    """The known name that the text is most like, when no other is nearly as alike; else the text."""
    ranked = sorted(((alike(text, name), name) for name in known), reverse=True)[:2]
    clear = ranked and ranked[0][0] >= _KNOWN_ALIKE and (len(ranked) == 1 or ranked[1][0] < ranked[0][0] - _TIE)
    return ranked[0][1] if clear else text


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(text.rstrip(",") for text in texts if text)


def _ranked(name: str, looks: tuple[Lines, Lines], words: Words, values: Sequence[str]) -> tuple[str, ...]:
    """Values of a field of one line in the order of how likely both looks together find them, best first."""
    if name in ("to", "from"):
        lines = [_line_of_two(line, other) for line, other in zip(*looks, strict=True)]
        first = [_known_one(lines[0], words.of(name)), *lines[1:]]
        return tuple(dict.fromkeys([_joined(first), _joined(lines), *values]))
    if len(looks[0]) != 1:
        return tuple(dict.fromkeys(values))
    texts = dict.fromkeys([*_texts(name, looks), *words.of(name), *values])
    if words.of(name) and name != "event_no":
        near = {word for word in words.of(name) if max(alike(word, text) for text in values) >= _ALIKE}
        texts = dict.fromkeys(text for text in texts if text in near or text in values)
    weights: dict[str, float] = {}
    for text in texts:
        value = FORMATS[name].written(text) if name in FORMATS else _tidy(text)
        if value:
            weight = sum(likelihood(line.scores, line.alphabet, text) for (line,) in looks)
            weights[value] = max(weight, weights.get(value, weight))
    return tuple(sorted(weights, key=lambda value: -weights[value]))


def _line_of_two(line: Line, other: Line) -> str:
    """The likeliest text of one line for both looks together."""
    if line is other:
        return _tidy(_clean(greedy(line.scores, line.alphabet)).text)
    looks = (line, other)
    texts = [text for one in looks for text in likeliest(one.scores, one.alphabet)]
    best = max(texts, key=lambda text: sum(likelihood(one.scores, one.alphabet, text) for one in looks), default="")
    return _tidy(best)


def _texts(name: str, looks: tuple[Lines, Lines]) -> Iterable[str]:
    """What either look may say, as printed."""
    for (line,) in looks:
        names = line.scores if name in FORMATS or name == "officer" else _only_names(line)
        yield from likeliest(names, line.alphabet)
        if name in FORMATS and (best := shaped(line.scores, line.alphabet, FORMATS[name].shapes)):
            yield best.text


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
    return tuple(dict.fromkeys(found))[: _MOST - 1]
