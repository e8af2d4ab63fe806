"""The plain-language check of the released English, page by page.

A *fault* stops the build (`lint_text` ends with status 1, and a test asks it); a *hint*
is for the editor to weigh. Publishing itself asks only what can send a reader wrong
(`publishing.validation`): an urgent number must not wait for the length of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from safety_site.directory.models import Nation
from safety_site.guide.models import Claim
from safety_site.publishing import contexts
from safety_site.publishing.notices import months_after
from safety_site.publishing.places import places_for
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.text_rules import (
    CITING,
    READ_FIELDS,
    TEXT_RULES,
    Fault,
    Text,
    unexplained,
)
from safety_site.translation import plain_language, tokens
from safety_site.translation.models import ENGLISH

# A claim about the law is read again after so many months (architecture §9).
MONTHS_TO_CHECK = 6
MOST_OF_ALL_BLOCKS = 0.15
# One claim may carry a few blocks of a site that has few.
FEWEST_BLOCKS = 3
NOT_CONFIRMED = re.compile(r"not confirm|no source|not know|not seen", re.IGNORECASE)
NATIONS = {nation.label: nation.value for nation in Nation}
# Words with a capital each, inside a sentence.
CAPITAL = r"[A-Z][\w'\u2019&-]*"
NAME = re.compile(
    r"(?<![.!?…:\"\u201c\u2018>*-] )(?<![\"\u201c\u2018(])(?<!^)\b"
    rf"{CAPITAL}(?:(?: of| for| the)* {CAPITAL})*"
)
# Named on every page, and explained in the frame, the glossary or the tokens.
EVERYONE_KNOWS = {
    "Home Office",
    "Immigration Enforcement",
    "English",
    "UK",
    "British",
    "I",
    "GP",
    "A&E",
    "Parliament",
    "House of Lords",
    "House",
    "Commons",
    "of",
    "for",
    "the",
    "Shift",
    "Wi-Fi",
    "Back",
    "Home",
    "Yes",
    "No",
    *NATIONS,
}


@dataclass(frozen=True)
class Page:
    """A public page and the texts that are sentences on it."""

    path: str
    texts: Sequence[Text]

    @cached_property
    def sentences(self) -> list[str]:
        return [sentence for text in self.texts for sentence in text.read]


@dataclass(frozen=True)
class Report:
    pages: Sequence[Page]
    faults: list[Fault] = field(default_factory=list)
    hints: list[Fault] = field(default_factory=list)

    @cached_property
    def grade(self) -> float:
        """The mean of the pages' grades."""
        grades = [plain_language.grade(page.sentences) for page in self.pages]
        return sum(grades) / len(grades) if grades else 0.0


def lint(snapshot: Snapshot) -> Report:
    """Read all released English. Needs the database for the texts of claims."""
    pages = list(_pages(snapshot))
    texts = list({t.uid: t for page in pages for t in page.texts}.values())
    claims = _claims(snapshot)
    report = Report(pages)
    for rule in TEXT_RULES:
        report.faults.extend(f for text in texts for f in rule(text))
    for text in texts:
        report.faults.extend(_names_out_of_nowhere(snapshot, text, claims))
    for page in pages:
        report.faults.extend(_averages(page))
    report.faults.extend(_leaning_on_one_claim(texts))
    if report.grade > plain_language.HIGHEST_GRADE:
        grade = f"{report.grade:.1f}"
        report.faults.append(Fault("all pages", f"the mean school grade is {grade}"))
    report.hints.extend(_hints(snapshot, pages, texts))
    return report


def _pages(snapshot: Snapshot) -> Iterator[Page]:
    sheets = contexts.sheets(snapshot)
    made: dict[str, Text] = {}
    for sheet in sheets.values():
        if sheet.language != ENGLISH or sheet.status != 200:
            continue
        own = [text for uid in _own_uids(sheet) if (text := _text(snapshot, uid, made))]
        if own:
            yield Page(sheet.path, own)


def _own_uids(sheet: Sheet) -> Iterator[str]:
    """What a page says itself: of other pages it shows only the names."""
    for uid, *_ in sheet.context["texts"]:
        kind, _, name = uid.partition(":")
        if kind != "page" or name == sheet.context.get("key"):
            yield uid


def _text(snapshot: Snapshot, uid: str, made: dict[str, Text]) -> Text | None:
    kind = uid.partition(":")[0]
    if kind not in READ_FIELDS:
        return None
    if uid not in made:
        found = snapshot.text(uid, ENGLISH)
        content = found.text.content if found else {}
        fields = {f: content[f] for f in READ_FIELDS[kind] if content.get(f)}
        made[uid] = Text(
            uid,
            kind,
            fields,
            [
                sentence
                for text in fields.values()
                for sentence in plain_language.sentences(_spoken(snapshot, text))
            ],
            snapshot.values(uid) or {},
        )
    return made[uid]


def _spoken(snapshot: Snapshot, text: str) -> str:
    """With its tokens filled in; a key sentence is read where it is written."""
    places = places_for(snapshot, [text], ENGLISH)

    def words(token: str) -> str:
        place = places.get(token, {})
        if token.startswith("{key:"):
            return ""
        name = place.get("text") or place.get("shown") or place.get("name", {})
        return name if isinstance(name, str) else name.get("text", "")

    return plain_language.spoken(text, words)


@dataclass(frozen=True)
class Known:
    """What a claim names: its text and its sources' names, and its nations."""

    words: str
    nations: frozenset[str]


def _claims(snapshot: Snapshot) -> dict[str, Known]:
    texts = dict(Claim.objects.values_list("key", "text"))
    known = {}
    for key, values in snapshot.all_of("claim"):
        sources = [snapshot.values(f"source:{s}") or {} for s in values["sources"]]
        named = [f"{s.get('title', '')} {s.get('publisher', '')}" for s in sources]
        words = " ".join([texts.get(key, ""), *named, *values["nations"]]).casefold()
        known[key] = Known(words, frozenset(values["nations"]))
    return known


def _names_out_of_nowhere(
    snapshot: Snapshot, text: Text, claims: Mapping[str, Known]
) -> Iterator[Fault]:
    """A date, nation or body that stands in a text stands in one of its claims."""
    if text.kind not in CITING or not text.claims:
        return
    known = [
        claims[key] for key in [*text.claims, *_of_its_body(text)] if key in claims
    ]
    words = " ".join(k.words for k in known)
    for token in {t for part in text.fields.values() for t in tokens.found(part)}:
        if token.kind == "fact":
            fact = snapshot.values(f"fact:{token.name}") or {}
            if fact.get("claim") not in [*text.claims, *_of_its_body(text)]:
                yield Fault(
                    text.uid, f"{token} rests on {fact.get('claim')}, not cited"
                )
        if token.kind == "org":
            name = (snapshot.values(f"org:{token.name}") or {}).get("name", "")
            if f"O:{token.name}" not in text.claims and name.casefold() not in words:
                yield Fault(text.uid, f"{name} is in none of its claims")
    for sentence in _stated(text.read):
        for label, nation in NATIONS.items():
            named = re.search(rf"(?<!Northern ){label}\b", sentence)
            if named and not _covers(known, nation, label, words):
                yield Fault(text.uid, f"{label} is in none of its claims: {sentence}")
    typed = "\n\n".join(plain_language.typed(part) for part in text.fields.values())
    for sentence in _stated(plain_language.sentences(typed)):
        for name in NAME.findall(sentence):
            plain = re.sub(r"['\u2019]s?$", "", name)
            if plain in EVERYONE_KNOWS or plain.casefold() in words:
                continue
            if not all(
                p in EVERYONE_KNOWS or p.casefold() in words for p in plain.split()
            ):
                yield Fault(text.uid, f"“{plain}” is in none of its claims")


def _of_its_body(text: Text) -> list[str]:
    """What is known of a public body is one claim; its parts cite their own sources."""
    return [f"M:{text.values['body']}"] if text.kind == "part" else []


def _stated(read: Sequence[str]) -> Iterator[str]:
    """Sentences but those that say what is not known, and the questions before them."""
    for sentence, then in zip(read, [*read[1:], ""], strict=True):
        asked = sentence.endswith("?") and NOT_CONFIRMED.search(then)
        if not asked and not NOT_CONFIRMED.search(sentence):
            yield sentence


def _covers(known: Sequence[Known], nation: str, label: str, words: str) -> bool:
    return label.casefold() in words or any(nation in k.nations for k in known)


def _averages(page: Page) -> Iterator[Fault]:
    average = plain_language.average(page.sentences)
    if average > plain_language.LONGEST_AVERAGE:
        yield Fault(page.path, f"{average:.1f} words a sentence on average")


def _leaning_on_one_claim(texts: Sequence[Text]) -> Iterator[Fault]:
    blocks = [text for text in texts if text.kind == "block"]
    counted = Counter(claim for block in blocks for claim in block.claims)
    most = max(FEWEST_BLOCKS, MOST_OF_ALL_BLOCKS * len(blocks))
    for claim, count in counted.items():
        if count > most:
            share = f"{count} of {len(blocks)} blocks"
            yield Fault(claim, f"is cited by {share}: cite what each rests on")


def _hints(
    snapshot: Snapshot, pages: Sequence[Page], texts: Sequence[Text]
) -> Iterator[Fault]:
    for text in texts:
        for sentence in plain_language.passives(text.read):
            yield Fault(text.uid, f"who does it? {sentence}")
    for page in pages:
        grade = plain_language.grade(page.sentences)
        if grade > plain_language.HIGHEST_GRADE:
            yield Fault(page.path, f"school grade {grade:.1f}")
        yield from _unexplained(snapshot, page)
    yield from _overdue(snapshot, texts)


def _unexplained(snapshot: Snapshot, page: Page) -> Iterator[Fault]:
    """Words of the glossary that a page uses and nowhere places as `{term:…}`."""
    placed = {
        token.name
        for text in page.texts
        for part in text.fields.values()
        for token in tokens.found(part)
        if token.kind == "term"
    }
    terms = {
        key: found.text.content["term"]
        for key, _ in snapshot.all_of("term")
        if (found := snapshot.text(f"term:{key}", ENGLISH))
    }
    for key, term in unexplained(page.sentences, placed, terms):
        yield Fault(page.path, f"“{term}” is in the glossary: place {{term:{key}}}")


def _overdue(snapshot: Snapshot, texts: Sequence[Text]) -> Iterator[Fault]:
    for key in sorted({claim for text in texts for claim in text.claims}):
        claim = snapshot.values(f"claim:{key}")
        if claim is None:
            continue
        checked = date.fromisoformat(claim["checked"])
        if months_after(checked, MONTHS_TO_CHECK) < snapshot.today:
            yield Fault(key, f"was last checked on {checked}")
