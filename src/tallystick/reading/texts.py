"""Print as text: one line as an engine sees it, tidied, its specks left out, set right by words that are common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .ctc import Decoded, greedy
from .likeness import alike, plain, slips
from .recogniser import Scores

CLEAR = 0.9
"""From here on a letter is seen clearly enough: no list sets it right, and it is no speck."""
_KNOWN_ALIKE, _TIE = 0.7, 0.08
_SPELT = 4
_NAME_SIGNS = " ,.'-"
_SPECKS = ".:;'`^*_~|"
_MOST = 3
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[0-9])(?!\w*[0-9](?:st|nd|rd|th)\b)\w+", re.IGNORECASE)
"""A word of letters and digits that is no ordinal."""
_AS_LETTERS, _AS_DIGITS = str.maketrans("015", "OlS"), str.maketrans("OoIl|S", "001115")


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


def only_names(line: Line) -> Scores:
    """The scores without what no name is written with."""
    allowed = np.array([True, *(letter.isalpha() or letter in _NAME_SIGNS for letter in line.alphabet)])
    return np.where(allowed, line.scores, np.float32(0))


def seen(line: Line) -> Decoded:
    """The line as it stands, without specks."""
    return clean(greedy(line.scores, line.alphabet))


def clean(decoded: Decoded) -> Decoded:
    """Without the signs that are more likely specks than print."""
    kept = tuple(one for one in decoded.letters if one.text not in _SPECKS or one.score >= CLEAR)
    return Decoded(kept, decoded.weight)


def tidy(text: str) -> str:
    """One space where there are spaces, one after a comma, none before."""
    text = " ".join(text.replace(",", ", ").split())
    return text.replace(" ,", ",").strip(" -_.:;|")


def joined(texts: Iterable[str]) -> str:
    """Lines of an address in one."""
    return ", ".join(text.rstrip(",") for text in texts if text)


def others_than(value: str, candidates: Iterable[str | None]) -> tuple[str, ...]:
    """The other readings to be shown beside ``value``, two at most."""
    found = [text for text in candidates if text and text != value]
    return tuple(dict.fromkeys(found))[: _MOST - 1]


def known_one(text: str, known: Sequence[str]) -> str:
    """The known name that the text is most like, when no other is nearly as alike; else the text."""
    ranked = sorted(((alike(text, name), name) for name in known), reverse=True)[:2]
    clear = ranked and ranked[0][0] >= _KNOWN_ALIKE and (len(ranked) == 1 or ranked[1][0] < ranked[0][0] - _TIE)
    return ranked[0][1] if clear else text


def spelt(text: str, common: Sequence[str]) -> str:
    """The text with words that are one slip away from a common word set right, in the case that they were read in."""
    return " ".join(_right_word(word, common) for word in text.split(" "))


def unmixed(text: str) -> str:
    """The text with words of letters and digits written in what most of their signs are: Mil1 as Mill, 9O as 90."""
    return _MIXED.sub(lambda found: _of_one_kind(found[0]), text)


def is_mixed(text: str) -> bool:
    """True when a word of the text mixes letters and digits and is no ordinal."""
    return _MIXED.search(text) is not None


def _of_one_kind(word: str) -> str:
    digits = sum(letter.isdigit() for letter in word)
    return word.translate(_AS_LETTERS if 2 * digits < len(word) else _AS_DIGITS)


def _right_word(word: str, common: Sequence[str]) -> str:
    bare = word.strip(".,")
    if len(bare) < _SPELT or any(plain(bare) == plain(one) for one in common):
        return word
    near = [one for one in common if abs(len(one) - len(bare)) <= 1 and slips(bare, one) == 1]
    if len(near) != 1:
        return word
    right = near[0].upper() if bare.isupper() else near[0]
    return word.replace(bare, right)
