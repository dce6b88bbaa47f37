"""Names of whole columns as word numbers: the rules of ``linkage/names.py`` over columns, and the words' families."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallystick.reconciliation.linkage import names, particulars

Numbers = npt.NDArray[np.int32]
Wide = npt.NDArray[np.int64]

_MARKS = f"[{names.MARKS_WITHIN}\\p{{M}}]"
_NOT_PLAIN = "[^A-Z -]|  |^ | $"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Words:
    """Every distinct word of the names, and by word number its family (``kin``), first letter and length.

    ``letters`` has one bit for each kind of letter in the word; ``short`` marks initials.
    """

    text: list[str]
    kin: Numbers
    initial: Numbers
    length: npt.NDArray[np.int16]
    letters: npt.NDArray[np.uint32]
    short: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NameWords:
    """A column of names: first and second word, one number for all letters, and the cells that name two people.

    ``further`` are the third and later words of the few ``long`` rows.
    """

    first: pl.Series
    second: pl.Series
    long: npt.NDArray[np.intp]
    further: list[pl.Series]
    whole: Wide
    two_people: npt.NDArray[np.bool_]
    particles: frozenset[str]

    @property
    def columns(self) -> list[pl.Series]:
        """Every word, column by column."""
        return [self.first, self.second, *self.further]


def distinct(texts: pl.Series) -> tuple[list[str], npt.NDArray[np.intp]]:
    """The distinct values of a column as they first come, and for each row the place of its value among them.

    Not in the order of the numbers that polars gives: those follow from which thread asks first, and places reach the
    answer wherever two values are counted in one bucket.
    """
    numbers = texts.cast(pl.Categorical).to_physical().to_numpy()
    rows = len(numbers)
    first = np.full(int(numbers.max(initial=0)) + 1, rows, np.intp)
    np.minimum.at(first, numbers, np.arange(rows))
    order = np.sort(first[first < rows])
    place = np.zeros(len(first), np.intp)
    place[numbers[order]] = np.arange(len(order))
    return texts.gather(order).to_list(), place[numbers]


def hashed(texts: pl.Series) -> Wide:
    """One wide number for each distinct text; 0 for the empty one."""
    numbers = texts.hash().to_numpy().astype(np.int64)
    numbers[(texts == "").to_numpy()] = 0
    return numbers


def name_words(columns: list[pl.Series], *, given: bool) -> NameWords:
    """What ``linkage.names`` makes of names; several columns are written one after the other."""
    cleaned = [_plain(column.str.to_uppercase()) for column in columns]
    text = cleaned[0][0]
    for more, _ in cleaned[1:]:
        text = text + more.str.replace("^(.)", " $1")
    parts = text.str.strip_chars().str.splitn(" ", 3).struct.unnest()
    rest = parts["field_2"]
    long = rest.is_not_null()
    further = rest.filter(long).str.splitn(" ", names.MOST_WORDS - 1).struct.unnest()
    return NameWords(
        first=parts["field_0"].fill_null(""),
        second=parts["field_1"].fill_null(""),
        long=long.arg_true().to_numpy(),
        further=[further[f"field_{at}"].fill_null("") for at in range(names.MOST_WORDS - 2)],
        whole=hashed(text.str.replace_all(" ", "", literal=True)),
        two_people=np.logical_or.reduce([two for _, two in cleaned]),
        particles=names.GIVEN_PARTICLES if given else names.PARTICLES,
    )


def _plain(texts: pl.Series) -> tuple[pl.Series, npt.NDArray[np.bool_]]:
    """What ``linkage.names.plain`` makes of capitals, and which cells name two people; most names are plain already."""
    two_people = np.zeros(len(texts), np.bool_)
    odd = texts.str.contains(_NOT_PLAIN)
    if odd.any():
        at = odd.arg_true()
        written = texts.filter(odd)
        two_people[at.to_numpy()] = written.str.contains(particulars.TWO_PEOPLE.pattern).to_numpy()
        texts = texts.scatter(at, _made_plain(written))
    hyphened = texts.str.contains("-", literal=True)
    if hyphened.any():
        apart = texts.filter(hyphened).str.replace_all("[ -]+", " ").str.strip_chars()
        texts = texts.scatter(hyphened.arg_true(), apart)
    return texts, two_people


def _made_plain(texts: pl.Series) -> pl.Series:
    letters = list(names.LETTERS_FOR)
    made = texts.str.normalize("NFKD").str.replace_all(_MARKS, "")
    made = made.str.replace_many(letters, [names.LETTERS_FOR[one] for one in letters])
    plain = made.str.replace_all(r"[^\p{L}]+", " ").str.strip_chars()
    redacted = texts.str.contains(rf"^(?:{particulars.REDACTED.pattern.upper()})")
    return pl.select(pl.when(redacted).then(pl.lit("")).otherwise(plain)).to_series()


def vocabulary(given: NameWords, last: NameWords, forms: Mapping[str, str]) -> tuple[list[Numbers], Words]:
    """First and second given name and surname as word numbers of one vocabulary, and the vocabulary; 0 is no word."""
    columns = [*given.columns, *last.columns]
    texts, at = distinct(pl.concat([column.alias("word") for column in columns]))
    order = ["", *(text for text in texts if text)]
    number = {text: place for place, text in enumerate(order)}
    every = np.array([number[text] for text in texts], np.int32)[at]
    ends = np.cumsum([len(column) for column in columns])
    numbered = np.split(every, ends[:-1])
    half = len(given.columns)
    words = _words(order, forms)
    return [*_two(given, numbered[:half], order), *_two(last, numbered[half:], order)], words


def _two(name: NameWords, words: list[Numbers], order: list[str]) -> tuple[Numbers, Numbers]:
    """The first two words that are neither marks nor particles; where there is none, the first two but for marks."""
    first, second = words[:2]
    odd = np.array([text in names.NO_NAME or text in name.particles for text in order])
    several = np.union1d(np.flatnonzero(odd[first] | odd[second]), name.long)
    matrix = np.zeros((names.MOST_WORDS, len(several)), np.int32)
    matrix[:2] = first[several], second[several]
    matrix[2:, np.searchsorted(several, name.long)] = words[2:]
    mark = np.array([text in names.NO_NAME for text in order])
    known = np.where(mark[matrix], 0, matrix)
    bare = np.where(odd[known], 0, known)
    first, second = first.copy(), second.copy()
    first[several], second[several] = _first_two(np.where(bare.any(axis=0), bare, known))
    return first, second


def _first_two(words: Numbers) -> tuple[Numbers, Numbers]:
    first, second = np.zeros_like(words[0]), np.zeros_like(words[0])
    for word in words:
        second = np.where((first > 0) & (second == 0), word, second)
        first = np.where(first == 0, word, first)
    return first, second


def _words(texts: list[str], forms: Mapping[str, str]) -> Words:
    column = pl.Series("word", texts)
    length = column.str.len_chars().to_numpy().astype(np.int16)
    family = column.replace(forms)
    families = pl.select(pl.when(family == column).then(_bones(column)).otherwise(family)).to_series()
    return Words(
        text=texts,
        kin=distinct(families)[1].astype(np.int32),
        initial=distinct(column.str.slice(0, 1))[1].astype(np.int32),
        length=length,
        letters=_letters(texts),
        short=length == 1,
    )


def _letters(texts: list[str]) -> npt.NDArray[np.uint32]:
    """The kinds of letters of each word as bits; letters beyond A to Z share them."""
    made = np.zeros(len(texts), np.uint32)
    column = pl.Series(texts)
    for bit in range(32):
        same_kind = [chr(code) for code in range(65, 91) if code % 32 == bit]
        if same_kind:
            made |= column.str.contains(same_kind[0], literal=True).to_numpy().astype(np.uint32) << np.uint32(bit)
    odd = column.str.contains("[^A-Z]").arg_true().to_list()
    for at in odd:
        made[at] = sum(1 << bit for bit in {ord(letter) % 32 for letter in texts[at]})
    return made


def _bones(words: pl.Series) -> pl.Series:
    """What ``linkage.names.bones`` makes of each word."""
    patterns = sorted(names.BONES, key=len, reverse=True)
    sounds = _once(words.str.replace_many(patterns, [names.BONES[one] for one in patterns], leftmost=True))
    rest = _once(sounds.str.slice(1).str.replace_all("[AEIOUH]+", ""))
    return sounds.str.slice(0, 1) + rest


def _once(texts: pl.Series) -> pl.Series:
    """Every run of one letter as that letter."""
    twice = texts.str.contains("|".join(letter * 2 for letter in _LETTERS))
    runs = texts.filter(twice)
    for letter in _LETTERS:
        runs = runs.str.replace_all(letter + letter + "+", letter)
    return texts.scatter(twice.arg_true(), runs) if twice.any() else texts
