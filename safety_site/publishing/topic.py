"""A page of the guide, and a list that belongs to one: its context inside the frame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from safety_site.guide.content import Json
from safety_site.languages import formats
from safety_site.languages.registry import Language
from safety_site.publishing import recordings, routes
from safety_site.publishing.blocks import block_context, oldest, unsourced
from safety_site.publishing.frame import frame
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.notices import notices, review_is_due
from safety_site.publishing.places import places_for
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import language_of, link
from safety_site.translation.models import ENGLISH, VALUES

GENERAL_TOPIC = "visa"


def page_sheet(
    snapshot: Snapshot,
    language: Language,
    key: str,
    *,
    kind: str,
    beside: Callable[[Snapshot, str], Beside],
    slug: str | None = None,
    with_english: bool = False,
) -> Sheet:
    """A topic page, with what its kind shows beside its blocks.

    `slug` is that of a further page with the same blocks, when one cannot hold all.
    `with_english`: the page on which each part has its English beside it.
    """
    first = snapshot.pages[key]["slug"]

    share = ""
    if snapshot.configuration.public_origin:
        share = routes.share_path(first, language.code)

    def own() -> Json:
        said = _own(snapshot, key, language, kind, beside, with_english=with_english)
        if with_english:
            return said | english_of_page(snapshot, key, language.code)
        if slug:
            # Voice and code are the first page's; a further one has other words.
            return said
        at = (key, language.code)
        path = routes.recording_path(language.code, first)
        voice = snapshot.recordings.get(at)
        offered = recordings.offered(voice, said, path, snapshot.has_file)
        code = snapshot.codes.get(at, "")
        return said | {"recording": offered, "code": code, "share": share}

    return _sheet(
        snapshot,
        language,
        page=key,
        slug=first if slug is None else slug,
        template=kind,
        own=own,
        with_english=with_english,
    )


def english_of_page(snapshot: Snapshot, key: str, code: str) -> Json:
    """The English of a page's heading and lead, and the ways to either alone."""
    own = snapshot.text(f"page:{key}", code)
    english = own.english if own and not own.is_english_instead else None
    texts = english.content if english else {}
    return {
        "english": {
            "heading": texts["heading"],
            "lead": texts["lead"],
            "places": places_for(snapshot, texts.values(), ENGLISH),
        }
        if texts
        else None,
        "alone": {
            "own": link(snapshot, key, code),
            "english": link(snapshot, key, ENGLISH),
        },
    }


def list_sheet(
    snapshot: Snapshot,
    language: Language,
    *,
    page: str,
    slug: str,
    kind: str,
    beside: Callable[[], Beside],
    review_months: int | None = None,
) -> Sheet:
    """A page without blocks that belongs to the page with the key `page`.

    The context of `beside` must name its `title` and `heading`, in the page's language.
    """

    def own() -> Json:
        shown = beside()
        months = review_months or snapshot.pages[page]["review_months"]
        return {
            "kind": kind,
            "key": page,
            "lead": "",
            **shown.context,
            **_checked(snapshot, shown, shown.checked, months, language.code),
            "unsourced": unsourced(snapshot, list(shown.citations)),
        }

    return _sheet(snapshot, language, page=page, slug=slug, template=kind, own=own)


def _sheet(
    snapshot: Snapshot,
    language: Language,
    *,
    page: str,
    slug: str,
    template: str,
    own: Callable[[], Json],
    with_english: bool | None = None,
) -> Sheet:
    """Notices count all that a page is made of, its frame's values too.

    `with_english` is None for a page that never has its English beside it.
    """
    code = language.code
    beside = routes.page_path(code, routes.with_english(slug))
    path = beside if with_english else routes.page_path(code, slug)
    with snapshot.reading() as around:
        framed = frame(snapshot, language, path, slug, with_english=bool(with_english))
    if with_english is not None and code != ENGLISH:
        framed["with_english"] = {"path": beside, "current": with_english}
    with snapshot.reading() as said:
        standing = snapshot.text(f"page:{page}", code)
        context = framed | own()
    if standing is None:
        raise LookupError(f"page:{page} may not be shown; nothing can belong to it.")
    of_page, of_frame = (
        [s for (_, asked), s in read.items() if asked in (code, VALUES)]
        for read in (said, around)
    )
    found = notices(standing, of_page, of_frame, code)
    context["notices"] = found + context["notices"]
    return Sheet(routes.stored_path(path), f"page/{template}.html", context)


def _own(
    snapshot: Snapshot,
    key: str,
    language: Language,
    kind: str,
    beside: Callable[[Snapshot, str], Beside],
    *,
    with_english: bool,
) -> Json:
    """What a page says itself, inside its frame."""
    code = language.code
    values = snapshot.values(f"page:{key}")
    own = snapshot.text(f"page:{key}", code)
    if values is None or own is None:
        raise LookupError(f"page:{key} may not be shown; it should not be a page.")
    texts = own.text.content
    blocks = [
        block_context(snapshot, uid, code, with_english=with_english)
        for uid in snapshot.blocks.get(key, [])
    ]
    more = beside(snapshot, code)
    checked = oldest([*(block.checked for block in blocks), more.checked])
    citations = [claim for _, claim in values["citations"]] + list(more.citations)
    dated = _checked(snapshot, more, checked, values["review_months"], code)
    return {
        "kind": kind,
        "key": key,
        "title": texts["title"],
        "heading": texts["heading"],
        "lead": texts["lead"],
        "places": places_for(snapshot, texts.values(), own.text.language),
        "words_language": language_of(own),
        "blocks": [block.data for block in blocks],
        "owed_keys": values["owed_keys"],
        "unsourced": unsourced(snapshot, citations),
        **dated,
        "notices": _general(values) + dated["notices"],
        **more.context,
    }


def _checked(
    snapshot: Snapshot, more: Beside, day: date | None, months: int, code: str
) -> Json:
    """The day of the last check in words, and the notice when the next is due."""
    due = review_is_due(day, months, snapshot.today)
    return {
        "checked": formats.date(day, code) if day else "",
        "notices": [*more.notices, *(["check-due"] if due else [])],
    }


def _general(values: Json) -> list[str]:
    """Pages of the group "Your visa" say that they advise nobody (model-pages.md)."""
    return ["general"] if values["topic"] == GENERAL_TOPIC else []
