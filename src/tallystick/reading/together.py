"""What two recognisers together make of a field. Both looked at the same print, so their logarithms add up.

How far the likeliest value leads is the one figure that says how sure it is: where both engines say the same with some
doubt, what matters is what else they might have said. What a list knows gets a head start, which a clear reading beats.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .ctc import shaped
from .known import Words
from .likely import likeliest, likelihoods
from .likeness import alike, plain
from .shapes import FORMATS, event_shapes
from .texts import Line, Lines, is_mixed, joined, known_one, only_names, others_than, seen, spelt, tidy, unmixed

ADDRESSES = ("to", "from")
FAR = 25.0
"""The lead of a value without a rival (natural logarithm); no lead is longer."""
_NEAR = 0.62
"""How alike to what was read a word of a list is at least."""
_LISTED, _COMMON, _MIXED = 6.0, 2.0, -2.0
"""Head starts (natural logarithm): what a list holds, a common word one slip away, a word of letters and digits."""
_ERRS = 8.0
"""An engine finds no text less likely than its likeliest by more than this (natural logarithm): at times it errs."""
_TEXTS = 8
_BESIDE = ("", " M", " F")
"""What may stand behind a citizenship on its line: the sex, whose label was lost."""


@dataclass(frozen=True, slots=True)
class Together:
    """The value that both looks find likeliest, by how much it leads (natural logarithm), and what else it may be."""

    value: str
    lead: float
    may_be_sure: bool
    others: tuple[str, ...] = ()


Ranked = Sequence[tuple[str, float]]
"""Values with their weights (natural logarithm), the likeliest first."""


def together(
    name: str, looks: tuple[Lines, Lines], words: Words, said: Sequence[str], agreed: Collection[str]
) -> Together | None:
    """The likeliest value of a field; None when none has the field's shape.

    ``said`` is what either look says by itself, ``agreed`` what of it has all that a sure value of the field has.
    """
    if name in ADDRESSES:
        return _address(looks, words.of(name), words.common)
    listed = [] if name in FORMATS else words.of(name)
    if len(looks[0]) > 1:
        return Together(said[0], FAR, len(set(said)) == 1 and said[0] in listed, others_than(said[0], said))
    texts, starts = _texts(name, looks, words, said)
    ranked = _ranked([looks[0][0], looks[1][0]], texts, starts)
    if not ranked:
        return None
    value = next((one for one in said if plain(one) == plain(ranked[0][0])), ranked[0][0])
    whole = {plain(one) for one in (listed or agreed)}
    if listed and plain(value) not in whole:
        value = next((one for one in said if one in listed), value)
        return Together(value, 0.0, may_be_sure=False, others=others_than(value, (one for one, _ in ranked)))
    return Together(value, _lead(ranked), plain(value) in whole, others_than(value, (one for one, _ in ranked)))


def _texts(
    name: str, looks: tuple[Lines, Lines], words: Words, said: Sequence[str]
) -> tuple[dict[str, str], dict[str, float]]:
    """What may be printed, with the value that it says; and the head start of what a list holds."""
    lines = (*looks[0], *looks[1])
    if name in FORMATS:
        return _shaped_texts(name, lines, words.of(name))
    if listed := words.of(name):
        near = [word for word in listed if max(alike(word, text) for text in said) >= _NEAR]
        texts = {text: text for line in lines for text in likeliest(line.scores, line.alphabet, most=_TEXTS)}
        texts |= {f"{word}{beside}": word for word in near for beside in _BESIDE}
        return texts, {text: _LISTED for text in texts if texts[text] in near}
    names = [line.scores if name == "officer" else only_names(line) for line in lines]
    found = (
        text
        for line, scores in zip(lines, names, strict=True)
        for text in likeliest(scores, line.alphabet, most=_TEXTS)
    )
    return {text: value for text in (*said, *found) if (value := tidy(text))}, {}


def _shaped_texts(name: str, lines: Lines, prefixes: Sequence[str]) -> tuple[dict[str, str], dict[str, float]]:
    form = FORMATS[name]
    found: dict[str, str] = {}
    for line in lines:
        best = [shaped(line.scores, line.alphabet, form.shapes)]
        best += [shaped(line.scores, line.alphabet, [shape]) for shape in event_shapes(prefixes)]
        texts = (*(one.text for one in best if one), *likeliest(line.scores, line.alphabet, most=_TEXTS))
        found |= {text: value for text in texts if form.fits(text) and (value := form.written(text))}
    return found, {text: _LISTED for text in found if text[:3] in prefixes}


def _ranked(looks: Lines, texts: Mapping[str, str], starts: Mapping[str, float]) -> Ranked:
    """Values by the weight of their likeliest text; values that differ in signs and capitals only are one."""
    sums = [starts.get(text, 0.0) for text in texts]
    for line in looks:
        found = likelihoods(line.scores, line.alphabet, list(texts))
        floor = max(found, default=0.0) - _ERRS
        sums = [sum_ + max(weight, floor) for sum_, weight in zip(sums, found, strict=True)]
    best: dict[str, tuple[float, str]] = {}
    for value, weight in sorted(zip(texts.values(), sums, strict=True), key=lambda one: -one[1]):
        best.setdefault(plain(value), (weight, value))
    return [(value, weight) for weight, value in best.values()]


def _lead(ranked: Ranked) -> float:
    return min(FAR, ranked[0][1] - ranked[1][1]) if len(ranked) > 1 else FAR


def _address(looks: tuple[Lines, Lines], known: Sequence[str], common: Sequence[str]) -> Together | None:
    """Line by line; as sure as the line with the shortest lead.

    Never sure when the page does not show its ends, or when a word is one slip away from a common one.
    """
    lines = [
        _line(pair, known if at == 0 else (), common) for at, pair in enumerate(zip(looks[0], looks[1], strict=True))
    ]
    lines = [ranked for ranked in lines if ranked]
    if not lines:
        return None
    texts = [ranked[0][0] for ranked in lines]
    names = {plain(one) for one in known}
    slip = any(text != spelt(text, common) and plain(text) not in names for text in texts)
    leads = [_lead(ranked) for ranked in lines]
    weakest = leads.index(min(leads))
    rivals = [joined([*texts[:weakest], text, *texts[weakest + 1 :]]) for text, _ in lines[weakest][1:]]
    loose = any(line.loose for line in looks[0])
    return Together(joined(texts), leads[weakest], not slip and not loose, others_than(joined(texts), rivals))


def _line(looks: tuple[Line, Line], known: Sequence[str], common: Sequence[str]) -> Ranked:
    """What one line of an address may say; one that was looked at once is what it is."""
    own = tidy(seen(looks[0]).text)
    if looks[0] is looks[1]:
        return [(own, 0.0)] if own else []
    plainly = [own, tidy(seen(looks[1]).text), *_likely(looks)]
    right = [one for text in plainly if (one := spelt(text, common)) != text]
    listed = [name for text in plainly[:2] if (name := known_one(text, known)) in known]
    texts = {text: text for text in (*plainly, *map(unmixed, plainly), *right, *listed) if text}
    mixed = {text: _MIXED for text in texts if is_mixed(text)}
    return _ranked(looks, texts, mixed | dict.fromkeys(right, _COMMON) | dict.fromkeys(listed, _LISTED))


def _likely(looks: Iterable[Line]) -> Iterable[str]:
    for line in looks:
        yield from map(tidy, likeliest(line.scores, line.alphabet, most=_TEXTS))
