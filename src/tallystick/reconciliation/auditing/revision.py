"""What changed between two readings of a list: rows added, changed, gone and the same. Ids never join two releases.

A row is the same when every value is; what is left on both sides is paired as changed by its own row id, or else by
day, facility and marks. Must not know a reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, fields

from tallystick.model.lists import Row
from tallystick.model.said import Said

from .keys import row_digest

_VALUES = tuple(field.name for field in fields(Row) if field.name not in {"provenance", "raw", "asked"})


@dataclass(frozen=True, slots=True)
class Changed:
    """A row before and after, and the names of the values that differ."""

    before: Row
    after: Row
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """Two readings of a list: same + changed + added are the rows after, same + changed + gone the rows before."""

    same: int
    changed: tuple[Changed, ...]
    added: tuple[Row, ...]
    gone: tuple[Row, ...]

    @property
    def words(self) -> str:
        """The revision in one sentence."""
        return Said(
            "Rows against the earlier list: %(same)s the same, %(changed)s changed, %(added)s added, %(gone)s gone.",
            same=self.same,
            changed=len(self.changed),
            added=len(self.added),
            gone=len(self.gone),
        )


def revision(before: Sequence[Row], after: Sequence[Row]) -> Revision:
    """What changed from the rows ``before`` to the rows ``after``, whatever their order."""
    left, right = _without_the_same(before, after), _without_the_same(after, before)
    same = len(after) - len(right)
    waiting: defaultdict[Hashable, list[Row]] = defaultdict(list)
    for row in left:
        waiting[_key(row)].append(row)
    changed, added = [], []
    for row in right:
        partners = waiting[_key(row)]
        if partners:
            changed.append(_changed(partners.pop(0), row))
        else:
            added.append(row)
    gone = {id(row) for rows in waiting.values() for row in rows}
    return Revision(same, tuple(changed), tuple(added), tuple(row for row in left if id(row) in gone))


def _without_the_same(rows: Iterable[Row], others: Iterable[Row]) -> list[Row]:
    """The rows whose every value no row of the others has, one against one."""
    there = Counter(map(row_digest, others))
    left = []
    for row in rows:
        digest = row_digest(row)
        if there[digest]:
            there[digest] -= 1
        else:
            left.append(row)
    return left


def _key(row: Row) -> Hashable:
    if row.row_id:
        return row.row_id
    return (row.prepared, row.facility, row.person_id or row.file_no, row.birth_year, row.sex, row.citizenship)


def _changed(before: Row, after: Row) -> Changed:
    names = tuple(name for name in _VALUES if getattr(before, name) != getattr(after, name))
    return Changed(before, after, names)
