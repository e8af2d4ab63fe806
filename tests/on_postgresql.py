"""`python -m tests.on_postgresql FOLDER`: every model, every translated column full.

A program of its own, because the tests use another database. FOLDER holds the socket of
a running cluster that trusts its user.
"""

import os
import sys

import django
from django.conf import settings

LETTERS = 200
# Three bytes each in UTF-8, as in most scripts of the site.
FULL = "\u12a0" * LETTERS


def main(folder: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "safety_site.settings"
    settings.DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "postgres",
            "USER": "postgres",
            "HOST": folder,
        }
    }
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from safety_site.guide.content import column
    from safety_site.languages.registry import SUPERSET
    from safety_site.starter.load import load
    from safety_site.translation.kinds import KINDS

    call_command("migrate", verbosity=0)
    load()
    filled = 0
    for kind in KINDS:
        columns = [column(f, code) for f in kind.text_fields for code in SUPERSET]
        if not columns:
            continue
        row = kind._default_manager.first()
        assert row is not None, kind
        kind._default_manager.filter(pk=row.pk).update(**dict.fromkeys(columns, FULL))
        kept = kind._default_manager.filter(pk=row.pk).values_list(*columns).get()
        assert set(kept) == {FULL}, kind
        filled += len(columns)
    print(
        f"{connection.vendor}: {filled} columns of {len(KINDS)} kinds hold {FULL!r:.3}"
    )


if __name__ == "__main__":
    main(sys.argv[1])
