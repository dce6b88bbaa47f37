"""Triggers that keep the register append-only below Python, for SQLite and PostgreSQL.

On SQLite ``INSERT OR REPLACE`` deletes a row without firing a delete trigger; so an insert must also be the next index,
or a place that is still empty. On PostgreSQL ``TRUNCATE`` is refused as well.
"""

from __future__ import annotations

from dataclasses import dataclass

WORDS = "the register is append-only"


@dataclass(frozen=True, slots=True)
class Guarded:
    """One table and the condition under which an insert is refused (``NEW`` is the row)."""

    table: str
    refuse: str


GUARDED = (
    Guarded(
        "records_entry",
        'NEW."index" <> (SELECT COALESCE(MAX("index"), -1) + 1 FROM records_entry WHERE log = NEW.log)',
    ),
    Guarded(
        "records_treehash",
        "EXISTS (SELECT 1 FROM records_treehash t WHERE t.log = NEW.log AND t.level = NEW.level "
        'AND t."index" = NEW."index")',
    ),
    Guarded(
        "records_checkpoint",
        "EXISTS (SELECT 1 FROM records_checkpoint c WHERE c.log = NEW.log AND c.size >= NEW.size)",
    ),
    Guarded(
        "records_arrivalkey",
        "EXISTS (SELECT 1 FROM records_arrivalkey a WHERE a.entry = NEW.entry OR (a.channel = NEW.channel "
        "AND a.transport_id = NEW.transport_id AND a.sha256 = NEW.sha256))",
    ),
)

LOOKS = (Guarded("records_look", "EXISTS (SELECT 1 FROM records_look l WHERE l.id = NEW.id)"),)
"""Who looked at what: guarded since migration 0003."""
SIGN_INS = (Guarded("records_signin", "EXISTS (SELECT 1 FROM records_signin s WHERE s.id = NEW.id)"),)
"""What happened at the door: guarded since migration 0009."""


def sqlite_statements(guarded: tuple[Guarded, ...] = GUARDED) -> list[str]:
    """Statements that put the triggers on."""
    made = []
    for guard in guarded:
        made += [
            f"CREATE TRIGGER {guard.table}_no_{act.lower()} BEFORE {act} ON {guard.table} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            for act in ("UPDATE", "DELETE")
        ]
        made.append(
            f"CREATE TRIGGER {guard.table}_next BEFORE INSERT ON {guard.table} WHEN {guard.refuse} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}: not the next entry'); END"
        )
    return made


def sqlite_undo(guarded: tuple[Guarded, ...] = GUARDED) -> list[str]:
    """Statements that take them off again (only for ``migrate`` backwards)."""
    return [f"DROP TRIGGER {guard.table}_{name}" for guard in guarded for name in ("no_update", "no_delete", "next")]


def postgresql_statements(guarded: tuple[Guarded, ...] = GUARDED) -> list[str]:
    """Statements that put the triggers on."""
    made = [
        "CREATE OR REPLACE FUNCTION tallystick_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    ]
    for guard in guarded:
        made += [
            f"CREATE TRIGGER {guard.table}_no_change BEFORE UPDATE OR DELETE ON {guard.table} "
            "FOR EACH ROW EXECUTE FUNCTION tallystick_append_only()",
            f"CREATE TRIGGER {guard.table}_no_truncate BEFORE TRUNCATE ON {guard.table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tallystick_append_only()",
            f"CREATE FUNCTION {guard.table}_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {guard.refuse} THEN RAISE EXCEPTION '{WORDS}: not the next entry'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {guard.table}_next BEFORE INSERT ON {guard.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {guard.table}_next()",
        ]
    return made


def postgresql_undo(guarded: tuple[Guarded, ...] = GUARDED) -> list[str]:
    """Statements that take them off again (only for ``migrate`` backwards)."""
    made = []
    for guard in guarded:
        made += [f"DROP TRIGGER {guard.table}_{name} ON {guard.table}" for name in ("no_change", "no_truncate", "next")]
        made.append(f"DROP FUNCTION {guard.table}_next()")
    return [*made, "DROP FUNCTION tallystick_append_only()"] if guarded == GUARDED else made
