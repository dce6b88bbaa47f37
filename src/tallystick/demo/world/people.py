"""Invented people: common names of many peoples put together at random. Must not know what happens to them."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; ``file_no`` begins with A000, which no real file number does."""

    name: str
    sex: str
    born: date
    citizenship: str
    file_no: str
    subject_id: str
    person_id: str


@cache
def _peoples() -> list[dict[str, Any]]:
    text = files("tallystick.demo.world").joinpath("data/people.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["people"]
    return found


class Census:
    """Draws people who are all different by name with birth date, file number and subject id."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._file_nos = rng.sample(range(100_000, 1_000_000), 900)
        self._seen: set[tuple[str, date]] = set()

    def person(self) -> Person:
        """Another person."""
        rng = self._rng
        people = rng.choices(_peoples(), weights=[each["share"] for each in _peoples()])[0]
        sex = "F" if rng.random() < 0.12 else "M"
        born = date(1960, 1, 1) + timedelta(days=int(rng.triangular(0, 16_800, 11_500)))
        name = self._name(people, sex)
        if (name, born) in self._seen:
            return self.person()
        self._seen.add((name, born))
        digits = self._file_nos.pop()
        return Person(
            name=name,
            sex=sex,
            born=born,
            citizenship=people["country"],
            file_no=f"A000 {digits // 1000:03d} {digits % 1000:03d}",
            subject_id=f"{rng.randrange(300_000_000, 400_000_000)}",
            person_id=f"{rng.getrandbits(160):040x}",
        )

    def _name(self, people: dict[str, Any], sex: str) -> str:
        family = " ".join(self._rng.sample(people["family"], 2 if people["double"] else 1))
        return f"{family}, {self._rng.choice(people['women'] if sex == 'F' else people['men'])}"
