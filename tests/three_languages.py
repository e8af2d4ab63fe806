"""`python -m tests.three_languages FOLDER` writes a site in English and pseudo-text
there.

A program of its own, because the database and a browser's event loop do not go
together.
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings


def main(folder: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "safety_site.settings",
        "DATA_DIR": str(folder),
        "LANGUAGES_ENABLED": "en ur th",
    }
    settings.LOCALE_PATHS = [folder / "locale", *settings.LOCALE_PATHS]
    django.setup()
    from django.core.management import call_command

    from safety_site.starter.load import STARTER, load
    from tests import pseudo

    pseudo.write_catalogues(folder / "locale", "ur", "th")
    call_command("migrate", verbosity=0)
    load(STARTER)
    for language in ("ur", "th"):
        pseudo.translate_all(language)
        pseudo.translate_directory(language)
    call_command("publish", "--by=paula", "--today=2026-11-22")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
