"""Names as thirteen cultures give them: a few very common, many rare ones composed of the culture's own syllables."""

from __future__ import annotations

import tomllib
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

_RARE_SURNAMES = 4000
_RARE_GIVEN = 0.06
"""How often a given name is a rare one, composed like a surname."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Words with the running sums of their weights: draws one in the time of a bisection."""

    words: tuple[str, ...]
    sums: tuple[float, ...]

    def one(self, random: Random) -> str:
        return self.words[bisect(self.sums, random.random() * self.sums[-1])]


@dataclass(frozen=True, slots=True)
class Culture:
    """How one culture names people, and where they were born."""

    name: str
    countries: Draw
    male: Draw
    female: Draw
    between: Draw | None
    surnames: Draw
    middle: float
    second: float
    particle: float
    particles: Draw | None
    swapped: float
    variants: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name as the person would write it: given names and surnames, particles with their surname."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]


@cache
def cultures() -> tuple[tuple[Culture, ...], tuple[float, ...]]:
    """Every culture, with the running sums of their shares."""
    facts = tomllib.loads(Path(__file__).with_name("cultures.toml").read_text(encoding="utf-8"))
    made = tuple(_culture(name, one) for name, one in facts.items())
    return made, tuple(accumulate(one["share"] for one in facts.values()))


def any_culture(random: Random) -> Culture:
    """A culture by its share."""
    made, sums = cultures()
    return made[bisect(sums, random.random() * sums[-1])]


def name(culture: Culture, sex: str, random: Random) -> Named:
    """A new name."""
    return Named(_given(culture, sex, random), _surnames(culture, random))


def _given(culture: Culture, sex: str, random: Random) -> tuple[str, ...]:
    draw = culture.male if sex == "M" else culture.female
    first = culture.surnames.one(random) if random.random() < _RARE_GIVEN else draw.one(random)
    if random.random() >= culture.middle:
        return (first,)
    middle = (culture.between or draw).one(random)
    return (first, middle) if culture.name != "vietnamese" else (middle, first)


def _surnames(culture: Culture, random: Random) -> tuple[str, ...]:
    count = 2 if random.random() < culture.second else 1
    return tuple(_surname(culture, random) for _ in range(count))


def _surname(culture: Culture, random: Random) -> str:
    word = culture.surnames.one(random)
    if culture.particles and random.random() < culture.particle:
        return f"{culture.particles.one(random)} {word}"
    return word


def _culture(name: str, facts: dict[str, object]) -> Culture:
    random = Random(name)
    male, female = (_given_words(facts, key, random) for key in ("male", "female"))
    return Culture(
        name=name,
        countries=_weighed(facts["countries"]),
        male=_zipf(male, 0.75),
        female=_zipf(female, 0.75),
        between=_zipf(str(facts["between"]).split(), 0.7) if "between" in facts else None,
        surnames=_zipf(_surname_words(facts, random), 0.85),
        middle=float(str(facts["middle"])),
        second=float(str(facts["second"])),
        particle=float(str(facts["particle"])),
        particles=_weighed(facts["particles"]) if "particles" in facts else None,
        swapped=float(str(facts["swapped"])) / 100,
        variants=_variants(facts),
    )


def _given_words(facts: dict[str, object], key: str, random: Random) -> list[str]:
    """Common given names; where names are freely composed of syllables, pairs of them as well."""
    words = str(facts[key]).split()
    if "syllables" in facts:
        parts = str(facts["syllables"]).split()
        words += [f"{random.choice(parts)}{random.choice(['', ' '])}{random.choice(parts)}" for _ in range(600)]
    return words


def _surname_words(facts: dict[str, object], random: Random) -> list[str]:
    words = str(facts["surnames"]).split()
    if "onset" not in facts:
        return words
    onset, nucleus, ending = (str(facts[key]).split() for key in ("onset", "nucleus", "ending"))
    rare = {
        random.choice(onset) + random.choice(["", *nucleus]) + random.choice(nucleus) + random.choice(ending)
        for _ in range(_RARE_SURNAMES)
    }
    drawn = sorted(rare - set(words))
    random.shuffle(drawn)
    return words + drawn


def _variants(facts: dict[str, object]) -> dict[str, tuple[str, ...]]:
    groups = [tuple(group.split()) for group in facts.get("variants", [])]
    return {word: group for group in groups for word in group}


def _zipf(words: list[str], exponent: float) -> Draw:
    return Draw(tuple(words), tuple(accumulate((rank + 3) ** -exponent for rank in range(len(words)))))


def _weighed(weights: object) -> Draw:
    assert isinstance(weights, dict)
    return Draw(tuple(weights), tuple(accumulate(float(one) for one in weights.values())))
