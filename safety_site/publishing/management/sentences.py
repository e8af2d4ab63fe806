"""What the commands that make editions say when one could not be made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import OperationalError, ProgrammingError, connection

from safety_site.delivery.pack import PackError
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import NotPublished


@contextmanager
def in_sentences() -> Iterator[None]:
    """Raises CommandError for what a person can do something about."""
    try:
        yield
    except (NotPublished, PackError) as error:
        raise CommandError(str(error)) from error
    except (OperationalError, ProgrammingError) as error:
        if Edition._meta.db_table not in connection.introspection.table_names():
            raise CommandError(
                "There is no site here yet. Nothing was changed. Start it once with "
                "“python3 run.py”, or set DATA_DIR to the folder of the site."
            ) from error
        raise CommandError(
            f"The database could not be written ({error}). The site stays as it is. "
            "Look at its free space, then do it again."
        ) from error
