"""What a single cell says: blank, redacted, yes, a sex, a year, what a form asks. Must not know its column."""

from __future__ import annotations

import re
from functools import lru_cache

from tallystick.model.words import ASKED_BY_FORM, Asked, FormKind

_BLANKS = frozenset({"", "NA", "N/A", "NULL", "NONE", "-", "--", "."})
_SIGN = re.compile(r"[A-Za-z0-9]")
_NOT_WORDS = re.compile(r"[^A-Za-z0-9]+")
_EXEMPTION = re.compile(r"(?:b\d[a-f]?)+(?:per[a-z]+)?", re.IGNORECASE)
_FORM = re.compile(r"I-?247([ADGNX]?)(?![0-9A-Z])")
_SEXES = {"M": "M", "MALE": "M", "F": "F", "FEMALE": "F"}
_ANSWERS = {"YES": True, "Y": True, "TRUE": True, "1": True, "NO": False, "N": False, "FALSE": False, "0": False}
_EARLIEST, _LATEST = 1900, 2100


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing, in one of the ways in which lists write nothing."""
    return text.upper() in _BLANKS


def is_redacted(text: str) -> bool:
    """Whether a cell holds a mark of redaction: ``b(6), b(7)c`` in its several spellings (5 U.S.C. 552(b))."""
    first = _SIGN.search(text)
    if first is None or first[0] not in "bBrR":
        return False
    if text.casefold() in {"redacted", "[redacted]", "(redacted)"}:
        return True
    return bool(_EXEMPTION.fullmatch(_NOT_WORDS.sub("", text)))


def is_void(text: str) -> bool:
    """Whether a cell gives no value: empty, a blank mark, or redacted."""
    return not text or is_blank(text) or is_redacted(text)


def yes_or_no(text: str) -> bool | None:
    """The answer, or None when the cell gives neither."""
    return _ANSWERS.get(text.upper())


def sex_of(text: str) -> str:
    """M, F, or empty when the cell gives neither."""
    return _SEXES.get(text.upper(), "")


def year_of(text: str) -> int | None:
    """A year of birth between 1900 and 2100, or None."""
    digits = text.removesuffix(".0")
    year = int(digits) if digits.isdecimal() and len(digits) == 4 else 0
    return year if _EARLIEST <= year <= _LATEST else None


@lru_cache(maxsize=1_024)
def asked_of(form: str) -> Asked | None:
    """What the form named asks for (facts/forms_and_data.md §A.1), or None when no form of the family is named."""
    found = _FORM.search(form.upper())
    return ASKED_BY_FORM[FormKind(f"I-247{found[1]}")] if found else None
