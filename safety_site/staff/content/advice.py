"""What is said about an English text while it is written, and what stops a submit.

The rules are those of `lint_text`. Few of them stop (architecture §9, practice.md E7);
the rest is for the editor to weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from safety_site.guide.content import Content, column
from safety_site.guide.models import Page, Term
from safety_site.publishing import text_rules
from safety_site.publishing.sensitive import sensitive_in
from safety_site.staff.content.placing import says
from safety_site.staff.desk.bundles import bundle_of, revisions
from safety_site.translation import invisible, plain_language, tokens
from safety_site.translation.freezing import with_plain_lines
from safety_site.translation.models import ENGLISH
from safety_site.translation.submitting import newest

RESTS_ON = "Name what it rests on: a claim, or the word reading or advice"
STOPPING = (text_rules.too_long, text_rules.without_claims)


@dataclass(frozen=True)
class Written:
    """An English text as it stands in a form. `before` is what the newest revision
    says, by field.
    """

    kind: str
    uid: str
    texts: Mapping[str, str]
    cites: bool
    slug: str = ""
    allowed_because: str = ""
    before: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence_fields(self) -> dict[str, str]:
        """The fields that are sentences; names, costs and hours are none."""
        names = text_rules.READ_FIELDS.get(self.kind, ())
        return {n: self.texts[n] for n in names if self.texts.get(n)}

    @cached_property
    def old(self) -> frozenset[str]:
        """The sentences of the newest revision."""
        return frozenset(s for text in self.before.values() for s in self.read(text))

    def read(self, text: str) -> list[str]:
        """What a reader reads, sentence by sentence, with its tokens filled in."""
        plain = plain_language.spoken(with_plain_lines(text), self._word)
        return plain_language.sentences(plain)

    def _word(self, token: str) -> str:
        # A key sentence is read where it is written.
        return "" if token.startswith("{key:") else self._words.get(token, token)

    @cached_property
    def _words(self) -> dict[str, str]:
        return says([*self.texts.values(), *self.before.values()])


class Stop(NamedTuple):
    """`column` is the form's field that it is about."""

    column: str
    what: str


class Advice(NamedTuple):
    """`must` is mended before anybody is asked for a check; `weigh` is not."""

    must: list[str]
    weigh: list[str]


def written(item: Content, *, cites: bool) -> Written:
    """A working copy; one query."""
    last = newest(item.uid, ENGLISH) if item.pk and item.text_fields else None
    return Written(
        item.kind,
        item.uid if item.pk else "",
        item.texts(ENGLISH),
        cites,
        getattr(item, "slug", ""),
        getattr(item, "allowed_because", ""),
        last.content if last else {},
    )


def stops(text: Written) -> list[Stop]:
    """What keeps a text from being submitted. A sentence that stood in the newest
    revision does not: what is not touched must not hold back an urgent number.
    """
    found = []
    for name, part in text.sentence_fields.items():
        new = [sentence for sentence in text.read(part) if sentence not in text.old]
        said = text_rules.too_long(_as_linted(text, new))
        found += [Stop(column(name, ENGLISH), fault.what) for fault in said]
    if text.kind == Page.kind:
        shown = {"title_en": text.texts.get("title", ""), "slug": text.slug}
        found += [
            Stop(name, what)
            for name, words in shown.items()
            for what in seen_in_history(words, ENGLISH)
        ]
    if text_rules.without_claims(_as_linted(text, [])):
        found.append(Stop("cited", RESTS_ON))
    return found


def seen_in_history(words: str, language: str) -> list[str]:
    """What is wrong with a page's title or address: a phone keeps both."""
    return [
        f"“{word}” may stand in no title and no address: a phone's history shows them"
        for word in dict.fromkeys(sensitive_in(words, language))
    ]


def advice(text: Written) -> Advice:
    """All that is said of a text, gravest first."""
    must = [*_unfit(text), *(stop.what for stop in stops(text))]
    return Advice(must, list(_to_weigh(text)))


def _unfit(text: Written) -> Iterator[str]:
    """What `submit` refuses by itself."""
    for token in tokens.unknown(text.texts.values()):
        yield f"{token} names no record that may be shown"
    for found in invisible.in_texts(text.texts):
        yield f"a character that nobody can see: {found}"


def _to_weigh(text: Written) -> Iterator[str]:
    read = [s for part in text.sentence_fields.values() for s in text.read(part)]
    old = [sentence for sentence in read if sentence in text.old]
    yield from (fault.what for fault in text_rules.too_long(_as_linted(text, old)))
    for rule in text_rules.TEXT_RULES:
        if rule not in STOPPING:
            yield from (fault.what for fault in rule(_as_linted(text, read)))
    lost = text_rules.unexplained(read, _placed(text), _terms(text)) if read else ()
    if words := ", ".join(f"“{term}” as {{term:{key}}}" for key, term in lost):
        yield f"explained in the glossary, and placed nowhere on the page: {words}"
    yield from (f"who does it? {each}" for each in plain_language.passives(read))
    grade = plain_language.grade(read)
    if grade > plain_language.HIGHEST_GRADE:
        yield f"hard to read: school grade {grade:.1f}"


def _as_linted(text: Written, read: Sequence[str]) -> text_rules.Text:
    return text_rules.Text(
        text.uid,
        text.kind,
        text.sentence_fields,
        read,
        {
            "citations": [("", "word:reading")] if text.cites else [],
            "allowed_because": text.allowed_because,
        },
    )


def _placed(text: Written) -> set[str]:
    """The words explained that this text places, or one that stands beside it."""
    parts = [*text.texts.values()]
    if text.uid:
        for (uid, code), revision in revisions(bundle_of(text.uid)).items():
            if code == ENGLISH and uid != text.uid:
                parts += revision.content.values()
    found = (token for part in parts for token in tokens.found(part))
    return {token.name for token in found if token.kind == "term"}


def _terms(text: Written) -> dict[str, str]:
    """The glossary, but the word that this text itself explains."""
    rows = Term.objects.filter(withdrawn=False).values_list("key", "term_en")
    return {key: term for key, term in rows if f"term:{key}" != text.uid}
