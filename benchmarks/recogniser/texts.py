"""What made-up lines say: names of many tongues (mostly put together from syllables, so that no list is learned),
numbers, dates, addresses, labels and sentences. Draws nothing.
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALPHABET = "".join(chr(code) for code in range(32, 127))
PARTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
ONSETS = PARTS["onsets"]
MIDDLES = PARTS["middles"]
ENDS = PARTS["ends"]
PARTICLES = PARTS["particles"]
STREETS = PARTS["streets"]
BODIES = PARTS["bodies"]
RANKS = PARTS["ranks"]
MONTHS = PARTS["months"]
STATES = PARTS["states"]


def line(rng: random.Random) -> str:
    """One line of print, ASCII, without double spaces."""
    kinds = (
        (28, name), (9, day), (9, alien), (8, event), (7, digits), (3, phone), (10, address), (5, country), (3, sex),
        (8, label), (14, sentence), (3, mixed), (4, labelled), (2, officer), (2, footer), (1, initials),
    )  # fmt: skip
    text = rng.choices([one for _, one in kinds], [share for share, _ in kinds])[0](rng)
    return " ".join(text.split())[:70].strip() or "A"


def syllables(rng: random.Random, most: int = 3) -> str:
    word = "".join(
        (rng.choice(ONSETS) if rng.random() < 0.85 else "") + rng.choice(MIDDLES) for _ in range(rng.randint(1, most))
    ) + rng.choice(ENDS)
    return word[:14]


def word_of_name(rng: random.Random) -> str:
    pool = names()
    if pool and rng.random() < 0.45:
        word = rng.choice(pool)
        if rng.random() < 0.25 and len(word) > 3:
            at = rng.randrange(len(word))
            word = word[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]
        return word
    return syllables(rng).capitalize()


def surname(rng: random.Random) -> str:
    words = [word_of_name(rng) for _ in range(rng.choice((1, 1, 1, 2, 2)))]
    if rng.random() < 0.08:
        words.insert(0, rng.choice(PARTICLES))
    joint = "-" if rng.random() < 0.12 else " "
    return joint.join(words).replace("' ", "'")


def forename(rng: random.Random) -> str:
    words = [word_of_name(rng) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    if rng.random() < 0.1:
        words[-1] = words[-1][0] + rng.choice((".", ""))
    return (" " if rng.random() < 0.95 else "-").join(words)


def name(rng: random.Random) -> str:
    last, first = surname(rng), forename(rng)
    how = rng.random()
    if how < 0.45:
        text = f"{last.upper()}, {first}"
    elif how < 0.75:
        text = f"{last}, {first}".upper()
    elif how < 0.85:
        text = f"{last}, {first}"
    elif how < 0.93:
        text = f"{first} {last}"
    else:
        text = rng.choice((last.upper(), first, f"{last.upper()},{first}"))
    if rng.random() < 0.05:
        text += rng.choice((" JR", " Jr.", " III", " II", " aka " + word_of_name(rng)))
    return text


def day(rng: random.Random) -> str:
    month, date, year = (
        rng.randint(1, 12),
        rng.randint(1, 31),
        rng.choice((rng.randint(1930, 2010), rng.randint(2005, 2029))),
    )
    how = rng.random()
    if how < 0.7:
        return f"{month:02}/{date:02}/{year}"
    if how < 0.8:
        return f"{month}/{date}/{year}"
    if how < 0.9:
        sign = rng.choice("-./")
        return rng.choice(
            (
                f"{month:02}{sign}{date:02}{sign}{year}",
                f"{year}-{month:02}-{date:02}",
                f"{month}/{date}/{year % 100:02}",
            )
        )
    return rng.choice((f"{MONTHS[month - 1]} {date}, {year}", f"{date:02} {MONTHS[month - 1][:3].upper()} {year}"))


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def alien(rng: random.Random) -> str:
    zeros = rng.random() < 0.4
    parts = ["000" if zeros else _digits(rng, 3), _digits(rng, 3), _digits(rng, 3)]
    if rng.random() < 0.15:
        parts[0] = parts[0][1:]
    joint = rng.choice((" ", " ", "-", ""))
    return "A" + rng.choice(("", "", " ", "-", "# " if rng.random() < 0.1 else "")) + joint.join(parts)


def event(rng: random.Random) -> str:
    letters = "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(3))
    when = f"{rng.randint(10, 29):02}{rng.randint(1, 12):02}" if rng.random() < 0.6 else _digits(rng, 4)
    return letters + (" " if rng.random() < 0.05 else "") + when + _digits(rng, 6)


def digits(rng: random.Random) -> str:
    count = rng.choice((9, 9, 9, 9, 10, 8, 7, 11, 6, 5, 4))
    text = _digits(rng, count)
    return (
        text
        if rng.random() < 0.85
        else rng.choice(
            ("#" + text, text[:3] + "-" + text[3:], rng.choice("ABCDEFGHX") + text, text + rng.choice("ABCXYZ"))
        )
    )


def phone(rng: random.Random) -> str:
    area, three, four = _digits(rng, 3), _digits(rng, 3), _digits(rng, 4)
    return rng.choice(
        (
            f"({area}) {three}-{four}",
            f"{area}-{three}-{four}",
            f"({area}){three}-{four}",
            f"{area}.{three}.{four}",
            f"{area} {three} {four}",
            f"1-{area}-{three}-{four}",
        )
    )


def place(rng: random.Random) -> str:
    word = word_of_name(rng)
    head = rng.choice(
        ("", "", "", "", "Port ", "San ", "New ", "Fort ", "Lake ", "St. ", "North ", "Mount ", "El ", "Los ")
    )
    return head + word + rng.choice(("", "", "", " City", " Falls", "ton", "ville", "burg", " Springs", " Heights"))


def address(rng: random.Random) -> str:
    how = rng.random()
    if how < 0.4:
        text = f"{place(rng)} {rng.choice(BODIES)}"
    elif how < 0.5:
        text = f"{rng.choice(BODIES)}, {place(rng)}"
    elif how < 0.7:
        text = f"{rng.randint(1, 9999)} {rng.choice(('', 'N. ', 'South ', 'W '))}{place(rng)} {rng.choice(STREETS)}"
    elif how < 0.85:
        text = f"{place(rng)}, {rng.choice(STATES)} {_digits(rng, 5)}"
    elif how < 0.92:
        part = rng.choice(("District", "Station", "Troop", "Precinct", "Zone", "Unit", "Suite", "Room", "Floor"))
        text = f"{part} {rng.randint(1, 99)}"
    else:
        text = f"ERO {place(rng)} Field Office ({rng.choice(('INVENTED', rng.choice(STATES)))})"
    return text.upper() if rng.random() < 0.3 else text


def country(rng: random.Random) -> str:
    text = rng.choice(countries()) if rng.random() < 0.8 else syllables(rng, 4).upper()
    return text if rng.random() < 0.75 else text.title()


def sex(rng: random.Random) -> str:
    return rng.choice("MF") if rng.random() < 0.6 else rng.choice(("Male", "Female", "MALE", "FEMALE", "X", "U"))


def label(rng: random.Random) -> str:
    return rng.choice(labels())


def sentence(rng: random.Random) -> str:
    pool = words()
    at = rng.randrange(len(pool) - 12)
    text = " ".join(pool[at : at + rng.randint(2, 10)])
    text = text.upper() if rng.random() < 0.15 else text
    head = rng.choice(("", "", "", "", "(", "1. ", "2. ", "- ", "* ", "A. ", "(b) ", "III. "))
    return head + text


def mixed(rng: random.Random) -> str:
    pool = rng.choice(
        (
            ALPHABET,
            ALPHABET,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
            "abcdefghijklmnopqrstuvwxyz",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        )
    )
    return " ".join("".join(rng.choice(pool) for _ in range(rng.randint(1, 8))) for _ in range(rng.randint(1, 3)))


def labelled(rng: random.Random) -> str:
    return f"{label(rng)} {rng.choice((name, day, alien, event, digits, country, sex, phone))(rng)}"


def officer(rng: random.Random) -> str:
    text = f"{word_of_name(rng)[0]}. {surname(rng)}" if rng.random() < 0.5 else f"{forename(rng)} {surname(rng)}"
    return text + rng.choice(("", ", ", " - ", " / ")) + (rng.choice(RANKS) if rng.random() < 0.7 else "")


def footer(rng: random.Random) -> str:
    form = rng.choice(("I-247A", "I-247D", "I-247N", "I-247X", "I-247G", "I-247", "I-200", "I-205", "I-203"))
    edition = f"({rng.randint(1, 12)}/{rng.choice((rng.randint(10, 26), rng.randint(2010, 2026)))})"
    page = f"Page {rng.randint(1, 9)} of {rng.randint(1, 9)}"
    head = rng.choice(("DHS Form ", "Form ", "ICE Form ", ""))
    when = f"{rng.randint(2015, 2027)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    when += f" {rng.randint(0, 23):02}:{rng.randint(0, 59):02}"
    return rng.choice(
        (
            f"{head}{form} {edition}",
            f"{head}{form} {edition} {page}",
            page,
            f"{when} FROM {place(rng).upper()}",
            f"P.{rng.randint(1, 9):02}/{rng.randint(1, 9):02}",
        )
    )


def initials(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{rng.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}.",
            str(rng.randint(0, 99)),
            "N/A",
            "None",
            "UNK",
            "Unknown",
            "#",
            "X",
        )
    )


@cache
def names() -> list[str]:
    """Single words of names: of the repository's invented peoples and, where it stands beside it, of a public list."""
    found: set[str] = set()
    for path in (
        ROOT / "src/tallystick/demo/world/data/people.toml",
        ROOT / "benchmarks/made_up/linkage_lists/cultures.toml",
    ):
        found.update(re.findall(r'"([^"]+)"', path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "../shared/data/names").glob("common-*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found.update(row["Romanized Name"] for row in csv.DictReader(file))
    words = {word for text in found for word in re.findall(r"[A-Za-z']{2,14}", text)}
    return sorted({word.capitalize() for word in words})


@cache
def countries() -> list[str]:
    raw = tomllib.loads((ROOT / "src/tallystick/reading/editions/countries.toml").read_text(encoding="utf-8"))
    return sorted(name for spellings in raw["countries"].values() for name in spellings)


@cache
def labels() -> list[str]:
    found: set[str] = set()
    for path in sorted((ROOT / "src/tallystick/reading/editions").glob("i*.toml")):
        found.update(re.findall(r'"([^"]{2,90})"', path.read_text(encoding="utf-8")))
    wording = tomllib.loads((ROOT / "src/tallystick/demo/paper/wording.toml").read_text(encoding="utf-8"))
    for group in ("grid", "subject", "officer", "agency"):
        found.update(one for one in wording[group].values() if isinstance(one, str))
    return sorted(one for one in found if one.isascii())


@cache
def words() -> list[str]:
    """Words of the form's sentences and of the project's own prose."""
    wording = (ROOT / "src/tallystick/demo/paper/wording.toml").read_text(encoding="utf-8")
    texts = [" ".join(re.findall(r'"([^"]+)"', wording))] * 6
    texts += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))]
    kept = re.findall(r"[A-Za-z0-9(][\w(),.;:/'&#-]*", " ".join(texts))
    return [word for word in kept if word.isascii() and len(word) < 18 and "_" not in word and "/" not in word[2:]]
