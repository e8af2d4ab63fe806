"""Language tests read compiled catalogues and no database."""

from pathlib import Path

import pytest
from django.conf import settings

from safety_site.languages.catalogues import compile_catalogues


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    compile_catalogues(Path(settings.LOCALE_PATHS[0]))
