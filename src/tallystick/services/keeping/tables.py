"""Tables as lines of JSON and back, the same for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction

_LEFT_OUT = {"sessions", "contenttypes"}
_MADE_ANEW = {"auth.permission"}
_FIRST = ("records.entry", "records.treehash", "records.checkpoint", "records.arrivalkey")


def all_models() -> list[type[models.Model]]:
    """Every table that a backup takes, the log first; sessions and what Django makes itself are left out."""
    found = [
        model
        for model in apps.get_models()
        if model._meta.app_label not in _LEFT_OUT and model._meta.label_lower not in _MADE_ANEW  # noqa: SLF001
    ]
    return sorted(found, key=_order)


def _order(model: type[models.Model]) -> int:
    label = model._meta.label_lower  # noqa: SLF001
    return _FIRST.index(label) if label in _FIRST else len(_FIRST)


def lines(chosen: Iterable[type[models.Model]]) -> Iterator[str]:
    """Every row of the tables, in the order of their keys, one a line."""
    for model in chosen:
        for row in model._default_manager.order_by("pk").iterator():  # noqa: SLF001
            yield serializers.serialize("jsonl", [row])


def load(text: Iterable[str]) -> int:
    """Write the rows of such lines into empty tables, in one transaction; how many."""
    loaded: set[type[models.Model]] = set()
    count = 0
    with transaction.atomic():
        for line in text:
            for row in serializers.deserialize("jsonl", line):
                row.save()
                loaded.add(type(row.object))
                count += 1
        _set_sequences(loaded)
    return count


def _set_sequences(loaded: Iterable[Any]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(loaded)):
            cursor.execute(statement)
