"""Puts the append-only triggers on (``records.guards``), for SQLite or PostgreSQL."""

from typing import Any

from django.db import migrations

from tallystick.records import guards

_ON = {"sqlite": guards.sqlite_statements, "postgresql": guards.postgresql_statements}
_OFF = {"sqlite": guards.sqlite_undo, "postgresql": guards.postgresql_undo}


def _run(editor: Any, statements: list[str]) -> None:
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def guard(apps: Any, editor: Any) -> None:
    """Put the triggers on."""
    _run(editor, _ON[editor.connection.vendor]())


def unguard(apps: Any, editor: Any) -> None:
    """Take the triggers off."""
    _run(editor, _OFF[editor.connection.vendor]())


class Migration(migrations.Migration):
    """From here on the register can only grow."""

    dependencies = [("records", "0001_tables")]
    operations = [migrations.RunPython(guard, unguard)]
