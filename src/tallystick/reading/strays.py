"""Values whose labels cannot be read: a thin fax loses small print first. They are told by their shape and place.

The order of the form is what every edition shares: numbers and the form's date above the addresses, then the name,
then birth, citizenship and sex.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .anchors import Anchors, union
from .ctc import greedy, shaped
from .likeness import alike, contains
from .phrases import Phrase
from .shapes import FORMATS
from .sight import Sight

_FITS = -4.0
_ROW, _FORENAMES, _DIGITS, _CRUMBS = 60, 90, 6, 3
_COUNTRY = 0.75
_LETTERS = 0.8
_WORDY, _LABEL, _HALF_ALIKE, _WORDS = 16, 0.52, 0.42, 4
_AS_TALL = 0.91
"""Values are printed in one size: their lines are as tall as the numbers above; labels and stamps are smaller."""


@dataclass(frozen=True, slots=True)
class Strays:
    """Print of the upper part, looked at through ``sight``, with the names of countries and the form's labels."""

    sight: Sight
    found: Anchors
    countries: Sequence[str]
    labels: Sequence[str] = ()

    def fits(self, name: str, part: Phrase) -> bool:
        """True when ``part`` can be a value of field ``name`` by its shape."""
        return self._misfit(name, part) >= _FITS

    def values(self) -> dict[str, list[Phrase]]:
        """The lines of each field that can be told without its label."""
        parts = [*self.found.rest, *self._behind_labels()]
        told: dict[str, Phrase] = {}
        for name in ("file_no", "event_no", "subject_id"):
            fitting = [part for part in _untold(parts, told) if self.fits(name, part)]
            if fitting:
                told[name] = self.fitted(
                    name, max(fitting, key=lambda part: (self._misfit(name, part), -part.area.top))
                )
        told |= self._dates(told)
        told |= self._person(told)
        return {name: [part] for name, part in told.items()} | self._addresses(told)

    def _misfit(self, name: str, part: Phrase) -> float:
        """By how much the likeliest text of the shape is less likely than the text as it stands (logarithm, 0 best)."""
        if not _could_be(name, part.text):
            return float("-inf")
        best = shaped(part.scores, self.sight.alphabet, FORMATS[name].shapes)
        plainly = part.read.weight if part.whole else greedy(part.scores, self.sight.alphabet).weight
        return best.weight - plainly if best else float("-inf")

    def fitted(self, name: str, part: Phrase) -> Phrase:
        """``part``, or its last words where those have the shape of the field better: the first are a label's."""
        text = part.text
        starts = [at + 1 for at, letter in enumerate(text[:-1]) if letter == " "][-_WORDS:]
        ends = [one for at in starts if not (one := part.part(at, len(text))).empty]
        return max([part, *ends], key=lambda one: self._misfit(name, one) / max(1, len(one.scores)) ** 0.5)

    def _behind_labels(self) -> list[Phrase]:
        """What follows, in one phrase, on words that are half like a label of the form."""
        short = [label for label in self.labels if len(label) < _WORDY]
        cuts = [
            (part, at) for part in self.found.rest for at, letter in enumerate(part.text) if letter == " " and at > 1
        ]
        halves = [
            (part, at)
            for part, at in cuts
            if at > _CRUMBS and any(alike(part.text[:at], one) >= _HALF_ALIKE for one in short)
        ]
        numbers = [(part, at) for part, at in cuts if _is_number_behind(part.text, at)]
        behind = [part.part(at, len(part.text)) for part, at in [*halves, *numbers]]
        return [one for one in behind if not one.empty]

    def _dates(self, told: dict[str, Phrase]) -> dict[str, Phrase]:
        every = [*self.found.rest, *self._behind_labels()]
        dates = [part for part in _untold(every, told) if self.fits("prepared", part)]
        dates.sort(key=lambda part: part.area.top)
        event = told.get("event_no")
        if len(dates) >= 2:
            return {"prepared": dates[0], "date_of_birth": dates[-1]}
        if not dates:
            return {}
        early = event is not None and dates[0].area.top - event.area.top < _ROW
        return {"prepared" if early else "date_of_birth": dates[0]}

    def _person(self, told: dict[str, Phrase]) -> dict[str, Phrase]:
        """Name, citizenship and sex around the date of birth."""
        birth = told.get("date_of_birth")
        if birth is None:
            return {}
        left = _untold([*self.found.rest, *self._behind_labels()], told)
        person: dict[str, Phrase] = {}
        after = told.get("prepared", birth).area.bottom
        names = [
            part
            for part in left
            if _is_name(part.text)
            and (after < part.area.top <= birth.area.bottom)
            and part.area.left < birth.area.right
        ]
        if names:
            person["name"] = self._whole_name(max(names, key=lambda part: (part.area.bottom, part.area.left)), birth)
        beside = [p for p in left if p.area.left > birth.area.left and abs(p.area.middle - birth.area.middle) < _ROW]
        countries = [(max((alike(p.text, word) for word in self.countries), default=0.0), p) for p in beside]
        likely = [one for one in countries if one[0] >= _COUNTRY]
        if likely:
            person["citizenship"] = max(likely, key=lambda one: one[0])[1]
        words = {"M", "F", "MALE", "FEMALE"}
        sexes = [part for part in beside if part.text.strip(" .:,").upper() in words]
        sexes = sexes or [one for one in beside if len(one.text.strip(" .:,")) == 1 and self.fits("sex", one)]
        if sexes:
            person["sex"] = max(sexes, key=lambda part: part.area.left)
        return person

    def _whole_name(self, name: Phrase, birth: Phrase) -> Phrase:
        """The name with the forenames that a wide gap parts from it."""
        beside = [
            part
            for part in self.found.rest
            if part.area.beside(name.area)
            and name.area.right <= part.area.left <= name.area.right + _FORENAMES
            and not (part.area.beside(birth.area) and part.area.left >= birth.area.left)
        ]
        return self.sight.phrase(union([name, *beside])) if beside else name

    def _addresses(self, told: dict[str, Phrase]) -> dict[str, list[Phrase]]:
        """What stands between the form's date and the name: at the left the institution, at the right the office."""
        top, bottom = told.get("prepared") or told.get("event_no"), told.get("name") or told.get("date_of_birth")
        right = told.get("prepared") or told.get("file_no")
        if top is None or bottom is None or right is None:
            return {}
        labels = [label for label in self.labels if len(label) >= _WORDY]
        tall = min(told[name].area.height for name in ("prepared", "event_no", "file_no") if name in told)
        block = [
            part
            for part in self.found.rest
            if top.area.bottom < part.area.top and part.area.bottom < bottom.area.top
            if part.area.height > _AS_TALL * tall
            if not any(contains(label, part.text) > _LABEL for label in labels)
        ]
        split = right.area.left - _ROW
        sides = {"to": [p for p in block if p.area.left < split], "from": [p for p in block if p.area.left >= split]}
        return {name: sorted(side, key=lambda part: part.area.top) for name, side in sides.items() if side}


def _untold(parts: Sequence[Phrase], told: Mapping[str, Phrase]) -> list[Phrase]:
    """The parts that share no print with what is told already."""
    taken = [one.area for one in told.values()]
    return [
        part
        for part in parts
        if not any(part.area.beside(one) and part.area.left < one.right and one.left < part.area.right for one in taken)
    ]


def _is_number_behind(text: str, at: int) -> bool:
    """True when words without a digit stand before ``at`` and a number behind it."""
    return not any(map(str.isdigit, text[:at])) and sum(map(str.isdigit, text[at:])) >= _DIGITS


def _could_be(name: str, text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    if name == "sex":
        return 0 < len(text.strip()) <= 7
    return digits >= 4 and len(text) <= 18


def _is_name(text: str) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    return "," in text[2:] and letters >= _LETTERS * len(text.replace(" ", "").replace(",", ""))
