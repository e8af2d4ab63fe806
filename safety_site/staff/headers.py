"""Headers of every answer to staff (architecture §6), those of errors too."""

from collections.abc import Callable
from wsgiref.headers import Headers

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from safety_site.delivery.headers import NOT_KEPT, STRICT_TRANSPORT, common_headers

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
POLICY_HEADER = "Content-Security-Policy"
# A preview has the policy of the public page that it shows, and a page whose address is
# a secret tells no other page where it was.
MAY_BE_OTHERS = (POLICY_HEADER, "Referrer-Policy")
STAFF_HEADERS = dict(common_headers(NOT_KEPT)) | {
    POLICY_HEADER: POLICY,
    # Django compares it with the host when a form is sent.
    "Referrer-Policy": "same-origin",
}
# Sessions decide what else an answer varies with.
del STAFF_HEADERS["Vary"]


def with_sources(response: HttpResponse, *more: str) -> HttpResponse:
    """A page that may also load something of this site, such as "media-src 'self'"."""
    response[POLICY_HEADER] = "; ".join((POLICY, *more))
    return response


class StaffHeaders:
    """Stands first, so that no other middleware's answer goes out without them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in STAFF_HEADERS.items():
            if name not in MAY_BE_OTHERS or name not in response:
                response[name] = value
        if settings.PRODUCTION or request.is_secure():
            name, value = STRICT_TRANSPORT
            response[name] = value
        return response


def add_to_file(headers: Headers, path: str, url: str) -> None:
    """For WhiteNoise. A file of the admin is the same for everybody, so it may be kept,
    and compared at each use: its address stays when a new version changes it.
    """
    for name, value in STAFF_HEADERS.items():
        headers[name] = value
    headers["Cache-Control"] = "private, no-cache"
    if settings.PRODUCTION:
        headers[STRICT_TRANSPORT[0]] = STRICT_TRANSPORT[1]
