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
from .likeness import alike, folded, plain
from .shapes import FORMATS, event_shapes
from .texts import Line, Lines, is_mixed, joined, known_one, only_names, others_than, seen, spelt, tidy, unmixed

ADDRESSES = ("to", "from")
FAR = 16.0
"""The lead of a value without a rival (natural logarithm); no lead is longer."""
ALIKE = 0.62
"""How alike to what was read a word of a list is at least."""
_LISTED, _COMMON, _MIXED = 6.0, 2.0, -2.0
"""Head starts (natural logarithm): what a list holds, a common word one slip away, a word of letters and digits."""
_ERRS = FAR / 2
"""An engine finds no text less likely than its likeliest by more than this (natural logarithm): at times it errs."""
LIKE_AN_F = ("P", "E")
"""What a blot makes of an F; nothing makes it of an M."""
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


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Values with their weights (natural logarithm), the likeliest first, and how likely the first is by itself.

    A text that was seen and is no value of the field stands there as ``None``.
    """

    weights: Sequence[tuple[str | None, float]]
    faith: float = 0.0

    @property
    def values(self) -> list[str]:
        """The values alone, the likeliest first."""
        return [value for value, _ in self.weights if value]

    @property
    def lead(self) -> float:
        """By how much the first leads, no more than its own likelihood bears out; 0 where it is no value."""
        (first, most), *rest = self.weights
        if first is None:
            return 0.0
        return max(0.0, min(FAR, most - rest[0][1] if rest else FAR, FAR + 2 * self.faith))


def together(
    name: str, looks: tuple[Lines, Lines], words: Words, said: Sequence[str], agreed: Collection[str]
) -> Together | None:
    """The likeliest value of a field; None when none has the field's shape.

    ``said`` is what either look says by itself, ``agreed`` what of it has all that a sure value of the field has.
    """
    if name in ADDRESSES:
        return _address(looks, words.of(name), words.common)
    if len(looks[0]) > 1:
        same = len({plain(one) for one in said}) == 1 and len(said) > 1
        return Together(said[0], FAR, same and said[0] in agreed, others_than(said[0], said))
    pair = (looks[0][0], looks[1][0])
    listed: Sequence[str] = () if name in FORMATS else words.of(name)
    plainly = agreed
    if name in FORMATS:
        ranked = _shaped_values(name, pair, words.of(name))
    elif listed:
        ranked, plainly = _listed(pair, listed, said)
    else:
        ranked = _free(pair, said, names=name != "officer")
    if not ranked.values:
        return None
    value = ranked.values[0]
    if listed and value not in listed:
        value = next((one for one in said if one in listed), value)
    if name not in FORMATS:
        value = next((one for one in said if _key(one) == _key(value)), value)
    sure = _key(value) in {_key(one) for one in plainly}
    return Together(value, ranked.lead, sure, others_than(value, ranked.values))


def _key(text: str) -> str:
    """What makes two values one: letters and digits on either side of each comma; signs and capitals do not matter."""
    return ",".join(plain(part) for part in text.split(","))


def _listed(looks: tuple[Line, Line], listed: Sequence[str], said: Sequence[str]) -> tuple[_Ranked, list[str]]:
    """Words of a list and what was read; and the words that either look reads plainly."""
    near = [word for word in listed if max(alike(word, text) for text in said) >= ALIKE]
    read = [likeliest(line.scores, line.alphabet, most=_TEXTS) for line in looks]
    words = {f"{word}{beside}": word for word in near for beside in _BESIDE}
    texts = {text: text for of_one in read for text in of_one} | words
    plainly = [words[of_one[0]] for of_one in read if of_one and of_one[0] in words]
    return _ranked(looks, texts, dict.fromkeys(words, _LISTED)), plainly


def _free(looks: tuple[Line, Line], said: Sequence[str], *, names: bool) -> _Ranked:
    """Print of no shape: what either look may say, of ``names`` what they are written with."""
    scores = [only_names(line) if names else line.scores for line in looks]
    read = (
        text
        for line, of_one in zip(looks, scores, strict=True)
        for text in likeliest(of_one, line.alphabet, most=_TEXTS)
    )
    return _ranked(looks, {text: value for text in (*said, *read) if (value := tidy(text))}, {})


def _shaped_values(name: str, looks: tuple[Line, Line], prefixes: Sequence[str]) -> _Ranked:
    """Values of the field's shape, beside what was seen that has it not: a letter taken for its like is the same."""
    form = FORMATS[name]
    found: dict[str, str | None] = {}
    seen_so: list[str] = []
    for line in looks:
        best = [shaped(line.scores, line.alphabet, form.shapes)]
        best += [shaped(line.scores, line.alphabet, [shape]) for shape in event_shapes(prefixes)]
        read = likeliest(line.scores, line.alphabet, most=_TEXTS)
        texts = (*(one.text for one in best if one), *read)
        found |= {text: value for text in texts if form.fits(text) and (value := form.written(text))}
        seen_so += [text for text in read[:1] if plain(text)]
    like = {folded(text): value for text, value in found.items()}
    for text in seen_so:
        found.setdefault(text, like.get(folded(text)) or ("F" if name == "sex" and plain(text) in LIKE_AN_F else None))
    return _ranked(looks, found, {text: _LISTED for text in found if text[:3] in prefixes})


def _ranked(looks: Sequence[Line], texts: Mapping[str, str | None], starts: Mapping[str, float]) -> _Ranked:
    """Values by the weight of their likeliest text; values that differ in signs and capitals only are one."""
    if not texts:
        return _Ranked(((None, 0.0),))
    sums, faith = [starts.get(text, 0.0) for text in texts], [0.0 for _ in texts]
    for line in looks:
        found = likelihoods(line.scores, line.alphabet, list(texts))
        floor = max(found) - _ERRS
        sums = [sum_ + max(weight, floor) for sum_, weight in zip(sums, found, strict=True)]
        faith = [sum_ + max(weight, -_ERRS) for sum_, weight in zip(faith, found, strict=True)]
    best: dict[str, tuple[str | None, float, float]] = {}
    every = zip(texts.items(), sums, faith, strict=True)
    for (text, value), weight, likely in sorted(every, key=lambda one: -one[1]):
        best.setdefault(_key(value) if value else f"? {plain(text)}", (value, weight, likely))
    ranked = list(best.values())
    return _Ranked([(value, weight) for value, weight, _ in ranked], ranked[0][2])


def _address(looks: tuple[Lines, Lines], known: Sequence[str], common: Sequence[str]) -> Together | None:
    """Line by line; as sure as the line with the shortest lead.

    Never sure when the page does not show its ends, or when a word is one slip away from a common one.
    """
    lines = [
        _line(pair, known if at == 0 else (), common) for at, pair in enumerate(zip(looks[0], looks[1], strict=True))
    ]
    lines = [ranked for ranked in lines if ranked.values]
    if not lines:
        return None
    texts = [ranked.values[0] for ranked in lines]
    names = {plain(one) for one in known}
    slip = any(text != spelt(text, common) and plain(text) not in names for text in texts)
    leads = [ranked.lead for ranked in lines]
    weakest = leads.index(min(leads))
    rivals = [joined([*texts[:weakest], text, *texts[weakest + 1 :]]) for text in lines[weakest].values[1:]]
    loose = any(line.loose for line in looks[0])
    return Together(joined(texts), leads[weakest], not slip and not loose, others_than(joined(texts), rivals))


def _line(looks: tuple[Line, Line], known: Sequence[str], common: Sequence[str]) -> _Ranked:
    """What one line of an address may say; one that was looked at once is what it is.

    Where one look sees print and the other none, and where neither says by itself what both together do (a word was set
    right), nothing leads.
    """
    own = tidy(seen(looks[0]).text)
    if looks[0] is looks[1]:
        return _Ranked(((own or None, 0.0),))
    other = tidy(seen(looks[1]).text)
    if not own or not other:
        return _Ranked(((own or other or None, 0.0), (None, 0.0)))
    plainly = [own, other, *_likely(looks)]
    right = [one for text in plainly if (one := spelt(text, common)) != text]
    listed = [name for text in (own, other) if (name := known_one(text, known)) in known]
    texts = {text: text for text in (*plainly, *map(unmixed, plainly), *right, *listed) if text}
    mixed = {text: _MIXED for text in texts if is_mixed(text)}
    ranked = _ranked(looks, texts, mixed | dict.fromkeys(right, _COMMON) | dict.fromkeys(listed, _LISTED))
    shown = {_key(own), _key(other)}
    return ranked if _key(ranked.values[0]) in shown else _Ranked([*ranked.weights[:1], *ranked.weights], ranked.faith)


def _likely(looks: Iterable[Line]) -> Iterable[str]:
    for line in looks:
        yield from map(tidy, likeliest(line.scores, line.alphabet, most=_TEXTS))
