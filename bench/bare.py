"""The least a WSGI application can do: the same bytes and headers of one page, always.

Started by the harness, which names the pack and the page in the environment.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from safety_site.delivery.answers import site_of
from safety_site.delivery.headers import common_headers
from safety_site.delivery.negotiation import BROTLI
from safety_site.delivery.pack import Pack

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SITE = site_of(Pack.open(Path(os.environ["BENCH_PACK"])), common_headers())
ANSWER = SITE.pages[os.environ["BENCH_PATH"]].answers[BROTLI]
STATUS = ANSWER.status
HEADERS = ANSWER.headers
BODY = (ANSWER.body(),)


def application(
    environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    start_response(STATUS, HEADERS)
    return BODY
