"""What there is to translate: every released English text, with its translation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from safety_site.translation.freezing import digest
from safety_site.translation.history import newest_in
from safety_site.translation.models import ENGLISH, VALUES, Revision
from safety_site.translation.outdated import english_of

# The mark of a translation that is not there.
NOTHING = "none"
# Kinds in the order in which a translator meets them; a word explained comes before
# the texts that use it.
ORDER = "key term page block body part question answer outcome note event org contact"


class Text(NamedTuple):
    """One field of one object. `translation` is empty where there is none; `made`
    names it with the English it was made from (`mark`).
    """

    uid: str
    field: str
    english: str
    english_digest: str
    translation: str
    made: str
    is_current: bool
    critical: bool

    @property
    def context(self) -> str:
        return f"{self.uid} {self.field}"


def texts(language: str) -> Iterator[Text]:
    """Every text of objects that are not withdrawn, with the newest translation."""
    english, values, translated = map(newest_in, (ENGLISH, VALUES, language))
    known = english_of()
    for uid in sorted(english, key=order):
        if values[uid].content["withdrawn"]:
            continue
        source, made = english[uid], translated.get(uid)
        change = made and known.change(uid, made.english_digest, source.digest)
        for field, text in source.content.items():
            if text:
                yield Text(
                    uid,
                    field,
                    text,
                    source.digest,
                    made.content.get(field, "") if made else "",
                    mark(made),
                    bool(change and not change.outdates),
                    bool(values[uid].content.get("critical")),
                )


def mark(made: Revision | None) -> str:
    """Names a translation and the English that it was made from."""
    return marked(made.digest, made.english_digest) if made else NOTHING


def marked(content_digest: str, english_digest: str) -> str:
    return digest([content_digest, english_digest])


def english_versions() -> dict[str, dict[str, dict[str, str]]]:
    """By uid and digest, every English text that was ever submitted."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    revisions = Revision.objects.filter(language=ENGLISH)
    for uid, known_as, content in revisions.values_list("uid", "digest", "content"):
        found[uid][known_as] = content
    return found


def order(uid: str) -> tuple[int, list[tuple[int, str]]]:
    """Sorts uids by kind, then by name with its numbers as numbers."""
    kind, _, name = uid.partition(":")
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+", name)
    # Kinds without texts come last.
    kinds = ORDER.split()
    return kinds.index(kind) if kind in kinds else len(kinds), [
        (int(p), "") if "0" <= p[0] <= "9" else (-1, p) for p in parts
    ]
