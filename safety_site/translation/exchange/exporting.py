"""From revisions to a PO file."""

from __future__ import annotations

from collections.abc import Callable

import polib

from safety_site.languages import registry
from safety_site.translation.exchange.texts import Text, texts

# Before the digest of the English, in the comment of an entry.
ENGLISH_DIGEST = "english "
# Before the mark of the translation that it was written with. Programs break comments
# after 78 characters.
MADE = "had "
CRITICAL = "Critical: a mistake here can hurt. It needs a second reader."


def every(uid: str) -> bool:
    return True


def catalogue(language: str, among: Callable[[str], bool] = every) -> polib.POFile:
    """Every text to translate into a language, those that are done filled in; of the
    uids that are `among` those wanted.

    A translation of an older English is kept and marked fuzzy: it is withheld until
    somebody has looked at it. Raises UnknownLanguage.
    """
    known = registry.language(language)
    made = polib.POFile(wrapwidth=0)
    made.header = "Leave the English, tokens and comments as they are."
    made.metadata = {
        "Language": known.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": known.plural_forms,
    }
    made.extend(_entry(text) for text in texts(language) if among(text.uid))
    return made


def _entry(text: Text) -> polib.POEntry:
    comment = f"{ENGLISH_DIGEST}{text.english_digest}\n{MADE}{text.made}"
    outdated = bool(text.translation) and not text.is_current
    return polib.POEntry(
        msgctxt=text.context,
        msgid=text.english,
        msgstr=text.translation,
        comment=f"{comment}\n{CRITICAL}" if text.critical else comment,
        flags=["fuzzy"] if outdated else [],
    )
