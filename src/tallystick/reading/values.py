"""One field from the scores of its print: Read, Doubtful or Unread. Must not know where on the page it stood.

Our own recogniser's text counts as read when it has the field's shape, its confidence is high enough, and a list would
tell a slip. Otherwise a second recogniser is asked, and what both together find likeliest counts (``together``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tallystick.model.reading import Box, Doubtful, FieldReading, Read, Unread
from tallystick.model.words import UnreadReason

from .confidence import Look, confidence, sure
from .ctc import Decoded, greedy, shaped
from .known import Words
from .likely import certainty
from .likeness import alike, folded, plain
from .shapes import FORMATS, event_shapes
from .texts import CLEAR, Line, Lines, Second, clean, joined, known_one, only_names, others_than, seen, spelt, tidy
from .together import ADDRESSES, ALIKE, LIKE_AN_F, Together, together

HAND = 0.9
"""From here on a line looks like a hand's: a person is always asked."""
_TIE, _CLOSE = 0.08, 2.0
"""Rivals of a known word: nearly as alike, or nearly as likely (logarithm)."""
_COST = 9.0
"""By how much the logarithm of a known word may lie below that of the likeliest text."""
_TWICE = frozenset({"subject_id", "file_no", "event_no", "notify_phone", "prepared", "date_of_birth", "name"})
"""No list tells a slip in them (a JFAN for a JEAN, a 6 for a 5): they are always looked at twice."""
_SEEN = 0.985
"""Lines of an address that are less certain are looked at twice."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """What one recogniser makes of a field: the value, how little speaks against it, whether it can be sure at all."""

    value: str
    certainty: float
    may_be_sure: bool
    others: tuple[str, ...] = ()
    unsure: tuple[int, ...] = (0,)
    """Which of the lines leave a doubt."""


def field_value(name: str, lines: Lines, words: Words, box: Box, second: Second | None = None) -> FieldReading:
    """The value of field ``name`` as its lines of print give it; ``words`` help and are never forced.

    ``second`` gives the same lines as another recogniser sees them; it is asked only for lines that leave a doubt.
    """
    own = _found(name, lines, words)
    hand = max(line.pen for line in lines) >= HAND
    if own and own.may_be_sure and not hand and (second is None or name not in _TWICE):
        alone = confidence(name, Look.ALONE, own.certainty)
        if alone >= sure():
            return Read(own.value, alone, box)
    if second is None or (own and not own.unsure and not own.may_be_sure):
        return _doubtful(own, name, box) if own else Unread(UnreadReason.TOO_FAINT, box)
    every, best = of_two(name, own, lines, second, words)
    if best is None:
        if not every:
            return Unread(UnreadReason.TOO_FAINT, box)
        return Doubtful(every[0].value, confidence(name, Look.TOGETHER, 0.0), box, every[0].others)
    score = confidence(name, Look.TOGETHER, best.lead)
    if best.may_be_sure and not hand and len(every) > 1 and score >= sure():
        return Read(best.value, score, box)
    said = [one.value for one in every]
    return Doubtful(best.value, score, box, others_than(best.value, (*said, *best.others, *every[0].others)))


def of_two(
    name: str, own: _Found | None, lines: Lines, second: Second, words: Words
) -> tuple[list[_Found], Together | None]:
    """What each recogniser that sees something makes of a field, and both together.

    The second one looks at the lines that leave a doubt, at all of them where none does.
    """
    unsure = own.unsure if own and own.unsure else tuple(range(len(lines)))
    twice = dict(zip(unsure, second(unsure), strict=True))
    other = [twice.get(index, line) for index, line in enumerate(lines)]
    every = [one for one in (own, _found(name, other, words)) if one]
    if not every:
        return [], None
    agreed = [one.value for one in every if one.may_be_sure]
    return every, together(name, (lines, other), words, [one.value for one in every], agreed)


def _doubtful(found: _Found, name: str, box: Box) -> Doubtful:
    return Doubtful(
        found.value, confidence(name, Look.ALONE, found.certainty), box, others_than(found.value, found.others)
    )


def _found(name: str, lines: Lines, words: Words) -> _Found | None:
    known = words.of(name)
    if name == "event_no" and known:
        return _event(lines[0], known)
    if name in FORMATS:
        return _shaped(name, lines[0])
    if name in ADDRESSES:
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
    rivals = others_than(value, (form.written(text) for text in _slips(best, line, name)))
    agrees = folded(plainly.text) == folded(best.text) or (value == "F" and plainly.text.strip() in LIKE_AN_F)
    score = certainty(line.scores, line.alphabet, best)
    return _Found(value, score if agrees else min(score, 0.9), agrees, rivals)


def _event(line: Line, prefixes: Sequence[str]) -> _Found | None:
    """An event number whose unsure first letters may be those of a known office; a tie is shown, never resolved."""
    found = _shaped("event_no", line)
    if found is None or (found.may_be_sure and confidence("event_no", Look.ALONE, found.certainty) >= sure()):
        return found
    plainly = shaped(line.scores, line.alphabet, FORMATS["event_no"].shapes)
    likely = [
        one
        for shape in event_shapes(prefixes)
        if (one := shaped(line.scores, line.alphabet, [shape])) and plainly and one.weight >= plainly.weight - _COST
    ]
    if not likely:
        return found
    best, *rest = sorted(likely, key=lambda one: -one.weight)
    rivals = [one.text for one in rest if one.weight >= best.weight - _CLOSE]
    digits = min(letter.score for letter in best.letters[3:])
    shown = others_than(best.text, (*rivals, plainly.text if plainly else None))
    return _Found(best.text, digits if not rivals else min(digits, 0.9), not rivals, shown)


def as_printed(name: str, lines: Lines, value: str) -> str:
    """The value as the paper spells it: a date with its strokes, a file number with its gaps."""
    form = FORMATS.get(name)
    if form is None or not value:
        return value
    best = shaped(lines[0].scores, lines[0].alphabet, form.shapes)
    plainly = tidy(greedy(lines[0].scores, lines[0].alphabet).text)
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
    names = replace(line, scores=only_names(line))
    best = clean(greedy(names.scores, line.alphabet))
    text = tidy(best.text)
    if not text:
        return None
    as_seen = tidy(seen(line).text)
    whole = text == as_seen and text[0].isalpha() and text.partition(",")[2].strip() != ""
    return _Found(text, certainty(line.scores, line.alphabet, best), whole, others_than(text, (as_seen,)))


def _free(line: Line) -> _Found | None:
    """Print of no shape: nothing tells whether it is all of it, so that a person sees it."""
    best = seen(line)
    text = tidy(best.text)
    return _Found(text, certainty(line.scores, line.alphabet, best), may_be_sure=False) if text else None


def _word(lines: Lines, words: Sequence[str]) -> _Found | None:
    """The word of the vocabulary that the print is most like, in one line or all; a tie is shown, never resolved."""
    every = [greedy(line.scores, line.alphabet) for line in lines]
    whole = Decoded(tuple(letter for one in every for letter in one.letters), sum(one.weight for one in every))
    best = max((whole, every[0]), key=lambda one: max(alike(one.text, word) for word in words))
    text = tidy(best.text)
    if not text:
        return None
    looked = [(line, one) for line, one in zip(lines, every, strict=True) if one.letters]
    score = min(certainty(line.scores, line.alphabet, one) for line, one in looked)
    ranked = sorted(((alike(text, word), word) for word in words), reverse=True)[:_MOST]
    likeness, word = ranked[0]
    every_line = tuple(range(len(lines)))
    if likeness < ALIKE:
        return _Found(text, score, may_be_sure=False, unsure=every_line)
    rivals = tuple(other for near, other in ranked[1:] if near >= likeness - _TIE)
    if plain(text) == plain(word) and not rivals:
        return _Found(word, score, may_be_sure=True, unsure=every_line)
    return _Found(word, min(score, likeness), False, others_than(word, (*rivals, text)), every_line)


def _address(lines: Lines, known: Sequence[str], common: Sequence[str]) -> _Found | None:
    """All lines joined by commas; the first may be set right by a known institution or office.

    A word one slip away from a common one leaves a doubt, however clear it was, unless a known name bears it.
    """
    read = [seen(line) for line in lines]
    plainly = [tidy(one.text) for one in read]
    if not any(plainly):
        return None
    right = [spelt(text, common) for text in plainly]
    names = {plain(one) for one in known}
    slip = any(text != one and plain(text) not in names for text, one in zip(plainly, right, strict=True))
    scores = [certainty(line.scores, line.alphabet, one) for line, one in zip(lines, read, strict=True)]
    texts = [text if score >= CLEAR else one for text, one, score in zip(plainly, right, scores, strict=True)]
    if scores[0] < CLEAR:
        texts[0] = known_one(texts[0], known)
    value, as_seen = joined(texts), joined(plainly)
    unsure = tuple(index for index, score in enumerate(scores) if score < _SEEN)
    agrees = plain(value) == plain(as_seen) and not any(line.loose for line in lines) and not slip
    least = min(score for score, text in zip(scores, texts, strict=True) if text)
    return _Found(value, least, agrees, others_than(value, (as_seen,)), unsure)
