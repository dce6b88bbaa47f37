"""Lists of two files linked in a process without network and files, with bounded memory and time.

Here the files are read and, by the caller, what came of them is written; a fork takes their bytes apart and links them.
What it hands back is data: nothing of it acts when it is read. For commands, which have no threads yet: a fork of a
process in which polars works already would stand still. Must not know Django.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from tallystick.adapters.rooms.forks import Limits, in_fork, scratch
from tallystick.adapters.rooms.frames import read_frames, write_frame
from tallystick.model.errors import BadList, NotThere, SumDoesNotClose, WrongUse
from tallystick.reconciliation.linkage.particulars import Particulars
from tallystick.reconciliation.linkage.reading import Remark

from .link import GivenList, LinkedLists, ListTold, are_small, cells_of, fits, link_lists, load, rows_of

Answer = tuple[dict[str, Any], bytes]
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HOURS = 4
"""Of processor time, and of time as it passes: 3,000,000 rows a side take minutes."""
_MOST_FREE = 1 << 40
_SAID = {error.__name__: error for error in (BadList, SumDoesNotClose, WrongUse)}


def link_files(first: Path, second: Path, told: Mapping[str, str]) -> LinkedLists:
    """Link the lists of two files; ``told`` says what headings mean.

    Raises:
        NotThere: a file does not exist.
        BadList: a file is no list, two of its columns mean the same, or it takes more than a list may.
        WrongUse: ``told`` names a column that neither list has.
        NotReady: the lists need more memory than there is.
        SumDoesNotClose: a row was lost.

    """
    lists = [_given(path) for path in (first, second)]
    free = _free_memory()
    fits(lists, free)
    head, pairs = _apart(lists, partial(_linked, lists, told), free, small=are_small(lists))
    said = head | {"a": _told(head["a"]), "b": _told(head["b"]), "set_aside": tuple(head["set_aside"])}
    return LinkedLists(**said | {"pairs": pairs})


def rows_of_file(path: Path) -> list[Particulars]:
    """The rows of a list as they are compared.

    Raises:
        NotThere: the file does not exist.
        BadList: it is no list, two of its columns mean the same, or it takes more than a list may.

    """
    one = _given(path)
    _, cells = _apart([one], partial(_read, one), _free_memory(), small=True)
    return rows_of(json.loads(cells))


def _given(path: Path) -> GivenList:
    """A list with its bytes, or, of a workbook, with the cells that a room of their own made of them."""
    if not path.is_file():
        raise NotThere("there is no such file", where=str(path), remedy="check the path")
    data = path.read_bytes()
    if data.startswith(_WORKBOOKS):
        from tallystick.adapters.sheets import open_sheets

        return GivenList(path.name, open_sheets(data, path.name))
    return GivenList(path.name, data)


def _free_memory() -> int:
    """Bytes that the system says it can give; on systems that do not say it, as many as are wanted."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return sys.maxsize
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), sys.maxsize)


def _limits(free: int) -> Limits:
    """As much memory as is free, and what allocators and a thread a core hold without using it."""
    known, cores = min(free, _MOST_FREE), os.cpu_count() or 1
    return Limits(
        memory=2 * known + (4 << 30) + cores * (256 << 20),
        written=known * 5 // 4 + (1 << 30) + cores * (128 << 20),
        seconds=_HOURS * 3600,
        output=known // 4 + (256 << 20),
        wall=_HOURS * 3600.0,
    )


def _linked(lists: Sequence[GivenList], told: Mapping[str, str]) -> Answer:
    linked = link_lists(lists, told)
    return asdict(linked) | {"pairs": ""}, linked.pairs


def _told(one: Mapping[str, Any]) -> ListTold:
    return ListTold(**{**one, "remarks": tuple(Remark(**said) for said in one["remarks"])})


def _read(one: GivenList) -> Answer:
    return {}, json.dumps(cells_of(one)).encode()


def _apart(lists: Sequence[GivenList], work: Callable[[], Answer], free: int, *, small: bool) -> Answer:
    """What ``work`` answers in a fork.

    Raises:
        BadList, WrongUse, SumDoesNotClose: as ``work`` does; BadList also where the fork did not come to its end.

    """
    names = ", ".join(one.name for one in lists)
    with scratch() as shared:
        try:
            status = in_fork(shared, partial(_answer, work), _limits(free), load=partial(load, small=small))
        except TimeoutError as error:
            raise _stopped(names, f"it took {error}") from error
        shared.seek(0)
        head, body = next(read_frames(shared.read()), ({"broke": _ended(status)}, b""))
    if "broke" in head:
        raise _stopped(names, head["broke"])
    if "error" in head:
        raise _SAID[head["error"]](head["what"], where=head["where"], remedy=head["remedy"])
    return head, body


def _answer(work: Callable[[], Answer], sink: BinaryIO) -> None:
    try:
        head, body = work()
    except tuple(_SAID.values()) as error:
        said = {"what": error.what, "where": error.where, "remedy": error.remedy}
        write_frame(sink, {"error": type(error).__name__, **said})
    except MemoryError:
        write_frame(sink, {"broke": "it needs more memory than is free"})
    except BaseException as error:
        write_frame(sink, {"broke": f"{type(error).__name__} {str(error)!r}"[:500]})
        raise
    else:
        write_frame(sink, head, body)


def _ended(status: int) -> str:
    """Why there is no answer, by the exit status of the fork."""
    if status == -signal.SIGXCPU:
        return f"it took more than {_HOURS} hours of processor time"
    if status == -signal.SIGKILL:
        return "its process was killed, which systems do that run out of memory"
    return f"its process ended with status {status}"


def _stopped(names: str, why: str) -> BadList:
    return BadList(
        f"the work on the lists stopped before it was done: {why}",
        where=names,
        remedy="divide the lists by the day of the request; if they are short, save them anew as CSV",
    )
