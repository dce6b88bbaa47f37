"""What ``tallystick link`` does; and its plain form read without typer, which takes longer than linking small lists.

The plain form is two files, ``-o FILE``, ``--map`` and ``--json``. Whatever else stands there is left to
``cli/link.py``, where typer helps and tells what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tallystick.model.errors import WrongUse
from tallystick.services.link import LinkedLists, ListTold
from tallystick.services.link_apart import link_files

from .console import emit, out, say

_FILES = 2


def ran_plainly(arguments: Sequence[str]) -> bool:
    """Link, if the arguments are in the plain form; otherwise do nothing and say no."""
    files: list[str] = []
    mapped: list[str] = []
    output, json = "", False
    rest = iter(arguments)
    for word in rest:
        if word in {"-o", "--output"}:
            output = next(rest, "")
        elif word == "--map":
            mapped.append(next(rest, ""))
        elif word == "--json":
            json = True
        elif word.startswith("-"):
            return False
        else:
            files.append(word)
    if len(files) != _FILES or not output or "" in mapped:
        return False
    run(Path(files[0]), Path(files[1]), Path(output), mapped, json=json)
    return True


def run(first: Path, second: Path, output: Path, mapped: Sequence[str], *, json: bool) -> None:
    """Link two lists, write the pairs and tell what came of it."""
    linked = link_files(first, second, dict(map(_told, mapped)))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(linked.pairs)
    if json:
        emit(as_json(linked))
    else:
        _show(linked)


def _told(text: str) -> tuple[str, str]:
    from tallystick.reconciliation.linkage.columns import COLUMNS

    heading, equals, word = text.rpartition("=")
    if not equals or word not in {*COLUMNS, "none"}:
        raise WrongUse(f"'{text}' is not HEADING=word", remedy=f"word is one of {', '.join(COLUMNS)}, none")
    return heading, word


def as_json(linked: LinkedLists) -> dict[str, Any]:
    """What came of it as one JSON value."""
    return {
        "pairs_same_request": linked.same,
        "pairs_to_review": linked.to_review,
        "weights": linked.weights,
        "set_aside": list(linked.set_aside),
        "a": _list_json(linked.a),
        "b": _list_json(linked.b),
    }


def _list_json(one: ListTold) -> dict[str, Any]:
    return {
        "file": one.name,
        "columns": dict(one.columns),
        "rows": one.rows,
        "paired": one.paired,
        "to_review": one.to_review,
        "without_partner": one.without_partner,
        "nothing_to_compare": one.nothing_to_compare,
        "two_people": one.two_people,
        "remarks": [{"what": remark.what, "rows": remark.rows} for remark in one.remarks],
    }


def _show(linked: LinkedLists) -> None:
    out(f"{linked.same} pairs are the same request, {linked.to_review} are for a person to decide")
    for one in (linked.a, linked.b):
        out(
            f"{one.name}: {one.rows} rows = {one.paired} paired + {one.to_review} to review"
            f" + {one.without_partner} without a partner + {one.nothing_to_compare} with nothing to compare"
        )
    out(f"weights: {linked.weights}")
    for field in linked.set_aside:
        say(f"set aside: {field} hardly ever agrees where all else does; is the column shuffled?")
    for one in (linked.a, linked.b):
        say(
            f"{one.name}: columns used: {', '.join(f'{heading} = {column}' for column, heading in one.columns.items())}"
        )
        if one.two_people:
            say(f"{one.name}: {one.two_people} rows name two people; their pairs are for a person to decide")
        for remark in one.remarks:
            say(f"{one.name}: {remark.rows} {remark.what}")
