"""Make the database of a home, or bring it up to this version; processes that start together take turns."""

from __future__ import annotations

import fcntl
import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tallystick.adapters.vault import sync_folder
from tallystick.services.home import Home

_LOCK_NUMBER = 7200


def make_database(home: Home) -> None:
    """Make or migrate all tables and triggers, then sync the folder and its name, before anything is acknowledged."""
    with _alone(home):
        call_command("migrate", verbosity=0, interactive=False, stdout=io.StringIO())
    if connection.vendor == "sqlite":
        sync_folder(home.path)
        sync_folder(home.path.parent)


def bring_up(home: Home) -> bool:
    """Make the tables of this version if they are of an older one; whether anything had to be done."""
    if not is_behind():
        return False
    make_database(home)
    return True


def is_behind() -> bool:
    """Whether tables are of an older version of the program."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """Hold what keeps a second process from making the same tables: a lock of the database, or a file's."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK_NUMBER])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK_NUMBER])
        return
    with (home.path / "tables.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
