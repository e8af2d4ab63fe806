"""What an adviser reads: each text as it was asked about, drawn as readers see it, with
its values and what it rests on.

Nothing newer gets in: the texts are the exact revisions that were asked about, and what
stands for their numbers and names is what readers would have been shown then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from safety_site.disclosure.models import Field
from safety_site.guide.content import Json
from safety_site.guide.figures import figure
from safety_site.languages import formats, registry
from safety_site.publishing import files
from safety_site.publishing.places import places_for
from safety_site.publishing.record import Record
from safety_site.publishing.snapshot import Snapshot, configuration
from safety_site.publishing.urgent import Known
from safety_site.staff.fact_check.asking import cited
from safety_site.staff.fact_check.models import AskedText, FactCheck
from safety_site.translation import bidi, history, markdown
from safety_site.translation.history import Frozen
from safety_site.translation.models import ENGLISH, VALUES, Revision

# Fields that are Markdown on public pages; the others are lines.
PASSAGES = {
    ("block", "body"),
    ("part", "text"),
    ("term", "definition"),
    ("event", "text"),
    ("outcome", "body"),
    ("note", "body"),
}
# Of the values of each kind, those that say something that can be right or wrong.
SAYING: Mapping[str, tuple[str, ...]] = {
    "answer": ("leads_to",),
    "body": ("answer", "nations"),
    "claim": ("nations",),
    "contact": ("medium", "value", "always_open", "source_url"),
    "event": ("date",),
    "fact": ("value",),
    "org": (
        "name",
        "nations",
        "areas",
        "needs",
        "groups",
        "languages",
        "helpline_for",
        "source_url",
    ),
    "outcome": ("ends",),
    "source": ("title", "publisher", "url", "date"),
}
# A link would lead away from what was typed. The HTML is our own: no attribute of it
# holds a bare ">".
LINK = re.compile(r"</?a\b[^>]*>")


WEB = ("https://", "http://")


class Basis(NamedTuple):
    """A claim with its sources, or the word for having none. `field` is empty where it
    is what the whole text rests on.
    """

    field: str
    claim: str
    words: SafeString
    checked: str
    sources: list[Json]
    word: str


@dataclass(frozen=True)
class Material:
    """One text. `lines` and `english` are (name, HTML), `values` (name, words)."""

    asked: AskedText
    lines: list[tuple[str, SafeString]]
    english: list[tuple[str, SafeString]]
    values: list[tuple[str, str]]
    basis: list[Basis]
    critical: bool

    @property
    def uid(self) -> str:
        return self.asked.text.uid


def material(check: FactCheck) -> list[Material]:
    """Everything that a fact check asks about. As many queries for one text as for all
    of them.
    """
    found = list(check.texts.select_related("text", "english", "values"))
    snapshot = _as_of(check, found)
    with override(check.language):
        return [_material(snapshot, check, each) for each in found]


def _as_of(check: FactCheck, asked: list[AskedText]) -> Snapshot:
    """What readers would have been shown at that moment, drafts where nothing was ever
    checked, and of what is asked about just that.
    """
    known = history.load(
        frozenset((ENGLISH, check.language)),
        last_revision=check.last_revision,
        languages=[check.language],
    )
    newest = dict(known.newest)
    for each in asked:
        for revision in (each.values, each.english, each.text):
            if revision:
                newest[revision.uid, revision.language] = [_frozen(revision)]
    return Snapshot(
        replace(known, newest=newest),
        timezone.localdate(check.created),
        configuration(),
        Record(),
        recordings={},
        has_file=files.has,
        urgent=Known((), 0),
        issued={},
        is_proposal=True,
    )


def _frozen(revision: Revision) -> Frozen:
    return Frozen(*(getattr(revision, name) for name in Frozen._fields))


def _material(snapshot: Snapshot, check: FactCheck, asked: AskedText) -> Material:
    values = asked.values.content
    text, english = asked.text, asked.english
    return Material(
        asked=asked,
        lines=list(_lines(snapshot, text)) if text.language != VALUES else [],
        english=list(_lines(snapshot, english)) if english else [],
        values=list(_values(asked.values)),
        basis=[
            _basis(snapshot, check, field, key) for field, key in cited(asked.values)
        ],
        critical=bool(values.get("critical")),
    )


def _lines(snapshot: Snapshot, revision: Revision) -> Iterator[tuple[str, SafeString]]:
    kind, language = revision.uid.partition(":")[0], revision.language
    direction = registry.language(language).direction
    for name, text in revision.content.items():
        if not text:
            continue
        places = places_for(snapshot, [text], language)
        if (kind, name) in PASSAGES:
            html = LINK.sub("", markdown.render(text, places))
        else:
            html = f"<p>{markdown.line(text, places)}</p>"
        html = bidi.isolate_markup(html, direction)
        yield _called(revision.uid, name), mark_safe(html)  # noqa: S308 - cleaned there


def _line(snapshot: Snapshot, english: str) -> SafeString:
    html = markdown.line(english, places_for(snapshot, [english], ENGLISH))
    return mark_safe(html)  # noqa: S308 - escaped there


def _called(uid: str, name: str) -> str:
    """What a field is called; a part of a public body by the question it answers."""
    kind, _, rest = uid.partition(":")
    if kind == "part":
        with override(ENGLISH):
            return str(Field(rest.rpartition("/")[2]).label)
    return _plain(name)


def _values(values: Revision) -> Iterator[tuple[str, str]]:
    kind, content = values.uid.partition(":")[0], values.content
    for name in SAYING.get(kind, ()):
        # A value that a later release added is not in older revisions.
        value = content.get(name)
        if value in (None, "", [], False):
            continue
        if kind == "fact":
            yield "value", _figure(content)
        elif name == "date":
            yield "date", _date(value)
        else:
            yield _plain(name), _said(value)


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "yes" if value is True else str(value)


def _figure(content: Json) -> str:
    try:
        return figure(content["value"], content["unit"], ENGLISH)
    except (ValueError, ArithmeticError):
        return f"{content['value']} {content['unit']}"


def _date(text: str) -> str:
    try:
        return formats.date(text, ENGLISH)
    except ValueError:
        return text


def _basis(snapshot: Snapshot, check: FactCheck, field: str, key: str) -> Basis:
    field = _plain(field)
    if key.startswith("word:"):
        return Basis(field, "", SafeString(), "", [], key.removeprefix("word:"))
    values = snapshot.values(f"claim:{key}")
    sources = [
        source | {"is_web": source["url"].startswith(WEB)}
        for name in (values["sources"] if values else [])
        if (source := snapshot.values(f"source:{name}"))
    ]
    return Basis(
        field,
        key,
        _line(snapshot, check.claims.get(key, "")),
        _date(values["checked"]) if values else "",
        sources,
        "",
    )
