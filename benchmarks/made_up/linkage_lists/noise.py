"""What offices do to a name, a day and a number between the person and the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .names import Culture, Named

_LOOKS_LIKE = {
    "O": "0Q", "I": "1L", "L": "I1", "S": "5", "B": "8R", "Z": "2", "G": "6C", "E": "F", "M": "N", "N": "MH", "U": "V",
    "V": "UY", "C": "G", "D": "O", "R": "K", "H": "N", "A": "4", "T": "7Y", "Q": "O",
}  # fmt: skip
_KEYBOARD = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_BESIDE = {row[at]: row[max(at - 1, 0)] + row[min(at + 1, len(row) - 1)] for row in _KEYBOARD for at in range(len(row))}
_NICKNAMES = {
    "JOSE": "PEPE", "FRANCISCO": "PACO", "JESUS": "CHUY", "IGNACIO": "NACHO", "GUADALUPE": "LUPE", "ALEJANDRO": "ALEX",
    "MARIA": "MARY", "ROBERTO": "BETO", "ALBERTO": "BETO", "MANUEL": "MANNY", "ANTONIO": "TONY", "EDUARDO": "EDDIE",
    "MIGUEL": "MIKE", "JORGE": "GEORGE", "JUAN": "JOHN", "CARLOS": "CHARLIE", "DANIEL": "DANNY", "DAVID": "DAVE",
    "MICHAEL": "MIKE", "ROBERT": "BOB", "WILLIAM": "BILL", "JOSEPH": "JOE", "THOMAS": "TOM", "ELIZABETH": "LIZ",
    "CATHERINE": "KATE", "JENNIFER": "JENNY", "PATRICIA": "PATTY", "RICARDO": "RICKY", "ENRIQUE": "QUIQUE",
    "ROSA": "ROSITA", "CARMEN": "CARMENCITA", "CONSUELO": "CHELO", "GABRIELA": "GABY", "FERNANDO": "NANDO",
    "CHRISTOPHER": "CHRIS", "ANTHONY": "TONY", "EMMANUEL": "MANNO", "ALEKSANDR": "SASHA", "DMITRI": "DIMA",
    "TERESA": "TERE", "PEDRO": "PETER", "LUIS": "LOUIS", "JOAO": "JOHN", "RAFAEL": "RAFA", "GREGORIO": "GOYO",
}  # fmt: skip
_AGES_IN_DAYS = (17 * 365, 60 * 365)


@dataclass(frozen=True, slots=True)
class Noise:
    """How often what goes wrong, on one row of one side; ``times`` scales all that is not said apart."""

    times: float
    a_number: float
    a_number_wrong: float
    event_no: float
    late_days: tuple[int, ...] = (0,)


class Clerk:
    """Writes rows as one office does: holds the dice and how often things go wrong."""

    def __init__(self, noise: Noise, random: Random) -> None:
        self.noise = noise
        self.random = random

    def happens(self, rate: float) -> bool:
        """Whether something that happens this often, times the office's carelessness, happens now."""
        return self.random.random() < rate * self.noise.times

    def written_name(self, named: Named, culture: Culture, sex: str) -> tuple[str, str, str]:
        """The name as first, middle and last."""
        given = [self._spelled(word, culture) for word in named.given]
        surnames = [self._spelled(word, culture) for word in named.surnames]
        if given[0] in _NICKNAMES and self.happens(0.02):
            given[0] = _NICKNAMES[given[0]]
        first, middle = self._given(given)
        last = self._surnames(surnames)
        if sex == "F" and self.happens(0.012):
            last = culture.surnames.one(self.random)
        if self.happens(culture.swapped):
            first, last = last, first
        return self._typed(first, 0.02), self._typed(middle, 0.02), self._typed(last, 0.03)

    def _spelled(self, word: str, culture: Culture) -> str:
        others = culture.variants.get(word)
        return self.random.choice(others) if others and self.happens(0.3) else word

    def _given(self, given: list[str]) -> tuple[str, str]:
        if len(given) == 1:
            return given[0], ""
        first, middle = given
        if self.happens(0.15):
            return first, ""
        if self.happens(0.12):
            return first, middle[0]
        if self.happens(0.05):
            return self.random.choice((f"{first} {middle}", f"{first}{middle}")), ""
        return (middle, "") if self.happens(0.01) else (first, middle)

    def _surnames(self, surnames: list[str]) -> str:
        words = [self._particle(word) for word in surnames]
        if len(words) == 1:
            return words[0]
        if self.happens(0.12):
            return words[0 if self.random.random() < 0.85 else 1]
        if self.happens(0.015):
            words.reverse()
        if self.happens(0.06):
            return "-".join(words)
        return "".join(words) if self.happens(0.01) else " ".join(words)

    def _particle(self, word: str) -> str:
        before, _, name = word.rpartition(" ")
        if not before:
            return word
        if self.happens(0.2):
            return name
        joined = self.random.choice(("", "-")) if self.happens(0.15) else " "
        return before.replace(" ", "") * (not joined) + before * bool(joined) + joined + name

    def _typed(self, word: str, rate: float) -> str:
        return self._mistyped(word) if len(word) > 2 and self.happens(rate) else word

    def _mistyped(self, word: str) -> str:
        at = self.random.randrange(len(word))
        kind = self.random.randrange(5)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        if kind == 1 and at + 1 < len(word):
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if kind == 2:
            return word[:at] + word[at] + word[at:]
        source = _LOOKS_LIKE if kind == 3 else _BESIDE
        return word[:at] + self.random.choice(source.get(word[at], "E")) + word[at + 1 :]

    def birth(self, day: date) -> str:
        """The date of birth as written; empty when it is missing."""
        if self.happens(0.01):
            return ""
        if self.happens(0.01) and day.day <= 12:
            return day.replace(month=day.day, day=day.month).isoformat()
        if self.happens(0.005):
            return f"{day.year}-01-01"
        if self.happens(0.003):
            return (day + timedelta(days=self.random.randint(-3000, 3000))).isoformat()
        return self._wrong_digit(day) if self.happens(0.012) else day.isoformat()

    def _wrong_digit(self, day: date) -> str:
        for _ in range(20):
            text = list(day.isoformat())
            text[self.random.choice((2, 3, 5, 6, 8, 9))] = self.random.choice("0123456789")
            try:
                return date.fromisoformat("".join(text)).isoformat()
            except ValueError:
                continue
        return day.isoformat()

    def event(self, day: date) -> str:
        """The day of the request as this office wrote it down."""
        if self.happens(0.005):
            return ""
        if self.happens(0.006):
            return (day + timedelta(days=self.random.randint(-30, 30))).isoformat()
        if self.happens(0.003):
            return self._wrong_digit(day)
        return (day + timedelta(days=self.random.choice(self.noise.late_days))).isoformat()

    def a_number(self, number: int) -> str:
        """The file number in one of six spellings; empty when the office has none."""
        if self.random.random() >= self.noise.a_number:
            return ""
        digits = f"{number:09d}"
        if self.random.random() < self.noise.a_number_wrong:
            at = self.random.randrange(9)
            digits = digits[:at] + self.random.choice("0123456789") + digits[at + 1 :]
        a, b, c = digits[:3], digits[3:6], digits[6:]
        return self.random.choice(
            (f"A{digits}", digits, f"A{a}-{b}-{c}", f"A {a} {b} {c}", f"A-{digits}", f"{a}-{b}-{c}")
        )

    def event_no(self, number: str) -> str:
        """The event number; empty when the office has none."""
        if self.random.random() >= self.noise.event_no:
            return ""
        return self._mistyped(number) if self.happens(0.004) else number

    def one_of(self, right: str, others: tuple[str, ...], missing: float, wrong: float) -> str:
        """A word of a short list: right, missing or another one."""
        if self.happens(missing):
            return ""
        return self.random.choice(others) if self.happens(wrong) else right
