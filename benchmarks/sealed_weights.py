"""How much each kind of sealed key says: learned from made-up lists of both profiles, printed as their TOML file.

    python benchmarks/sealed_weights.py > src/tallystick/reconciliation/linkage/data/sealed_weights.toml
    python benchmarks/sealed_weights.py --measure

A logistic regression over the kinds of keys that two rows share. ``--measure`` prints F1 beside the open lists, on
seeds that were not learned from.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np

from made_up.linkage_lists import HARD, STANDARD, Made, make
from made_up.linkage_lists.lists import COLUMNS
from tallystick.reconciliation.linkage.particulars import particulars
from tallystick.reconciliation.linkage.sealed_keys import KINDS, keys, load_key_weights, match, sharing
from tallystick.services.link import name_forms
from tallystick.services.link_apart import link_files
from tallystick.services.sealed import shipped_key_weights

VERSION = "2026-11"
PROFILES = {"standard": STANDARD, "hard": HARD}
LEARNED = ((200, 101), (200, 102), (600, 103), (600, 104), (1500, 105), (3000, 106))
MEASURED = ((300, 21), (800, 9), (1500, 33), (3000, 44))
HEAD = """\
# How much each kind of sealed key says about two rows that share it (log odds): once, and again when several are
# shared. Learned from made-up lists by benchmarks/sealed_weights.py.
"""


def tokens(one: Made) -> list[list[tuple[object, ...]]]:
    rows = [
        [particulars(dict(zip(COLUMNS, row, strict=True)), month_first={}) for row in side] for side in (one.a, one.b)
    ]
    return [[tuple(key or object() for key in keys(row, name_forms())) for row in side] for side in rows]


def truth(one: Made) -> set[tuple[str, str]]:
    of_request: dict[int, list[str]] = {}
    for row, (request, *_) in one.truth_a.items():
        of_request.setdefault(request, []).append(row)
    return {(a, b) for b, (request, *_) in one.truth_b.items() for a in of_request.get(request, [])}


def ids(one: Made) -> list[str]:
    return [row[0] for row in (*one.a, *one.b)]


def examples() -> list[tuple[Counter[str], bool]]:
    found = []
    for profile in PROFILES.values():
        for rows, seed in LEARNED:
            one = make(rows, profile, seed)
            sides, true, names = tokens(one), truth(one), ids(one)
            for (a, b), shared in sorted(sharing([*sides[0], *sides[1]]).items()):
                if a < len(one.a) <= b:
                    found.append((shared, (names[a], names[b]) in true))
    return found


def learned(found: list[tuple[Counter[str], bool]], ridge: float = 0.3, rounds: int = 12) -> np.ndarray:
    kinds = list(KINDS)
    x = np.array(
        [[*(min(one[kind], 1) for kind in kinds), *(one[kind] > 1 for kind in kinds), 1] for one, _ in found], float
    )
    y = np.array([true for _, true in found], float)
    weights = np.zeros(x.shape[1])
    held = np.full(x.shape[1], ridge)
    held[-1] = 1e-6
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - y) + held * weights
        weights -= np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x + np.diag(held), slope)
    return weights


def as_toml(weights: np.ndarray) -> str:
    count = len(KINDS)
    lines = [HEAD + f'version = "{VERSION}"', f"start = {weights[-1]:.4f}", "", "[kinds]"]
    lines += [f'"{kind}" = [{weights[at]:.3f}, {weights[count + at]:.3f}]' for at, kind in enumerate(KINDS)]
    return "\n".join(lines) + "\n"


def f1(found: set[tuple[str, str]], true: set[tuple[str, str]]) -> float:
    return 2 * len(found & true) / (len(found) + len(true))


def measure() -> None:
    print("| noise | rows | open | sealed | points |\n| --- | --- | --- | --- | --- |")
    for name, profile in PROFILES.items():
        for rows, seed in MEASURED:
            one = make(rows, profile, seed)
            true, names, sides = truth(one), ids(one), tokens(one)
            sealed = {(names[pair.a], names[pair.b]) for pair in match(*sides, shipped_key_weights())}
            with tempfile.TemporaryDirectory() as folder:
                one.write(Path(folder))
                lines = link_files(Path(folder) / "a.csv", Path(folder) / "b.csv", {}).pairs.decode().splitlines()[1:]
            opened = {tuple(line.split(",")[:2]) for line in lines if line.split(",")[3] == "1"}
            both = f1(opened, true), f1(sealed, true)
            print(f"| {name} | {rows} | {both[0]:.4f} | {both[1]:.4f} | {100 * (both[1] - both[0]):+.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--measure", action="store_true")
    if parser.parse_args().measure:
        measure()
    else:
        text = as_toml(learned(examples()))
        load_key_weights(text)
        print(text, end="")


if __name__ == "__main__":
    main()
