"""How alike a text that was read is to a text that is printed on a form. Editions differ, readers slip: never exact."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_ALIKE = str.maketrans({"0": "O", "1": "I", "L": "I", "|": "I", "!": "I", "5": "S", "8": "B"})
_UNLIKE = 0.5
"""Share of slips over which a phrase is not looked for any closer."""
_KEPT = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands in a text (its first letter and the letter after it), and its likeness (0..1)."""

    start: int
    end: int
    likeness: float


def plain(text: str) -> str:
    """Capital letters and digits only, accents taken off."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    return _KEPT.sub("", folded)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """As ``plain``, with letters that a fax confuses made one (O and 0; I, L and 1; S and 5; B and 8)."""
    return plain(text).translate(_ALIKE)


def alike(left: str, right: str) -> float:
    """1 for equal, 0 for nothing in common: edit distance over the longer length, after ``folded``."""
    a, b = folded(left), folded(right)
    if not a or not b:
        return 0.0
    return 1 - Levenshtein.distance(a, b) / max(len(a), len(b))


def slips(left: str, right: str) -> int:
    """How many letters are missing, too many or others, signs and capitals apart."""
    a, b = plain(left), plain(right)
    return Levenshtein.distance(a, b)


def starts_with(text: str, phrase: str, *, whole: bool = False) -> Found:
    """How well ``text`` begins with ``phrase``; with the beginning of it when the text is shorter and not ``whole``."""
    read = [(at, folded(letter)) for at, letter in enumerate(text)]
    kept = [(at, letter) for at, letter in read if letter]
    got = "".join(letter for _, letter in kept)
    wanted = folded(phrase)
    if not got or not wanted:
        return Found(0, 0, 0.0)
    wanted = wanted if whole else wanted[: len(got)]
    last = _costs(wanted, got, anywhere=False)
    best = min(range(1, len(got) + 1), key=lambda end: (last[end], abs(end - len(wanted))))
    return Found(kept[0][0], kept[best - 1][0] + 1, 1 - last[best] / len(wanted))


def find(text: str, phrase: str) -> Found:
    """The place in ``text`` that is most like ``phrase``, beginning at a word."""
    read = [(at, folded(letter)) for at, letter in enumerate(text)]
    kept = [(at, letter) for at, letter in read if letter]
    wanted = folded(phrase)
    if not kept or not wanted:
        return Found(0, 0, 0.0)
    if min(_costs(wanted, "".join(letter for _, letter in kept), anywhere=True)) > _UNLIKE * len(wanted):
        return Found(0, 0, 0.0)
    opens = [index == 0 or kept[index - 1][0] < at - 1 for index, (at, _) in enumerate(kept)]
    row = [(0 if opening else len(wanted), index) for index, opening in enumerate([*opens, False])]
    for i, letter in enumerate(wanted, start=1):
        longer = [(i, 0)]
        for j, (_, other) in enumerate(kept, start=1):
            replaced = (row[j - 1][0] + (letter != other), row[j - 1][1])
            longer.append(min(replaced, (row[j][0] + 1, row[j][1]), (longer[-1][0] + 1, longer[-1][1])))
        row = longer
    end = min(range(1, len(kept) + 1), key=lambda j: row[j][0])
    cost, start = row[end]
    return Found(kept[min(start, len(kept) - 1)][0], kept[end - 1][0] + 1, 1 - cost / len(wanted))


def contains(text: str, phrase: str) -> float:
    """How well ``phrase`` occurs anywhere in ``text`` (0..1)."""
    a, b = folded(phrase), folded(text)
    if not a or not b:
        return 0.0
    return 1 - min(_costs(a, b, anywhere=True)) / len(a)


def _costs(phrase: str, text: str, *, anywhere: bool) -> list[int]:
    """How many slips part ``phrase`` from the beginning of ``text`` that ends before each letter, or at its end.

    With ``anywhere`` from the likest part that ends there. Myers 1999, a fast bit-vector algorithm for approximate
    string matching, as Hyyrö 2003 puts it: the column of the table of edit distances as two whole numbers.
    """
    last = 1 << (len(phrase) - 1)
    whole = (last << 1) - 1
    places: dict[str, int] = {}
    for at, letter in enumerate(phrase):
        places[letter] = places.get(letter, 0) | 1 << at
    more, less, cost = whole, 0, len(phrase)
    costs = [cost]
    carried = 0 if anywhere else 1
    for letter in text:
        same = places.get(letter, 0)
        straight = (((same & more) + more) ^ more) | same | less
        up, down = less | ~(straight | more), more & straight
        cost += 1 if up & last else -1 if down & last else 0
        up = up << 1 | carried
        down <<= 1
        across = same | less
        more, less = (down | ~(across | up)) & whole, up & across & whole
        costs.append(cost)
    return costs
