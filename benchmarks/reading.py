"""Reading made-up faxes: how many key fields are right, how many are passed as read, what a fax costs.

    python benchmarks/reading.py [--faxes 20] [--seed 247] [--prints] [--known] [--peer 3] [--wrong]

Draws forms with invented people, faxes them at the five levels of ``demo.paper.scan`` (1 sent from a computer … 5 a
rough scan at 98 lines an inch), some with a cover sheet, out of order or upside down, and reads them back. ``--prints``
draws page 1 in two other prints in turn, without further pages; ``--known`` gives the reader a city's names.
``--peer N`` reads the form page of N of them with the whole RapidOCR pipeline and says what that costs.
"""

from __future__ import annotations

import argparse
import random
import resource
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from tallystick.demo.paper import (
    Coding,
    CoverSheet,
    Drawn,
    FaxHeader,
    FaxQuality,
    Filled,
    administrative_warrant,
    cover_page,
    fax,
    form_pages,
)
from tallystick.demo.paper.prints import NARROW, OFFICE, printed_form
from tallystick.model.reading import FIELD_NAMES, Read, Reading
from tallystick.model.words import FormKind, StatedBasis
from tallystick.reading.known import Known
from tallystick.reading.likeness import plain
from tallystick.services.read import read_bytes

SURNAMES = [
    "OKONKWO BAPTISTE",
    "RAMIREZ LOPEZ",
    "NGUYEN",
    "DA SILVA TAVARES",
    "ABDULLAHI",
    "KOWALCZYK",
    "CHEN",
    "TESFAYE",
    "O'MALLEY",
    "JEAN-PIERRE",
    "HERNANDEZ",
    "VASQUEZ CRUZ",
    "POPESCU",
    "HAIDARI",
    "LIM",
    "IVANOVA",
    "MBEKI",
    "SINGH",
    "ROSSI",
    "ANDERSSON",
    "TUPOU",
    "KIPLAGAT",
    "BARBOSA",
    "YILMAZ",
]
FORENAMES = [
    "Marie Claire",
    "Jose Luis",
    "Thi Hoa",
    "Joao Pedro",
    "Fatuma Warsame",
    "Andrzej",
    "Wei Ming",
    "Selam Bekele",
    "Sean Patrick",
    "Guerda",
    "Kevin Alexander",
    "Maria Fernanda",
    "Ionut",
    "Zahra",
    "Jia Hui",
    "Yelena",
    "Thabo",
    "Gurpreet",
    "Luca",
    "Erik",
    "Sione",
    "Wanjiru",
    "Adilson",
    "Emre",
]
COUNTRIES = [
    "HAITI",
    "MEXICO",
    "VIETNAM",
    "IRELAND",
    "CAPE VERDE",
    "SOMALIA",
    "GUATEMALA",
    "POLAND",
    "CHINA, PEOPLES REPUBLIC OF",
    "ETHIOPIA",
    "EL SALVADOR",
    "DOMINICAN REPUBLIC",
    "BRAZIL",
    "NICARAGUA",
    "NIGERIA",
    "NIGER",
    "JAMAICA",
    "INDIA",
    "PAKISTAN",
    "HONDURAS",
]
SITES = ["PLD", "HRB", "SXF", "LYD", "QBN", "MVO"]
KNOWN = Known(("Harborton Police Department",), ("ERO Port Lydd Field Office (INVENTED)",), tuple(SITES))


@dataclass(frozen=True)
class Case:
    level: int
    filled: Filled
    data: bytes
    turned: bool


def filled_form(rng: random.Random) -> Filled:
    prepared = date(2025, 1, 1) + timedelta(days=rng.randrange(365))
    return Filled(
        form=FormKind.I247G if rng.random() < 0.1 else FormKind.I247A,
        subject_id=str(rng.randrange(10**8, 10**9)),
        file_no=f"A000 {rng.randrange(1000):03} {rng.randrange(1000):03}",
        event_no=f"{rng.choice(SITES)}{prepared:%y%m}{rng.randrange(10**6):06}",
        prepared=prepared,
        to=f"Harborton Police Department\nDistrict {rng.randint(1, 11)}\nHarborton",
        from_office=f"ERO Port Lydd Field Office (INVENTED)\n{rng.randint(1, 99)} Quay Street\nPort Lydd",
        name=f"{rng.choice(SURNAMES)}, {rng.choice(FORENAMES)}",
        date_of_birth=date(1950, 1, 1) + timedelta(days=rng.randrange(20_000)),
        citizenship=rng.choice(COUNTRIES),
        sex=rng.choice("MF"),
        basis=tuple(basis for basis in StatedBasis if rng.random() < 0.4),
        officer="B. Example, Deportation Officer",
    )


def cases(count: int, seed: int, *, prints: bool) -> Iterator[Case]:
    rng = random.Random(seed)
    for number in range(count):
        level = 1 + number % 5
        filled = filled_form(rng)
        if prints:
            how = (OFFICE, NARROW)[number // 5 % 2]
            filled = replace(filled, form=FormKind.I247A)
            yield Case(level, filled, _sent([printed_form(filled, how, rng)], level, rng), turned=False)
            continue
        pages: list[Drawn] = form_pages(filled, rng)
        if rng.random() < 0.3:
            pages.append(administrative_warrant(filled, rng))
        if rng.random() < 0.17:
            rng.shuffle(pages)
        if rng.random() < 0.28:
            pages.insert(0, _cover(filled, len(pages) + 1, rng))
        turned = rng.random() < 0.1
        pages = [page.turned() for page in pages] if turned else pages
        yield Case(level, filled, _sent(pages, level, rng), turned)


def _sent(pages: list[Drawn], level: int, rng: random.Random) -> bytes:
    at = datetime(2025, 5, 5, 10, 11, tzinfo=UTC)
    header = FaxHeader(sent_at=at, sender="ERO PORT LYDD", number="000-555-0101", received_at=at)
    return fax(pages, quality=FaxQuality(level, rng.choice(list(Coding))), header=header, rng=rng)


def _cover(filled: Filled, pages: int, rng: random.Random) -> Drawn:
    sheet = CoverSheet(
        to="Harborton Police Department",
        fax="000-555-0110",
        sender="ERO Port Lydd (INVENTED)",
        sent=filled.prepared,
        pages=pages,
        subject="Request",
    )
    return cover_page(sheet, rng)


def expected(filled: Filled) -> dict[str, str]:
    return {
        "subject_id": filled.subject_id,
        "file_no": filled.file_no.replace(" ", ""),
        "event_no": filled.event_no,
        "prepared": filled.prepared.isoformat(),
        "to": ", ".join(filled.to.split("\n")),
        "from": ", ".join(filled.from_office.split("\n")),
        "name": filled.name,
        "date_of_birth": filled.date_of_birth.isoformat(),
        "citizenship": filled.citizenship,
        "sex": filled.sex,
    }


def same(left: str, right: str) -> bool:
    """Equal but for capitals, signs and spaces: some systems print capitals only."""
    return plain(left) == plain(right)


def right_value(name: str, value: str, wanted: str) -> bool:
    """Of an address only the first line counts."""
    first = wanted.partition(",")[0]
    return plain(value).startswith(plain(first)) if name in ("to", "from") else same(value, wanted)


def cpu_seconds() -> float:
    """CPU of this process and of the decoders it has started so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def judge(case: Case, reading: Reading, table: dict[int, Counter[str]], *, show: bool) -> None:
    count = table[case.level]
    document = next((one for one in reading.documents if one.form is case.filled.form), None)
    for name in FIELD_NAMES:
        field = document.fields.get(name) if document else None
        value = getattr(field, "value", "")
        wanted = expected(case.filled)[name]
        right, sure = right_value(name, value, wanted), isinstance(field, Read)
        count.update(fields=1, right=right, read=sure, wrong=sure and not right)
        if show and not right:
            print(f"  level {case.level} {name}: {type(field).__name__} '{value}', printed '{wanted}'")
    for box in document.boxes if document else ():
        truth = box.basis in case.filled.basis
        count.update(boxes=1, boxes_right=box.marked is truth, boxes_asked=box.marked is None)
        if show and box.marked is not truth:
            print(f"  level {case.level} box {box.basis}: {box.marked} (ink {box.density}), printed {truth}")


def peer(data: bytes) -> float:
    """CPU seconds of RapidOCR's whole pipeline on the first page."""
    from rapidocr import RapidOCR

    from tallystick.adapters.pages import open_pages

    engine = RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1, "Global.log_level": "error"})
    image = open_pages(data).pages[0].square()
    engine(image[:200])
    before = cpu_seconds()
    engine(image)
    return cpu_seconds() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faxes", type=int, default=20)
    parser.add_argument("--seed", type=int, default=247)
    parser.add_argument("--peer", type=int, default=0, metavar="N")
    parser.add_argument("--wrong", action="store_true", help="print what was not read right")
    parser.add_argument("--prints", action="store_true", help="page 1 in two other prints")
    parser.add_argument("--known", action="store_true", help="with the institutions, offices and prefixes of a city")
    asked = parser.parse_args()
    made = list(cases(asked.faxes, asked.seed, prints=asked.prints))
    known = KNOWN if asked.known else None
    read_bytes(made[0].data)
    table: dict[int, Counter[str]] = {level: Counter() for level in range(1, 6)}
    pages = 0
    spent = 0.0
    for case in made:
        before = cpu_seconds()
        reading = read_bytes(case.data, known=known)
        spent += cpu_seconds() - before
        pages += len(reading.pages)
        judge(case, reading, table, show=asked.wrong)
    print("level  key fields  right %  passed as read %  of those wrong  boxes right/asked/all")
    for level, n in [*table.items(), (0, sum(table.values(), Counter()))]:
        if n["fields"]:
            print(
                f"{level or 'all':>5}  {n['fields']:>10}  {100 * n['right'] / n['fields']:>7.1f}"
                f"  {100 * n['read'] / n['fields']:>16.1f}  {n['wrong']:>14}"
                f"  {n['boxes_right']:>6}/{n['boxes_asked']}/{n['boxes']}"
            )
    print(f"peak memory of the reading process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"{spent / len(made):.2f} CPU s a fax, {spent / pages:.2f} a page ({pages / len(made):.1f} pages a fax)")
    for case in made[: asked.peer]:
        print(f"whole RapidOCR pipeline, first page only: {peer(case.data):.2f} CPU s")


if __name__ == "__main__":
    main()
