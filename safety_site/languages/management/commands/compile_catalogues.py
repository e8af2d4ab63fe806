from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from safety_site.languages.catalogues import (
    CatalogueError,
    app_folders,
    compile_catalogues,
)


class Command(BaseCommand):
    help = "Compile the .po files that changed. Needs no gettext programs."
    # The checks ask for what this command is about to make.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for folder in (*map(Path, settings.LOCALE_PATHS), *app_folders()):
                written = compile_catalogues(folder)
                self.stdout.write(f"Catalogues compiled in {folder}: {len(written)}.")
        except CatalogueError as error:
            raise CommandError(str(error)) from error
