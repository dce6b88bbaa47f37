"""The register cannot be changed below Python: every way in SQL is refused, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tallystick.model.words import Log
from tallystick.records import append as records

LEAF = b"\x07" * 392
pytestmark = pytest.mark.django_db


def fill(count: int) -> None:
    for number in range(count):
        draft = records.Draft(kind="arrival", leaf=LEAF, sealed=b"sealed %d" % number, slot=number)
        records.append(Log.REQUESTS, [draft], origin="test.invalid/requests", sign=lambda text: text + "\n- note\n")


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


REFUSED = [
    ("an entry's body is rewritten", 'UPDATE records_entry SET sealed = leaf WHERE "index" = 1'),
    ("an entry is deleted", 'DELETE FROM records_entry WHERE "index" = 2'),
    ("all entries are deleted", "DELETE FROM records_entry"),
    ("a tree hash is rewritten", "UPDATE records_treehash SET hash = hash"),
    ("a tree hash is deleted", "DELETE FROM records_treehash WHERE level = 0"),
    ("a checkpoint is rewritten", "UPDATE records_checkpoint SET note = 'another'"),
    ("a checkpoint is deleted", "DELETE FROM records_checkpoint"),
    (
        "an entry is written over an earlier index",
        'INSERT INTO records_entry (log, "index", kind, leaf, sealed, slot) '
        'SELECT log, 1, kind, leaf, sealed, slot FROM records_entry WHERE "index" = 0',
    ),
    (
        "an index is left out",
        'INSERT INTO records_entry (log, "index", kind, leaf, sealed, slot) '
        'SELECT log, 9, kind, leaf, sealed, slot FROM records_entry WHERE "index" = 0',
    ),
    (
        "a second hash for one place of the tree",
        'INSERT INTO records_treehash (log, level, "index", hash) SELECT log, level, "index", hash FROM records_treehash',
    ),
    (
        "a second checkpoint of one size",
        "INSERT INTO records_checkpoint (log, size, note) SELECT log, size, 'fork' FROM records_checkpoint WHERE size = 2",
    ),
]


@pytest.mark.parametrize(("what", "statement"), REFUSED, ids=[what for what, _ in REFUSED])
def test_it_is_refused_when(what: str, statement: str) -> None:
    fill(3)
    before = records.reader(Log.REQUESTS)(0, 2), records.size(Log.REQUESTS)
    with pytest.raises(DatabaseError):
        run(statement)
    assert (records.reader(Log.REQUESTS)(0, 2), records.size(Log.REQUESTS)) == before


def test_replacing_a_row_in_sqlite_is_refused_though_it_fires_no_delete_trigger() -> None:
    if connection.vendor != "sqlite":
        with pytest.raises(DatabaseError):
            run("TRUNCATE records_entry")
        return
    fill(2)
    with pytest.raises(DatabaseError):
        run(
            'INSERT OR REPLACE INTO records_entry (id, log, "index", kind, leaf, sealed, slot) '
            'SELECT id, log, "index", kind, leaf, sealed, slot + 1 FROM records_entry WHERE "index" = 1'
        )


def test_appending_is_the_one_thing_that_works() -> None:
    fill(5)
    assert records.size(Log.REQUESTS) == 5
    assert records.size(Log.OPERATIONS) == 0
    assert "\n5\n" in (records.latest_note(Log.REQUESTS) or "")
