"""Both lists as columns of small numbers: equal numbers mean equal particulars, 0 means not given.

The same rules as ``linkage/particulars.py``, said for whole columns; tests hold the two together. What has few distinct
values goes through the very functions of the small linker, names through expressions. Rows of list A come first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from tallystick.reconciliation.linkage import dates, particulars
from tallystick.reconciliation.linkage.levels import Field

from .words import Numbers, Wide, Words, distinct, hashed, name_words, vocabulary

TEXTS = ("a_number", "event_no", "first", "middle", "last", "dob", "sex", "cob", "event_date", "office", "ori")
_REPEATED = np.array(sorted(particulars.REPEATED))


@dataclass(frozen=True, slots=True)
class Coded:
    """Every row of both lists as numbers; ``rows_a`` rows of list A come first.

    ``given``, ``middle``, ``surname`` and ``second`` are word numbers, ``given_whole`` and ``surname_whole`` numbers of
    all letters together, ``birth`` and ``day`` are YYYYMMDD and ``day_at`` days since the year 1.
    """

    rows_a: int
    words: Words
    given: Numbers
    middle: Numbers
    surname: Numbers
    second: Numbers
    given_whole: Wide
    surname_whole: Wide
    a_number: Numbers
    event_no: Wide
    birth: Numbers
    sex: Numbers
    country: Numbers
    day: Numbers
    day_at: Numbers
    office: Numbers
    agency: Numbers
    two_people: npt.NDArray[np.bool_]

    @property
    def rows(self) -> int:
        """Rows of both lists together."""
        return len(self.given)

    @property
    def empty(self) -> npt.NDArray[np.bool_]:
        """Rows in which nothing stands that could tell whom they are about."""
        nothing: npt.NDArray[np.bool_] = np.ones(self.rows, np.bool_)
        for values in (self.a_number, self.event_no, self.birth, self.given, self.surname):
            nothing &= values == 0
        return nothing


def code(first: pl.DataFrame, second: pl.DataFrame, forms: Mapping[str, str]) -> Coded:
    """Both lists, columns named as in COLUMNS and all of text, as numbers."""
    rows = pl.concat([parted(first), parted(second)], how="diagonal")
    both = rows.select(pl.col(name).fill_null("") if name in rows.columns else pl.lit("").alias(name) for name in TEXTS)
    with ThreadPoolExecutor() as pool:
        given = pool.submit(name_words, [both["first"], both["middle"]], given=True)
        last = pool.submit(name_words, [both["last"]], given=False)
        a_number = pool.submit(_a_numbers, both["a_number"])
        event_no = pool.submit(_events, both["event_no"])
        birth = pool.submit(_days, both["dob"])
        day = pool.submit(_days, both["event_date"])
        short = [
            pool.submit(_mapped, both[name], rule)
            for name, rule in (
                ("sex", particulars.sex),
                ("cob", particulars.country),
                ("office", particulars.signs),
                ("ori", particulars.agency),
            )
        ]
        numbered, words = vocabulary(given.result(), last.result(), forms)
        sex, country, office, agency = (one.result() for one in short)
    return Coded(
        rows_a=first.height,
        words=words,
        given=numbered[0],
        middle=numbered[1],
        surname=numbered[2],
        second=numbered[3],
        given_whole=given.result().whole,
        surname_whole=last.result().whole,
        a_number=a_number.result()[0],
        event_no=event_no.result(),
        birth=birth.result()[0],
        sex=sex,
        country=country,
        day=day.result()[0],
        day_at=day.result()[1],
        office=office,
        agency=agency,
        two_people=given.result().two_people | last.result().two_people | a_number.result()[1],
    )


def parted(rows: pl.DataFrame) -> pl.DataFrame:
    """Whole names as given names and surnames, as ``linkage.names.parted`` says it."""
    if "name" not in rows.columns or {"first", "last"} & set(rows.columns):
        return rows
    redacted = pl.col("name").str.contains(rf"(?i)^(?:{particulars.REDACTED.pattern})")
    whole = pl.when(redacted).then(pl.lit("")).otherwise(pl.col("name").str.strip_chars())
    comma = whole.str.contains(",", literal=True)
    long = whole.str.contains(r"^\S+\s+\S+\s+\S+\s+\S")
    several = whole.str.contains(r"\s")
    first = (
        pl.when(long)
        .then(whole.str.extract(r"^(\S+\s+\S+)"))
        .when(several)
        .then(whole.str.extract(r"^(\S+)"))
        .otherwise(pl.lit(""))
    )
    last = (
        pl.when(long)
        .then(whole.str.extract(r"^\S+\s+\S+\s+(.*)$"))
        .when(several)
        .then(whole.str.extract(r"^\S+\s+(.*)$"))
        .otherwise(whole)
    )
    return rows.with_columns(
        first=pl.when(comma).then(whole.str.extract(r"(?s)^[^,]*,\s*(.*)$")).otherwise(first),
        last=pl.when(comma).then(whole.str.extract(r"^([^,]*)")).otherwise(last),
    )


_COLUMNS_OF = {
    Field.A_NUMBER: ("a_number",),
    Field.EVENT_NO: ("event_no",),
    Field.GIVEN: ("given", "middle", "given_whole"),
    Field.SURNAME: ("surname", "second", "surname_whole"),
    Field.BIRTH: ("birth",),
    Field.DAY: ("day", "day_at"),
    Field.PLACE: ("office", "agency"),
}


def without(rows: Coded, aside: Sequence[Field]) -> Coded:
    """The rows as if some fields were not given."""
    emptied = {name: np.zeros_like(getattr(rows, name)) for field in aside for name in _COLUMNS_OF[field]}
    return replace(rows, **emptied)


def _a_numbers(texts: pl.Series) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """What ``linkage.particulars.a_number`` makes of each cell, and which cells hold more than one."""
    letters = list(particulars.DIGITS_FOR)
    misread = texts.str.contains("(?i)[OQILZSB]")
    if misread.any():
        read = texts.filter(misread).str.to_uppercase()
        read = read.str.replace_many(letters, [particulars.DIGITS_FOR[one] for one in letters])
        texts = texts.scatter(misread.arg_true(), read)
    digits = texts.str.replace_all("[^0-9]+", "")
    length = digits.str.len_bytes().to_numpy()
    number = digits.str.tail(9).cast(pl.Int32, strict=False).fill_null(0).to_numpy().copy()
    number[
        (length < particulars.A_DIGITS.start) | (length >= particulars.A_DIGITS.stop) | np.isin(number, _REPEATED)
    ] = 0
    return number, length >= 2 * particulars.A_DIGITS.start


def _events(texts: pl.Series) -> Wide:
    """What ``linkage.particulars.signs`` makes of each cell, as one wide number."""
    word = texts.str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]+", "")
    absent = texts.str.strip_chars().str.to_uppercase().is_in(list(particulars.NOT_GIVEN))
    absent |= texts.str.contains(rf"(?i)^\s*(?:{particulars.REDACTED.pattern})")
    numbers = hashed(word)
    numbers[absent.to_numpy()] = 0
    return numbers


def _mapped(texts: pl.Series, rule: Callable[[str], str]) -> Numbers:
    """A column of few distinct values by a rule of the small linker, numbered; 0 is not given."""
    values, at = distinct(texts)
    ruled = [rule(value) for value in values]
    number = {word: place for place, word in enumerate(["", *sorted(set(ruled) - {""})])}
    return np.array([number[word] for word in ruled], np.int32)[at]


def _days(texts: pl.Series) -> tuple[Numbers, Numbers]:
    """The days of a column as YYYYMMDD, and as days since the year 1."""
    values, at = distinct(texts)
    month_first = dates.american(values)
    numbers = [dates.day_number(value, month_first=month_first) for value in values]
    ordinals = [dates.ordinal(number) for number in numbers]
    return np.array(numbers, np.int32)[at], np.array(ordinals, np.int32)[at]
