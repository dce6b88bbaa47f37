"""The shipped weights of small lists: learned from made-up lists of both profiles, printed as their TOML file.

    python benchmarks/linkage_weights.py [--rows 100000] > src/tallystick/reconciliation/linkage/data/weights.toml

The chances are the mean of what is learned at standard and at hard noise; how common the classes are is set.
"""

from __future__ import annotations

import argparse
from statistics import mean

import polars as pl

from made_up.linkage_lists import HARD, STANDARD, make
from made_up.linkage_lists.lists import COLUMNS
from tallystick.reconciliation.bulk.linking import link
from tallystick.reconciliation.linkage.levels import FIELDS, LEVELS, Field
from tallystick.reconciliation.linkage.weights import Kind, Weights
from tallystick.services.link import name_forms, shipped_weights

VERSION = "2026-11"
SHARE, AGAIN, RELATIVE = 0.5, 0.3, 0.01
FEWEST = 0.003
"""What made-up lists never show still happens: no level of the first two classes is rarer than this."""
HEAD = """\
# The chances of each level of agreement in each class of pairs, for lists too small to learn from. Learned from made-up
# lists by benchmarks/linkage_weights.py; the levels stand in the order of linkage/levels.py, without "not given".
"""


def learned(rows: int, seed: int) -> list[Weights]:
    made = [make(rows, profile, seed) for profile in (STANDARD, HARD)]
    frames = [[pl.DataFrame(side, schema=list(COLUMNS), orient="row") for side in (one.a, one.b)] for one in made]
    return [link(first, second, name_forms(), shipped_weights()).weights for first, second in frames]


def as_toml(weights: list[Weights]) -> str:
    lines = [
        HEAD + f'version = "{VERSION}"',
        f"share = {SHARE}",
        f"again_for_each = {AGAIN}",
        f"relative_for_each = {RELATIVE}",
    ]
    for kind in Kind:
        lines += ["", f"[{kind.name.lower()}]"]
        for field in FIELDS:
            levels = range(1, len(LEVELS[field]))
            least = (
                FEWEST if kind in {Kind.SAME, Kind.AGAIN} and (kind, field) != (Kind.AGAIN, Field.EVENT_NO) else 1e-8
            )
            chances = [max(least, mean(one.chances[kind][field][level] for one in weights)) for level in levels]
            lines.append(f"{field} = [{', '.join(f'{chance:.6g}' for chance in chances)}]")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=11)
    chosen = parser.parse_args()
    print(as_toml(learned(chosen.rows, chosen.seed)), end="")


if __name__ == "__main__":
    main()
