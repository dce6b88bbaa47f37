"""The best one-to-one pairing of two small sets by the sum of their weights (Hungarian method with potentials)."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def assign(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Rows and columns that belong together so that the gains add up to the most; pairs without a gain are left out.

    ``gains`` is a full table with no negative number. Time grows with rows^2 x columns.
    """
    if not gains or len(gains) > len(gains[0]):
        turned = [list(column) for column in zip(*gains, strict=True)]
        return sorted((row, column) for column, row in assign(turned)) if turned else []
    row_of = _row_of_column([[-gain for gain in row] for row in gains])
    pairs = ((row, column) for column, row in enumerate(row_of) if row >= 0)
    return sorted((row, column) for row, column in pairs if gains[row][column] > 0)


def _row_of_column(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each column the row that it is given to (-1: none); at most as many rows as columns."""
    width = len(costs[0])
    row_price, column_price = [0.0] * len(costs), [0.0] * width
    row_of = [-1] * width
    for start in range(len(costs)):
        came_from, end = _shortest_path(costs, start, row_of, row_price, column_price)
        while end >= 0:
            before = came_from[end]
            row_of[end] = row_of[before] if before >= 0 else start
            end = before
    return row_of


def _shortest_path(
    costs: Sequence[Sequence[float]], start: int, row_of: list[int], row_price: list[float], column_price: list[float]
) -> tuple[list[int], int]:
    """The cheapest way from a row to a free column: for each column the one before it (-1: the start), and the end."""
    width = len(row_of)
    cost, came_from, seen = [inf] * width, [-1] * width, [False] * width
    row, at = start, -1
    while True:
        low, following = inf, -1
        for column in range(width):
            if seen[column]:
                continue
            reached = costs[row][column] - row_price[row] - column_price[column]
            if reached < cost[column]:
                cost[column], came_from[column] = reached, at
            if cost[column] < low:
                low, following = cost[column], column
        row_price[start] += low
        for column in range(width):
            if seen[column]:
                row_price[row_of[column]] += low
                column_price[column] -= low
            else:
                cost[column] -= low
        at = following
        seen[at] = True
        if row_of[at] < 0:
            return came_from, at
        row = row_of[at]
