"""People, their requests, the clerks who write them down, and both lists with the truth."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

COLUMNS = ("id", "a_number", "event_no", "first", "middle", "last", "dob", "sex", "cob", "event_date", "office", "ori")
FIRST_DAY, DAYS = date(2024, 1, 1), 720
OFFICES = tuple(
    f"{place} sub-office"
    for place in ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Hazel", "Ivy", "Juniper"]
)
PLACES = 600


@dataclass(frozen=True, slots=True)
class Habits:
    """Of a list: the shares of rows with each number, of errors in them, of what goes wrong else, and of late days."""

    a_number: float
    a_wrong: float
    event_no: float
    careless: float
    waits: bool


STANDARD = Habits(0.72, 0.005, 0.4, 0.8, waits=False), Habits(0.93, 0.005, 0.9, 1.0, waits=True)
HARD = Habits(0.62, 0.03, 0.0, 1.3, waits=False), Habits(0.58, 0.045, 0.0, 1.9, waits=True)


@dataclass(frozen=True, slots=True)
class Culture:
    name: str
    style: str
    male: list[str]
    female: list[str]
    surnames: list[str]
    countries: list[tuple[str, int]]
    chain: dict[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    culture: Culture
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    sex: str
    born: date
    country: str
    file_no: int


@dataclass(frozen=True, slots=True)
class Made:
    """Both lists as rows of text under COLUMNS, and for each id its request, person and culture."""

    a: list[tuple[str, ...]] = field(default_factory=list)
    b: list[tuple[str, ...]] = field(default_factory=list)
    truth_a: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    truth_b: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """``a.csv``, ``b.csv`` and the truth beside them."""
        folder.mkdir(parents=True, exist_ok=True)
        for side, rows, truth in (("a", self.a, self.truth_a), ("b", self.b, self.truth_b)):
            _write(folder / f"{side}.csv", [COLUMNS, *rows])
            told = [(row, *map(str, known)) for row, known in truth.items()]
            _write(folder / f"truth_{side}.csv", [("id", "request", "person", "culture"), *told])


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


@cache
def _tables() -> tuple[list[Culture], list[int], dict[str, list[str]], dict[str, list[str]]]:
    data = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    forms = data.pop("forms")
    cultures = [
        Culture(
            name,
            one["style"],
            one["male"].split(),
            one["female"].split(),
            one["surnames"].split(),
            [(word, int(share)) for word, _, share in (pair.partition("=") for pair in one["countries"].split())],
            _chain(one["surnames"].split()),
        )
        for name, one in data.items()
    ]
    return cultures, [one["share"] for one in data.values()], _forms(forms["given"]), _forms(forms["surnames"])


def _forms(text: str) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for pair in text.split():
        word, _, others = pair.partition("=")
        for other in filter(None, others.split(",")):
            made.setdefault(word, []).append(other)
            made.setdefault(other, []).append(word)
    return made


def _chain(words: list[str]) -> dict[str, str]:
    """Which letters follow two letters, in names of three letters and more."""
    made: dict[str, str] = {}
    for word in words:
        ended = f"^^{word}$"
        for at in range(len(word) + 1):
            made[ended[at : at + 2]] = made.get(ended[at : at + 2], "") + ended[at + 2]
    return made


def _surname(culture: Culture, random: Random) -> str:
    """A common one four times in ten, by rank; else one that the letters of the common ones make."""
    if random.random() < 0.4 or culture.style in {"viet", "chinese"}:
        return culture.surnames[min(int(random.paretovariate(0.9)) - 1, 10**6) % len(culture.surnames)]
    for _ in range(40):
        word = "^^"
        while (following := random.choice(culture.chain[word[-2:]])) != "$" and len(word) < 13:
            word += following
        if len(word) > 5:
            return word[2:].strip("-")
    return random.choice(culture.surnames)


def _given(culture: Culture, sex: str, random: Random) -> str:
    words = culture.female if sex == "F" else culture.male
    return words[min(int(random.expovariate(3.0) * len(words)), len(words) - 1)]


def _person(number: int, random: Random) -> Person:
    cultures, shares, _, _ = _tables()
    culture = random.choices(cultures, shares)[0]
    sex = "F" if random.random() < 0.12 else "M"
    given = [_given(culture, sex, random)]
    if random.random() < {"double": 0.6, "viet": 0.9, "chinese": 0.05, "arabic": 0.4, "indian": 0.1}.get(
        culture.style, 0.4
    ):
        given.append(
            random.choice(["VAN", "THI", "DINH", "MINH"]) if culture.style == "viet" else _given(culture, sex, random)
        )
    surnames = [_surname(culture, random)]
    if random.random() < {"double": 0.8, "portuguese": 0.65, "arabic": 0.15}.get(culture.style, 0.03):
        surnames.append(_surname(culture, random))
    if culture.style == "double" and random.random() < 0.05:
        surnames[-1] = random.choice(["DE LA ", "DE LEON ", "DEL ", "DE "]) + surnames[-1]
    if culture.style == "slavic" and sex == "F" and surnames[0].endswith(("OV", "EV", "IN")):
        surnames[0] += "A"
    born = date(2024, 6, 1) - timedelta(days=int(random.gammavariate(9, 1350)) + 17 * 365 - 3000)
    country = random.choices([one for one, _ in culture.countries], [share for _, share in culture.countries])[0]
    return Person(
        number, culture, tuple(given), tuple(surnames), sex, born, country, random.randint(20_000_000, 246_000_000)
    )


def _household(number: int, random: Random) -> list[tuple[Person, bool]]:
    """A person, and now and then a relative; whether their requests come together."""
    person = _person(number, random)
    kind = random.random()
    if kind > 0.055:
        return [(person, False)]
    other = replace(
        _person(number + 1, random), culture=person.culture, surnames=person.surnames, country=person.country
    )
    other = replace(other, given=(_given(person.culture, other.sex, random), *other.given[1:]))
    together = random.random() < 0.35
    beside = person.file_no + random.randint(1, 3)
    if kind < 0.006:
        other = replace(other, born=person.born, file_no=beside)
    elif kind < 0.03:
        other = replace(other, file_no=beside if together else other.file_no)
    else:
        father = person.born - timedelta(days=random.randint(6600, 13000))
        other = replace(person, number=number + 1, born=father, file_no=other.file_no)
    return [(person, False), (other, together)]


@dataclass(frozen=True, slots=True)
class Request:
    number: int
    person: Person
    day: date
    place: int
    event_no: str


def _requests(random: Random) -> list[Request] | object:
    number = people = 0
    while True:
        day, place = _day(random), _place(random)
        for person, together in _household(people, random):
            people += 1
            if not together:
                day, place = _day(random), _place(random)
            at, where = day, place
            for again in range(1 + (random.random() < 0.12) + (random.random() < 0.03)):
                if again:
                    at = at + timedelta(days=random.randint(11, 45)) if random.random() < 0.2 else _day(random)
                    where = where if random.random() < 0.35 else _place(random)
                yield Request(number, person, at, where, f"{random.choice('BCHNS')}{random.randrange(10**7):07d}")
                number += 1


def _day(random: Random) -> date:
    """More on working days."""
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    return day - timedelta(days=1) if day.weekday() > 4 and random.random() < 0.5 else day


def _place(random: Random) -> int:
    return min(int(random.paretovariate(0.7) * 3) - 3, 10**6) % PLACES


class Clerk:
    """One of a list's clerks, with habits of their own: what they do to names they do to all of them."""

    def __init__(self, habits: Habits, random: Random) -> None:
        self.habits, self.random = habits, random
        self.drops_second = random.random() < 0.15
        self.hyphens = random.random() < 0.12
        self.initials = random.random() < 0.2
        self.no_middle = random.random() < 0.15
        self.width = 12 if random.random() < 0.1 else 40
        self.care = habits.careless * random.choice((0.4, 0.8, 1.0, 1.6))

    def happens(self, rate: float) -> bool:
        return self.random.random() < rate * self.care

    def row(self, request: Request) -> tuple[str, ...]:
        person = request.person
        first, middle, last = self._name(person)
        return (
            self._file_no(person.file_no),
            request.event_no if self.random.random() < self.habits.event_no else "",
            first,
            middle,
            last,
            self._birth(person.born),
            "" if self.happens(0.01) else ("FM"[person.sex == "F"] if self.happens(0.005) else person.sex),
            ""
            if self.happens(0.02)
            else (self.random.choice(["MEXICO", "HONDURAS", "BRAZIL"]) if self.happens(0.008) else person.country),
            self._written_on(request.day),
            ""
            if self.happens(0.03)
            else OFFICES[(request.place + (self.random.randrange(9) if self.happens(0.03) else 0)) % 10],
            "" if self.happens(0.02) else f"ZY{request.place if not self.happens(0.02) else _place(self.random):05d}00",
        )

    def _name(self, person: Person) -> tuple[str, str, str]:
        _, _, given_forms, surname_forms = _tables()
        style = person.culture.style
        spelled = 0.25 if style in {"arabic", "slavic"} else 0.03
        if self.happens(0.006):
            person = replace(_person(0, self.random), culture=person.culture)
        given = [self._other(word, given_forms, spelled) for word in person.given]
        surnames = [self._other(word, surname_forms, spelled * 0.6) for word in person.surnames]
        if person.sex == "F" and self.happens(0.012):
            surnames = [_surname(person.culture, self.random)]
        surnames = self._surnames(surnames, style)
        if style == "chinese" and len(given[0]) > 5 and self.happens(0.3):
            cut = next((at for at in (3, 4, 2) if given[0][at] not in "AEIOUGN"), 3)
            given[0] = given[0][:cut] + self.random.choice([" ", "-"]) + given[0][cut:]
        first, middle = given[0], " ".join(given[1:])
        middle = (
            "" if self.no_middle or self.happens(0.08) else middle[:1] + "." if middle and self.initials else middle
        )
        if middle and self.happens(0.03):
            first, middle = f"{first} {middle}", ""
        last = ("-" if self.hyphens else " ").join(surnames)
        if style == "double" and self.random.random() < 0.004:
            last += " JR"
        if self.happens(
            {"viet": 0.06, "chinese": 0.06, "indian": 0.05, "arabic": 0.04, "plain": 0.02}.get(style, 0.006)
        ):
            first, last = last, first
        return self._typed(first, 0.02), self._typed(middle, 0.02), self._typed(last, 0.028)[: self.width]

    def _surnames(self, surnames: list[str], style: str) -> list[str]:
        if len(surnames) > 1:
            if (self.drops_second and self.random.random() < 0.5) or self.happens(0.06):
                surnames.pop(0 if self.random.random() < 0.1 else 1)
            elif self.happens(0.015):
                surnames.reverse()
        if self.happens(0.15):
            surnames = [word.replace("DE LA ", "").replace("DEL ", "DEL").replace("DE ", "") for word in surnames]
        if style == "arabic" and self.happens(0.2):
            surnames = [word.replace("-", self.random.choice(["", " "])) for word in surnames]
        return surnames

    def _other(self, word: str, forms: dict[str, list[str]], rate: float) -> str:
        return self.random.choice(forms[word]) if word in forms and self.happens(rate) else word

    def _typed(self, word: str, rate: float) -> str:
        if len(word) < 3 or not self.happens(rate):
            return word
        for whole, read in (("RN", "M"), ("M", "RN"), ("CL", "D"), ("W", "VV"), ("O", "0"), ("I", "1"), ("S", "5")):
            if whole in word and self.random.random() < 0.12:
                return word.replace(whole, read, 1)
        at, letter = self.random.randrange(len(word)), self.random.choice("AEIOUNRSLTMDCH")
        return self.random.choice(
            (word[:at] + letter + word[at:], word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :],
             word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :])
        )  # fmt: skip

    def _birth(self, born: date) -> str:
        chosen = self.random.random() / max(self.care, 0.01)
        if chosen < 0.012:
            return ""
        if chosen < 0.022 and born.day < 13:
            born = born.replace(month=born.day, day=born.month)
        elif chosen < 0.028:
            born = born.replace(month=1, day=1)
        elif chosen < 0.036:
            born = born.replace(day=min(born.day, 28), year=born.year + self.random.choice((-10, -1, 1, 10)))
        elif chosen < 0.044:
            born += timedelta(days=self.random.choice((-10, -1, 1, 10)))
        elif chosen < 0.047:
            born += timedelta(days=self.random.randint(-4000, 4000))
        return born.isoformat()

    def _written_on(self, day: date) -> str:
        if self.happens(0.006):
            return ""
        if self.habits.waits:
            day += timedelta(
                days=min(int(self.random.expovariate(0.9)), 30)
                if self.random.random() > 0.01
                else self.random.randint(4, 30)
            )
        if self.happens(0.005):
            day += timedelta(days=self.random.choice((-365, 365, -30, 31, 10, -10)))
        return day.isoformat()

    def _file_no(self, number: int) -> str:
        if self.random.random() >= self.habits.a_number:
            return ""
        digits = list(f"{number:09d}")
        if self.random.random() < self.habits.a_wrong:
            at = self.random.randrange(8)
            if self.random.random() < 0.5:
                digits[at], digits[at + 1] = digits[at + 1], digits[at]
            else:
                digits[at] = self.random.choice("0123456789")
        text = "".join(digits)
        return self.random.choice(
            (
                text,
                f"A{text}",
                f"A{text[:3]} {text[3:6]} {text[6:]}",
                f"{text[:3]}-{text[3:6]}-{text[6:]}",
                f"A#{text}",
                text.lstrip("0"),
            )
        )


def make(
    rows: int, profile: tuple[Habits, Habits] = STANDARD, seed: int = 1, *, rows_b: int = 0, overlap: float = 0.7
) -> Made:
    """Lists of about ``rows`` (and ``rows_b``, by default as many) rows each."""
    random = Random(f"second {seed}")
    clerks = [[Clerk(habits, random) for _ in range(25)] for habits in profile]
    made = Made()
    sides = ((made.a, made.truth_a, rows, "L"), (made.b, made.truth_b, rows_b or rows, "R"))
    both = overlap / (2 - overlap)
    for request in _requests(random):
        if all(len(listed) >= wanted for listed, _, wanted, _ in sides):
            break
        chosen = (0, 1) if random.random() < both else (random.randrange(2),)
        for side in chosen:
            listed, truth, wanted, letter = sides[side]
            for sent in range(2 if random.random() < 0.05 else 1):
                if len(listed) < wanted:
                    identity = f"{letter}{len(listed):07d}"
                    later = replace(
                        request, day=request.day + timedelta(days=random.choice((0, 0, 1, 2)) if sent else 0)
                    )
                    listed.append((identity, *random.choice(clerks[side]).row(later)))
                    truth[identity] = (request.number, request.person.number, request.person.culture.name)
    random.shuffle(made.a)
    random.shuffle(made.b)
    return made
