"""Content from starter files: read once by a process, put back at once after that."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from safety_site.starter.load import load


class Rows(NamedTuple):
    columns: list[str]
    values: list[tuple[Any, ...]]


# By folder, the rows of every table that loading it fills.
_kept: dict[Path, dict[str, Rows]] = {}


@contextlib.contextmanager
def loaded_from(root: Path, blocker: DjangoDbBlocker) -> Iterator[None]:
    """The content of a folder in an empty database; rolled back after."""
    with blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        if root in _kept:
            _put_back(_kept[root])
        else:
            before = _rows()
            load(root)
            _kept[root] = {t: r for t, r in _rows().items() if r != before[t]}
    yield
    with blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def _rows() -> dict[str, Rows]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            found[table] = Rows(columns, cursor.fetchall())
    return found


def _put_back(tables: dict[str, Rows]) -> None:
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (columns, values) in tables.items():
            names = ", ".join(map(quoted, columns))
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {quoted(table)} ({names}) VALUES ({places})",  # noqa: S608
                values,
            )
