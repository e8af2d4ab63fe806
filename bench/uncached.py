"""The view behind `bench.view`, imported once Django is ready.

At each request it reads what the page needs, in one query with named columns over a
kept connection; decides what is shown; and renders the cached templates. No middleware,
no session, no cache of contexts or pages, no compression.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import replace

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

from safety_site import urls
from safety_site.languages import registry
from safety_site.publishing import contexts, packing
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import html_of
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.history import Frozen, History
from safety_site.translation.models import Revision

connections.databases["default"]["CONN_MAX_AGE"] = None


def whole_site() -> Snapshot:
    edition = packing.newest_edition()
    if edition is None:
        raise LookupError("There is no edition. Publish one before the bench.")
    return snapshots.take(edition.day, edition)


def uids_of(site: Snapshot, key: str, language: registry.Language) -> list[str]:
    """What the page is made of, found once: lists of the whole site are read before."""
    contexts.sheets(site)
    with site.reading() as read:
        contexts.page_sheet(site, key, language)
    # Of the organisations and their phones, those on every page.
    return sorted({uid for uid, _ in read} | {f"page:{name}" for name in site.pages})


SITE = whole_site()
CODE, _, SLUG = os.environ["BENCH_PATH"].strip("/").partition("/")
LANGUAGE = registry.language(CODE)
KEY = next(key for key, values in SITE.pages.items() if values["slug"] == SLUG)
UIDS = uids_of(SITE, KEY, LANGUAGE)
# The first query of each worker opens its own connection.
connections.close_all()


def view(request: HttpRequest) -> HttpResponse:
    newest: dict[tuple[str, str], list[Frozen]] = defaultdict(list)
    rows = (
        Revision.objects.filter(uid__in=UIDS, language__in=("und", "en", CODE))
        .order_by("-number")
        .values_list(*Frozen._fields)
    )
    for row in rows:
        newest[row[0], row[1]].append(Frozen(*row))
    history = History(newest, {}, SITE.history.drafts)
    snapshot = replace(SITE, history=history, _texts={}, _kinds={})
    # Which languages are ready is a question about the whole site.
    vars(snapshot)["languages"] = SITE.languages
    sheet = contexts.page_sheet(snapshot, KEY, LANGUAGE)
    body = html_of(sheet).encode()
    return HttpResponse(body, headers={"Content-Length": str(len(body))})


urls.urlpatterns.append(re_path("", view))
