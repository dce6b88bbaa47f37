"""How a reading compares with what is printed: fields, boxes, certainty; by rendition, hand, level and field."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from made_up.fax_renditions import Case
from tallystick.demo.paper import Filled
from tallystick.demo.paper.content import american
from tallystick.model.reading import FIELD_NAMES, DocumentReading, Doubtful, Read, Reading
from tallystick.model.words import StatedBasis
from tallystick.reading.likeness import plain

GUESS = 0.07
"""Ink from which a box that a person must look at is more likely marked than not (as ``tallystick read`` says it)."""
FURTHER = ("notify_phone", "officer")
KINDS = {
    "subject_id": "number", "file_no": "number", "event_no": "number", "notify_phone": "number",
    "prepared": "date", "date_of_birth": "date", "to": "address", "from": "address", "sex": "word",
    "citizenship": "word", "name": "name", "officer": "name",
}  # fmt: skip
_BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.97, 0.99, 1.01)

Key = tuple[str, bool, int, str]
"""Rendition, by hand, level, field."""


@dataclass
class Table:
    """Counts by key: right, wrong, sure, sure and wrong; boxes under the names of their checks."""

    counts: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    certainty: dict[tuple[str, float], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    slips: list[str] = field(default_factory=list)
    lost: int = 0

    def of(self, **wanted: object) -> Counter[str]:
        """The sum of all counts whose key has what is wanted (rendition, hand, level; fields: names)."""
        total: Counter[str] = Counter()
        for (rendition, hand, level, name), count in self.counts.items():
            if wanted.get("rendition", rendition) != rendition or wanted.get("hand", hand) != hand:
                continue
            if wanted.get("level", level) != level or name not in wanted.get("fields", (name,)):  # type: ignore[operator]
                continue
            total.update(count)
        return total


def expected(case: Case) -> dict[str, str]:
    """The values as a reading writes them."""
    filled = case.filled
    return {
        "subject_id": filled.subject_id,
        "file_no": plain(filled.file_no),
        "event_no": filled.event_no,
        "prepared": filled.prepared.isoformat(),
        "to": filled.to.split("\n")[0],
        "from": filled.from_office.split("\n")[0],
        "name": filled.name,
        "date_of_birth": filled.date_of_birth.isoformat(),
        "citizenship": filled.citizenship,
        "sex": filled.sex,
        "officer": filled.officer,
        **({"notify_phone": case.phone} if case.phone else {}),
    }


def right(name: str, value: str, wanted: str) -> bool:
    """Equal after capitals, signs and spaces; of an address the first line, as it stands before the first comma."""
    return plain(value).startswith(plain(wanted)) if name in ("to", "from") else plain(value) == plain(wanted)


def judge(table: Table, case: Case, reading: Reading) -> None:
    """Add one fax; a form that was not found loses all its fields and boxes."""
    document = next((one for one in reading.documents if case.first in one.pages and one.fields), None)
    if document is None or document.form is not case.filled.form:
        table.lost += 1
        table.slips.append(_at(case, "form", document.form if document else "none", case.filled.form))
    for name, wanted in expected(case).items():
        _field(table, case, name, wanted, document)
    _checks(table, case, document)


def _field(table: Table, case: Case, name: str, wanted: str, document: DocumentReading | None) -> None:
    known = {**document.fields, **document.further} if document else {}
    one = known.get(name)
    value = one.value if isinstance(one, Read | Doubtful) else ""
    good, sure = right(name, value, wanted), isinstance(one, Read)
    table.counts[case.rendition, case.hand, case.level, name].update(
        all=1, right=good, sure=sure, sure_wrong=sure and not good
    )
    if isinstance(one, Read | Doubtful):
        low = max(edge for edge in _BINS if edge <= one.score)
        table.certainty[KINDS[name], low].update(all=1, right=good)
    if not good:
        said = getattr(getattr(one, "reason", None), "value", "") or f"'{value}'"
        table.slips.append(_at(case, name, f"{type(one).__name__} {said}", f"'{wanted}'"))


def _checks(table: Table, case: Case, document: DocumentReading | None) -> None:
    truth = {basis.value: basis in case.filled.basis for basis in StatedBasis}
    truth["cancel"] = case.filled.cancels is not None
    boxes = {one.basis.value: one for one in document.boxes} if document else {}
    marks = {one.name: one for one in document.marks} if document else {}
    for name, wanted in truth.items():
        one = boxes.get(name) or marks.get(name)
        guess = one.density >= GUESS if one else None
        sure = one is not None and one.marked is not None
        good = guess is wanted
        table.counts[case.rendition, case.hand, case.level, f"[{name}]"].update(
            all=1, right=good, sure=sure, sure_wrong=bool(sure and one and one.marked is not wanted)
        )
        if not good or (sure and one and one.marked is not wanted):
            ink = f"{one.marked} (ink {one.density})" if one else "not there"
            table.slips.append(_at(case, f"[{name}]", ink, wanted))


def _at(case: Case, name: str, got: object, wanted: object) -> str:
    return f"  {case.rendition} {'hand' if case.hand else 'typed'} level {case.level} {name}: {got}, printed {wanted}"


def printed(table: Table, *, by_field: bool) -> str:
    """The tables as text."""
    boxes = tuple(sorted({key[3] for key in table.counts if key[3].startswith("[")}))
    levels = "level 1      2      3      4      5    all  sure %  of those wrong"
    head = f"rendition  way   {levels}  boxes % (asked %, sure and wrong)"
    lines = ["key fields right, %", head]
    groups = sorted({(key[0], key[1]) for key in table.counts})
    for hand in sorted({hand for _, hand in groups}):
        rows = [name for name, way in groups if way is hand]
        for name in [*rows, *(["all"] if len(rows) > 1 else [])]:
            about = {"hand": hand} | ({} if name == "all" else {"rendition": name})
            lines.append(_row(table, name, about, boxes))
    if by_field:
        lines += ["", f"field            {levels}"]
        names = [*FIELD_NAMES, *FURTHER, *boxes]
        for hand in sorted({hand for _, hand in groups}):
            lines.append("by hand" if hand else "typed")
            for name in names:
                lines.append(f"{name:23.23}" + _levels(table, {"hand": hand, "fields": (name,)}))
        lines += ["", "certainty: kind of field, shown score from, values, right %"]
        for (kind, low), count in sorted(table.certainty.items()):
            lines.append(f"  {kind:8} {low:4.2f} {count['all']:6} {100 * count['right'] / count['all']:6.1f}")
    return "\n".join(lines)


def _row(table: Table, name: str, about: dict[str, object], boxes: tuple[str, ...]) -> str:
    ticks = table.of(**about, fields=boxes)
    share = (ticks["right"], ticks["all"] - ticks["sure"])
    percent = [100 * part / ticks["all"] if ticks["all"] else 0.0 for part in share]
    way = "hand " if about["hand"] else "typed"
    told = f"  {percent[0]:6.1f} ({percent[1]:.1f}, {ticks['sure_wrong']} of {ticks['all']})"
    return f"{name:9}  {way}" + _levels(table, about | {"fields": FIELD_NAMES}) + told


def _levels(table: Table, about: dict[str, object]) -> str:
    parts = []
    for level in (1, 2, 3, 4, 5, None):
        count = table.of(**about, **({} if level is None else {"level": level}))
        parts.append(f"{100 * count['right'] / count['all']:6.1f}" if count["all"] else "     -")
    total = table.of(**about)
    sure = 100 * total["sure"] / total["all"] if total["all"] else 0.0
    return " ".join(["", *parts]) + f"  {sure:6.1f}  {total['sure_wrong']:4} of {total['sure']}"


def as_people_write(filled: Filled) -> dict[str, str]:
    """Key fields as they are printed, for readers that give text without fields; the sex is left out."""
    return {
        "subject_id": filled.subject_id,
        "file_no": filled.file_no,
        "event_no": filled.event_no,
        "prepared": american(filled.prepared),
        "to": filled.to.split("\n")[0],
        "from": filled.from_office.split("\n")[0],
        "name": filled.name,
        "date_of_birth": american(filled.date_of_birth),
        "citizenship": filled.citizenship,
    }
