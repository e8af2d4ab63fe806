"""What staff are told when something goes wrong: what happened, what was kept, and what
to do next. None of these pages asks the database or the session for anything.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

NEXT = "If it happens again, tell the person who runs the site."


def page(status: int, heading: str, *sentences: str) -> HttpResponse:
    context = {
        "site_title": f"{settings.SITE_NAME}: editors",
        "heading": heading,
        "sentences": sentences,
        "start": f"/{settings.STAFF_PATH}",
    }
    return HttpResponse(render_to_string("staff/error.html", context), status=status)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return page(
            413,
            "This is too much at once",
            "Nothing was changed. What you sent is larger than this site takes.",
            "Go back, choose a smaller file or send the texts in parts.",
        )
    return page(
        400,
        "This request was not understood",
        "Nothing was changed. It was too long, or its address is not one of this site.",
        f"Go back and try again. {NEXT}",
    )


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(
        403,
        "You may not do this",
        "Nothing was changed. Your roles do not allow it.",
        "If you need it for your work, ask an administrator for the role.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(
        404,
        "There is no such page",
        "Nothing was changed. The address is mistyped, or what was there has moved.",
        "Go on from the first page.",
    )


def failed(request: HttpRequest) -> HttpResponse:
    return page(
        500,
        "Something failed",
        "What you sent was not saved. The public pages are not touched by this.",
        "Go back: long texts that you typed are offered to you again. Try once more.",
        NEXT,
    )


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its cookie, or from another site."""
    return page(
        403,
        "This form could not be accepted",
        "Nothing was changed. The page was open for too long, it was opened before you"
        " signed in, or this browser keeps no cookies. On a site in production it also"
        " happens when the address begins with http and not with https.",
        "Go back, load the page again, and send the form once more.",
    )
