"""How alike a text that was read is to a text that is printed on a form. Editions differ, readers slip: never exact."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ALIKE = str.maketrans({"0": "O", "1": "I", "L": "I", "|": "I", "!": "I", "5": "S", "8": "B"})
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


def folded(text: str) -> str:
    """As ``plain``, with letters that a fax confuses made one (O and 0; I, L and 1; S and 5; B and 8)."""
    return plain(text).translate(_ALIKE)


def alike(left: str, right: str) -> float:
    """1 for equal, 0 for nothing in common: edit distance over the longer length, after ``folded``."""
    a, b = folded(left), folded(right)
    if not a or not b:
        return 0.0
    return 1 - _rows(a, b)[-1][len(b)] / max(len(a), len(b))


def slips(left: str, right: str) -> int:
    """How many letters are missing, too many or others, signs and capitals apart."""
    a, b = plain(left), plain(right)
    return _rows(a, b)[-1][len(b)] if a and b else max(len(a), len(b))


def starts_with(text: str, phrase: str, *, whole: bool = False) -> Found:
    """How well ``text`` begins with ``phrase``; with the beginning of it when the text is shorter and not ``whole``."""
    read = [(at, folded(letter)) for at, letter in enumerate(text)]
    kept = [(at, letter) for at, letter in read if letter]
    got = "".join(letter for _, letter in kept)
    wanted = folded(phrase)
    if not got or not wanted:
        return Found(0, 0, 0.0)
    wanted = wanted if whole else wanted[: len(got)]
    last = _rows(wanted, got)[-1]
    best = min(range(1, len(got) + 1), key=lambda end: (last[end], abs(end - len(wanted))))
    return Found(kept[0][0], kept[best - 1][0] + 1, 1 - last[best] / len(wanted))


def find(text: str, phrase: str) -> Found:
    """The place in ``text`` that is most like ``phrase``, beginning at a word."""
    read = [(at, folded(letter)) for at, letter in enumerate(text)]
    kept = [(at, letter) for at, letter in read if letter]
    wanted = folded(phrase)
    if not kept or not wanted:
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
    return 1 - min(_rows(a, b, anywhere=True)[-1]) / len(a)


def _rows(a: str, b: str, *, anywhere: bool = False) -> list[list[int]]:
    """The table of edit distances between beginnings of ``a`` and of ``b`` (of parts of ``b`` if ``anywhere``)."""
    rows = [[0] * (len(b) + 1) if anywhere else list(range(len(b) + 1))]
    for i, letter in enumerate(a, start=1):
        row = [i]
        for j, other in enumerate(b, start=1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other)))
        rows.append(row)
    return rows
