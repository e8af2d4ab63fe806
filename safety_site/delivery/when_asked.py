"""An application that is loaded when it is first asked for.

The admin brings Django and the database with it. Neither is loaded where nobody signs
in, and one that cannot be loaded takes no public page with it.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from html import escape
from typing import TYPE_CHECKING

from safety_site.delivery import log
from safety_site.delivery.headers import NOT_KEPT, STRICT_TRANSPORT, common_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

UNAVAILABLE = "503 Service Unavailable"
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{name}</title>
<h1>Signing in does not work</h1>
<p>The part of the site for editors could not be started. The public pages are served
as before, and nothing was changed.
<p>Whoever runs the site should look at its log, mend what is named there, and start it
again.
"""


class WhenAsked:
    """Calls `load` at the first request. One failure is final for this process: Django
    cannot be started twice.
    """

    def __init__(
        self,
        load: "Callable[[], WSGIApplication]",
        *,
        name: str,
        production: bool = False,
    ) -> None:
        self._load = load
        self._page = PAGE.format(name=escape(name)).encode()
        self._production = production
        self._lock = threading.Lock()
        self._application: WSGIApplication | None = None
        self._failed = False

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        application = self._application or self._loaded()
        if application is not None:
            return application(environ, start_response)
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            *common_headers(NOT_KEPT),
            ("Content-Length", str(len(self._page))),
        ]
        if self._production or environ["wsgi.url_scheme"] == "https":
            headers.append(STRICT_TRANSPORT)
        start_response(UNAVAILABLE, headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self._page,)

    def _loaded(self) -> "WSGIApplication | None":
        with self._lock:
            if self._application is None and not self._failed:
                try:
                    self._application = self._load()
                except Exception:
                    self._failed = True
                    logger = logging.getLogger("safety_site.delivery")
                    logger.exception(log.STAFF_FAILED)
            return self._application
