"""Reading made-up faxes: key fields and boxes right, what is shown as sure, what a fax costs; peers on the same files.

    python benchmarks/reading.py --faxes 20                      a small sample: a minute or two
    python benchmarks/reading.py --faxes 150 --by-field          typed, six renditions, five levels
    python benchmarks/reading.py --faxes 60 --hand --known       by an unsteady pen, with a city's own names
    python benchmarks/reading.py --faxes 30 --peers ocrmypdf tesseract rapidocr
    python benchmarks/reading.py --faxes 50 --keep FOLDER        draws once; a later run with the same words reuses

Levels 1 to 5 are those of ``demo.paper.scan``: 1 sent from a computer … 5 a rough scan at 98 lines an inch. ``own`` is
the drawing of the demonstration, ``office`` and ``narrow`` are its two other prints; ``boxed``, ``lined`` and ``plain``
are families of their own (``made_up/fax_prints.typ``): each page has other faces, margins and sizes. One fax of five
has a streak of dirt through its boxes. Seeds from 9000 on were never used while the reader was written.
"""

from __future__ import annotations

import argparse
import pickle
import random
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from made_up.fax_judging import Table, judge, printed
from made_up.fax_people import KNOWN
from made_up.fax_renditions import RENDITIONS, Case, Wanted, make
from reading_peers import compare, cpu_seconds
from tallystick.services.read import READER_VERSION, read_bytes


def cases(asked: argparse.Namespace) -> list[Case]:
    """The faxes asked for: renditions and levels in turn."""
    name = (
        f"{asked.seed}-{asked.faxes}-{'+'.join(asked.rendition)}-{'+'.join(map(str, asked.level))}-{asked.hand}.pickle"
    )
    kept = Path(asked.keep, name) if asked.keep else None
    if kept and kept.exists():
        return list(pickle.loads(kept.read_bytes()))
    rng = random.Random(asked.seed)
    wanted = [
        Wanted(
            asked.rendition[number // len(asked.level) % len(asked.rendition)],
            asked.level[number % len(asked.level)],
            hand=asked.hand,
            streak=rng.random() < 0.2,
        )
        for number in range(asked.faxes)
    ]
    made = [make(one, rng) for one in wanted]
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(made))
    return made


def main() -> None:
    """Draw, read, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faxes", type=int, default=20)
    parser.add_argument("--seed", type=int, default=9000)
    parser.add_argument("--rendition", nargs="+", choices=RENDITIONS, default=list(RENDITIONS))
    parser.add_argument("--level", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    parser.add_argument("--hand", action="store_true", help="values and ticks by an unsteady pen")
    parser.add_argument("--known", action="store_true", help="with the institutions, offices and prefixes of a city")
    parser.add_argument("--by-field", action="store_true", help="also a table by field and the certainty table")
    parser.add_argument("--wrong", action="store_true", help="print what was not read right")
    parser.add_argument("--peers", nargs="+", choices=["ocrmypdf", "tesseract", "rapidocr"], default=[])
    parser.add_argument("--keep", metavar="FOLDER", help="keep the drawn faxes there and use them again")
    asked = parser.parse_args()
    with ProcessPoolExecutor(1) as apart:  # drawing takes more memory than reading, which is told below
        made = apart.submit(cases, asked).result()
    known = KNOWN if asked.known else None
    read_bytes(made[0].data)
    table, spent, pages = Table(), 0.0, 0
    for case in made:
        before = cpu_seconds()
        reading = read_bytes(case.data, known=known)
        spent += cpu_seconds() - before
        pages += len(reading.pages)
        judge(table, case, reading)
    print(f"{READER_VERSION}; {len(made)} faxes, seed {asked.seed}{', with known names' if asked.known else ''}")
    print(printed(table, by_field=asked.by_field))
    if asked.wrong:
        print("\n".join(table.slips))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nforms not found or taken for another: {table.lost} of {len(made)}")
    print(f"{spent / len(made):.2f} CPU s a fax of {pages / len(made):.1f} pages, {spent / pages:.2f} a page;", end=" ")
    print(f"peak memory of the reading process {memory:.0f} MB")
    if asked.peers:
        compare(made, asked.peers)


if __name__ == "__main__":
    main()
