"""The page behind an adviser's link. It needs no account, and keeps nothing on the
adviser's device.

The secret in the address is the whole permission: no cookie is asked for or set. So the
page asks for no CSRF token. Such a token keeps another site from using what a browser
sends by itself, and here a browser sends nothing by itself: whoever could make it send
a form to this address would know the address, and could as well send the form.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from safety_site.languages import registry
from safety_site.staff.fact_check import answering, asking
from safety_site.staff.fact_check.answering import Sent
from safety_site.staff.fact_check.asking import State
from safety_site.staff.fact_check.material import material
from safety_site.staff.fact_check.models import FactCheck, Verdict
from safety_site.translation.models import ENGLISH

View = Callable[..., HttpResponse]
# The site's own headers forbid keeping the page; they would name it to our own pages.
SECRET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
TOO_OFTEN = (
    "This link takes no more answers. Those sent before are kept. What you typed is "
    "still in the form: copy it, and ask the person who sent the link for another one."
)


def secret(view: View) -> View:
    """The headers of a page whose address is a secret, whatever it answers."""

    @wraps(view)
    def asked(request: HttpRequest, **named: object) -> HttpResponse:
        response = view(request, **named)
        for name, value in SECRET.items():
            response[name] = value
        return response

    return asked


@csrf_exempt
@secret
@require_http_methods(["GET", "HEAD", "POST"])
def adviser_page(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    now = timezone.now()
    check = asking.of_link(pk, token)
    if check is None:
        return drawn("fact_check_closed", 404, is_known=False)
    asker = asking.askers([check]).get(check.asker)
    if asking.state(check, asker, now) != State.OPEN:
        return drawn("fact_check_closed", 410, is_known=True)
    if request.method != "POST":
        return form_page(request.path, check, was_sent="sent" in request.GET)
    asked = list(check.texts.all())
    sent = answering.read(asked, request.POST.dict())
    if sent.faults:
        return form_page(request.path, check, sent)
    if answering.keep(check, asked, sent, now) is None:
        sent.fault = TOO_OFTEN
        return form_page(request.path, check, sent)
    # So that loading the page again does not send the answer again.
    return HttpResponseRedirect(f"{request.path}?sent")


def form_page(
    address: str,
    check: FactCheck,
    sent: Sent | None = None,
    *,
    was_sent: bool = False,
) -> HttpResponse:
    """What was typed stands in the form, whether or not it could be kept."""
    found = material(check)
    sent = sent or answering.empty([each.asked for each in found])
    texts = [(each, sent.by_position[each.asked.position]) for each in found]
    return drawn(
        "fact_check",
        200,
        address=address,
        check=check,
        language=registry.language(check.language),
        is_translation=check.language != ENGLISH,
        texts=texts,
        sent=sent,
        verdicts=Verdict.choices,
        answers=[each.created for each in check.answers.all()],
        was_sent=was_sent,
    )


def drawn(template: str, status: int, **context: object) -> HttpResponse:
    """Without the request: nothing of a session or a user reaches the page."""
    return HttpResponse(
        render_to_string(f"staff/{template}.html", context), status=status
    )
