"""The shipped weights of small lists: learned from lists of both makers and profiles, printed as TOML.

    python benchmarks/linkage_weights.py [--rows 100000] > src/tallystick/reconciliation/linkage/data/weights.toml

The chances are the mean of what is learned from either maker at standard and at hard noise; how common the classes
are, and how relatives' given names agree, is set.
"""

from __future__ import annotations

import argparse
from statistics import mean

import polars as pl

from made_up import linkage_lists, second_lists
from made_up.linkage_lists.lists import COLUMNS
from tallystick.reconciliation.bulk.linking import link
from tallystick.reconciliation.linkage.levels import FIELDS, LEVELS, Field
from tallystick.reconciliation.linkage.weights import Kind, Weights
from tallystick.services.link import name_forms, shipped_weights

VERSION = "2026-11"
SHARE, AGAIN, RELATIVE = 0.5, 0.3, 0.01
FEWEST = 0.003
"""What made-up lists never show still happens: no level of the first two classes is rarer than this."""
SAME_NAME = 0.6
"""The part of relatives of one name; pairs of others are seldom looked at, so that they cannot be learned."""
NEIGHBOURING = 0.02
"""How often file numbers of relatives are neighbours, at least."""
HEAD = """\
# The chances of each level of agreement in each class of pairs, for lists too small to learn from. Learned from made-up
# lists by benchmarks/linkage_weights.py; the levels stand in the order of linkage/levels.py, without "not given".
"""


def learned(rows: int, seed: int) -> list[Weights]:
    first = [linkage_lists.make(rows, one, seed) for one in (linkage_lists.STANDARD, linkage_lists.HARD)]
    second = [second_lists.make(rows, one, seed) for one in (second_lists.STANDARD, second_lists.HARD)]
    made = [*first, *second]
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
            if (kind, field) == (Kind.RELATIVE, Field.A_NUMBER):
                chances[1] = max(chances[1], NEIGHBOURING)
            if (kind, field) == (Kind.RELATIVE, Field.GIVEN):
                chances = [SAME_NAME * chance for chance in chances[:-1]] + [1 - SAME_NAME]
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
