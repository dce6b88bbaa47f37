"""Names as words that can be compared: capitals without accents, particles set aside, and the family of a word.

``kin`` gives one sign for all forms of a name: nicknames and forms in other languages by a table of our own, and
spellings (Arabic, Russian and other romanisations, Spanish letters that sound alike) by their bones: the sounds that
romanisations agree on. It must be read as "may be the same name", never as "is".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

PARTICLES = frozenset(
    [
        "AL",
        "AP",
        "BIN",
        "BINT",
        "BINTE",
        "D",
        "DA",
        "DAL",
        "DAS",
        "DE",
        "DEL",
        "DELLA",
        "DEN",
        "DER",
        "DES",
        "DI",
        "DO",
        "DOS",
        "DU",
        "E",
        "EL",
        "IBN",
        "LA",
        "LAS",
        "LE",
        "LO",
        "LOS",
        "OF",
        "SAN",
        "SANTA",
        "ST",
        "STE",
        "TEN",
        "TER",
        "UL",
        "VAN",
        "VON",
        "Y",
        "ZU",
    ]
)
"""Words before a surname that offices write, drop or glue."""

GIVEN_PARTICLES = frozenset(["DE", "DEL", "LA", "LAS", "LOS"])
"""Words between given names ("Maria de los Angeles"); other particles are names or initials there."""

NO_NAME = frozenset(
    ["FNU", "LNU", "NMN", "NMI", "UNKNOWN", "UNK", "NONE", "NULL", "NA", "XXX", "JR", "SR", "II", "III", "IV"]
)
"""Marks that stand where a name is not known, and generation marks."""

MOST_WORDS = 5
"""How many words of a name are looked at."""

MARKS_WITHIN = "'’‘`´ʼʻ."
"""Signs inside a name that are left out; every other sign that is no letter parts two words."""

LETTERS_FOR = {
    "0": "O", "1": "I", "2": "Z", "3": "E", "4": "A", "5": "S", "6": "G", "7": "T", "8": "B", "9": "G",
    "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "ẞ": "SS", "ß": "SS", "Æ": "AE", "Œ": "OE", "ı": "I",
}  # fmt: skip
"""Digits that a machine read for letters, and letters that no accent can be taken off."""

BONES: dict[str, str] = {
    "SCH": "S", "TSCH": "S", "SHCH": "S", "PH": "F", "KH": "H", "GH": "G", "DH": "D", "TH": "T", "SH": "S", "CH": "S",
    "ZH": "S", "TZ": "S", "TS": "S", "CZ": "S", "CK": "K", "QU": "K", "GUE": "GE", "GUI": "GI", "CE": "SE", "CI": "SI",
    "GE": "HE", "GI": "HI", "OU": "U", "OO": "U", "EE": "I", "Q": "K", "C": "K", "W": "V", "B": "V", "Z": "S", "Ç": "S",
    "J": "H", "X": "KS", "Y": "I",
}  # fmt: skip
"""Letters that stand for one sound in one romanisation or language and for another spelling of it elsewhere."""

_BONES = re.compile("|".join(sorted(BONES, key=len, reverse=True)))
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_VOWELS = re.compile("[AEIOUH]+")
_TWICE = re.compile(r"(.)\1+")
_LETTERS = str.maketrans(LETTERS_FOR | dict.fromkeys(MARKS_WITHIN, ""))


@cache
def plain(text: str) -> str:
    """Words in capitals without accents, one blank between them."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _NOT_LETTERS.sub(" ", text.upper().translate(_LETTERS)).strip()


def words(text: str, particles: frozenset[str] = PARTICLES) -> tuple[str, ...]:
    """The words of a name without particles and marks; where nothing else stands, the particles themselves."""
    every = [word for word in plain(text).split()[:MOST_WORDS] if word not in NO_NAME]
    return tuple(word for word in every if word not in particles) or tuple(every)


def whole(text: str) -> str:
    """All letters of a name, particles too, written together."""
    return plain(text).replace(" ", "")


def parted(text: str) -> tuple[str, str]:
    """Given names and surnames of a whole name: ``LAST, FIRST MIDDLE``, or without a comma in the order of speech.

    Without a comma a first word, or the first two of four and more, are the given names.
    """
    last, comma, given = text.partition(",")
    if comma:
        return given.strip(), last.strip()
    every = text.split()
    at = 1 if len(every) < 4 else 2
    return (" ".join(every[:at]), " ".join(every[at:])) if len(every) > 1 else ("", text.strip())


@cache
def bones(word: str) -> str:
    """What romanisations agree on: the first sound and the consonants, each once."""
    sounds = _TWICE.sub(r"\1", _BONES.sub(lambda found: BONES[found[0]], word))
    return sounds[:1] + _TWICE.sub(r"\1", _VOWELS.sub("", sounds[1:]))


def kin(word: str, forms: Mapping[str, str]) -> str:
    """One sign for all forms of the name: its family in ``forms``, else its bones."""
    return forms.get(word) or bones(word)


@cache
def load_forms(text: str) -> dict[str, str]:
    """The families of ``data/forms.txt``: every word of a line is a form of the line's first word."""
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: f"={line[0]}" for line in lines if line for word in line}
