"""How often a value is right when so little speaks against it: measured on made-up faxes, written as the reader's data.

    python benchmarks/confidence.py --faxes 240 --seed 5000 --keep FOLDER [--write]

Typed faxes of all renditions and levels, page 1 only; both recognisers look at every field. For each kind of field and
each look (our own alone over its certainty, both together over the lead of what they say) the shares of right values
are made monotone (isotonic regression, pool adjacent violators) and stored as a few points. An address is right when
all of its lines are. Seeds from 5000 to 5999 serve this and nothing else; the figures of RESULTS.md come from others.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from made_up import fax_renditions as renditions
from made_up.fax_judging import expected
from made_up.fax_people import filled_form
from made_up.fax_renditions import RENDITIONS, Case, Wanted
from tallystick.model.reading import Box, FieldReading
from tallystick.reading import confidence, form, values
from tallystick.reading.known import Words
from tallystick.services.read import READER_VERSION, read_bytes

DATA = Path(form.__file__).with_name("confidence.toml")
SURE = 0.995
FEW, MOST_BELOW = 25, 0.95
"""Values in a share at least; below the first share no value is shown to be righter, however few were wrong."""
LEAST = {"alone": 0.5, "together": 1.0}
"""Where shares begin: certainty (0..1) alone, lead (natural logarithm) together."""


class Look(NamedTuple):
    """One field: what our own recogniser made of it, and what both together say."""

    name: str
    own: str
    certainty: float
    may_be_sure: bool
    pen: float
    best: str
    lead: float
    best_may_be_sure: bool


def drawn(count: int, seed: int, keep: Path) -> list[Case]:
    """Page 1 of ``count`` typed forms, renditions and levels in turn."""
    kept = keep / f"confidence-{seed}-{count}.pickle"
    if kept.exists():
        return list(pickle.loads(kept.read_bytes()))
    rng = random.Random(seed)
    made = []
    for number in range(count):
        wanted = Wanted(RENDITIONS[number // 5 % len(RENDITIONS)], 1 + number % 5, streak=rng.random() < 0.2)
        filled = filled_form(rng)
        if wanted.rendition == "own":
            page = renditions.form_pages(filled, rng)[0]
        else:
            page = renditions._first_page(filled, wanted, "", rng)  # noqa: SLF001
        data = renditions._sent([page], wanted, rng)  # noqa: SLF001
        made.append(
            Case(wanted.rendition, wanted.level, hand=False, filled=filled, data=data, first=0, pages=1, phone="")
        )
    keep.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(made))
    return made


def whole(case: Case) -> dict[str, str]:
    """The values as a reading writes them, addresses with all their lines."""
    filled = case.filled
    return expected(case) | {"to": filled.to, "from": filled.from_office}


def looks(case: Case) -> dict[str, Look]:
    """The last look at each field of one fax, by both recognisers whatever the first says."""
    seen: dict[str, Look] = {}
    ask = values.field_value

    def watched(
        name: str, lines: values.Lines, words: Words, box: Box, second: values.Second | None = None
    ) -> FieldReading:
        second = once(second) if second else None
        said = ask(name, lines, words, box, second)
        own = values._found(name, lines, words)  # noqa: SLF001
        if own and second:
            every, best = values.of_two(name, own, lines, second, words)
            if best and len(every) > 1:
                pen = max(line.pen for line in lines)
                seen[name] = Look(
                    *(name, own.value, own.certainty, own.may_be_sure, pen),
                    *(best.value, best.lead, best.may_be_sure),
                )
        return said

    form.field_value, values.sure, sure = watched, lambda: 2.0, values.sure
    try:
        read_bytes(case.data)
    finally:
        form.field_value, values.sure = ask, sure
    return seen


def once(second: values.Second) -> values.Second:
    """The same, each line looked at only once."""
    seen: dict[int, values.Line] = {}

    def lines(which: Sequence[int]) -> list[values.Line]:
        seen.update((at, second((at,))[0]) for at in which if at not in seen)
        return [seen[at] for at in which]

    return lines


def fitted(pairs: list[tuple[float, bool]], least: float) -> tuple[list[float], list[float]]:
    """From which certainty or lead on which share of the values is right: monotone, each from ``FEW`` or more."""
    low = [pair for pair in pairs if pair[0] < least]
    below = min(MOST_BELOW, (sum(good for _, good in low) + 0.5) / (len(low) + 1))
    blocks: list[list[float]] = []
    high = sorted(pair for pair in pairs if pair[0] >= least)
    for part in _parts(high):
        blocks.append([part[0][0], float(sum(good for _, good in part)), float(len(part))])
        while len(blocks) > 1 and (blocks[-1][2] < FEW or _falls(*blocks[-2:])):
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0], blocks[-1][1] + last[1], blocks[-1][2] + last[2]]
    shares = [below, *((count_right + 0.5) / (count + 1) for _, count_right, count in blocks)]
    starts = [0.0, *(round(block[0], 4) for block in blocks)]
    return starts, [round(share, 4) for share in accumulate(shares, max)]


def _parts(pairs: list[tuple[float, bool]]) -> Iterator[list[tuple[float, bool]]]:
    """``FEW`` pairs or more at a time; those with equal evidence stay together."""
    part: list[tuple[float, bool]] = []
    for pair in pairs:
        if len(part) >= FEW and pair[0] != part[-1][0]:
            yield part
            part = []
        part.append(pair)
    if part:
        yield part


def _falls(lower: list[float], upper: list[float]) -> bool:
    """True when of the surer values no larger share is right: then both are one."""
    return lower[1] * upper[2] >= upper[1] * lower[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faxes", type=int, default=240)
    parser.add_argument("--seed", type=int, default=5000)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--looks", action="store_true", help="fit again to the looks that an earlier run kept")
    parser.add_argument("--only-draw", action="store_true")
    asked = parser.parse_args()
    made = drawn(asked.faxes, asked.seed, asked.keep)
    if asked.only_draw:
        return
    kept = asked.keep / f"looks-{asked.seed}-{asked.faxes}.pickle"
    if not asked.looks:
        kept.write_bytes(
            pickle.dumps([(look, whole(case).get(look.name, "")) for case in made for look in looks(case).values()])
        )
    pairs: dict[tuple[str, str], list[tuple[float, bool]]] = {
        (kind, look): [] for kind in set(confidence.KINDS.values()) for look in confidence.Look
    }
    for look, printed in pickle.loads(kept.read_bytes()):
        kind, wanted = confidence.KINDS[look.name], values.plain(printed)
        if look.pen >= values.HAND:
            continue
        if look.may_be_sure:
            pairs[kind, "alone"].append((look.certainty, values.plain(look.own) == wanted))
        if look.best_may_be_sure:
            pairs[kind, "together"].append((look.lead, values.plain(look.best) == wanted))
    lines = [
        "# How often a value is right (0..1), from which certainty (alone) or lead (together) on. Made by",
        f"# benchmarks/confidence.py from {asked.faxes} made-up typed faxes, seed {asked.seed}; {READER_VERSION}",
        f"sure = {SURE}",
    ]
    for (kind, look), found in sorted(pairs.items()):
        start, share = fitted(found, LEAST[look])
        print(f"{kind:8} {look:8} {len(found):5} values", list(zip(start, share, strict=True)))
        lines += [f"\n[{kind}.{look}]", f"from = {start}", f"right = {share}"]
    if asked.write:
        DATA.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
