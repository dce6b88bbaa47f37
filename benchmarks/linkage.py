"""Linking made-up lists: F1 on the truth, wall time, processor time, memory and error rates by culture of name.

    python benchmarks/linkage.py [--sizes 198x15 10000 100000] [--maker second] [--peer PYTHON] [--folder FOLDER]

Runs ``tallystick link`` as a process of its own and, with ``--peer``, splink 5 under the Python that has it, on the
same files. splink answers "the same person": its second figure is after the best of eight cut-offs in days, chosen by
the truth, which no user has. ``bare`` is the start of an interpreter that does nothing.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from made_up import linkage_lists, second_lists

MAKERS = {"first": linkage_lists, "second": second_lists}
CUTOFFS = (5, 10, 15, 20, 25, 30, 40, 60)
HERE = Path(__file__).resolve().parent
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """Medians of several runs of a process."""

    wall: float
    cpu: float
    megabytes: float


def timed(command: list[str], times: int) -> Run:
    measured = [_once(command) for _ in range(times)]
    wall, cpu, memory = (median(column) for column in zip(*measured, strict=True))
    return Run(wall, cpu, memory)


def _once(command: list[str]) -> tuple[float, float, float]:
    quiet = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    child = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, quiet, 1), (os.POSIX_SPAWN_DUP2, quiet, 2)]
    )
    _, status, usage = os.wait4(child, 0)
    os.close(quiet)
    if status:
        sys.exit(f"ended with {status}: {' '.join(command)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


@dataclass(frozen=True, slots=True)
class Truth:
    """Requests and cultures by id, and how many true pairs there are."""

    request: tuple[dict[str, str], dict[str, str]]
    culture: dict[str, str]
    pairs: int

    def holds(self, pair: Pair) -> bool:
        return self.request[0][pair[0]] == self.request[1][pair[1]]


def read_truth(folder: Path) -> Truth:
    sides = []
    culture: dict[str, str] = {}
    for side in "ab":
        with (folder / f"truth_{side}.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        sides.append({row["id"]: row["request"] for row in rows})
        culture |= {row["id"]: row["culture"] for row in rows}
    of_a = Counter(sides[0].values())
    return Truth((sides[0], sides[1]), culture, sum(of_a[request] for request in sides[1].values()))


def scores(found: Iterable[Pair], truth: Truth) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    pairs = set(found)
    right = sum(map(truth.holds, pairs))
    return right / max(len(pairs), 1), right / truth.pairs, 2 * right / (len(pairs) + truth.pairs)


def ours(path: Path) -> list[Pair]:
    with path.open(newline="", encoding="utf-8") as file:
        return [(row["id_a"], row["id_b"]) for row in csv.DictReader(file) if row["decide"] == "1"]


def best_cut(path: Path, truth: Truth) -> tuple[tuple[float, float, float], tuple[float, float, float], int]:
    """splink's answer as it is, and after the best cut-off in days."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [((row["id_a"], row["id_b"]), int(row["days"] or 0)) for row in csv.DictReader(file)]
    cut = {most: scores((pair for pair, days in rows if days <= most), truth) for most in CUTOFFS}
    best = max(cut, key=lambda most: cut[most][2])
    return scores((pair for pair, _ in rows), truth), cut[best], best


def by_culture(found: list[Pair], truth: Truth) -> list[tuple[str, int, float]]:
    """For each culture of list B's row: true pairs, and F1."""
    right, said, true = Counter[str](), Counter[str](), Counter[str]()
    of_a: defaultdict[str, int] = defaultdict(int)
    for request in truth.request[0].values():
        of_a[request] += 1
    for row, request in truth.request[1].items():
        true[truth.culture[row]] += of_a[request]
    for pair in found:
        said[truth.culture[pair[1]]] += 1
        right[truth.culture[pair[1]]] += truth.holds(pair)
    return [(one, true[one], 2 * right[one] / max(said[one] + true[one], 1)) for one, _ in true.most_common()]


def lists(folder: Path, maker: str, size: str, profile: str, seed: int) -> Path:
    rows, _, rows_b = size.partition("x")
    place = folder / f"{maker}-{profile}-{size}-{seed}"
    if not (place / "truth_b.csv").exists():
        made = MAKERS[maker]
        noise = {"standard": made.STANDARD, "hard": made.HARD}[profile]
        made.make(int(rows), noise, seed, rows_b=int(rows_b or 0)).write(place)
    return place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", default=["198x15", "10000", "100000"])
    parser.add_argument("--profiles", nargs="+", default=["standard", "hard"])
    parser.add_argument("--maker", default="first", choices=list(MAKERS), help="who makes the lists")
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--peer", help="a Python that has splink 5")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "tallystick-linkage")
    chosen = parser.parse_args()
    bare = timed([sys.executable, "-c", "pass"], 15)
    print(f"bare interpreter: {bare.wall:.3f} s")
    print("| lists | program | precision | recall | F1 | wall s | processor s | MB |\n" + "| --- " * 8 + "|")
    cultures = []
    for size in chosen.sizes:
        for profile in chosen.profiles:
            place = lists(chosen.folder, chosen.maker, size, profile, chosen.seed)
            found = report(place, f"{profile} {size}", chosen.times, chosen.peer, bare)
            cultures.append((f"{profile} {size}", found))
    name, told = cultures[-1]
    print(f"\nBy culture of the name, {name}:\n\n| culture | true pairs | F1 |\n| --- | --- | --- |")
    for culture, pairs, f1 in told:
        print(f"| {culture} | {pairs} | {f1:.4f} |")


def report(place: Path, name: str, times: int, peer: str | None, bare: Run) -> list[tuple[str, int, float]]:
    truth = read_truth(place)
    files = [str(place / "a.csv"), str(place / "b.csv")]
    output = place / "pairs.csv"
    program = [sys.executable, "-m", "tallystick", "link", *files, "-o", str(output)]
    run = timed(program, times)
    found = ours(output)
    starts = f" ({run.wall / bare.wall:.1f} starts)" if run.wall < 2 else ""
    _line(name, "tallystick link", scores(found, truth), run, starts)
    if peer:
        run = timed([peer, str(HERE / "linkage_peer.py"), *files, str(place / "peer.csv")], times)
        raw, cut, days = best_cut(place / "peer.csv", truth)
        _line(name, "splink 5", raw, run)
        _line(name, f"splink 5, at most {days} days", cut, run)
    return by_culture(found, truth)


def _line(name: str, program: str, found: tuple[float, float, float], run: Run, note: str = "") -> None:
    precision, recall, f1 = (f"{one:.4f}" for one in found)
    print(
        f"| {name} | {program} | {precision} | {recall} | {f1} "
        f"| {run.wall:.2f}{note} | {run.cpu:.2f} | {run.megabytes:.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
