"""What happened at the door: sign-ins, refusals, what was done about accounts. It can only grow."""

from typing import Any

from django.db import migrations, models

from tallystick.records import guards

_ON = {"sqlite": guards.sqlite_statements, "postgresql": guards.postgresql_statements}
_OFF = {"sqlite": guards.sqlite_undo, "postgresql": guards.postgresql_undo}


def _run(editor: Any, statements: list[str]) -> None:
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def guard(apps: Any, editor: Any) -> None:
    """Put the triggers on."""
    _run(editor, _ON[editor.connection.vendor](guards.SIGN_INS))


def unguard(apps: Any, editor: Any) -> None:
    """Take the triggers off."""
    _run(editor, _OFF[editor.connection.vendor](guards.SIGN_INS))


def _key() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """The log of sign-ins."""

    dependencies = [("records", "0008_acknowledged")]
    operations = [
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", _key()),
                ("user", models.CharField(max_length=150)),
                ("what", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("where", models.CharField(max_length=64)),
            ],
            options={"indexes": [models.Index(fields=["user", "at"], name="sign_in_by_user")]},
        ),
        migrations.RunPython(guard, unguard),
    ]
