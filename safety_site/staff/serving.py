"""The admin as a WSGI application: its files by WhiteNoise, its pages by Django.

`wsgi.py` imports this when somebody first asks for it, and never on a public node.
"""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from safety_site.staff.headers import add_to_file

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def staff_beside(not_found: "WSGIApplication") -> "WSGIApplication":
    """`not_found` answers below `/static/` where there is no file: a visitor who tries
    addresses there learns nothing of the admin.
    """
    django = get_wsgi_application()
    # The log tells what failed; not what was not found, nor who could not sign in.
    for name in ("django.request", "django.security", "axes"):
        logging.getLogger(name).setLevel(logging.ERROR)
    own = f"/{settings.STAFF_PATH}"

    def pages(
        environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        is_own = f"{environ['PATH_INFO']}/".startswith(own)
        return (django if is_own else not_found)(environ, start_response)

    files = WhiteNoise(
        pages,
        autorefresh=False,
        max_age=None,
        allow_all_origins=False,
        add_headers_function=add_to_file,
    )
    for folder, prefix in folders():
        files.add_files(str(folder), prefix=prefix)
    return files


def folders() -> Iterator[tuple[Path, str]]:
    """Static files of the packages that the settings name, then our own."""
    for app in apps.get_app_configs():
        folder = Path(app.path) / "static"
        if folder.is_dir():
            yield folder, settings.STATIC_URL
    yield settings.STATIC_SOURCES / "staff", f"{settings.STATIC_URL}staff/"
