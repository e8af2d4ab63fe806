"""Tables whose rows are never changed or deleted: the database itself refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

Columns = Sequence[str]


def append_only(
    table: str, message: str, finds: Sequence[Columns] = (("id",),)
) -> RunPython:
    """A migration's operation that adds the triggers. `finds` are the sets of columns
    of which each finds one row.
    """

    def add(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "sqlite":
            statements = _sqlite(table, message, finds)
        else:
            statements = _postgresql(table, message)
        for statement in statements:
            schema_editor.execute(statement)

    def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                schema_editor.execute(f"DROP TRIGGER {table}_{name}")
        else:
            schema_editor.execute(f"DROP FUNCTION {table}_is_append_only() CASCADE")

    return RunPython(add, drop)


def _sqlite(table: str, message: str, finds: Sequence[Columns]) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    for verb in ("UPDATE", "DELETE"):
        name = f"{table}_no_{verb.lower()}"
        yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {refuse}"
    # REPLACE deletes rows without asking a delete trigger.
    same = " OR ".join(
        f"({' AND '.join(f'{name} = NEW.{name}' for name in columns)})"
        for columns in finds
    )
    replaces = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608
    name = f"{table}_no_replace"
    yield f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {replaces} {refuse}"


def _postgresql(table: str, message: str) -> Iterator[str]:
    """PostgreSQL has no REPLACE, and a truncation of its own."""
    refuse = f"{table}_is_append_only()"
    yield f"""CREATE FUNCTION {refuse} RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
    END $$ LANGUAGE plpgsql"""
    yield f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {refuse}"""
    yield f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {refuse}"""
