"""Tables of the rooms people work in: who looked, what was sent to whom, which programs may register."""

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
    _run(editor, _ON[editor.connection.vendor](guards.LOOKS))


def unguard(apps: Any, editor: Any) -> None:
    """Take the triggers off."""
    _run(editor, _OFF[editor.connection.vendor](guards.LOOKS))


def _key() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """What was looked at can only grow."""

    dependencies = [("records", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", _key()),
                ("entry", models.BigIntegerField()),
                ("user", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["entry", "at"], name="look_by_entry"),
                    models.Index(fields=["user", "at"], name="look_by_user"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentNotice",
            fields=[
                ("id", _key()),
                ("entry", models.BigIntegerField()),
                ("why", models.CharField(max_length=32)),
                ("sent_at", models.DateTimeField()),
                ("times", models.IntegerField(default=1)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["entry", "why"], name="notice_once")]},
        ),
        migrations.CreateModel(
            name="ChannelToken",
            fields=[
                ("id", _key()),
                ("name", models.CharField(max_length=150)),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("station", models.CharField(max_length=16)),
                ("channel", models.CharField(max_length=16)),
                ("made_by", models.CharField(max_length=150)),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("ended", models.BooleanField(default=False)),
            ],
        ),
        migrations.RunPython(guard, unguard),
    ]
