"""Groups of rows sent again, paired one to one: what can be one thing only at once, the rest by ``resolve``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallystick.reconciliation.linkage.resolve import SAME_FROM, Pair, resolve

from .blocking import Pairs
from .words import Numbers

BY_GROUP = -1
"""Stands for the pattern of a pair of which only other rows of the group were alike."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs across the lists with the chance to be the same request and the pattern of their levels."""

    left: Numbers
    right: Numbers
    chance: npt.NDArray[np.float64]
    pattern: Numbers


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs that are decided (``sure``) or for a person; ``pattern`` may be BY_GROUP."""

    left: Numbers
    right: Numbers
    chance: npt.NDArray[np.float64]
    sure: npt.NDArray[np.bool_]
    pattern: Numbers


def joined(one: Scored, other: Scored) -> Scored:
    """Both, each pair once."""
    left, right = np.concatenate([one.left, other.left]), np.concatenate([one.right, other.right])
    _, first = np.unique(left.astype(np.int64) << 32 | right, return_index=True)
    chance, pattern = np.concatenate([one.chance, other.chance]), np.concatenate([one.pattern, other.pattern])
    return Scored(left[first], right[first], chance[first], pattern[first])


def resolved(scored: Scored, again: Pairs, rows: int) -> Found:
    """What comes of the pairs; ``again`` are pairs of rows of one list that are the same request."""
    group = _groups(again, rows)
    pairs = pl.DataFrame(
        {"left": scored.left, "right": scored.right, "chance": scored.chance, "pattern": scored.pattern}
    )
    pairs = pairs.with_columns(one=pl.Series(group[scored.left]), other=pl.Series(group[scored.right]))
    edges = pairs.group_by("one", "other").agg(best=pl.col("chance").max())
    ends = edges.select("one", "other").to_numpy()
    alone = np.bincount(ends.ravel(), minlength=rows)[ends].max(axis=1, initial=0) == 1
    plain, knotted = edges.filter(alone), edges.filter(~alone)
    made = pl.concat([_spread(plain, pairs, group), _knots(knotted, pairs, group, again)])
    made = made.sort("left", "right")
    return Found(
        made["left"].to_numpy(),
        made["right"].to_numpy(),
        made["chance"].to_numpy(),
        made["sure"].to_numpy(),
        made["pattern"].to_numpy(),
    )


def _groups(again: Pairs, rows: int) -> Numbers:
    """For each row the first row of its group: labels handed on along the pairs until nothing changes."""
    label = np.arange(rows, dtype=np.int32)
    one, other = again
    while True:
        lowest = np.minimum(label[one], label[other])
        before = label.copy()
        np.minimum.at(label, one, lowest)
        np.minimum.at(label, other, lowest)
        label = label[label]
        if np.array_equal(before, label):
            return label


def _spread(edges: pl.DataFrame, pairs: pl.DataFrame, group: Numbers) -> pl.DataFrame:
    """Every row of one group with every row of its only partner group."""
    ends = np.concatenate([edges["one"].to_numpy(), edges["other"].to_numpy()])
    in_group = np.flatnonzero(np.isin(group, ends)).astype(np.int32)
    members = pl.DataFrame({"group": group[in_group], "row": in_group})
    every = (
        edges.join(members.rename({"group": "one", "row": "left"}), on="one")
        .join(members.rename({"group": "other", "row": "right"}), on="other")
        .join(pairs.select("left", "right", "chance", "pattern"), on=["left", "right"], how="left")
    )
    by_group = (pl.col("best") >= SAME_FROM) & (pl.col("chance").fill_null(0.0) < SAME_FROM)
    return every.select(
        "left",
        "right",
        chance=pl.col("chance").fill_null(pl.col("best")),
        sure=pl.col("best") >= SAME_FROM,
        pattern=pl.when(by_group)
        .then(pl.lit(BY_GROUP))
        .otherwise(pl.col("pattern"))
        .fill_null(BY_GROUP)
        .cast(pl.Int32),
    )


def _knots(edges: pl.DataFrame, pairs: pl.DataFrame, group: Numbers, again: Pairs) -> pl.DataFrame:
    """Groups that several others could be."""
    kept = pairs.join(edges.select("one", "other"), on=["one", "other"], how="semi").sort("left", "right")
    tangled = np.isin(group[again[0]], edges.select("one", "other").to_numpy().ravel())
    links = zip(again[0][tangled].tolist(), again[1][tangled].tolist(), strict=True)
    rows = kept.select("left", "right", "chance").iter_rows()
    decided = resolve([Pair(*row) for row in rows], links)
    made = pl.DataFrame(
        {
            "left": [one.a for one in decided],
            "right": [one.b for one in decided],
            "chance": [one.chance for one in decided],
            "sure": [one.sure for one in decided],
            "by_group": [one.by_group for one in decided],
        },
        schema={"left": pl.Int32, "right": pl.Int32, "chance": pl.Float64, "sure": pl.Boolean, "by_group": pl.Boolean},
    ).join(kept.select("left", "right", "pattern"), on=["left", "right"], how="left")
    pattern = pl.when("by_group").then(pl.lit(BY_GROUP)).otherwise(pl.col("pattern")).fill_null(BY_GROUP).cast(pl.Int32)
    return made.select("left", "right", "chance", "sure", pattern=pattern)
