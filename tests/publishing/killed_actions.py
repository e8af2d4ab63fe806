"""What is done to a site while it is killed. Each makes ready, with Django begun, what
is then done in one go, again and again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

Act = Callable[[], object]


def publishing(site: Path) -> Act:
    from safety_site.publishing.publish import keep, propose
    from tests.publishing.killed_site import DAY

    proposal = propose(DAY)
    return lambda: keep(proposal, "eva", "paula", "The day's work.")


def ticking(site: Path) -> Act:
    """Pages are a function of what the database holds: they are worked out once."""
    from safety_site.publishing import contexts
    from safety_site.publishing import snapshot as snapshots
    from safety_site.publishing.clock import tick
    from safety_site.publishing.packing import newest_edition
    from tests.publishing.killed_site import DAY

    last, due = newest_edition(), DAY + timedelta(3)
    made = {day: contexts.sheets(snapshots.take(day, last)) for day in (last.day, due)}
    contexts.sheets = lambda snapshot: made[snapshot.today]
    return lambda: tick(due)


def going_back(site: Path) -> Act:
    from safety_site.publishing.rollback import rollback

    return lambda: rollback(1, "eva", "paula", "A mistake.")


def sending(site: Path, address: str, changed: dict[str, str]) -> Act:
    """A form of a page, as the one who holds every role sends it."""
    from http.cookies import SimpleCookie

    from django.test import Client

    from tests.staff.page_forms import forms_of

    def client() -> Client:
        made = Client()
        made.cookies = SimpleCookie(json.loads((site / "cookies").read_text()))
        return made

    page = client().get(address)
    assert page.status_code == 200, page
    form = next(
        form for form in forms_of(page.content.decode()) if "logout" not in form.action
    )
    fields = dict(form.sent) | changed

    def send() -> None:
        answer = client().post(address, fields)
        assert answer.status_code in (200, 302), answer

    return send


def submitting(site: Path) -> Act:
    from safety_site.guide.models import Block

    block = Block.objects.only("pk").get(page__key="home", number=1)
    changed = {
        "heading_en": "They can",
        "cited": "reading",
        "meaning": "meaning",
        "_submit": "1",
    }
    return sending(site, f"/staff/guide/block/{block.pk}/change/", changed)


def translating(site: Path) -> Act:
    changed = {
        "block:about/99|heading": "کیا یہ قانون ہے؟",
        "block:about/99|body": "پارلیمنٹ نے ایسا کوئی قانون نہیں بنایا\u06d4",
    }
    return sending(site, "/staff/translate/ur/page:about/", changed)


def checking(site: Path) -> Act:
    address = "/staff/check/en/page:who/"
    return sending(site, address, {"checked": "block:who/1 en"})


ACTIONS: dict[str, Callable[[Path], Act]] = {
    "submit": submitting,
    "translate": translating,
    "check": checking,
    "publish": publishing,
    "tick": ticking,
    "go back": going_back,
}
